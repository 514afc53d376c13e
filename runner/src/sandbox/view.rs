//! What a step in a sandbox sees, as arguments of bubblewrap.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{SandboxNetwork, SandboxOptions, closed::Closed};
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

/// Which of these people keep something of their own in, that may be closed to others. The rest is
/// what packages install, where nothing that is secret is.
const OWN: [&str; 3] = ["/etc", "/opt", "/usr/local"];

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
    /// Looks at the machine. `private` are directories and files that no job may see, beside those
    /// that the options name. What is closed to others is hidden whoever the steps' user is, since
    /// that may be its owner.
    ///
    /// # Errors
    /// When what the steps may read is not there, or holds too much to be looked at.
    pub(crate) fn look(options: &SandboxOptions, private: &[PathBuf]) -> io::Result<Self> {
        let SandboxOptions { mode: _, network, readable, private: named } = options;
        let mut system = Self { network: *network, ..Self::default() };
        let mut own: Vec<_> = OWN.iter().flat_map(|path| Path::new(path).canonicalize()).collect();
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
            own.push(found.clone());
            system.shown.push(found);
        }
        if *network == SandboxNetwork::Host {
            system.show_names();
        }
        for path in private.iter().chain(named) {
            system.hide(path);
        }
        own.retain(|path| system.is_shown(path));
        for directory in own {
            let Closed { directories, files } =
                Closed::below(&directory, &system.hidden_directories)?;
            system.hidden_directories.extend(directories);
            system.hidden_files.extend(files);
        }
        system.hide_each_once();
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

    /// Hides what lies below a directory that is shown. One that was named itself, as readable, is
    /// not hidden; what is not there can't be.
    fn hide(&mut self, path: &Path) {
        let Ok(path) = path.canonicalize() else { return };
        if self.is_shown(&path) && !self.shown.contains(&path) {
            let hidden =
                if path.is_dir() { &mut self.hidden_directories } else { &mut self.hidden_files };
            hidden.push(path);
        }
    }

    /// A place below one that is hidden is not there any more to be hidden.
    fn hide_each_once(&mut self) {
        let directories = self.hidden_directories.clone();
        let is_gone = |path: &Path| {
            path.ancestors().skip(1).any(|above| directories.iter().any(|hidden| hidden == above))
        };
        for hidden in [&mut self.hidden_directories, &mut self.hidden_files] {
            hidden.retain(|path| !is_gone(path));
            hidden.sort();
            hidden.dedup();
        }
    }

    fn is_shown(&self, path: &Path) -> bool {
        self.shown.iter().any(|shown| path.starts_with(shown))
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
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn what_is_private_is_hidden_below_what_is_shown_and_only_there() {
        let top = tempfile::tempdir().expect("a directory");
        let top = top.path().canonicalize().expect("there");
        let [tools, inside, outside] = ["tools", "tools/data", "data"].map(|name| top.join(name));
        for directory in [&tools, &inside, &outside] {
            fs::create_dir_all(directory).expect("made");
        }
        let [key, below, closed] = ["key", "data/key", "closed"].map(|name| tools.join(name));
        for file in [&key, &below, &closed] {
            fs::write(file, "x").expect("written");
        }
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o600)).expect("changed");
        let options = SandboxOptions {
            readable: vec![tools.clone()],
            private: vec![key.clone(), below, outside.join("absent"), tools.join("absent")],
            ..SandboxOptions::default()
        };
        let private = [inside.clone(), inside.clone(), outside, tools.clone(), "/".into()];
        let system = System::look(&options, &private).expect("a machine");
        let of_tools =
            |paths: &[PathBuf]| paths.iter().filter(|p| p.starts_with(&tools)).cloned().collect();
        let [directories, files]: [Vec<PathBuf>; 2] =
            [of_tools(&system.hidden_directories), of_tools(&system.hidden_files)];
        assert_eq!(directories, [inside]);
        assert_eq!(files, [closed, key]);
        assert!(system.shown.contains(&tools));
    }

    #[test]
    fn a_tool_that_is_not_there_is_an_error_with_its_place() {
        let options =
            SandboxOptions { readable: vec!["/no/such/tool".into()], ..SandboxOptions::default() };
        let error = System::look(&options, &[]).expect_err("no such directory");
        assert!(error.to_string().starts_with("what steps may read, /no/such/tool: "), "{error}");
    }
}
