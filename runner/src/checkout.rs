//! Brings the commit into the workspace, as step 0 of a job.
//!
//! Nothing that comes from outside can become an option or a command: the URL stands in the
//! repository's configuration file, commit and ref are checked and come after `--`. Git may speak
//! the protocols that the server allows, asks nobody for a password, runs no hook and starts
//! nothing in the background. The user's own configuration counts, for credential helpers and
//! rewritten URLs, but not for the submodules of a stranger's commit; the machine's does not.

mod check;
mod configuration;

use std::{io, path::PathBuf, time::Duration};

use protocol::{Checkout, Login, StepStatus, Submodules};

use self::configuration::CONFIGURATION;
use crate::{
    environment::{self, Variables},
    job::{Job, StepEnd, explain, script::read_start},
    process::Ended,
    progress::{self, Exit},
    step::order::Order,
};

/// The checkout's place among a job's steps.
const INDEX: u32 = 0;

/// How long to wait before a fetch is tried again: three tries in all.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];

/// Every fetch.
const FETCH: [&str; 3] = ["fetch", "--no-tags", "--no-write-fetch-head"];

/// What [`AT_ONCE`] ends with when the commit could not be fetched. Git itself ends with 1, 128 or
/// 129.
const NOT_FETCHED: i32 = 4;

/// From nothing to the files of the commit. One program under one supervisor takes half the time
/// of four.
///
/// The origin is written to the file and not passed to `git remote add`: a URL may hold a password,
/// and everyone on the machine can read arguments.
const AT_ONCE: &str = include_str!("checkout/at_once.sh");

/// The files of a commit say where Git LFS fetches from, and it would do that with the rights of the
/// repository and of the runner's user.
const NO_LARGE_FILES: &str = "the checkout wants Git LFS (`checkout.lfs`), and the commit comes from \
    a stranger, for whom nothing is fetched with the repository's rights; fetch the files in a step \
    (`git lfs pull`), or push the branch to the repository itself";

/// Why a checkout did not come about.
#[derive(Debug)]
enum Failure {
    /// Git ended with an error, which stands in the log, or was ended.
    Git(Ended),
    /// For people.
    Refused(String),
    /// The runner's own.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Checks the commit out, and reports that as step 0.
///
/// # Errors
/// When the job can't go on, as its log can't be written, say.
pub(crate) async fn run(job: &mut Job, checkout: &Checkout) -> io::Result<()> {
    if job.is_ending() {
        let end = StepEnd { status: Some(StepStatus::Skipped), ..StepEnd::default() };
        job.finish_checkout(INDEX, end);
        return Ok(());
    }
    job.begin(INDEX);
    let end = match check_out(job, checkout).await {
        Ok(()) => StepEnd { status: Some(StepStatus::Succeeded), ..StepEnd::default() },
        Err(Failure::Io(error)) => return Err(error),
        Err(Failure::Refused(message)) => {
            job.say(&message)?;
            StepEnd::failed(message)
        }
        Err(Failure::Git(ended)) => {
            let explained = explain("git", &ended.exit);
            if let Some(message) = &explained {
                job.say(message)?;
            }
            StepEnd {
                status: Some(progress::step_status(&ended.exit, ended.cut)),
                exit_code: code(&ended.exit),
                detail: explained.or_else(|| progress::step_detail(&ended.exit, ended.cut)),
                summary: None,
            }
        }
    };
    job.finish_checkout(INDEX, end);
    Ok(())
}

async fn check_out(job: &mut Job, checkout: &Checkout) -> Result<(), Failure> {
    check::check(checkout).map_err(Failure::Refused)?;
    if checkout.lfs && job.is_untrusted() {
        return Err(Failure::Refused(NO_LARGE_FILES.to_owned()));
    }
    let git = Git::new(job, checkout)?;
    if !git.at_once(job, checkout).await? {
        git.fetch(job, checkout).await?;
        git.run(job, &["checkout", "--detach", &checkout.commit]).await?;
    }
    let head = read_start(&git.directory.join(".git/HEAD"), job.user()).unwrap_or_default();
    if head.trim_ascii_end() != checkout.commit.as_bytes() {
        let message = format!("HEAD is not at {} after the checkout", checkout.commit);
        return Err(Failure::Refused(message));
    }
    git.submodules(job, checkout).await?;
    git.large_files(job, checkout).await
}

/// Git in a job's workspace.
struct Git {
    directory: PathBuf,
    environment: Variables,
    /// Made when the server refuses what it was shown.
    refused: PathBuf,
}

impl Git {
    fn new(job: &Job, checkout: &Checkout) -> io::Result<Self> {
        let directory = job.source()?.to_owned();
        let refused = job.control()?.join("login-refused");
        let mut environment = job.inherited_environment();
        let fixed = [
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_ATTR_NOSYSTEM", "1"),
            // Files in Git LFS are fetched by their own command, or not at all.
            ("GIT_LFS_SKIP_SMUDGE", "1"),
        ];
        environment.extend(fixed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        environment.insert("GIT_ALLOW_PROTOCOL".to_owned(), checkout.protocols.join(":"));
        let fixed = CONFIGURATION.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        let mut configuration: Vec<_> = fixed.collect();
        if let Some(login) = &checkout.login {
            configuration.extend(Login::configuration(&checkout.url));
            let variables = login.environment(&refused.to_string_lossy());
            environment.extend(variables.map(|(name, value)| (name.to_owned(), value)));
        }
        environment.insert("GIT_CONFIG_COUNT".to_owned(), configuration.len().to_string());
        for (index, (name, value)) in configuration.into_iter().enumerate() {
            environment.insert(format!("GIT_CONFIG_KEY_{index}"), name);
            environment.insert(format!("GIT_CONFIG_VALUE_{index}"), value);
        }
        // A repository above the workspace is none of this job's.
        let above = directory.parent().unwrap_or(&directory);
        environment.extend([environment::place("GIT_CEILING_DIRECTORIES", above)]);
        Ok(Self { directory, environment, refused })
    }

    async fn run(&self, job: &mut Job, arguments: &[&str]) -> Result<(), Failure> {
        let ended = self.program(job, "git", arguments, &self.environment).await?;
        self.judged(ended)
    }

    fn judged(&self, ended: Ended) -> Result<(), Failure> {
        match (&ended.exit, ended.cut) {
            (Exit::Code(0), None) => Ok(()),
            (Exit::Code(_), None) if self.refused.exists() => Err(Failure::Refused(
                "the server refuses the access token that the repository was given; give it one \
                 that may read the code"
                    .to_owned(),
            )),
            _ => Err(Failure::Git(ended)),
        }
    }

    async fn program(
        &self,
        job: &mut Job,
        program: &str,
        arguments: &[&str],
        environment: &Variables,
    ) -> io::Result<Ended> {
        let order = Order {
            program: program.to_owned(),
            arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
            environment: environment.clone(),
            directory: self.directory.clone(),
            user: job.user().cloned(),
            sandbox: None,
        };
        job.program(&order, None).await
    }

    /// Makes the repository, fetches the commit itself and checks it out. False when there is a
    /// repository and the commit could not be fetched by itself.
    async fn at_once(&self, job: &mut Job, checkout: &Checkout) -> Result<bool, Failure> {
        let url = checkout.url.replace('\\', "\\\\").replace('"', "\\\"");
        let section = format!(
            "[remote \"origin\"]\n\turl = \"{url}\"\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
        );
        let depth = match checkout.depth {
            0 => String::new(),
            depth => format!("--depth={depth}"),
        };
        let format = if checkout.commit.len() == 64 { "sha256" } else { "sha1" };
        let mut environment = self.environment.clone();
        environment.extend([
            ("OORE_GIT_ORIGIN".to_owned(), section),
            ("OORE_GIT_DEPTH".to_owned(), depth),
            ("OORE_GIT_FORMAT".to_owned(), format.to_owned()),
            ("OORE_GIT_COMMIT".to_owned(), checkout.commit.clone()),
        ]);
        let ended = self.program(job, "sh", &["-c", AT_ONCE], &environment).await?;
        match self.judged(ended) {
            Ok(()) => Ok(true),
            Err(Failure::Git(Ended { exit: Exit::Code(NOT_FETCHED), cut: None, .. })) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// Fetches the commit in whatever way the server allows, after it could not be fetched by
    /// itself.
    async fn fetch(&self, job: &mut Job, checkout: &Checkout) -> Result<(), Failure> {
        let mut pauses = PAUSES.into_iter();
        let mut fetched = self.fetch_reference(job, checkout).await;
        loop {
            let failure = match fetched {
                Err(Failure::Git(ended)) if is_worth_a_try(&ended) && !job.is_ending() => ended,
                result => return result,
            };
            let Some(pause) = pauses.next() else { return Err(Failure::Git(failure)) };
            job.say("the fetch failed, trying again")?;
            if !job.pause(pause).await {
                return Err(Failure::Git(failure));
            }
            fetched = self.fetch_once(job, checkout).await;
        }
    }

    async fn fetch_once(&self, job: &mut Job, checkout: &Checkout) -> Result<(), Failure> {
        let depth = format!("--depth={}", checkout.depth);
        let mut exact = Vec::from(FETCH);
        if checkout.depth > 0 {
            exact.push(&depth);
        }
        exact.extend(["--", "origin", &checkout.commit]);
        match self.run(job, &exact).await {
            Err(Failure::Git(ended)) if is_worth_a_try(&ended) && !job.is_ending() => {}
            result => return result,
        }
        self.fetch_reference(job, checkout).await
    }

    /// A server that gives out tips only refuses a bare commit, so then the ref that it belongs to
    /// is fetched, with as much history as there is.
    async fn fetch_reference(&self, job: &mut Job, checkout: &Checkout) -> Result<(), Failure> {
        let Checkout { commit, reference, .. } = checkout;
        job.say(&format!("commit {commit} could not be fetched by itself, fetching {reference}"))?;
        let mut fetch = Vec::from(FETCH);
        fetch.extend(["--", "origin", reference]);
        self.run(job, &fetch).await?;
        let object = format!("{commit}^{{commit}}");
        match self.run(job, &["cat-file", "-e", &object]).await {
            Err(Failure::Git(ended)) if is_worth_a_try(&ended) && !job.is_ending() => {
                let message = format!("commit {commit} is not in {reference} of the repository");
                Err(Failure::Refused(message))
            }
            result => result,
        }
    }

    async fn submodules(&self, job: &mut Job, checkout: &Checkout) -> Result<(), Failure> {
        let depth = format!("--depth={}", checkout.depth);
        let mut update = vec!["submodule", "update", "--init"];
        match checkout.submodules {
            Submodules::None => return Ok(()),
            Submodules::Direct => {}
            Submodules::Recursive => update.push("--recursive"),
        }
        if checkout.depth > 0 {
            update.push(&depth);
        }
        let environment =
            if job.is_untrusted() { self.without_rights(job)? } else { self.environment.clone() };
        let git =
            Self { directory: self.directory.clone(), environment, refused: self.refused.clone() };
        git.run(job, &update).await
    }

    /// A stranger names the submodules of a stranger's commit: what is shown a server on the
    /// repository's behalf, and what the runner's user may read elsewhere, is not for them.
    fn without_rights(&self, job: &Job) -> io::Result<Variables> {
        let mut environment = self.environment.clone();
        environment.retain(|name, _| !Login::VARIABLES.contains(&name.as_str()));
        environment.insert("GIT_CONFIG_GLOBAL".to_owned(), "/dev/null".to_owned());
        environment.extend([environment::place("HOME", job.home()?)]);
        let allowed = environment.get("GIT_ALLOW_PROTOCOL").map_or("", String::as_str);
        let public = allowed.split(':').filter(|protocol| matches!(*protocol, "https" | "http"));
        let public = public.collect::<Vec<_>>().join(":");
        environment.insert("GIT_ALLOW_PROTOCOL".to_owned(), public);
        Ok(environment)
    }

    async fn large_files(&self, job: &mut Job, checkout: &Checkout) -> Result<(), Failure> {
        if !checkout.lfs {
            return Ok(());
        }
        match self.run(job, &["lfs", "install", "--local", "--skip-repo"]).await {
            Err(Failure::Git(ended)) if is_worth_a_try(&ended) => {
                let message = "the checkout wants Git LFS, but `git-lfs` is not on this runner";
                return Err(Failure::Refused(message.to_owned()));
            }
            result => result?,
        }
        self.run(job, &["lfs", "pull"]).await
    }
}

/// Whether git ended by itself, with an error.
fn is_worth_a_try(ended: &Ended) -> bool {
    ended.cut.is_none() && matches!(ended.exit, Exit::Code(_))
}

fn code(exit: &Exit) -> Option<i32> {
    match exit {
        Exit::Code(code) => Some(*code),
        Exit::Signal(_) | Exit::NotFound | Exit::Broken(_) => None,
    }
}
