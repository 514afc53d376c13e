//! What is written: answers to the standard output, everything else to the standard error.

use std::io::{self, Write as _};

use anyhow::Context as _;

/// Nobody reads the standard output any more: `oore .. | head`.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads the output any more")]
pub(crate) struct OutputClosed;

/// Prints, and passes on that nobody reads any more.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())
}

pub(crate) fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(OutputClosed.into()),
        written => written.context("can't write the output"),
    }
}

/// Tells a person something, on a line of its own.
pub(crate) fn say(line: &str) {
    ask(&format!("{line}\n"));
}

/// The same without the end of the line, which is for the answer.
pub(crate) fn ask(text: &str) {
    let mut out = io::stderr().lock();
    // That nobody listens is no reason to stop, and there is nobody to tell it.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Columns and lines of the terminal, if the output is one.
pub(crate) fn terminal_size() -> Option<(usize, usize)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    let size = (usize::from(size.ws_col), usize::from(size.ws_row));
    (size.0 > 0 && size.1 > 0).then_some(size)
}
