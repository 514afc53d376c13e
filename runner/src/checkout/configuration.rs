//! Git's settings during a checkout. They know nothing, so that the bench can run git alone as the
//! runner does, by this very file.

/// Configuration that stands above every file's, as names and values.
pub(super) const CONFIGURATION: &[(&str, &str)] = &[
    // A workspace is not kept beyond a loss of power: its job begins anew.
    ("core.fsync", "none"),
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
