//! Commands and what they printed, as a snapshot.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::server::{Server, oore};

/// Runs commands as one person at one server, and writes down what happens.
pub(crate) struct Transcript<'s> {
    server: &'s Server,
    text: String,
    /// Where the last command begins.
    last: usize,
    /// The commands that were run, without what was given to them.
    ran: BTreeSet<String>,
}

/// What a command did.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) code: i32,
}

impl Ran {
    /// The JSON that was printed.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {}", self.stdout))
    }

    /// A text of the JSON that was printed, by its JSON pointer.
    pub(crate) fn field(&self, pointer: &str) -> String {
        let json = self.json();
        let field = json.pointer(pointer).and_then(Value::as_str);
        field.unwrap_or_else(|| panic!("no {pointer} in {json}")).to_owned()
    }
}

impl<'s> Transcript<'s> {
    pub(crate) fn new(server: &'s Server) -> Self {
        Self { server, text: String::new(), last: 0, ran: BTreeSet::new() }
    }

    /// Runs a line of words.
    pub(crate) fn run(&mut self, line: &str) -> Ran {
        self.run_with(line, "")
    }

    /// Runs a line of words, which must end well.
    pub(crate) fn succeed(&mut self, line: &str) -> Ran {
        self.succeed_with(line, "")
    }

    /// Runs a line of words with an input, which must end well.
    pub(crate) fn succeed_with(&mut self, line: &str, input: &str) -> Ran {
        let ran = self.run_with(line, input);
        assert_eq!(ran.code, 0, "oore {line}\n{}", &self.text[self.last..]);
        ran
    }

    /// Runs a line of words with an input.
    pub(crate) fn run_with(&mut self, line: &str, input: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        let home = self.server.directory.path();
        self.last = self.text.len();
        let mut child = Command::new(oore())
            .args(&words)
            .current_dir(home)
            .env_clear()
            .env("HOME", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let code = output.status.code().unwrap();
        write!(self.text, "$ oore {line}\n{stdout}{stderr}").unwrap();
        if code != 0 {
            writeln!(self.text, "[exit {code}]").unwrap();
        }
        self.text.push('\n');
        self.ran.insert(command_of(&words));
        Ran { stdout, code }
    }

    /// What a shell would offer for the last of the words.
    pub(crate) fn complete(&self, words: &[&str]) -> Vec<String> {
        let home = self.server.directory.path();
        let output = Command::new(oore())
            .args(["--", "oore"])
            .args(words)
            .env_clear()
            .env("HOME", home)
            .env("OORE_COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
            .output()
            .unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }

    /// Which commands were run.
    pub(crate) fn ran(&self) -> &BTreeSet<String> {
        &self.ran
    }

    /// What happened since the last call.
    pub(crate) fn take(&mut self) -> String {
        self.last = 0;
        std::mem::take(&mut self.text)
    }

    /// Leaves the last command out, because what it prints depends on how fast others were.
    pub(crate) fn take_last(&mut self) {
        self.text.truncate(self.last);
    }

    /// Of what the last command printed, keeps what does not depend on how fast others were: the
    /// members at these JSON pointers, of the last line where there are several.
    pub(crate) fn keep_last(&mut self, ran: &Ran, pointers: &[&str]) {
        let whole = serde_json::from_str::<Value>(&ran.stdout).ok();
        let last = || serde_json::from_str(ran.stdout.lines().last()?).ok();
        let json = whole.or_else(last).unwrap_or_else(|| panic!("no JSON in {}", ran.stdout));
        let member = |pointer: &&str| {
            let value = json.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {json}"));
            format!("  {pointer}: {value}\n")
        };
        self.keep_lines(&pointers.iter().map(member).collect::<String>());
    }

    /// Of what the last command printed, keeps these lines.
    pub(crate) fn keep_lines(&mut self, lines: &str) {
        let line_end =
            self.text[self.last..].find('\n').map_or(self.text.len(), |at| self.last + at);
        self.text.truncate(line_end);
        write!(self.text, "\n  ..\n{lines}\n").unwrap();
    }

    /// What differs each time, and what stands for it.
    pub(crate) fn filters(&self) -> Vec<(String, &'static str)> {
        let directory = self.server.directory.path().display().to_string();
        let mut filters = vec![(regex_of(&directory), "[DIRECTORY]")];
        let fixed = [
            (r"127\.0\.0\.1:\d{2,}", "[SERVER]"),
            (r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b", "[ID]"),
            (r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)", "[TIME]"),
            (r"oore_[a-z]+_[0-9a-zA-Z]+", "[TOKEN]"),
            (r"\b[0-9a-f]{40}\b", "[COMMIT]"),
            (r"\b[0-9a-f]{12}\b", "[COMMIT]"),
            (r"\b[0-9a-hjkmnp-tv-z]{52}\b", "[SECRET]"),
            (r"\b\d+ (s|min|h) ago\b", "[AGO]"),
            // A word of its own, not one of a sentence.
            (r"  now\b", "  [AGO]"),
            (r"\b\d+(\.\d)? (ms|s|min)\b", "[DURATION]"),
            (r#""(duration_ms|log_end|log_start|end|offset)": ?\d+"#, "\"$1\": 0"),
            (r"[0-9.]+ (B|KiB)\b", "[SIZE]"),
            // Columns are as wide as what stands in them.
            (r"[^\S\n]{2,}", "  "),
            (r"[^\S\n]+\n", "\n"),
        ];
        filters.extend(fixed.map(|(pattern, stands)| (pattern.to_owned(), stands)));
        filters
    }
}

/// `build show` of `build show 01.. -o table`.
fn command_of(words: &[&str]) -> String {
    let is_name = |word: &&&str| {
        word.chars().all(|one| one.is_ascii_lowercase() || one == '-') && !word.starts_with('-')
    };
    words.iter().take_while(is_name).take(2).copied().collect::<Vec<_>>().join(" ")
}

fn regex_of(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, one| {
        if !one.is_ascii_alphanumeric() && one != '/' {
            pattern.push('\\');
        }
        pattern.push(one);
        pattern
    })
}
