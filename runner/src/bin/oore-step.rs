//! The step supervisor as a program of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    runner::step::main()
}
