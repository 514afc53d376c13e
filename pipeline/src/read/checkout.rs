//! `checkout:` of a job.

use super::fields::{Fields, Words};
use super::values::Item;
use crate::problems::{Problems, Unknown};
use crate::yaml::{Kind, boolean};
use crate::{Checkout, Submodules};

const CHECKOUT: Words<'_> =
    Words { what: "`checkout`", known: &["depth", "submodules", "lfs"], later: &[] };

const DEFAULT: Checkout = Checkout { depth: 1, submodules: Submodules::None, lfs: false };

/// Reads what a job fetches; none for `checkout: none`.
pub(super) fn read(item: Option<Item<'_>>, problems: &mut Problems<'_>) -> Option<Checkout> {
    let Some(item) = item else { return Some(DEFAULT) };
    if let Kind::Scalar(scalar) = &item.node.kind {
        if scalar.text != "none" {
            let message = format!("`checkout` must be `none` or a mapping, not `{}`", scalar.text);
            let text = &scalar.text;
            problems.add_unknown_word(
                "unknown_value",
                item.span,
                &message,
                Unknown { word: text, known: &["none"] },
            );
        }
        return None;
    }
    let mut checkout = DEFAULT;
    let fields = Fields::read(item, &CHECKOUT, problems)?;
    if let Some(depth) = fields.item("depth").and_then(|item| item.count(0, problems)) {
        checkout.depth = depth;
    }
    if let Some(found) = fields.item("submodules").and_then(|item| submodules(item, problems)) {
        checkout.submodules = found;
    }
    if let Some(lfs) = fields.item("lfs").and_then(|item| item.boolean(problems)) {
        checkout.lfs = lfs.value;
    }
    Some(checkout)
}

fn submodules(item: Item<'_>, problems: &mut Problems<'_>) -> Option<Submodules> {
    let scalar = item.scalar("`true`, `false` or `recursive`", problems)?;
    match boolean(&scalar.text).filter(|_| scalar.is_plain) {
        Some(true) => return Some(Submodules::Direct),
        Some(false) => return Some(Submodules::None),
        None if scalar.text == "recursive" => return Some(Submodules::Recursive),
        None => {}
    }
    let known = ["true", "false", "recursive"];
    let message = format!("`submodules` has no value `{}`", scalar.text);
    problems.add_unknown_word(
        "unknown_value",
        item.span,
        &message,
        Unknown { word: &scalar.text, known: &known },
    );
    None
}
