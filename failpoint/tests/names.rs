//! The table of points and the sources name the same ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use failpoint::POINTS;

/// Where points may stand, below the root of the workspace.
const SOURCES: [&str; 3] = ["src", "runner/src", "migration/src"];
const CALL: &str = "failpoint::here(\"";

#[test]
fn every_point_of_the_table_stands_in_the_sources_once_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the root of the workspace");
    let mut used: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for directory in SOURCES {
        collect(&root.join(directory), &mut used);
    }
    for (name, places) in &used {
        assert_eq!(places.len(), 1, "`{name}` names several places: {places:?}");
        let is_known = POINTS.iter().any(|point| point.name == name);
        assert!(is_known, "`{name}` ({places:?}) has no line in failpoint/src/points.rs; add one");
    }
    for point in POINTS {
        assert!(used.contains_key(point.name), "nobody calls failpoint::here(\"{}\")", point.name);
    }
    let mut names: Vec<_> = POINTS.iter().map(|point| point.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), POINTS.len(), "a point is listed twice");
}

fn collect(directory: &Path, used: &mut BTreeMap<String, Vec<PathBuf>>) {
    for entry in fs::read_dir(directory).expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, used);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("readable");
            for rest in text.split(CALL).skip(1) {
                let name = rest.split('"').next().expect("a name");
                used.entry(name.to_owned()).or_default().push(path.clone());
            }
        }
    }
}
