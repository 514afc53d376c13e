//! Whether what is sealed opens, and whether webhooks come at all.

use sea_orm::{DatabaseConnection, DbErr};

use super::report::Finding;
use super::rows::Unseen;
use crate::crypto::seal::{Place, Sealer};
use crate::entities::repositories::Model;
use crate::store;
use crate::store::sealed::{self, SEALED};

const AREA: &str = "secrets";

/// How many values are read at a time.
const PAGE: u64 = 200;

/// How many are named: the others have the same reason.
const NAMED: usize = 5;

/// What is known of sealed values and webhooks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Facts {
    sealed: usize,
    /// What does not open: table, column and row; none when there was no key to try.
    unopened: Option<Vec<String>>,
    /// Repositories that are switched on and have a webhook of their own.
    with_webhook: usize,
    /// Those of them to which no webhook ever came.
    silent: Vec<String>,
    /// Those without anything that verifies a webhook.
    without_secret: Vec<String>,
}

/// Opens every value if there is what opens them, and asks for each repository whether a webhook
/// came.
pub(super) async fn examine(
    reader: Result<&DatabaseConnection, Unseen>,
    sealer: Option<&Sealer>,
) -> Vec<Finding> {
    match gather(reader, sealer).await {
        Ok(facts) => judge(&facts),
        Err(unseen) => vec![unseen.finding(AREA, "sealed values and webhooks")],
    }
}

async fn gather(
    reader: Result<&DatabaseConnection, Unseen>,
    sealer: Option<&Sealer>,
) -> Result<Facts, Unseen> {
    let db = reader?;
    let mut facts = Facts { unopened: sealer.map(|_| Vec::new()), ..Facts::default() };
    for column in SEALED {
        let mut after = String::new();
        loop {
            let page = sealed::values(db, column, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.row);
            for value in page {
                facts.sealed += 1;
                let (table, column) = (column.table, column.column);
                let place = Place { table, row: &value.row, column };
                if let (Some(sealer), Some(unopened)) = (sealer, &mut facts.unopened)
                    && sealer.open(&place, &value.sealed).is_err()
                {
                    unopened.push(format!("{table}.{column} of {}", value.row));
                }
            }
        }
    }
    for row in store::repositories::all(db).await? {
        if row.active && !row.through_app {
            webhook(db, &row, &mut facts).await?;
        }
    }
    Ok(facts)
}

async fn webhook(db: &DatabaseConnection, row: &Model, facts: &mut Facts) -> Result<(), DbErr> {
    let name = format!("{} ({})", row.full_name(), row.provider);
    let can_verify = row.webhook_secret.is_some()
        || row.webhook_token_hash.is_some()
        || row.webhook_signing_token.is_some();
    if !can_verify {
        facts.without_secret.push(name);
        return Ok(());
    }
    facts.with_webhook += 1;
    if !store::webhook_events::has_come(db, row.provider, row.id).await? {
        facts.silent.push(name);
    }
    Ok(())
}

fn judge(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![judge_sealed(facts)];
    if !facts.without_secret.is_empty() {
        findings.push(Finding::warning(
            AREA,
            format!("nothing verifies webhooks of {}", named(&facts.without_secret)),
            "give them a secret with `oore repo update`, and the same one to the provider",
        ));
    }
    if facts.silent.is_empty() {
        let told = format!("webhooks have come to all {} repositories", facts.with_webhook);
        findings.push(Finding::ok(AREA, told));
    } else {
        findings.push(Finding::warning(
            AREA,
            format!("no webhook ever came to {}", named(&facts.silent)),
            "enter the webhook at the provider: `oore repo show` tells its URL; if it is there, \
             the provider's list of deliveries tells what it was answered",
        ));
    }
    findings
}

fn judge_sealed(Facts { sealed, unopened, .. }: &Facts) -> Finding {
    match unopened {
        _ if *sealed == 0 => Finding::ok(AREA, "nothing is sealed yet"),
        None => Finding::warning(
            AREA,
            format!("whether the {sealed} sealed values open is not known without their key"),
            "see to what is told of the keys, then run the doctor again",
        ),
        Some(unopened) if unopened.is_empty() => {
            Finding::ok(AREA, format!("all {sealed} sealed values open with the key"))
        }
        Some(unopened) => Finding::failure(
            AREA,
            format!(
                "{} of {sealed} sealed values don't open with any key that there is: {}",
                unopened.len(),
                named(unopened)
            ),
            "set OORE_ENCRYPTION_KEY (or the file encryption-key) to the key that sealed them, or \
             set these values again (`oore secret set`, `oore repo update`)",
        ),
    }
}

fn named(all: &[String]) -> String {
    let some = all.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => some,
        more => format!("{some} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    #[test]
    fn what_does_not_open_is_named_and_what_was_never_used_too() {
        let names = |count| (0..count).map(|number| format!("r{number}")).collect::<Vec<_>>();
        let facts = Facts {
            sealed: 9,
            unopened: Some(names(7)),
            with_webhook: 3,
            silent: names(1),
            without_secret: names(2),
        };
        let told = judge(&facts);
        let levels: Vec<_> = told.iter().map(|finding| finding.level).collect();
        assert_eq!(levels, [Level::Failure, Level::Warning, Level::Warning]);
        assert!(told[0].told.ends_with("r0, r1, r2, r3, r4 and 2 more"), "{}", told[0].told);
        let unopened = Some(Vec::new());
        let good = judge(&Facts { sealed: 4, unopened, with_webhook: 2, ..Facts::default() });
        assert!(good.iter().all(|finding| finding.level == Level::Ok));
        let untried = judge(&Facts { sealed: 4, with_webhook: 2, ..Facts::default() });
        assert_eq!(untried[0].level, Level::Warning, "{}", untried[0].told);
    }
}
