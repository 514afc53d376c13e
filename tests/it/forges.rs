//! Oore beside forges that others have built, and the rules that they hold it to.

mod github_app;
mod private_clones;
