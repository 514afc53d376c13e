//! What other processes of the same user may see of this one.

/// Keeps them from reading this process's memory and environment, where its token and keys are: the
/// steps of jobs run as the same user. It costs the core dump. Programs that this process starts
/// are not affected.
pub(super) fn keep_from_other_processes() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // Without it everything works as before, so it is no reason not to start.
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior};

    use super::*;

    /// Whether the kernel then keeps others out shows to users other than root only.
    #[test]
    fn the_process_can_not_be_read_by_others_of_its_user() {
        keep_from_other_processes();
        assert_eq!(dumpable_behavior().ok(), Some(DumpableBehavior::NotDumpable));
    }
}
