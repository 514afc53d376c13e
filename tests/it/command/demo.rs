//! `oored demo`, as somebody runs it who has nothing but the program.

use std::process::Command;

use crate::support::processes_with;

#[test]
fn the_demo_shows_the_whole_way_and_leaves_nothing_behind() {
    let scratch = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_oored"))
        .arg("demo")
        .env_clear()
        .envs(["PATH", "HOME"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
        .env("TMPDIR", scratch.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}\n{said}\n{output:?}", output.status);
    for words in ["nothing to complain about, demo-", "test[flavor=prod]", "trigger_push"] {
        assert!(said.contains(words), "`{words}` in {said}");
    }
    let left: Vec<_> = std::fs::read_dir(scratch.path()).unwrap().flatten().collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(processes_with(scratch.path().to_str().unwrap()), Vec::<String>::new());
}
