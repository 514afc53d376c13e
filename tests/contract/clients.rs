//! The TypeScript and Python clients: where they are, and how one of their scripts is run.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::tools;

/// The TypeScript client, compiled and installed as its users have it.
pub(crate) struct TypeScript {
    directory: PathBuf,
    /// A package that depends on the client.
    user: TempDir,
}

impl TypeScript {
    /// None where its packages are missing.
    pub(crate) fn compile() -> Option<Self> {
        let directory = tools::typescript_client()?;
        // Inside of the client's directory, where the packages that it needs are found.
        let user = tempfile::tempdir_in(directory.join("node_modules")).expect("a directory");
        let client = Self { directory, user };
        let installed = client.installed();
        fs::create_dir_all(&installed).expect("made");
        fs::copy(client.directory.join("package.json"), installed.join("package.json"))
            .expect("copied");
        client.tsc(&["--outDir".into(), installed.join("dist")], &client.directory.clone());
        Some(client)
    }

    /// A script of `clients/typescript/test`.
    pub(crate) fn script(&self, name: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(self.installed().join(format!("dist/test/{name}.js")));
        node
    }

    /// A program of a user of the client.
    pub(crate) fn program(&self, text: &str) -> Command {
        let user = self.user.path();
        let strict = r#"{ "extends": "../../tsconfig.json", "files": ["program.ts"], "include": [],
            "compilerOptions": { "rootDir": ".", "outDir": "." } }"#;
        for (name, text) in [
            ("package.json", r#"{ "type": "module" }"#),
            ("tsconfig.json", strict),
            ("program.ts", text),
        ] {
            fs::write(user.join(name), text).expect("written");
        }
        self.tsc(&[], &user.to_owned());
        let mut node = Command::new("node");
        node.arg(user.join("program.js"));
        node
    }

    fn installed(&self) -> PathBuf {
        self.user.path().join("node_modules/@oore/client")
    }

    fn tsc(&self, arguments: &[PathBuf], directory: &PathBuf) {
        let mut compiler = Command::new(self.directory.join("node_modules/.bin/tsc"));
        tools::run(compiler.current_dir(directory).args(arguments));
    }
}

/// The Python client.
pub(crate) struct Python {
    programs: PathBuf,
    directory: PathBuf,
}

impl Python {
    /// None where the packages that it needs are missing.
    pub(crate) fn find() -> Option<Self> {
        let programs = tools::python_programs()?;
        Some(Self { programs, directory: tools::root().join("clients/python") })
    }

    /// A script of `clients/python/tests`.
    pub(crate) fn script(&self, name: &str) -> Command {
        let mut python = self.python();
        python.arg(format!("tests/{name}.py"));
        python
    }

    /// A program of a user of the client.
    pub(crate) fn program(&self, text: &str) -> Command {
        let mut python = self.python();
        python.args(["-c", text]);
        python
    }

    fn python(&self) -> Command {
        let mut python = Command::new(self.programs.join("python"));
        python.current_dir(&self.directory);
        python.env("PYTHONPATH", &self.directory).env("PYTHONDONTWRITEBYTECODE", "1");
        python
    }
}
