//! What attackers of a CI server do, one file an area, against a real server and runner.

mod secrets;
