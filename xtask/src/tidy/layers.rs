//! Who may import whom, as data. ARCHITECTURE.md tells the reasons.

/// A module or crate, and what it may import beside itself.
pub(super) struct Layer {
    pub(super) name: &'static str,
    pub(super) may_import: &'static [&'static str],
}

const fn layer(name: &'static str, may_import: &'static [&'static str]) -> Layer {
    Layer { name, may_import }
}

/// The modules of the server. The root files, `app` and the commands put everything together and
/// are not listed.
pub(super) const MODULES: &[Layer] = &[
    layer("ids", &[]),
    layer("clock", &[]),
    layer("addresses", &[]),
    layer("domain", &["ids", "pipeline"]),
    layer("metrics", &["ids", "clock", "domain"]),
    layer("crypto", &["ids"]),
    layer("archive", &["ids", "crypto"]),
    // How the local runner treats jobs is said in the runner's own words.
    layer("config", &["ids", "crypto", "domain", "runner"]),
    layer("transport", &["config"]),
    layer("git", &["ids", "addresses", "domain", "config", "protocol"]),
    // Rows hold moments (a type of `clock`) and plans (a type of `pipeline`).
    layer("entities", &["ids", "clock", "domain", "pipeline"]),
    // Opening the database brings its tables up to date.
    layer(
        "store",
        &["ids", "clock", "domain", "entities", "crypto", "archive", "pipeline", "migration"],
    ),
    layer("backup", &["ids", "clock", "crypto", "archive", "config", "entities", "store"]),
    layer("trace", &["ids", "clock", "domain", "config", "metrics", "entities", "store"]),
    layer("identity", &["domain", "config"]),
    layer("providers", &["ids", "clock", "addresses", "domain", "crypto", "config"]),
    layer(
        "actors",
        &[
            "ids",
            "clock",
            "domain",
            "config",
            "metrics",
            "archive",
            // Tests end the process at places that it names.
            "failpoint",
            "entities",
            "store",
            "trace",
            "providers",
            "git",
            "protocol",
            "pipeline",
        ],
    ),
    layer(
        "api",
        &[
            "ids",
            "clock",
            "domain",
            "config",
            "metrics",
            "crypto",
            "archive",
            "failpoint",
            "protocol",
            "entities",
            "store",
            "providers",
            "identity",
            "actors",
            // Files are checked for callers as the server reads them.
            "pipeline",
        ],
    ),
];

/// The modules of the server that may import everything.
pub(super) const ASSEMBLY: &[&str] = &["app", "commands", "demo", "doctor"];

/// The ranks inside `actors`: a module imports those of lower ranks only.
pub(super) const ACTOR_RANKS: &[&[&str]] = &[
    &["supervision", "bus", "access"],
    &["persistence"],
    &["logs"],
    &["runners"],
    &["scheduler"],
    &["repositories"],
    &["intake"],
    &["reconcile"],
    &["reporter"],
    &["cron"],
    &["retention"],
    &["root"],
];

/// What others may not reach inside an actor: they hold its handle.
pub(super) const ACTOR_PRIVATE: &[&str] = &["actor", "message"];

/// The crates of the workspace, by the name in `[dependencies]`.
pub(super) const CRATES: &[Layer] = &[
    layer("oored", &["failpoint", "migration", "pipeline", "protocol", "runner"]),
    layer("failpoint", &[]),
    layer("mask", &[]),
    layer("migration", &["failpoint"]),
    layer("pipeline", &[]),
    layer("protocol", &[]),
    layer("oore-client", &[]),
    layer("runner", &["failpoint", "mask", "protocol", "pipeline"]),
    layer("oore", &["oore-client", "pipeline", "runner"]),
    layer("oore-bench", &["protocol"]),
    layer("xtask", &[]),
    layer("xtask-generate", &["oored"]),
];

/// What pure modules and crates keep out: waiting, input and output, and the frameworks.
pub(super) const IMPURE: &[&str] =
    &["tokio", "sea_orm", "poem", "poem_openapi", "ractor", "reqwest", "rand"];

/// The parts that are pure, by the beginning of their files' paths.
pub(super) const PURE: &[&str] = &["src/domain", "mask/src", "pipeline/src", "protocol/src"];
