//! The groups of operations in the document.

use poem_openapi::Tags;

/// A group of operations; its comment is the group's description in the document.
#[derive(Debug, Clone, Copy, Tags)]
pub enum Tag {
    /// The record of who did what.
    Audit,
    /// What webhooks and people started, and how it went.
    Build,
    /// Is the server alive, and ready for work?
    Health,
    /// One task of a build on one runner, and its log.
    Job,
    /// The files that say what a build does.
    Pipeline,
    /// The registered repositories.
    Repo,
    /// The machines that run jobs.
    Runner,
    /// What jobs may be given and nobody is shown.
    Secret,
    /// The server itself.
    System,
    /// Persons and service accounts, and the tokens that open the API in their names.
    User,
    /// What the providers sent, and what was decided on it.
    Webhook,
}
