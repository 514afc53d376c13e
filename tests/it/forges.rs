//! Oore beside forges that others have built, and the rules that they hold it to.

mod github_app;
mod github_errors;
mod installations;
mod private_clones;
mod reruns;
