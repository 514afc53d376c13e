//! Errors as people and scripts see them: what happened, what to do next, and the exit status.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use anyhow::Error;
use clap::ArgMatches;
use oore_client::{Failure, Problem};

use crate::commands;
use crate::document::document;
use crate::session::Choice;

/// Prints an error; the exit status that says what kind it is.
pub(crate) fn report(error: &Error, matches: &ArgMatches) -> ExitCode {
    if is_closed_pipe(error) {
        // The reader has seen enough: `oore .. | head`.
        return ExitCode::SUCCESS;
    }
    let (words, leaf) = crate::chosen(matches);
    // A login always has one: it asks for it.
    let has_token =
        words == ["login"] || Choice::of(leaf).is_ok_and(|choice| choice.token.is_some());
    eprint!("{}", text(error, &words, has_token));
    ExitCode::from(status(error))
}

fn status(error: &Error) -> u8 {
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

fn is_closed_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn text(error: &Error, words: &[&str], has_token: bool) -> String {
    let Some(failure) = error.downcast_ref::<Failure>() else {
        return format!("error: {error:#}\n");
    };
    let mut text = format!("error: {failure}\n");
    if let Failure::Refused(problem) = failure {
        // A single mistake is the detail already.
        for mistake in problem.errors.iter().filter(|_| problem.errors.len() > 1) {
            let field = if mistake.field.is_empty() { "the body" } else { &mistake.field };
            writeln!(text, "  {field}: {}", mistake.message).expect("text takes any write");
        }
    }
    if let Some(advice) = advice(failure, words, has_token) {
        writeln!(text, "{advice}").expect("text takes any write");
    }
    text
}

fn advice(failure: &Failure, words: &[&str], has_token: bool) -> Option<String> {
    Some(match failure {
        Failure::Unreachable { .. } => {
            "Is the server running, and its address right? `oore login` \
            stores another one; --server and OORE_SERVER name one for once."
                .to_owned()
        }
        Failure::Unexpected { .. } => {
            "Is this the address of an Oore server? --server and OORE_SERVER name another one."
                .to_owned()
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
    fn a_closed_pipe_is_known_wherever_it_comes_from() {
        let closed = io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(is_closed_pipe(&Error::from(closed).context("while printing")));
        assert!(!is_closed_pipe(&refused(404, "not_found", "")));
    }
}
