//! Runs an operation: send, follow pages, print by the answer's media type.

use std::fs::File;
use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, bail};
use clap::ArgMatches;
use oore_client::reqwest::header::CONTENT_TYPE;
use oore_client::reqwest::{Method, Response};
use oore_client::{Connection, Events, Failure};
use serde_json::{Map, Value};

use crate::commands::operation::BYTES;
use crate::commands::{self, Found};
use crate::console::{print, print_bytes, say};
use crate::document::{Document, Paging, Schema, document};
use crate::explain::explanation;
use crate::names::{self, Names};
use crate::output::{Output, nothing};
use crate::request::Request;
use crate::session::Session;

/// Runs the operation that `words` call.
pub(crate) async fn run(
    session: &Session,
    output: &Output,
    words: &[&str],
    matches: &ArgMatches,
) -> anyhow::Result<()> {
    run_with(session, output, words, matches, Map::new()).await
}

/// The same with fields of the body that are not given on the command line.
pub(crate) async fn run_with(
    session: &Session,
    output: &Output,
    words: &[&str],
    matches: &ArgMatches,
    fields: Map<String, Value>,
) -> anyhow::Result<()> {
    let document = document();
    let found = commands::find(document, words).context("no such command")?;
    let connection = &session.connection;
    let names = Names::of(connection, found, matches).await?;
    let request = Request::of(document, found, matches, &names)?.with_fields(fields);
    match found.operation.success() {
        Some((BYTES, _)) => save(connection, send(connection, &request).await?, matches).await,
        Some(("text/event-stream", _)) => tell(connection, &request).await,
        Some(("application/json", schema)) => {
            let schema = shown_schema(document, schema, found);
            output.check(document, schema)?;
            let shown = match &found.operation.paging {
                Some(paging) => pages(connection, &request, paging, matches).await?,
                None => unwrap_list(json(connection, send(connection, &request).await?).await?),
            };
            let id = shown["id"].as_str().map(str::to_owned);
            match explanation(words, &shown, output) {
                Some(text) => print(&text)?,
                None => show(connection, output, schema, shown).await?,
            }
            if let Some(hint) = hint(words, id.as_deref()) {
                say(&hint);
            }
            Ok(())
        }
        Some(_) => {
            let text = send(connection, &request).await?.text().await;
            print(&text.map_err(|source| connection.lost(source))?)
        }
        None => send(connection, &request).await.map(drop),
    }
}

/// What a person does next.
fn hint(words: &[&str], id: Option<&str>) -> Option<String> {
    let starts_build = matches!(words, ["build", "trigger" | "rerun"]);
    let is_seen = std::io::stdout().is_terminal() && starts_build;
    id.filter(|_| is_seen).map(|id| format!("`oore build watch {id}` follows it."))
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

/// Prints an answer; `schema` names the type of it, or of the items of a list.
async fn show(
    connection: &Connection,
    output: &Output,
    schema: Option<&str>,
    mut shown: Value,
) -> anyhow::Result<()> {
    if output.is_for_people() {
        names::put(connection, &mut shown).await;
        if shown.as_array().is_some_and(Vec::is_empty) {
            say(&nothing(schema));
        }
    }
    print(&output.render(document(), &shown, schema))
}

pub(crate) async fn json(connection: &Connection, response: Response) -> anyhow::Result<Value> {
    let status = response.status().as_u16();
    let wrong = |detail: String| Failure::Unexpected { status, detail };
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return Err(wrong("it is not JSON".to_owned()).into());
    }
    let bytes = response.bytes().await.map_err(|source| connection.lost(source))?;
    serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string()).into())
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
        let mut page = json(connection, send(connection, &request).await?).await?;
        if let Value::Array(more) = page[&paging.items].take() {
            items.extend(more);
        }
        let Some(token) = page[&paging.next].as_str() else { break };
        if !matches.get_flag("all") {
            say(&format!("There are more: --all gets them, --page-token {token} the next page."));
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

async fn save(
    connection: &Connection,
    mut response: Response,
    matches: &ArgMatches,
) -> anyhow::Result<()> {
    let target = matches.get_one::<String>("out");
    if target.is_none() && std::io::stdout().is_terminal() {
        bail!("the answer is bytes of a stranger; save them with --out FILE, or use a pipe");
    }
    let mut file = match target {
        Some(path) => Some(File::create(path).with_context(|| format!("can't write {path}"))?),
        None => None,
    };
    while let Some(bytes) = response.chunk().await.map_err(|source| connection.lost(source))? {
        match &mut file {
            Some(file) => file.write_all(&bytes)?,
            None => print_bytes(&bytes)?,
        }
    }
    Ok(())
}
