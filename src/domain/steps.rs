//! The steps of a job as people see them: the checkout first, when there is one.

use pipeline::{JobPlan, Step};

/// The name of the checkout, which is a step that nobody writes.
pub const CHECKOUT: &str = "Check out";

/// The longest name made from a script's first line, in characters.
const NAME_LENGTH: usize = 80;

/// The names of a job's steps, in the order in which they run.
#[must_use]
pub fn names(plan: &JobPlan) -> Vec<String> {
    let checkout = plan.checkout.map(|_| CHECKOUT.to_owned());
    checkout.into_iter().chain(plan.steps.iter().map(name)).collect()
}

/// The same for those who may not see scripts: the name that the file gives, else the step's number
/// among those of the file. A script's first line may hold anything.
#[must_use]
pub fn names_without_scripts(plan: &JobPlan) -> Vec<String> {
    let checkout = plan.checkout.map(|_| CHECKOUT.to_owned());
    let given = |(index, step): (usize, &Step)| match &step.name {
        Some(name) => name.value.clone(),
        None => format!("step {}", index + 1),
    };
    checkout.into_iter().chain(plan.steps.iter().enumerate().map(given)).collect()
}

/// The place of the first written step.
#[must_use]
pub fn first_written(plan: &JobPlan) -> u32 {
    u32::from(plan.checkout.is_some())
}

/// A step's name, or its script's first line that says something.
#[must_use]
pub fn name(step: &Step) -> String {
    if let Some(name) = &step.name {
        return name.value.clone();
    }
    let line = step.run.value.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or_default();
    if line.chars().count() <= NAME_LENGTH {
        return line.to_owned();
    }
    line.chars().take(NAME_LENGTH - 1).chain(std::iter::once('…')).collect()
}
