//! One step of a job: its condition, its script and environment, its end.

use std::io;

use pipeline::expression;
use protocol::{StepSpec, StepStatus};
use tokio::time::Instant;

use super::{
    Job, JobError, now_ms,
    script::{StepFiles, directory, shell},
};
use crate::{
    environment::{self, Variables},
    process,
    progress::{self, Exit},
    step::order::Order,
};

/// How a step ended.
#[derive(Debug, Default)]
pub(crate) struct StepEnd {
    pub(crate) status: Option<StepStatus>,
    pub(crate) exit_code: Option<i32>,
    pub(crate) detail: Option<String>,
    pub(crate) summary: Option<String>,
}

impl StepEnd {
    /// The step failed for a reason outside its script.
    pub(crate) fn failed(detail: impl Into<String>) -> Self {
        Self { status: Some(StepStatus::Failed), detail: Some(detail.into()), ..Self::default() }
    }
}

impl Job {
    /// Runs a step, or skips it.
    pub(super) async fn step(&mut self, step: &StepSpec) -> Result<(), JobError> {
        self.look_around();
        let too_late = self.hard.is_some_and(|(deadline, _)| Instant::now() >= deadline);
        let scope = self.scope(&self.environment.variables());
        let runs = match expression::condition(step.condition.as_deref(), &scope) {
            _ if too_late => Ok(false),
            verdict => verdict,
        };
        let mut outputs = Variables::new();
        let end = match runs {
            Ok(false) => StepEnd { status: Some(StepStatus::Skipped), ..StepEnd::default() },
            Ok(true) => {
                self.begin(step.index);
                self.script(step, &mut outputs).await?
            }
            Err(error) => {
                self.begin(step.index);
                let detail = format!("the step's `if` can't be decided: {error}");
                self.say(&detail)?;
                StepEnd::failed(detail)
            }
        };
        let status = self.finish(step.index, end);
        self.progress.record(step.id.as_deref(), status, &outputs, step.continue_on_error);
        Ok(())
    }

    /// Reports that a step begins.
    pub(crate) fn begin(&mut self, index: u32) {
        let log_start = self.log.length();
        self.reports.change(index, |state| {
            state.status = StepStatus::Running;
            state.started_at_ms = Some(now_ms());
            state.log_start = Some(log_start);
        });
    }

    /// Reports how a step ended.
    pub(crate) fn finish(&mut self, index: u32, end: StepEnd) -> StepStatus {
        let StepEnd { status, exit_code, detail, summary } = end;
        let status = status.unwrap_or(StepStatus::Failed);
        let log_end = self.log.length();
        self.reports.change(index, |state| {
            state.status = status;
            state.exit_code = exit_code;
            state.detail = detail;
            state.summary = summary;
            if state.started_at_ms.is_some() {
                state.finished_at_ms = Some(now_ms());
                state.log_end = Some(log_end);
            }
        });
        status
    }

    async fn script(
        &mut self,
        step: &StepSpec,
        outputs: &mut Variables,
    ) -> Result<StepEnd, JobError> {
        let files = self.files(step)?;
        let order = match self.order(step, &files) {
            Ok(order) => order,
            Err(detail) => {
                self.say(&detail)?;
                return Ok(StepEnd::failed(detail));
            }
        };
        files.create(step, self.user())?;
        let limit = step.timeout_ms.map(|ms| Instant::now() + process::time_span(ms));
        let mut ended = self.program(&order, limit).await?;
        if let Some(message) = explain(&order.program, &ended.exit) {
            self.say(&message)?;
            ended.exit = Exit::Broken(message);
        }
        let mut end = StepEnd {
            status: Some(progress::step_status(&ended.exit, ended.cut)),
            exit_code: exit_code(&ended.exit),
            detail: progress::step_detail(&ended.exit, ended.cut),
            summary: None,
        };
        if let Err(detail) = self.take(&files, outputs, &mut end) {
            self.say(&detail)?;
            if end.status == Some(StepStatus::Succeeded) {
                end.status = Some(StepStatus::Failed);
            }
            end.detail.get_or_insert(detail);
        }
        Ok(end)
    }

    fn files(&self, step: &StepSpec) -> io::Result<StepFiles> {
        let workspace = self.workspace.as_ref();
        let control = workspace.ok_or_else(|| io::Error::other("there is no workspace"))?;
        Ok(StepFiles::new(&control.control, step))
    }

    /// What the step's supervisor starts; the error is for people.
    fn order(&self, step: &StepSpec, files: &StepFiles) -> Result<Order, String> {
        let workspace = self.workspace.as_ref().ok_or("there is no workspace")?;
        let directory = directory(&workspace.source, step.working_directory.as_deref())?;
        let env =
            self.render_all(&step.env, self.environment.variables()).map_err(|(name, error)| {
                format!("the value of `{name}` in the step's `env` can't be computed: {error}")
            })?;
        let mut places = files.variables();
        places.extend([environment::place("OORE_WORKSPACE", &workspace.source)]);
        let environment = self.environment.of_step(env, places);
        if let Some(name) = environment::impossible(&environment) {
            return Err(format!("the variable `{name}` can't be set: no process can have it"));
        }
        let (program, mut arguments) = shell(step.shell);
        arguments.push(files.script.to_string_lossy().into_owned());
        let (user, sandbox) = (self.user().cloned(), self.sandbox.clone());
        Ok(Order { program, arguments, environment, directory, user, sandbox })
    }
}

/// What the output can't tell about a program's end.
pub(crate) fn explain(program: &str, exit: &Exit) -> Option<String> {
    match exit {
        Exit::NotFound => Some(format!("`{program}` was not found in PATH on this runner")),
        Exit::Broken(message) => Some(format!("`{program}` did not run to its end: {message}")),
        Exit::Code(_) | Exit::Signal(_) => None,
    }
}

fn exit_code(exit: &Exit) -> Option<i32> {
    match exit {
        Exit::Code(code) => Some(*code),
        Exit::Signal(_) | Exit::NotFound | Exit::Broken(_) => None,
    }
}
