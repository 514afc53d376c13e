//! The rules that Redocly recommends for OpenAPI documents
//! (<https://redocly.com/docs/cli/rules/recommended>).

use std::process::Command;

use crate::tools;

#[test]
fn the_document_breaks_no_recommended_rule() {
    let Some(node) = tools::node_directory() else { return };
    let mut command = Command::new(node.join("node_modules/.bin/redocly"));
    command.args(["lint", "--extends", "recommended", "--format", "stylish"]);
    command.arg(tools::root().join("openapi/openapi.json"));
    // Away from any configuration, and without a word to others.
    command.current_dir(std::env::temp_dir());
    command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    tools::run(&mut command);
}
