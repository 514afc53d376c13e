//! Errors as people and scripts see them: what happened, what to do next, and the exit status.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::Error;
use clap::ArgMatches;
use oore_client::{Failure, Problem};

use crate::commands;
use crate::console::{OutputClosed, ask};
use crate::document::document;
use crate::near::Near;
use crate::session::Choice;

/// What was done wrong here, before or beside any request.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Mistake {
    /// The command can't mean anything as it was given.
    #[error("{0}")]
    Usage(String),
    /// What was named is not there.
    #[error("{0}")]
    NotFound(String),
    /// Somebody pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

/// Prints an error; the exit status that says what kind it is.
pub(crate) fn report(error: &Error, matches: &ArgMatches) -> ExitCode {
    if error.is::<OutputClosed>() {
        // The reader has seen enough: `oore .. | head`.
        return ExitCode::SUCCESS;
    }
    let (words, leaf) = crate::chosen(matches);
    // A login always has one: it asks for it.
    let has_token =
        words == ["login"] || Choice::of(leaf).is_ok_and(|choice| choice.token.is_some());
    ask(&text(error, &words, has_token));
    ExitCode::from(status(error))
}

fn status(error: &Error) -> u8 {
    match error.downcast_ref::<Mistake>() {
        Some(Mistake::Usage(_)) => return 2,
        Some(Mistake::NotFound(_)) => return 3,
        // What shells expect of a process that SIGINT ended.
        Some(Mistake::Interrupted) => return 130,
        None => {}
    }
    match error.downcast_ref::<Failure>() {
        Some(Failure::InvalidServer(_) | Failure::InvalidToken | Failure::InvalidRequest(_)) => 2,
        Some(failure) => match failure.status() {
            Some(401 | 403) => 4,
            Some(404) => 3,
            Some(409) => 5,
            _ => 1,
        },
        None => 1,
    }
}

fn text(error: &Error, words: &[&str], has_token: bool) -> String {
    let near = error.downcast_ref::<Near>();
    let Some(failure) = error.downcast_ref::<Failure>() else {
        return match (near, error.downcast_ref::<Mistake>()) {
            (Some(near), Some(mistake)) => format!("error: {mistake}\n{near}\n"),
            _ => format!("error: {error:#}\n"),
        };
    };
    let mut text = format!("error: {failure}\n");
    if let Failure::Refused(problem) = failure {
        // A single mistake is the detail already.
        for mistake in problem.errors.iter().filter(|_| problem.errors.len() > 1) {
            let field = if mistake.field.is_empty() { "the body" } else { &mistake.field };
            writeln!(text, "  {field}: {}", mistake.message).expect("text takes any write");
        }
    }
    if let Some(near) = near {
        writeln!(text, "{near}").expect("text takes any write");
    } else if let Some(advice) = advice(failure, words, has_token) {
        writeln!(text, "{advice}").expect("text takes any write");
    }
    text
}

fn advice(failure: &Failure, words: &[&str], has_token: bool) -> Option<String> {
    Some(match failure {
        Failure::Unreachable { source, .. } if source.is_body() || source.is_decode() => {
            "Try again. If it breaks off at the same place, the server's log says why.".to_owned()
        }
        Failure::Unreachable { .. } => {
            "Is the server running, and its address right? `oore login` \
            stores another one; --server and OORE_SERVER name one for once."
                .to_owned()
        }
        Failure::Unexpected { .. } => {
            "Is this the address of an Oore server? --server and OORE_SERVER name another one."
                .to_owned()
        }
        Failure::Redirected { location, .. } => {
            format!("If you trust that address: `oore login {location}`, or --server {location}.")
        }
        Failure::Refused(problem) => return advice_on(problem, words, has_token),
        Failure::InvalidServer(_) | Failure::InvalidToken | Failure::InvalidRequest(_) => {
            return None;
        }
    })
}

fn advice_on(problem: &Problem, words: &[&str], has_token: bool) -> Option<String> {
    match problem.status {
        401 if has_token => {
            Some("The server doesn't know this token. `oore login` stores another one.".to_owned())
        }
        401 => Some("This needs a token: `oore login`, --token or OORE_TOKEN.".to_owned()),
        403 => Some(
            "The token is known, but may not do this. `oore login` stores another one; --token \
             and OORE_TOKEN name one for once."
                .to_owned(),
        ),
        404 => {
            let list = [*words.first()?, "list"];
            commands::find(document(), &list)
                .map(|_| format!("`oore {}` shows those that there are.", list.join(" ")))
        }
        500.. => Some(format!("The server's log has more under {}.", problem.request_id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn refused(status: u16, code: &str, detail: &str) -> Error {
        let problem = serde_json::json!({
            "status": status, "code": code, "title": "T", "detail": detail, "request_id": "01R",
        });
        Failure::Refused(Box::new(serde_json::from_value(problem).unwrap())).into()
    }

    fn redirected() -> Failure {
        let (server, location) = ("http://ci".to_owned(), "https://ci".to_owned());
        Failure::Redirected { server, location, status: 301 }
    }

    #[test]
    fn errors_say_what_to_do_and_end_with_their_status() {
        let cases = [
            (refused(401, "unauthenticated", "the token is missing"), false),
            (refused(401, "unauthenticated", "the token is not valid"), true),
            (refused(403, "forbidden", "the token lacks the scope `repo:write`"), true),
            (refused(404, "not_found", "there is no build X"), true),
            (refused(409, "conflict", "the build has ended"), true),
            (refused(422, "unprocessable", "no such branch"), true),
            (refused(500, "internal", "something broke"), true),
            (Failure::InvalidServer("x".to_owned()).into(), true),
            (redirected().into(), true),
            (Mistake::Usage("--body: not JSON".to_owned()).into(), true),
            (Mistake::NotFound("there is no context `x`".to_owned()).into(), true),
        ];
        let told: Vec<String> = cases
            .iter()
            .map(|(error, has_token)| {
                format!("{}{}", text(error, &["build", "show"], *has_token), status(error))
            })
            .collect();
        assert_snapshot!(told.join("\n\n"));
    }

    #[test]
    fn only_a_reader_that_left_is_no_error() {
        let left = Error::new(OutputClosed).context("while printing");
        assert!(left.is::<OutputClosed>());
        let broken = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        let error = Error::new(broken).context("can't write the file");
        assert!(!error.is::<OutputClosed>());
        assert_eq!(status(&error), 1);
    }
}
