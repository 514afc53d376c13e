//! Lists of patterns.

use super::values::Item;
use crate::problems::Problems;
use crate::{GlobList, Pattern, glob};

/// Reads a list of patterns; none when it is empty or no list.
pub(super) fn read(item: Item<'_>, problems: &mut Problems<'_>) -> Option<GlobList> {
    let elements = item.few_elements(glob::MAX_PATTERNS, problems)?;
    let patterns: Vec<Pattern> =
        elements.into_iter().filter_map(|element| pattern(element, problems)).collect();
    (!patterns.is_empty()).then_some(GlobList { span: item.span, patterns })
}

/// Complains about an empty list, where absence and emptiness would say different things.
pub(super) fn read_filled(item: Item<'_>, problems: &mut Problems<'_>) -> Option<GlobList> {
    if item.elements(problems)?.is_empty() {
        let message = format!("`{}` has no pattern, so nothing would ever match", item.name);
        let help = format!("remove `{}`, or name a pattern", item.name);
        problems.add_with_help("empty", item.span, &message, &help);
        return None;
    }
    read(item, problems)
}

fn pattern(item: Item<'_>, problems: &mut Problems<'_>) -> Option<Pattern> {
    let written = item.plain_text(problems)?;
    match Pattern::new(&written.value, written.span) {
        Ok(pattern) => Some(pattern),
        Err(reason) => {
            let message = format!("`{}` is not a pattern: {reason}", written.value);
            let help = "`*` matches within a part of a path, `**` across `/`, `!` excludes";
            problems.add_with_help("invalid_glob", written.span, &message, help);
            None
        }
    }
}
