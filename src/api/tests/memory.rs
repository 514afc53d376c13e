//! Bodies of strangers against the memory that they have together.

use std::io;
use std::pin::pin;

use bytes::Bytes;
use futures_util::future::poll_immediate;
use futures_util::{StreamExt, stream};
use poem::{Body, Request, RequestBody};

use super::server::{Server, told};
use crate::api::error::ApiError;
use crate::api::limit::{self, BodyBudget};

fn chunk(bytes: usize) -> io::Result<Bytes> {
    Ok(Bytes::from(vec![b' '; bytes]))
}

fn body(chunks: &[usize]) -> RequestBody {
    let chunks: Vec<_> = chunks.iter().map(|bytes| chunk(*bytes)).collect();
    RequestBody::new(Body::from_bytes_stream(stream::iter(chunks)))
}

/// One that says more than it sends, and doesn't end.
fn unfinished(bytes: usize) -> RequestBody {
    let chunks = stream::iter([chunk(bytes)]).chain(stream::pending());
    RequestBody::new(Body::from_bytes_stream(chunks))
}

#[tokio::test]
async fn what_has_arrived_of_a_body_is_room_that_others_do_not_have() {
    let budget = BodyBudget::new(1000, 0);
    let announced = Request::builder().header("content-length", "900").finish();
    let mut room = budget.room();
    let mut slow_body = unfinished(600);
    let mut slow = Box::pin(limit::read(&announced, &mut slow_body, 2000, Some(&mut room)));
    assert!(poll_immediate(&mut slow).await.is_none(), "the rest has not arrived");

    let plain = Request::default();
    let mut other = budget.room();
    let small = limit::read(&plain, &mut body(&[200, 200]), 2000, Some(&mut other)).await;
    assert_eq!(small.unwrap().len(), 400);
    let mut third = budget.room();
    let refused = limit::read(&plain, &mut body(&[1]), 2000, Some(&mut third)).await;
    assert!(matches!(refused, Err(ApiError::Unavailable { .. })), "{refused:?}");

    drop(slow);
    drop(room);
    let whole = limit::read(&plain, &mut body(&[300, 300]), 2000, Some(&mut third)).await;
    assert_eq!(whole.unwrap().len(), 600);
}

#[tokio::test]
async fn an_announcement_alone_takes_no_room() {
    let budget = BodyBudget::new(1000, 0);
    let announced = Request::builder().header("content-length", "1000").finish();
    let mut room = budget.room();
    let mut silent_body = unfinished(0);
    let mut silent = pin!(limit::read(&announced, &mut silent_body, 2000, Some(&mut room)));
    assert!(poll_immediate(&mut silent).await.is_none());
    let mut other = budget.room();
    let whole = limit::read(&announced, &mut body(&[1000]), 2000, Some(&mut other)).await;
    assert_eq!(whole.unwrap().len(), 1000);
}

#[tokio::test]
async fn a_webhook_without_room_is_told_when_to_come_back() {
    let server = Server::start_within(BodyBudget::new(8, 0)).await;
    let send = |body: &'static str| {
        let request = server.request("POST", "/api/webhooks/thing").body(body);
        request.header("content-type", "application/json").send()
    };
    for _ in 0..3 {
        assert_eq!(send("{     }").await.unwrap().status(), 202, "the room was given back");
    }
    insta::assert_snapshot!(told(send("{       }").await.unwrap()).await, @r#"
    503
    content-type: application/problem+json
    retry-after: 30
    x-request-id: test
    {"type":"urn:oore:problem:unavailable","title":"Not available now","status":503,"code":"unavailable","detail":"too many webhooks arrive at once","request_id":"test"}
    "#);
}
