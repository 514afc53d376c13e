//! What a step hands over to its job through its files, and how much of it the job takes.

use super::{
    Job, StepEnd,
    script::{StepFiles, read, read_start},
};
use crate::{
    environment::Variables,
    files::{self, FileError, Names},
    text,
};

/// The most bytes of outputs of all steps of a job. They stay on the runner, for expressions.
const MAX_OUTPUT_BYTES: usize = 1024 * 1024;

/// The most bytes of a step's summary, as JSON: it travels in one frame.
const MAX_SUMMARY_BYTES: usize = 256 * 1024;

/// The most bytes of all summaries of a job, as JSON: its result travels in one frame.
const MAX_SUMMARIES_BYTES: usize = 1024 * 1024;

/// Stands where a summary was cut.
const CUT: &str = "\n\n*The rest of this summary was left out, as it is too large.*\n";

/// How much the steps of a job have handed over so far.
#[derive(Debug, Default)]
pub(super) struct Sums {
    output_bytes: usize,
    summary_bytes: usize,
}

impl Job {
    /// Takes what the step wrote to its files. A file that is wrong is not taken; all that are
    /// wrong are named.
    pub(super) fn take(
        &mut self,
        files: &StepFiles,
        outputs: &mut Variables,
        end: &mut StepEnd,
    ) -> Result<(), String> {
        let mut wrong = Vec::new();
        match read(&files.output, self.user())
            .and_then(|bytes| files::assignments(&bytes, Names::Outputs))
        {
            Ok(found) => match self.sums.add_outputs(&found) {
                Ok(()) => *outputs = found,
                Err(message) => wrong.push(message),
            },
            Err(error) => wrong.push(self.wrong("OORE_OUTPUT", error)),
        }
        match read(&files.env, self.user())
            .and_then(|bytes| files::assignments(&bytes, Names::Variables))
        {
            Ok(found) => self.environment.set.extend(found),
            Err(error) => wrong.push(self.wrong("OORE_ENV", error)),
        }
        match read(&files.path, self.user()).and_then(|bytes| files::paths(&bytes)) {
            Ok(found) => self.environment.paths.extend(found),
            Err(error) => wrong.push(self.wrong("OORE_PATH", error)),
        }
        if let Err(error) = self.take_summary(files, end) {
            wrong.push(self.wrong("OORE_SUMMARY", error));
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("; ")) }
    }

    fn wrong(&self, file: &str, error: FileError) -> String {
        format!("{file}: {}", error.masked(&self.masker))
    }

    /// A summary that is too large is cut, which is noted but fails nothing: it is for reading.
    fn take_summary(&mut self, files: &StepFiles, end: &mut StepEnd) -> Result<(), FileError> {
        let written = read_start(&files.summary, self.user())?;
        let Some(summary) = files::summary(&written) else { return Ok(()) };
        let summary = self.masker.text(&summary).into_owned();
        let (taken, is_whole) = self.sums.fit_summary(summary);
        end.summary = taken;
        if !is_whole {
            let note = format!(
                "OORE_SUMMARY: the summary is too large and was cut: a step's may take \
                 {MAX_SUMMARY_BYTES} bytes as JSON text, all of a job {MAX_SUMMARIES_BYTES}"
            );
            // A log that can't be written shows at the next step.
            let _ = self.say(&note);
            end.detail = Some(match end.detail.take() {
                Some(detail) => format!("{detail}; {note}"),
                None => note,
            });
        }
        Ok(())
    }
}

impl Sums {
    fn add_outputs(&mut self, found: &Variables) -> Result<(), String> {
        self.output_bytes += found.iter().map(|(n, v)| n.len() + v.len()).sum::<usize>();
        if self.output_bytes > MAX_OUTPUT_BYTES {
            return Err(format!(
                "OORE_OUTPUT: the outputs of a job are limited to {MAX_OUTPUT_BYTES} bytes"
            ));
        }
        Ok(())
    }

    /// As much of a summary as there is room for, and whether that is all of it.
    fn fit_summary(&mut self, mut summary: String) -> (Option<String>, bool) {
        let room = MAX_SUMMARY_BYTES.min(MAX_SUMMARIES_BYTES - self.summary_bytes);
        let is_whole = text::json_bytes(&summary) <= room;
        if !is_whole {
            let Some(room) = room.checked_sub(text::json_bytes(CUT)) else { return (None, false) };
            summary.truncate(text::start(&summary, room).len());
            summary.push_str(CUT);
        }
        self.summary_bytes += text::json_bytes(&summary);
        (Some(summary), is_whole)
    }
}
