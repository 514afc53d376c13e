//! The published document on standard input, the Rust client on standard output.
//!
//! `cargo xtask generate` runs this and knows where both are kept.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use serde_json::Value;

/// What the file says of itself. Its style is its generator's.
const HEAD: &str = "//! Made by `cargo xtask generate` from `openapi/openapi.json`; changes are lost.\n\
    #![allow(clippy::all, clippy::allow_attributes, clippy::allow_attributes_without_reason, \
    clippy::unwrap_used, clippy::needless_pass_by_value, clippy::semicolon_if_nothing_returned, \
    clippy::redundant_clone, clippy::manual_let_else, clippy::too_many_lines, missing_docs, \
    unreachable_pub, unused_qualifications, \
    unused_imports, rust_2018_idioms, mismatched_lifetime_syntaxes, \
    reason = \"written by a generator\")]\n";

fn main() -> anyhow::Result<()> {
    let mut published = String::new();
    std::io::stdin().read_to_string(&mut published)?;
    let published = serde_json::from_str(&published).context("the document is not JSON")?;
    let mut input = oored::api::spec::for_progenitor(&published);
    loosen_page_tokens(&mut input);
    let document = serde_json::from_value(input).context("the document is not OpenAPI 3.0")?;
    std::io::stdout().write_all(client(&document)?.as_bytes())?;
    Ok(())
}

/// A limit of length would make the parameter another type than the `next_page` that it is.
fn loosen_page_tokens(document: &mut Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let operations = paths.into_iter().flat_map(|paths| paths.values_mut()).flat_map(each);
    for parameter in
        operations.filter_map(|operation| operation.get_mut("parameters")).flat_map(each)
    {
        if parameter["name"] == "page_token"
            && let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut)
        {
            schema.shift_remove("maxLength");
        }
    }
}

/// The members of a list or an object.
fn each(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    }
}

fn client(document: &openapiv3::OpenAPI) -> anyhow::Result<String> {
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    // The generator knows no difference between a field that is left out and one that is null.
    settings.with_replacement(
        "RepositoryPatch",
        "crate::patch::RepositoryPatch",
        std::iter::once(TypeImpl::Default),
    );
    let tokens = Generator::new(&settings).generate_tokens(document)?;
    let file = syn2::parse2(tokens).context("the generator wrote no Rust")?;
    // The crate `futures` only passes on what is used here.
    let text = prettyplease::unparse(&file)
        .replace("::futures::", "::futures_util::")
        .replace(" futures::", " futures_util::");
    Ok(format!("{HEAD}\n{text}"))
}
