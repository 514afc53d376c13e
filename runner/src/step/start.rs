//! Starts a step's program: as a user, and in a sandbox, where that was ordered.

use std::{
    io,
    os::{fd::AsFd as _, unix::process::CommandExt as _},
    process::{Command, Stdio},
};

use rustix::process::Pid;

use super::order::Order;

/// Starts the program, which leads a process group of its own.
pub(super) fn start(order: &Order) -> io::Result<Pid> {
    if let Some(user) = &order.user {
        user.become_for_good()?;
    }
    let output = io::stderr().as_fd().try_clone_to_owned()?;
    let (mut command, _arguments) = match &order.sandbox {
        None => (plain(order), None),
        Some(sandbox) => {
            let (command, arguments) = sandboxed::command(order, sandbox)?;
            (command, Some(arguments))
        }
    };
    let child = command
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::inherit())
        .process_group(0)
        .spawn()?;
    Ok(Pid::from_child(&child))
}

fn plain(order: &Order) -> Command {
    let mut command = Command::new(&order.program);
    command
        .args(&order.arguments)
        .env_clear()
        .envs(&order.environment)
        .current_dir(&order.directory);
    command
}

#[cfg(target_os = "linux")]
mod sandboxed {
    use std::{
        ffi::OsStr,
        fs::File,
        io::{self, Seek as _, Write as _},
        os::fd::AsRawFd as _,
        process::Command,
    };

    use rustix::fs::{MemfdFlags, memfd_create};

    use crate::{
        sandbox::in_path,
        step::order::{Order, Sandbox},
    };

    /// What starts the sandbox, and the file with its arguments, which it inherits.
    ///
    /// The step's environment is set within the sandbox: outside it would have the sandbox's own
    /// program load whatever a stranger names in `LD_PRELOAD`. It is not in the arguments either,
    /// which anyone on the machine can read.
    pub(super) fn command(order: &Order, sandbox: &Sandbox) -> io::Result<(Command, File)> {
        let path = order.environment.get("PATH").map(OsStr::new);
        if in_path(&order.program, path).is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        // Without the flag that closes it in programs that are started.
        let mut file = File::from(memfd_create("arguments", MemfdFlags::empty())?);
        let directory = order.directory.to_string_lossy();
        let chdir = ["--chdir", &directory];
        let variables =
            order.environment.iter().flat_map(|(name, value)| ["--setenv", name, value]);
        let arguments = sandbox.arguments.iter().map(String::as_str).chain(variables).chain(chdir);
        for argument in arguments {
            file.write_all(argument.as_bytes())?;
            file.write_all(b"\0")?;
        }
        file.rewind()?;
        let mut command = Command::new(&sandbox.program);
        command
            .arg("--args")
            .arg(file.as_raw_fd().to_string())
            .arg("--")
            .arg(&order.program)
            .args(&order.arguments)
            .env_clear()
            .current_dir("/");
        Ok((command, file))
    }
}

#[cfg(not(target_os = "linux"))]
mod sandboxed {
    use std::{fs::File, io, process::Command};

    use crate::step::order::{Order, Sandbox};

    /// Never ordered here: there is no program for it.
    pub(super) fn command(_: &Order, _: &Sandbox) -> io::Result<(Command, File)> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
