//! What an earlier process has left of a job.

use std::{
    fs, io,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use indexmap::IndexMap;
use protocol::{JobResult, JobSpec, Outcome};

use super::{JOB, LOG, Log, RESULT, StoredResult};

/// The result and the output of a job: the stored result, or that it was interrupted.
///
/// # Errors
/// When the job was not even stored whole, and so never accepted; or something is damaged.
pub(super) fn read(directory: &Path) -> io::Result<(JobResult, Log)> {
    let order = fs::read(directory.join(JOB))?;
    let log = directory.join(LOG);
    let text = match fs::read(directory.join(RESULT)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let result = interrupted(directory, &order)?;
            let log = Log::open(&log, result.log_bytes)?;
            return Ok((result, log));
        }
        text => text?,
    };
    let StoredResult { result, is_log_delivered } = serde_json::from_slice(&text)?;
    let open = if is_log_delivered { Log::open_delivered } else { Log::open };
    let log = open(&log, result.log_bytes)?;
    Ok((result.into_owned(), log))
}

/// Its steps are not told again: the server knows them as far as they were told.
fn interrupted(directory: &Path, order: &[u8]) -> io::Result<JobResult> {
    // One that is not whole was never accepted.
    let _: JobSpec = serde_json::from_slice(order)?;
    Ok(JobResult {
        outcome: Outcome::Interrupted,
        detail: Some("the runner's process ended while the job ran".to_owned()),
        outputs: IndexMap::new(),
        steps: Vec::new(),
        log_bytes: fs::metadata(directory.join(LOG))?.len(),
        started_at_ms: unix_ms(fs::metadata(directory.join(JOB))?.modified()?),
        finished_at_ms: unix_ms(SystemTime::now()),
    })
}

fn unix_ms(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
