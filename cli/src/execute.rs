//! Runs an operation: send, follow pages, print by the answer's media type.

use std::fs::File;
use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, bail};
use clap::ArgMatches;
use oore_client::reqwest::header::CONTENT_TYPE;
use oore_client::reqwest::{Method, Response};
use oore_client::{Connection, Events, Failure};
use serde_json::Value;

use crate::commands::operation::BYTES;
use crate::commands::{self, Found};
use crate::document::{Document, Paging, Schema, document};
use crate::output::{Output, print, print_bytes};
use crate::request::Request;
use crate::session::Session;

/// Runs the operation that `words` call.
pub(crate) async fn run(
    session: &Session,
    output: &Output,
    words: &[&str],
    matches: &ArgMatches,
) -> anyhow::Result<()> {
    let document = document();
    let found = commands::find(document, words).context("no such command")?;
    let request = Request::of(document, found, matches)?;
    let connection = &session.connection;
    match found.operation.success() {
        Some((BYTES, _)) => save(send(connection, &request).await?, matches).await,
        Some(("text/event-stream", _)) => tell(connection, &request).await,
        Some(("application/json", schema)) => {
            let schema_name = shown_schema(document, schema, found);
            let shown = match &found.operation.paging {
                Some(paging) => pages(connection, &request, paging, matches).await?,
                None => unwrap_list(json(send(connection, &request).await?).await?),
            };
            print(&output.render(document, &shown, schema_name))
        }
        Some(_) => print(&send(connection, &request).await?.text().await?),
        None => send(connection, &request).await.map(drop),
    }
}

pub(crate) async fn send(connection: &Connection, request: &Request) -> anyhow::Result<Response> {
    let method: Method = request.method.to_uppercase().parse()?;
    let mut sent = connection.request(method, &request.path).query(&request.query);
    for (name, value) in &request.headers {
        sent = sent.header(name, value);
    }
    if let Some(body) = &request.body {
        sent = sent.json(body);
    }
    Ok(connection.send(sent).await?)
}

async fn json(response: Response) -> anyhow::Result<Value> {
    let status = response.status().as_u16();
    let wrong = |detail: String| Failure::Unexpected { status, detail };
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return Err(wrong("it is not JSON".to_owned()).into());
    }
    response.json().await.map_err(|error| wrong(error.to_string()).into())
}

/// One page, or all.
async fn pages(
    connection: &Connection,
    request: &Request,
    paging: &Paging,
    matches: &ArgMatches,
) -> anyhow::Result<Value> {
    let mut items = Vec::new();
    let mut request = request.clone();
    loop {
        let mut page = json(send(connection, &request).await?).await?;
        if let Value::Array(more) = page[&paging.items].take() {
            items.extend(more);
        }
        let Some(token) = page[&paging.next].as_str() else { break };
        if !matches.get_flag("all") {
            eprintln!("There are more: --all gets them, --page-token {token} the next page.");
            break;
        }
        request = request.page(&paging.token, token);
    }
    Ok(Value::Array(items))
}

/// A list without pages.
fn unwrap_list(mut answer: Value) -> Value {
    match answer.as_object_mut() {
        Some(fields) if fields.len() == 1 && fields.get("items").is_some_and(Value::is_array) => {
            fields["items"].take()
        }
        _ => answer,
    }
}

/// The schema of what is printed: of lists, that of their items.
fn shown_schema<'d>(document: &'d Document, schema: &'d Schema, found: Found) -> Option<&'d str> {
    let resolved = document.resolve(schema);
    let items = resolved
        .properties
        .get("items")
        .filter(|_| found.operation.paging.is_some() || resolved.properties.len() == 1);
    match items.and_then(|items| items.items.as_deref()) {
        Some(item) => document.name_of(item),
        None => document.name_of(schema),
    }
}

/// Events as lines of JSON, each as soon as it comes.
async fn tell(connection: &Connection, request: &Request) -> anyhow::Result<()> {
    let mut events = Events::of(send(connection, request).await?, connection);
    while let Some(event) = events.next().await? {
        print(&format!("{}\n", event.data))?;
    }
    Ok(())
}

async fn save(mut response: Response, matches: &ArgMatches) -> anyhow::Result<()> {
    let target = matches.get_one::<String>("out");
    if target.is_none() && std::io::stdout().is_terminal() {
        bail!("the answer is bytes of a stranger; save them with --out FILE, or use a pipe");
    }
    let mut file = match target {
        Some(path) => Some(File::create(path).with_context(|| format!("can't write {path}"))?),
        None => None,
    };
    while let Some(bytes) = response.chunk().await? {
        match &mut file {
            Some(file) => file.write_all(&bytes)?,
            None => print_bytes(&bytes)?,
        }
    }
    Ok(())
}
