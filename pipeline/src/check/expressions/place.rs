//! Which variables, and which members of them, an expression may name where it stands.

use crate::expression::{TYPES, members_of};
use crate::problems::{Problems, Unknown};
use crate::{Job, Pipeline, Span, Step};

/// What the event alone says.
const OF_EVENT: [&str; 6] = ["repository", "event", "ref", "commit", "pull_request", "inputs"];

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    /// The file.
    pub(super) pipeline: &'p Pipeline,
    /// The job, unless it stands outside of all.
    pub(super) job: Option<&'p Job>,
    /// The steps that have run.
    pub(super) steps: &'p [Step],
    /// When it is evaluated.
    pub(super) at: Use,
}

/// What an expression is part of, which decides when it is evaluated and so what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// `env:` of the file.
    FileEnv,
    /// Names and labels: when the build is planned.
    Planned,
    /// A job's `if:`: when its needs have ended.
    JobCondition,
    /// A job's `env:`: when it starts.
    JobEnv,
    /// A step's `if:` and `env:`, and the job's outputs.
    Step,
}

impl Use {
    fn variables(self) -> Vec<&'static str> {
        let more: &[&str] = match self {
            Self::FileEnv => &["build"],
            Self::Planned => &["matrix"],
            Self::JobCondition | Self::JobEnv => &["build", "matrix", "needs"],
            Self::Step => &["build", "matrix", "needs", "env", "steps"],
        };
        OF_EVENT.iter().chain(more).copied().collect()
    }
}

/// Complains about a variable that is not known at the place, or that lacks the member.
pub(super) fn check_variable(
    path: &[String],
    span: Span,
    place: Place<'_>,
    problems: &mut Problems<'_>,
) {
    let name = path[0].as_str();
    let known = place.at.variables();
    if TYPES.contains(&name) {
        return;
    }
    if name == "secrets" {
        let help = "name the secret in the job's `secrets:`; its steps find it in the environment";
        let message = "secrets are no variables of expressions";
        problems.add_with_help("unknown_variable", span, message, help);
        return;
    }
    if !known.contains(&name) {
        let message = match crate::expression::VARIABLES.contains(&name) {
            true => format!("`{name}` is not known here"),
            false => format!("there is no variable `{name}`"),
        };
        problems.add_unknown_word(
            "unknown_variable",
            span,
            &message,
            Unknown { word: name, known: &known },
        );
        return;
    }
    let Some(member) = path.get(1) else { return };
    let complaint = match name {
        "inputs" => unknown_input(member, place),
        "matrix" => unknown_in_matrix(member, place),
        "needs" => unknown_in_needs(path, place),
        "steps" => unknown_in_steps(path, place),
        "env" => None,
        _ => unknown_member(path),
    };
    if let Some(complaint) = complaint {
        complaint.add(span, problems);
    }
}

/// What is said about an unknown member.
struct Complaint {
    message: String,
    word: String,
    known: Vec<String>,
    /// What to do where no known word can have been meant.
    remedy: Option<String>,
}

impl Complaint {
    fn new(message: String, word: &str, known: Vec<String>) -> Option<Self> {
        Some(Self { message, word: word.to_owned(), known, remedy: None })
    }

    fn with_remedy(self, remedy: String) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    fn add(self, span: Span, problems: &mut Problems<'_>) {
        let Self { message, word, known, remedy } = self;
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        match remedy {
            Some(remedy) if known.is_empty() => {
                problems.add_with_help("unknown_variable", span, &message, &remedy);
            }
            Some(_) | None => problems.add_unknown_word(
                "unknown_variable",
                span,
                &message,
                Unknown { word: &word, known: &known },
            ),
        }
    }
}

fn unknown_member(path: &[String]) -> Option<Complaint> {
    let members = members_of(&path[0])?;
    if let Some(deeper) = path.get(2) {
        let message = format!("`{}.{}` has no member `{deeper}`", path[0], path[1]);
        return Complaint::new(message, deeper, Vec::new());
    }
    if members.contains(&path[1].as_str()) {
        return None;
    }
    let message = format!("`{}` has no member `{}`", path[0], path[1]);
    Complaint::new(message, &path[1], members.iter().map(|&member| member.to_owned()).collect())
}

fn unknown_input(member: &str, place: Place<'_>) -> Option<Complaint> {
    let inputs = place.pipeline.on.manual.as_ref().map(|manual| &manual.inputs);
    if inputs.is_some_and(|inputs| inputs.contains_key(member)) {
        return None;
    }
    let known = inputs.map(|inputs| inputs.keys().cloned().collect()).unwrap_or_default();
    let remedy = format!("add `{member}` to `on.manual.inputs`");
    let complaint = Complaint::new(format!("`on.manual` has no input `{member}`"), member, known)?;
    Some(complaint.with_remedy(remedy))
}

fn unknown_in_matrix(member: &str, place: Place<'_>) -> Option<Complaint> {
    let matrix = place.job.and_then(|job| job.matrix.as_ref());
    let Some(matrix) = matrix else {
        let complaint = Complaint::new("the job has no matrix".to_owned(), member, Vec::new())?;
        let remedy = format!("give the job a `matrix` whose `values` name `{member}`");
        return Some(complaint.with_remedy(remedy));
    };
    // Without a row the matrix itself was complained about.
    let row = matrix.rows.first()?;
    if row.contains_key(member) {
        return None;
    }
    let message = format!("the matrix has no value `{member}`");
    Complaint::new(message, member, row.keys().cloned().collect())
}

fn unknown_in_needs(path: &[String], place: Place<'_>) -> Option<Complaint> {
    let name = path[1].as_str();
    let needs: Vec<String> =
        place.job.map(|job| job.needs.iter().map(|need| need.value.clone()).collect())?;
    if !needs.iter().any(|need| need == name) {
        // CEL reads `needs.build-app` as a subtraction.
        let dashed = needs.iter().find(|need| need.starts_with(&format!("{name}-")));
        let message = match dashed {
            Some(need) => format!("the job does not need `{name}`; write `needs[\"{need}\"]`"),
            None => format!("the job does not need `{name}`"),
        };
        let remedy = format!("add `{name}` to the job's `needs`");
        return Some(Complaint::new(message, name, needs)?.with_remedy(remedy));
    }
    let outputs: Vec<String> =
        place.pipeline.jobs.get(name).map(|job| job.outputs.keys().cloned().collect())?;
    match (path.get(2).map(String::as_str), path.get(3)) {
        (None, _) | (Some("result"), None) | (Some("outputs"), None) => None,
        (Some("outputs"), Some(output)) => match outputs.contains(output) {
            true => None,
            false => Complaint::new(
                format!("the job `{name}` has no output `{output}`"),
                output,
                outputs,
            ),
        },
        (Some(member), _) => unknown_result(&format!("needs.{name}"), member, "result"),
    }
}

fn unknown_in_steps(path: &[String], place: Place<'_>) -> Option<Complaint> {
    let id = path[1].as_str();
    let ids = |steps: &[Step]| -> Vec<String> {
        steps.iter().filter_map(|step| step.id.as_ref()).map(|id| id.value.clone()).collect()
    };
    let earlier = ids(place.steps);
    if !earlier.iter().any(|earlier| earlier == id) {
        let all = place.job.map(|job| ids(&job.steps)).unwrap_or_default();
        let message = match all.iter().any(|any| any == id) {
            true => format!("the step `{id}` has not run yet at this place"),
            false => format!("the job has no step with the id `{id}`"),
        };
        let remedy = format!("give an earlier step of the job `id: {id}`");
        return Some(Complaint::new(message, id, earlier)?.with_remedy(remedy));
    }
    match path.get(2).map(String::as_str) {
        None | Some("outcome" | "outputs") => None,
        Some(member) => unknown_result(&format!("steps.{id}"), member, "outcome"),
    }
}

fn unknown_result(owner: &str, member: &str, result: &str) -> Option<Complaint> {
    let known = vec![result.to_owned(), "outputs".to_owned()];
    Complaint::new(format!("`{owner}` has no member `{member}`"), member, known)
}
