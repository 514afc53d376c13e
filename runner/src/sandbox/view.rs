//! What a step in a sandbox sees, as arguments of bubblewrap.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::{SandboxNetwork, SandboxOptions};
use crate::workspace::Workspace;

/// Where systems keep programs, libraries and their settings.
const SYSTEM: [&str; 12] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/etc",
    "/opt",
    "/nix",
    "/gnu",
    "/run/current-system",
];

/// What stands for the machine.
const SETTINGS: &str = "/etc";

/// Namespaces of its own, no rights, no terminal, and no life after its supervisor's.
const APART: [&str; 9] = [
    "--unshare-user",
    "--unshare-pid",
    "--unshare-ipc",
    "--unshare-uts",
    "--unshare-cgroup-try",
    "--new-session",
    "--die-with-parent",
    "--cap-drop",
    "ALL",
];

/// What of the machine can be seen.
#[derive(Debug, Default)]
pub(crate) struct System {
    /// Directories and files, by what they are on the machine.
    shown: Vec<PathBuf>,
    /// Links and where they lead, such as `/bin` to `usr/bin`.
    links: Vec<(PathBuf, PathBuf)>,
    /// Directories below those shown that are not.
    hidden_directories: Vec<PathBuf>,
    /// Files below those shown that are not.
    hidden_files: Vec<PathBuf>,
    network: SandboxNetwork,
}

/// The directories of a job.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    pub(crate) workspace: &'a Workspace,
}

impl System {
    /// Looks at the machine. `private` are directories that no job may see; `is_root` tells
    /// whether the steps' user is root, who could read more of the settings than others.
    ///
    /// # Errors
    /// When what the steps may read is not there.
    pub(crate) fn look(
        options: &SandboxOptions,
        private: &[PathBuf],
        is_root: bool,
    ) -> io::Result<Self> {
        let SandboxOptions { mode: _, network, readable } = options;
        let mut system = Self { network: *network, ..Self::default() };
        for path in SYSTEM.map(Path::new) {
            match fs::read_link(path) {
                Ok(target) => system.links.push((path.to_owned(), target)),
                Err(_) if path.exists() => system.shown.push(path.to_owned()),
                Err(_) => {}
            }
        }
        for path in readable {
            let found = path.canonicalize().map_err(|error| {
                let message = format!("what steps may read, {}: {error}", path.display());
                io::Error::new(error.kind(), message)
            })?;
            system.shown.push(found);
        }
        if *network == SandboxNetwork::Host {
            system.show_names();
        }
        for path in private {
            system.hide(path);
        }
        if is_root {
            system.hide_closed(Path::new(SETTINGS));
        }
        Ok(system)
    }

    /// Names are looked up with the help of a file that may stand elsewhere.
    fn show_names(&mut self) {
        if let Ok(resolver) = Path::new("/etc/resolv.conf").canonicalize()
            && !self.is_shown(&resolver)
        {
            self.shown.push(resolver);
        }
    }

    /// Hides a directory that lies below one that is shown. One that was named itself, as
    /// readable, is not hidden.
    fn hide(&mut self, path: &Path) {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.is_shown(&path) && !self.shown.contains(&path) {
            self.hidden_directories.push(path);
        }
    }

    fn is_shown(&self, path: &Path) -> bool {
        self.shown.iter().any(|shown| path.starts_with(shown))
    }

    /// Hides what is closed to everybody but its owner and group.
    fn hide_closed(&mut self, directory: &Path) {
        let mut entries = WalkDir::new(directory).into_iter();
        while let Some(entry) = entries.next() {
            let Ok(entry) = entry else { continue };
            let Ok(found) = entry.metadata() else { continue };
            let mode = found.permissions().mode();
            let path = entry.path().to_owned();
            if found.is_dir() && mode & 0o005 != 0o005 {
                self.hidden_directories.push(path);
                entries.skip_current_dir();
            } else if found.is_file() && mode & 0o004 == 0 {
                self.hidden_files.push(path);
            }
        }
    }

    /// The arguments that show this and, if there is one, a job's directories.
    pub(crate) fn arguments(&self, job: Option<&Job<'_>>) -> Vec<String> {
        let mut arguments = APART.map(str::to_owned).to_vec();
        if self.network == SandboxNetwork::None {
            arguments.push("--unshare-net".to_owned());
        }
        let mut add = |option: &str, paths: &[&Path]| {
            arguments.push(option.to_owned());
            arguments.extend(paths.iter().map(|path| path.to_string_lossy().into_owned()));
        };
        add("--proc", &[Path::new("/proc")]);
        add("--dev", &[Path::new("/dev")]);
        match job {
            Some(job) => add("--bind", &[&job.workspace.temporary, Path::new("/tmp")]),
            None => add("--tmpfs", &[Path::new("/tmp")]),
        }
        add("--tmpfs", &[Path::new("/run")]);
        add("--symlink", &[Path::new("../tmp"), Path::new("/var/tmp")]);
        add("--symlink", &[Path::new("../run"), Path::new("/var/run")]);
        for path in &self.shown {
            add("--ro-bind", &[path, path]);
        }
        for (path, target) in &self.links {
            add("--symlink", &[target, path]);
        }
        for path in &self.hidden_directories {
            add("--tmpfs", &[path]);
        }
        for path in &self.hidden_files {
            add("--ro-bind", &[Path::new("/dev/null"), path]);
        }
        if let Some(Job { workspace }) = job {
            for path in [&workspace.source, &workspace.control, &workspace.home] {
                add("--bind", &[path, path]);
            }
        }
        add("--remount-ro", &[Path::new("/")]);
        arguments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_is_hidden_below_what_is_shown_and_only_there() {
        let top = tempfile::tempdir().expect("a directory");
        let top = top.path().canonicalize().expect("there");
        let [tools, inside, outside] = ["tools", "tools/data", "data"].map(|name| top.join(name));
        for directory in [&tools, &inside, &outside] {
            fs::create_dir_all(directory).expect("made");
        }
        let options = SandboxOptions { readable: vec![tools.clone()], ..SandboxOptions::default() };
        let private = [inside.clone(), outside, tools.clone(), "/".into()];
        let system = System::look(&options, &private, false).expect("a machine");
        assert_eq!(system.hidden_directories, [inside]);
        assert!(system.shown.contains(&tools));
    }

    #[test]
    fn what_others_may_not_read_is_hidden_from_root() {
        let top = tempfile::tempdir().expect("a directory");
        fs::create_dir(top.path().join("open")).expect("made");
        for (name, mode) in [("open/all", 0o644), ("open/some", 0o640), ("closed", 0o600)] {
            fs::write(top.path().join(name), "x").expect("written");
            let mode = fs::Permissions::from_mode(mode);
            fs::set_permissions(top.path().join(name), mode).expect("changed");
        }
        let mut system = System::default();
        system.hide_closed(&top.path().join("open"));
        assert_eq!(system.hidden_files, [top.path().join("open/some")]);
        fs::set_permissions(top.path().join("open"), fs::Permissions::from_mode(0o700))
            .expect("changed");
        let mut system = System::default();
        system.hide_closed(&top.path().join("open"));
        assert_eq!(system.hidden_directories, [top.path().join("open")]);
        assert!(system.hidden_files.is_empty());
    }

    #[test]
    fn a_tool_that_is_not_there_is_an_error_with_its_place() {
        let options =
            SandboxOptions { readable: vec!["/no/such/tool".into()], ..SandboxOptions::default() };
        let error = System::look(&options, &[], false).expect_err("no such directory");
        assert!(error.to_string().starts_with("what steps may read, /no/such/tool: "), "{error}");
    }
}
