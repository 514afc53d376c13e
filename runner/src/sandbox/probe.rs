//! Whether a sandbox can be made on this machine.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{SandboxOptions, System, in_path};
use crate::user::User;

/// The program that makes sandboxes.
const BUBBLEWRAP: &str = "bwrap";

/// Makes a sandbox and ends it. The error is for people.
pub(crate) fn probe(options: &SandboxOptions, user: Option<&User>) -> Result<PathBuf, String> {
    let program = bubblewrap()?;
    let system = System::look(options, &[]).map_err(|error| error.to_string())?;
    let mut command = Command::new(&program);
    command.args(system.arguments(None)).args(["--", "true"]);
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").current_dir("/");
    command.stdin(Stdio::null());
    as_user(&mut command, user);
    let output = command.output().map_err(|error| format!("`bwrap` can't be started: {error}"))?;
    if output.status.success() {
        return Ok(program);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "`bwrap` can't make one here ({}); allow unprivileged user namespaces: \
         `sysctl kernel.unprivileged_userns_clone=1` or \
         `kernel.apparmor_restrict_unprivileged_userns=0`, and in a container the rights to make \
         namespaces and to mount /proc",
        said.lines().next().unwrap_or("it said nothing").trim_start_matches("bwrap: ")
    ))
}

fn as_user(command: &mut Command, user: Option<&User>) {
    use std::os::unix::process::CommandExt as _;
    if let Some(user) = user {
        command.uid(user.uid()).gid(user.gid());
    }
}

/// Where the program is. It is looked for in the runner's own `PATH`: a step's may begin with
/// directories of a stranger's.
///
/// # Errors
/// Where it is not, for people.
pub fn bubblewrap() -> Result<PathBuf, String> {
    if cfg!(not(target_os = "linux")) {
        return Err("sandboxes are made by Linux alone".to_owned());
    }
    let path = std::env::var_os("PATH");
    let found = in_path(BUBBLEWRAP, path.as_deref()).filter(|program| Path::is_absolute(program));
    found.ok_or_else(|| {
        "`bwrap` is not in the runner's PATH; install bubblewrap, such as by \
         `apt-get install bubblewrap`"
            .to_owned()
    })
}
