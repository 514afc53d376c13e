//! Git's settings during a checkout. They know nothing, so that the bench can run git alone as the
//! runner does, by this very file.

/// Configuration that stands above every file's, as names and values.
pub(super) const CONFIGURATION: &[(&str, &str)] = &[
    ("core.hooksPath", "/dev/null"),
    ("core.fsmonitor", "false"),
    ("protocol.ext.allow", "never"),
    ("advice.detachedHead", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("fetch.recurseSubmodules", "false"),
    ("submodule.recurse", "false"),
    ("init.defaultBranch", "main"),
];
