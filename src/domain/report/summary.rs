//! What is shown about a build beside its state, where a provider shows more: a table of its jobs,
//! the last lines of the steps that failed, and where the pipeline file is wrong.

use std::fmt::Write as _;

use pipeline::Diagnostic;

/// In bytes: GitHub takes 65,535 as the summary of a check run
/// (<https://docs.github.com/en/rest/checks/runs>).
const SUMMARY_LIMIT: usize = 65_000;

/// How many jobs are listed.
const MOST_JOBS: usize = 200;

/// How many failed steps are shown with their output.
const MOST_TAILS: usize = 5;

/// How many lines of output are shown of one.
const TAIL_LINES: usize = 30;

/// How many bytes of a log hold as many lines, in all likelihood.
pub const TAIL_BYTES: u64 = 8 * 1024;

/// A build, for the summary.
#[derive(Debug, Clone, Default)]
pub struct Summarized {
    /// Its number.
    pub number: i64,
    /// Where it is shown.
    pub url: String,
    /// Why there is nothing to run, if so.
    pub error: Option<String>,
    /// In the order of the file.
    pub jobs: Vec<SummarizedJob>,
}

/// A job, for the summary.
#[derive(Debug, Clone, Default)]
pub struct SummarizedJob {
    /// Its key.
    pub key: String,
    /// Its state's word.
    pub state: String,
    /// How long it took, in seconds.
    pub seconds: Option<i64>,
    /// Why it ended as it did, where no step tells.
    pub detail: Option<String>,
    /// The step that it failed for.
    pub failed_step: Option<FailedStep>,
}

/// A step that failed.
#[derive(Debug, Clone, Default)]
pub struct FailedStep {
    /// Its name.
    pub name: String,
    /// How its script ended.
    pub exit_code: Option<i32>,
    /// Why it ended so, where the exit code does not tell.
    pub detail: Option<String>,
    /// The end of its output.
    pub output: Vec<u8>,
}

/// A mistake at its place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The file's path in the repository.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong there, and what to do about it.
    pub message: String,
    /// The mistake's code.
    pub title: String,
}

/// The mistakes of a pipeline file as annotations; one of the whole file stands at its first line.
#[must_use]
pub fn annotations(diagnostics: &[Diagnostic]) -> Vec<Annotation> {
    let annotation = |item: &Diagnostic| Annotation {
        path: item.path.clone(),
        line: item.span.map_or(1, |span| span.line),
        message: match &item.help {
            Some(help) => format!("{}\n{help}", item.message),
            None => item.message.clone(),
        },
        title: item.code.clone(),
    };
    diagnostics.iter().map(annotation).collect()
}

/// Markdown about a build.
#[must_use]
pub fn markdown(build: &Summarized) -> String {
    let mut text = format!("[Build {}]({})\n", build.number, build.url);
    if let Some(error) = &build.error {
        let _ = write!(text, "\n{}\n", inline(error));
    }
    if !build.jobs.is_empty() {
        text.push_str("\n| job | state | time | |\n|---|---|---|---|\n");
    }
    for job in build.jobs.iter().take(MOST_JOBS) {
        let time = job.seconds.map(duration).unwrap_or_default();
        let why = why(job).map(|why| inline(&why)).unwrap_or_default();
        let _ = writeln!(text, "| {} | {} | {time} | {why} |", inline(&job.key), job.state);
    }
    if build.jobs.len() > MOST_JOBS {
        let _ = write!(text, "\nand {} more jobs\n", build.jobs.len() - MOST_JOBS);
    }
    let failed = build.jobs.iter().filter_map(|job| Some((job, job.failed_step.as_ref()?)));
    for (job, step) in failed.take(MOST_TAILS) {
        let block = output(job, step);
        if text.len() + block.len() > SUMMARY_LIMIT {
            break;
        }
        text.push_str(&block);
    }
    text.truncate(text.floor_char_boundary(SUMMARY_LIMIT));
    text
}

fn why(job: &SummarizedJob) -> Option<String> {
    let Some(step) = &job.failed_step else { return job.detail.clone() };
    Some(match (&step.detail, step.exit_code) {
        (Some(detail), _) => format!("{}: {detail}", step.name),
        (None, Some(code)) => format!("{}: exit code {code}", step.name),
        (None, None) => step.name.clone(),
    })
}

/// The end of a step's output, in a fence that it can't close.
fn output(job: &SummarizedJob, step: &FailedStep) -> String {
    let lines = tail(&step.output);
    if lines.is_empty() {
        return String::new();
    }
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let (key, name) = (inline(&job.key), inline(&step.name));
    format!("\n**{key}**, the last lines of {name}:\n\n{fence}\n{lines}\n{fence}\n")
}

/// The last lines of output as a page shows them: without colours and other commands to a terminal,
/// and of a line that was written over, what stood there last.
fn tail(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let plain = without_escapes(&text);
    let lines = plain.lines().map(|line| line.rsplit('\r').find(|part| !part.is_empty()));
    let lines: Vec<_> = lines.map(|line| line.unwrap_or_default().trim_end()).collect();
    let first = lines.len().saturating_sub(TAIL_LINES);
    lines[first..].join("\n").trim_matches('\n').to_owned()
}

/// Leaves out escape sequences (ECMA-48: CSI up to its final byte, OSC up to BEL or ST) and other
/// control characters.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => match characters.next() {
                Some('[') => {
                    while characters.next().is_some_and(|c| !('\u{40}'..='\u{7e}').contains(&c)) {}
                }
                Some(']') => {
                    // One that does not end takes no more than its line.
                    let of_line = |c: &char| *c != '\n';
                    while characters.next_if(of_line).is_some_and(|c| !matches!(c, '\u{7}' | '\\'))
                    {
                    }
                }
                Some(_) | None => {}
            },
            '\n' | '\r' | '\t' => plain.push(character),
            other if other.is_control() => {}
            other => plain.push(other),
        }
    }
    plain
}

/// A text within a line or a cell of a table, which Markdown does not read as its own.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let line = text.lines().next().unwrap_or_default();
    for character in line.chars().filter(|character| !character.is_control()) {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn duration(seconds: i64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing() -> Summarized {
        let step = FailedStep {
            name: "flutter test".to_owned(),
            exit_code: Some(1),
            output: b"\x1b[31mred\x1b[0m\r\n 10%\r 20%\r100%\n```\ninjected\n".to_vec(),
            ..FailedStep::default()
        };
        let test = SummarizedJob {
            key: "test[a|b]".to_owned(),
            state: "failed".to_owned(),
            seconds: Some(75),
            failed_step: Some(step),
            ..SummarizedJob::default()
        };
        let deploy = SummarizedJob {
            key: "deploy".to_owned(),
            state: "skipped".to_owned(),
            detail: Some("it needs `test`, which failed".to_owned()),
            ..SummarizedJob::default()
        };
        let url = "https://ci.example.com/api/builds/7".to_owned();
        Summarized { number: 7, url, error: None, jobs: vec![test, deploy] }
    }

    #[test]
    fn a_failed_build_shows_its_jobs_and_the_last_lines() {
        insta::assert_snapshot!(markdown(&failing()), @r"
        [Build 7](https://ci.example.com/api/builds/7)

        | job | state | time | |
        |---|---|---|---|
        | test\[a\|b\] | failed | 1 min 15 s | flutter test: exit code 1 |
        | deploy | skipped |  | it needs \`test\`, which failed |

        **test\[a\|b\]**, the last lines of flutter test:

        ````
        red
        100%
        ```
        injected
        ````
        ");
    }

    #[test]
    fn what_is_too_much_is_left_out() {
        let mut build = failing();
        build.jobs[0].failed_step.as_mut().expect("a step").output =
            (0..9000).map(|line| format!("line {line}\n")).collect::<String>().into_bytes();
        let text = markdown(&build);
        assert!(text.contains("line 8970\n") && !text.contains("line 8969\n"), "30 lines");
        build.jobs = (0..500).map(|_| build.jobs[0].clone()).collect();
        let text = markdown(&build);
        assert!(text.len() < 65_535 && text.contains("and 300 more jobs"), "{}", text.len());
    }

    #[test]
    fn a_mistake_stands_at_its_line() {
        let source =
            pipeline::Source { path: "oore.yaml".into(), text: "version: 1\nx: 1\n".into() };
        let wrong = pipeline::parse(&source).unwrap_err();
        let annotations = annotations(&wrong.items);
        let unknown = annotations.iter().find(|it| it.title == "unknown_key").expect("a mistake");
        assert_eq!((unknown.path.as_str(), unknown.line), ("oore.yaml", 2));
    }
}
