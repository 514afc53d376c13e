//! A hundred readers of one log that grows: how far behind the printing they are.
//!
//! The step prints 100 lines of 80 bytes ten times a second, and before them the time; every reader
//! follows the log as events and compares that with the time at which it comes.

use std::time::Duration;

use anyhow::{Result, ensure};
use bytes::Bytes;
use chrono::Utc;
use http_body_util::BodyExt as _;
use hyper::Method;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::api::Api;
use crate::figure::{Figure, Unit};
use crate::groups::Figures;
use crate::logs::{GROUP, WEBHOOKS, push};
use crate::meanwhile::Webhooks;
use crate::origin::Origin;
use crate::programs::Programs;
use crate::pushes::{Outcome, Pushes};
use crate::server::Server;
use crate::statistics::Times;
use crate::{builds, process};

const READERS: usize = 100;
/// How often lines are printed: ten times a second.
const BURSTS: usize = 100;
/// Those of the webhooks' repository.
const COMMITS: usize = 10;
/// Before a time in microseconds since 1970.
const MARK: &[u8] = b"printed-at-";
const DIGITS: usize = 16;
/// How long the log may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures what belongs to the group of logs.
pub(crate) async fn measure(programs: &Programs, figures: &mut Figures) -> Result<()> {
    let mut server = Server::start(programs, &[])?;
    let origin = Origin::create(server.root(), &steps(), COMMITS)?;
    let app = server.register("app", &origin).await?;
    let mut api = server.api();
    builds::runner_is_online(&mut api).await?;
    let webhooks = Webhooks::prepare(&server, &origin).await?.come(WEBHOOKS);
    let pushes = Pushes::new(&origin, &app, Outcome::Built)?;
    let job = push(&server, &mut api, &pushes).await?;
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        readers.spawn(timeout(PATIENCE, follow(server.api(), job.clone())));
    }
    let (mut times, mut whole) = (Times::new(), 0);
    while let Some(reader) = readers.join_next().await {
        let read = reader???;
        whole += usize::from(read.count() == u64::try_from(BURSTS)?);
        times.add(&read);
    }
    ensure!(whole == READERS, "only {whole} of {READERS} readers saw all that was printed");
    let figure = |name: &str, percent| {
        let name = format!("{READERS} readers of a live log, printed to read: {name}");
        Figure::new(GROUP, name, times.percentile_ms(percent), Unit::Milliseconds)
    };
    figures.push(figure("p50", 50.0));
    figures.push(figure("p99", 99.0));
    let peak = process::memory(server.id())?.peak;
    let name = format!("server with {READERS} readers: memory at its peak");
    figures.push(Figure::new(GROUP, name, peak, Unit::Megabytes));
    figures.push(webhooks.end(&format!("{READERS} readers")).await?);
    server.stop()
}

fn steps() -> String {
    let (line, mark) = ("0123456789".repeat(8).split_off(1), String::from_utf8_lossy(MARK));
    // `%6N` of GNU's date, in whose place a poorer one prints nothing that is taken for a time.
    format!(
        "      - run: |\n          i=0\n          while [ $i -lt {BURSTS} ]; do\n            \
         echo \"{mark}$(date +%s%6N)\"\n            yes {line} | head -n 100 || true\n            \
         sleep 0.1\n            i=$((i+1))\n          done\n"
    )
}

/// Follows a log to its end, and tells how long after its printing each mark came.
async fn follow(mut api: Api, job: String) -> Result<Times> {
    let path = format!("/api/jobs/{job}/log/events");
    let mut body = api.ask(Method::GET, &path, Bytes::new()).await?.into_body();
    let (mut times, mut rest) = (Times::new(), Vec::new());
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        let now = u64::try_from(Utc::now().timestamp_micros())?;
        rest.extend_from_slice(&data);
        for printed in take_marks(&mut rest) {
            times.record(Duration::from_micros(now.saturating_sub(printed)));
        }
    }
    Ok(times)
}

/// The times behind the marks in `text`, of which only what may be the beginning of one is left.
fn take_marks(text: &mut Vec<u8>) -> Vec<u64> {
    let (mut found, mut from) = (Vec::new(), 0);
    let whole = MARK.len() + DIGITS;
    while let Some(place) = text[from..].windows(whole).position(|it| it.starts_with(MARK)) {
        let digits = &text[from + place + MARK.len()..from + place + whole];
        found.extend(std::str::from_utf8(digits).ok().and_then(|it| it.parse::<u64>().ok()));
        from += place + whole;
    }
    let keep = (text.len() - from).min(whole - 1);
    text.drain(..text.len() - keep);
    found
}

#[cfg(test)]
mod tests {
    use super::take_marks;

    #[test]
    fn marks_are_found_wherever_the_stream_was_cut() {
        let stream = b"data: printed-at-1700000000000001\\n012printed-at-1700000000000002\\nx";
        for cut in 0..stream.len() {
            let mut rest = stream[..cut].to_vec();
            let mut found = take_marks(&mut rest);
            rest.extend_from_slice(&stream[cut..]);
            found.extend(take_marks(&mut rest));
            assert_eq!(found, [1_700_000_000_000_001, 1_700_000_000_000_002], "{cut}");
        }
    }

    #[test]
    fn what_is_no_time_is_no_mark() {
        let mut text = b"printed-at-$(date +%s%6N) and more of the like".to_vec();
        assert_eq!(take_marks(&mut text), Vec::<u64>::new());
    }
}
