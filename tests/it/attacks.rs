//! What attackers do to a CI server, one file per area, against a real server and real runners.

mod forks;
mod forks_around;
mod runner;
mod runner_registration;
