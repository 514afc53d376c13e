//! Rules about what stands inside functions: their length, `unwrap`, and silenced lints.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::Finding;
use super::files::SourceFile;

/// The aim is 30; from here on a function does more than one thing.
const MOST_LINES: usize = 60;

pub(super) fn check(file: &SourceFile, tree: &syn::File) -> Result<Vec<Finding>> {
    let tokens: TokenStream = file.text.parse().map_err(|error| anyhow!("{error}"))?;
    let mut lines = BTreeSet::new();
    lines_with_code(tokens, &mut lines);
    let mut rules = Rules { file, lines, is_test: file.is_test(), findings: Vec::new() };
    rules.visit_file(tree);
    Ok(rules.findings)
}

/// Whether an item is compiled for tests only.
pub(super) fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        // `#[test]`, `#[tokio::test]`
        syn::Meta::Path(path) => path.segments.last().is_some_and(|last| last.ident == "test"),
        syn::Meta::List(list) if list.path.is_ident("cfg") => {
            let mut names = list.tokens.clone().into_iter();
            let first = names.next().map(|token| token.to_string());
            first.as_deref() == Some("test") || list.tokens.to_string().starts_with("all (test")
        }
        syn::Meta::List(list) => list.path.segments.last().is_some_and(|last| last.ident == "test"),
        syn::Meta::NameValue(_) => false,
    })
}

/// Lines on which a token begins or a bracket closes: not blank ones, not comments, and not the
/// inside of a long text, which is data.
fn lines_with_code(tokens: TokenStream, lines: &mut BTreeSet<usize>) {
    for token in tokens {
        lines.insert(token.span().start().line);
        if let TokenTree::Group(group) = token {
            lines.insert(group.span_close().end().line);
            lines_with_code(group.stream(), lines);
        }
    }
}

struct Rules<'a> {
    file: &'a SourceFile,
    lines: BTreeSet<usize>,
    is_test: bool,
    findings: Vec<Finding>,
}

impl Rules<'_> {
    fn length(&mut self, name: &syn::Ident, block: &syn::Block) {
        let open = block.brace_token.span.open().start().line;
        let close = block.brace_token.span.close().end().line;
        let length = self.lines.range(open..=close).count();
        if length > MOST_LINES {
            let advice =
                format!("`{name}` has {length} lines, {MOST_LINES} are the most; split it");
            self.findings.push(self.file.finding(
                name.span().start().line,
                "function-length",
                advice,
            ));
        }
    }

    fn found_unwrap(&mut self, line: usize) {
        if !self.is_test {
            let advice = "return the error, or `expect(\"why it cannot happen\")`";
            self.findings.push(self.file.finding(line, "no-unwrap", advice));
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let mut after_dot = false;
        for token in tokens {
            match &token {
                TokenTree::Ident(name) if after_dot && name == "unwrap" => {
                    self.found_unwrap(name.span().start().line);
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            after_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        }
    }

    /// Visits what is inside as a test if its attributes say so.
    fn within(&mut self, attributes: &[syn::Attribute], visit: impl FnOnce(&mut Self)) {
        let outer = self.is_test;
        self.is_test |= is_test_only(attributes);
        visit(self);
        self.is_test = outer;
    }
}

impl<'ast> Visit<'ast> for Rules<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.within(&item.attrs, |rules| visit::visit_item_mod(rules, item));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.within(&item.attrs, |rules| visit::visit_item_impl(rules, item));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.length(&item.sig.ident, &item.block);
        self.within(&item.attrs, |rules| visit::visit_item_fn(rules, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.length(&item.sig.ident, &item.block);
        self.within(&item.attrs, |rules| visit::visit_impl_item_fn(rules, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.length(&item.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if call.method == "unwrap" {
            self.found_unwrap(call.method.span().start().line);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.tokens(invocation.tokens.clone());
        visit::visit_macro(self, invocation);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("allow") {
            let advice = "write `#[expect(lint, reason = \"..\")]`, or mend what it says";
            let line = attribute.bracket_token.span.open().start().line;
            self.findings.push(self.file.finding(line, "no-allow", advice));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<(usize, &'static str)> {
        let file = SourceFile { path: path.into(), text: text.into(), is_generated: false };
        let tree = syn::parse_file(text).unwrap();
        let findings = check(&file, &tree).unwrap();
        findings.into_iter().map(|finding| (finding.line, finding.rule)).collect()
    }

    #[test]
    fn a_long_function_is_found() {
        let body = |lines: usize| format!("\nfn a() {{\n{}}}\n", "b();\n".repeat(lines));
        assert_eq!(rules("src/a.rs", &body(59)), [(2, "function-length")]);
        assert_eq!(rules("src/a.rs", &body(58)), Vec::<(usize, &str)>::new());
    }

    #[test]
    fn comments_and_long_texts_are_not_counted_as_lines_of_a_function() {
        let padding = "// because\n\n".repeat(60);
        let text = format!("fn a() {{\n{padding}b(\"{}\");\n}}", "data\n".repeat(60));
        assert_eq!(rules("src/a.rs", &text), Vec::<(usize, &str)>::new());
    }

    #[test]
    fn unwrap_is_found_also_inside_macros_and_not_in_tests() {
        let text = "fn a() {\n b().unwrap();\n println!(\"{}\", c(d.unwrap()));\n e.unwrap_or(1);\n}\n\
                    #[cfg(test)]\nmod tests {\n #[test]\n fn f() { g().unwrap(); }\n}\n\
                    #[tokio::test]\nasync fn h() { i().unwrap(); }\n";
        assert_eq!(rules("src/a.rs", text), [(2, "no-unwrap"), (3, "no-unwrap")]);
        assert_eq!(rules("tests/it/a.rs", text), Vec::<(usize, &str)>::new());
        assert_eq!(rules("src/a/tests.rs", text), Vec::<(usize, &str)>::new());
    }

    #[test]
    fn silenced_lints_are_found() {
        let text = "#![allow(dead_code)]\n#[allow(unused)]\nfn a() {}\n\
                    #[expect(unused, reason = \"b\")]\nfn c() {}\n";
        assert_eq!(rules("src/a.rs", text), [(1, "no-allow"), (2, "no-allow")]);
    }
}
