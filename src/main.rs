//! `oored`: see [`oored::commands`].

use std::process::ExitCode;

fn main() -> ExitCode {
    oored::commands::main()
}
