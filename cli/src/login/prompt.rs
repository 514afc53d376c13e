//! Asks for a token: on a terminal without showing it, else from the input.

use std::io::{self, IsTerminal as _};

use anyhow::{Context as _, bail};
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

/// The token for `server`.
pub(super) async fn token(server: &str) -> anyhow::Result<String> {
    let hidden = io::stdin().is_terminal().then(Hidden::new).transpose()?;
    if hidden.is_some() {
        ask(&format!("Token for {server}: "));
    }
    let line = line().await.context("can't read the token from the input")?;
    drop(hidden);
    match line.trim() {
        "" => bail!("no token was given; the server prints the first one when it starts"),
        token => Ok(token.to_owned()),
    }
}

/// Read by a thread of its own, which nobody waits for when the question is given up.
async fn line() -> anyhow::Result<String> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line).map(|_| line);
        // Nobody waits for it any more.
        drop(sender.send(read));
    });
    Ok(receiver.await??)
}
