//! `approval:` of a job.

use super::fields::{Fields, Words};
use super::values::Item;
use crate::problems::Problems;
use crate::{Approval, names};

const APPROVAL: Words<'_> =
    Words { what: "`approval`", known: &["environment", "message"], later: &[] };

/// Reads what a job waits for; none without the key.
pub(super) fn read(item: Option<Item<'_>>, problems: &mut Problems<'_>) -> Option<Approval> {
    let fields = Fields::read(item?, &APPROVAL, problems)?;
    let environment = fields.required("environment", problems)?.plain_text(problems)?;
    if !names::is_name(&environment.value) {
        let message = format!("`{}` cannot be the name of an environment", environment.value);
        problems.add_with_help("invalid_name", environment.span, &message, names::NAME_RULE);
    }
    let message = fields.item("message").and_then(|item| item.filled_template(problems));
    Some(Approval { environment, message })
}
