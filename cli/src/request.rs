//! From what was given to a command to the request that it stands for.

use anyhow::bail;
use clap::ArgMatches;
use serde_json::{Map, Value};

use crate::commands::Found;
use crate::commands::argument::{Kind, parse_json};
use crate::commands::operation::{clear_id, field_id, parameter_id};
use crate::document::{Document, Place};
use crate::names::Names;
use crate::trouble::Mistake;

/// A request, but for the server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
}

impl Request {
    pub(crate) fn of(
        document: &Document,
        found: Found,
        matches: &ArgMatches,
        names: &Names,
    ) -> anyhow::Result<Self> {
        let mut request = Self {
            method: found.method,
            path: found.path.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
        };
        for parameter in &found.operation.parameters {
            let kind = Kind::of(document, &parameter.schema);
            let Some(value) = kind.value(matches, &parameter_id(parameter))? else { continue };
            let name = &parameter.name;
            let value = match value {
                Value::String(text) if kind.is_repository() => names.resolve(text).into(),
                other => other,
            };
            match (parameter.place, value) {
                (Place::Path, value) => {
                    let encoded = encode(&plain(&value));
                    request.path = request.path.replace(&format!("{{{name}}}"), &encoded);
                }
                (Place::Query, Value::Array(values)) => {
                    request.query.extend(values.iter().map(|one| (name.clone(), plain(one))));
                }
                (Place::Query, value) => request.query.push((name.clone(), plain(&value))),
                (Place::Header, value) => request.headers.push((name.clone(), plain(&value))),
                (Place::Cookie, _) => bail!("cookies are not sent"),
            }
        }
        request.body = body(document, found, matches)?;
        Ok(request)
    }

    /// The same with more fields in its body.
    pub(crate) fn with_fields(mut self, fields: Map<String, Value>) -> Self {
        if let Some(Value::Object(body)) = &mut self.body {
            body.extend(fields);
        }
        self
    }

    /// The same for another page.
    pub(crate) fn page(&self, parameter: &str, token: &str) -> Self {
        let mut next = self.clone();
        next.query.retain(|(name, _)| name != parameter);
        next.query.push((parameter.to_owned(), token.to_owned()));
        next
    }
}

fn body(document: &Document, found: Found, matches: &ArgMatches) -> anyhow::Result<Option<Value>> {
    let Some(schema) = found.operation.json_body() else { return Ok(None) };
    // A command that is shaped by hand may lack some of them.
    let has = |id: &str| matches.try_contains_id(id).is_ok();
    let whole = has("body").then(|| matches.get_one::<String>("body")).flatten();
    let mut body = match whole.map(|text| parse_json(text)) {
        Some(given) => match given.map_err(|error| wrong("body", &error))? {
            Value::Object(fields) => fields,
            _ => return Err(Mistake::Usage("--body must be a JSON object".to_owned()).into()),
        },
        None => Map::new(),
    };
    let fields = document.resolve(schema).properties.iter();
    for (name, schema) in fields.filter(|(name, _)| has(&field_id(name))) {
        let value = Kind::of(document, schema).value(matches, &field_id(name));
        if let Some(value) = value.map_err(|error| wrong(name, &error))? {
            body.insert(name.clone(), value);
        }
        if schema.nullable && matches.get_flag(&clear_id(name)) {
            body.insert(name.clone(), Value::Null);
        }
    }
    Ok(Some(Value::Object(body)))
}

/// A flag whose value can't be used.
fn wrong(flag: &str, error: &anyhow::Error) -> Mistake {
    Mistake::Usage(format!("--{}: {error:#}", flag.replace('_', "-")))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(crate) fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_debug_snapshot;

    use super::*;
    use crate::commands;
    use crate::document::document;

    fn request(line: &str) -> Request {
        let words = std::iter::once("oore").chain(line.split(' '));
        let matches = commands::tree(document()).get_matches_from(words);
        let (words, leaf) = crate::chosen(&matches);
        let found = commands::find(document(), &words).unwrap();
        Request::of(document(), found, leaf, &Names::default()).unwrap()
    }

    #[test]
    fn a_body_that_cannot_be_used_is_wrong_usage() {
        for body in ["{", "[]", "@/nowhere"] {
            let words = ["oore", "repo", "add", "--body", body];
            let matches = commands::tree(document()).get_matches_from(words);
            let (words, leaf) = crate::chosen(&matches);
            let found = commands::find(document(), &words).unwrap();
            let error = Request::of(document(), found, leaf, &Names::default()).unwrap_err();
            assert!(matches!(error.downcast_ref(), Some(Mistake::Usage(_))), "{error:#}");
        }
    }

    #[test]
    fn parameters_and_fields_go_where_the_document_says() {
        let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        assert_debug_snapshot!([
            request(&format!("build list --repo {id} --status failed --limit 3")),
            request(&format!("build trigger {id} --inputs a=1 --inputs b=x=y --idempotency-key k")),
            request(&format!("repo update {id} --no-clone-url --active false")),
            request(r#"repo add --body {"provider":"github","owner":"x","repo":"y"} --owner z"#),
            request(&format!("build rerun {id}")),
        ]);
    }

    #[test]
    fn a_page_replaces_the_one_before() {
        let first = request("repo list --page-token a --limit 3");
        let next = first.page("page_token", "b");
        assert_eq!(next.query, [("limit".into(), "3".into()), ("page_token".into(), "b".into())]);
    }

    #[test]
    fn paths_are_encoded() {
        assert_eq!(encode("a b/ü~"), "a%20b%2F%C3%BC~");
    }
}
