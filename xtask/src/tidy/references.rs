//! The paths that a file refers to, in `use` items, in expressions and types, and inside macros;
//! those of this crate written from its root.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::functions::is_test_only;

/// Where the path of a name starts that the file declares or imports elsewhere: the declaration
/// tells which module it is of.
const LOCAL: &str = "<local>";

/// A path as it is meant: `["crate", "store", "builds"]` or `["tokio", "sync"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
}

/// All references of a file that is the module `module`, those of tests left out.
pub(super) fn references(tree: &syn::File, module: &[String]) -> Vec<Reference> {
    let mut names = LocalNames::default();
    names.visit_file(tree);
    let mut collector =
        Collector { module: module.to_vec(), local: names.found, references: Vec::new() };
    collector.visit_file(tree);
    collector.references
}

/// Names that a path may begin with and that mean something of the file's own.
#[derive(Default)]
struct LocalNames {
    found: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for LocalNames {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.found.insert(item.ident.to_string());
        visit::visit_item_mod(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (mut path, _) in flatten(&item.tree) {
            // `use crate::store::{self}` makes the name `store`.
            if path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            // `use tokio;` makes no name of our own.
            if let [_, .., last] = path.as_slice() {
                self.found.insert(last.clone());
            }
        }
        // Renames are noted by the visit below.
        visit::visit_item_use(self, item);
    }

    fn visit_use_rename(&mut self, rename: &'ast syn::UseRename) {
        self.found.insert(rename.rename.to_string());
    }
}

struct Collector {
    module: Vec<String>,
    local: BTreeSet<String>,
    references: Vec<Reference>,
}

impl Collector {
    fn add(&mut self, path: &[String], line: usize) {
        let Some(first) = path.first() else { return };
        let mut resolved = match first.as_str() {
            "crate" => vec!["crate".to_owned()],
            "self" | "super" => {
                let mut module = vec!["crate".to_owned()];
                module.extend(self.module.iter().cloned());
                module
            }
            name if self.local.contains(name) => vec![LOCAL.to_owned(), name.to_owned()],
            name => vec![name.to_owned()],
        };
        let mut rest = if matches!(first.as_str(), "super" | "self") { path } else { &path[1..] };
        while let [step, remaining @ ..] = rest {
            match step.as_str() {
                "self" => {}
                "super" => drop(resolved.pop()),
                _ => break,
            }
            rest = remaining;
        }
        resolved.extend(rest.iter().cloned());
        self.references.push(Reference { path: resolved, line });
    }

    /// Finds `a::b::c` among tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.finish(&mut path, line);
                        line = ident.span().start().line;
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                other => {
                    self.finish(&mut path, line);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.finish(&mut path, line);
    }

    fn finish(&mut self, path: &mut Vec<String>, line: usize) {
        if path.len() > 1 {
            self.add(path, line);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes: &[syn::Attribute] = match item {
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            _ => &[],
        };
        if !is_test_only(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (path, line) in flatten(&item.tree) {
            self.add(&path, line);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let ([_, _, ..], Some(first)) = (names.as_slice(), path.segments.first()) {
            self.add(&names, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.tokens(invocation.tokens.clone());
        visit::visit_macro(self, invocation);
    }

    // `pub(in crate::a)` says who may import us, not whom we import.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}

/// The paths of a `use` tree, each with its line.
fn flatten(tree: &syn::UseTree) -> Vec<(Vec<String>, usize)> {
    fn walk(tree: &syn::UseTree, before: &[String], found: &mut Vec<(Vec<String>, usize)>) {
        let mut push = |ident: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(ident.to_string());
            found.push((path, ident.span().start().line));
        };
        match tree {
            syn::UseTree::Path(path) => {
                let mut before = before.to_vec();
                before.push(path.ident.to_string());
                walk(&path.tree, &before, found);
            }
            syn::UseTree::Name(name) => push(&name.ident),
            syn::UseTree::Rename(rename) => push(&rename.ident),
            syn::UseTree::Glob(glob) => {
                found.push((before.to_vec(), glob.star_token.spans[0].start().line));
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| walk(tree, before, found));
            }
        }
    }
    let mut found = Vec::new();
    walk(tree, &[], &mut found);
    found
}
