//! Asks for what nobody else is to see: on a terminal without showing it, else from the input.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::oneshot;

use crate::console::{ask, say};

/// While it lives, the terminal does not show what is typed.
struct Hidden {
    before: Termios,
}

impl Hidden {
    fn new() -> anyhow::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)?;
        Ok(Self { before })
    }
}

impl Drop for Hidden {
    /// Also when the question is given up, as by Ctrl-C.
    fn drop(&mut self) {
        if tcsetattr(io::stdin(), OptionalActions::Now, &self.before).is_err() {
            say("the terminal is left without echo; `stty echo` brings it back");
        }
        // The line end that was typed was not shown.
        say("");
    }
}

/// Whether somebody types the answers, and may mistype them.
pub(crate) fn is_on_terminal() -> bool {
    io::stdin().is_terminal()
}

/// How much of the input is the answer, where there is no terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// Its first line.
    Line,
    /// All of it.
    Whole,
}

/// The answer to a question, with the line end that it came with. On a terminal it is one line.
pub(crate) async fn hidden(question: &str, length: Length) -> anyhow::Result<String> {
    let hidden = io::stdin().is_terminal().then(Hidden::new).transpose()?;
    let is_line = hidden.is_some() || length == Length::Line;
    if hidden.is_some() {
        ask(question);
    }
    let answer = read(is_line).await;
    drop(hidden);
    answer
}

/// Read by a thread of its own, which nobody waits for when the question is given up.
async fn read(is_line: bool) -> anyhow::Result<String> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let mut input = io::stdin().lock();
        let read =
            if is_line { input.read_line(&mut text) } else { input.read_to_string(&mut text) };
        // Nobody waits for it any more.
        drop(sender.send(read.map(|_| text)));
    });
    Ok(receiver.await??)
}
