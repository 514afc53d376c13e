//! The processes below the supervisor.

use rustix::process::{Pid, Signal, getpid};

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        collections::{HashMap, HashSet},
        fs,
    };

    use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

    /// A process, named so that a reused number is not mistaken for it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub(crate) struct Process {
        pid: Pid,
        /// Clock ticks between boot and its start.
        started: u64,
    }

    /// More rounds than a tree needs to be caught whole, few enough to end.
    const FREEZE_ROUNDS: usize = 50;

    /// Every living process below the root, found by parents; zombies are left out.
    pub(crate) fn descendants(root: Pid) -> Vec<Process> {
        let mut children: HashMap<i32, Vec<(Process, bool)>> = HashMap::new();
        for (pid, stat) in processes() {
            let process = Process { pid, started: stat.started };
            children.entry(stat.parent).or_default().push((process, stat.zombie));
        }
        let mut found = Vec::new();
        let mut parents = vec![root.as_raw_pid()];
        while let Some(parent) = parents.pop() {
            for (process, zombie) in children.remove(&parent).unwrap_or_default() {
                parents.push(process.pid.as_raw_pid());
                if !zombie {
                    found.push(process);
                }
            }
        }
        found
    }

    /// Stops everything below the root, again and again until nothing new turns up.
    pub(crate) fn freeze(root: Pid, shell: Pid) -> Vec<Process> {
        let mut frozen = HashSet::new();
        for _ in 0..FREEZE_ROUNDS {
            let found = descendants(root);
            let new: Vec<_> = found.into_iter().filter(|process| frozen.insert(*process)).collect();
            if new.is_empty() {
                break;
            }
            signal(shell, &new, Signal::STOP);
        }
        frozen.into_iter().collect()
    }

    /// Sends the signal to each process that is still the one that was found.
    pub(crate) fn signal(_shell: Pid, processes: &[Process], signal: Signal) {
        for process in processes {
            let Ok(handle) = pidfd_open(process.pid, PidfdFlags::empty()) else { continue };
            // The handle holds on to whoever has the number now; the start time tells whether
            // that is still the process that was found.
            if Stat::read(process.pid).is_some_and(|stat| stat.started == process.started) {
                // It may have ended just now, or belong to another user; the next round sees.
                let _ = pidfd_send_signal(&handle, signal);
            }
        }
    }

    /// Takes a process out.
    pub(crate) fn leave_out(processes: &mut Vec<Process>, pid: Pid) {
        processes.retain(|process| process.pid != pid);
    }

    /// Kills what is left in a session, and tells whether anything was.
    pub(crate) fn kill_session(session: Pid) -> bool {
        let mut found = false;
        for (pid, stat) in processes() {
            if stat.session == session.as_raw_pid() && !stat.zombie {
                found = true;
                let process = Process { pid, started: stat.started };
                signal(session, &[process], Signal::KILL);
            }
        }
        found
    }

    fn processes() -> impl Iterator<Item = (Pid, Stat)> {
        fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| {
            let pid = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
            Some((pid, Stat::read(pid)?))
        })
    }

    struct Stat {
        session: i32,
        parent: i32,
        zombie: bool,
        started: u64,
    }

    impl Stat {
        fn read(pid: Pid) -> Option<Self> {
            let text = fs::read(format!("/proc/{}/stat", pid.as_raw_pid())).ok()?;
            Self::parse(&text)
        }

        /// The fields behind the command's name, which stands in parentheses and may hold any
        /// byte: state, parent, group, session, 15 others, start time.
        fn parse(text: &[u8]) -> Option<Self> {
            let name_end = text.iter().rposition(|&byte| byte == b')')?;
            let rest = str::from_utf8(&text[name_end + 1..]).ok()?;
            let mut fields = rest.split_ascii_whitespace();
            let zombie = matches!(fields.next()?, "Z" | "X");
            let parent = fields.next()?.parse().ok()?;
            let session = fields.nth(1)?.parse().ok()?;
            let started = fields.nth(15)?.parse().ok()?;
            Some(Self { session, parent, zombie, started })
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_name_with_parentheses_and_spaces_does_not_shift_the_fields() {
            let line = b"77 (a) Z 1 ) (b\xff) S 12 77 70 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4242 1 2";
            let stat = Stat::parse(line).expect("a whole line");
            assert_eq!((stat.parent, stat.session), (12, 70));
            assert_eq!((stat.zombie, stat.started), (false, 4242));
        }

        #[test]
        fn a_cut_line_is_no_process() {
            assert!(Stat::parse(b"77 (sh) S 12 77").is_none());
            assert!(Stat::parse(b"").is_none());
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod group {
    use rustix::process::{Pid, Signal, kill_process_group};

    /// Not known here: the process group stands for the tree.
    #[derive(Debug, Clone, Copy)]
    pub(crate) enum Process {}

    pub(crate) fn descendants(_root: Pid) -> Vec<Process> {
        Vec::new()
    }

    pub(crate) fn freeze(_root: Pid, _shell: Pid) -> Vec<Process> {
        Vec::new()
    }

    /// Nothing is in it.
    pub(crate) fn leave_out(_processes: &mut Vec<Process>, _pid: Pid) {}

    /// Kills the group that its leader's number names, which here stands for the session.
    pub(crate) fn kill_session(leader: Pid) -> bool {
        // It may be empty already.
        let _ = kill_process_group(leader, Signal::KILL);
        false
    }

    /// Sends the signal to the shell's process group.
    pub(crate) fn signal(shell: Pid, _processes: &[Process], signal: Signal) {
        // The group may be empty already.
        let _ = kill_process_group(shell, signal);
    }
}

#[cfg(not(target_os = "linux"))]
use group as system;
#[cfg(target_os = "linux")]
use linux as system;
use system::Process;

/// What lives below this process.
pub(super) fn descendants() -> Vec<Process> {
    system::descendants(getpid())
}

/// Stops what lives below this process.
pub(super) fn freeze(shell: Pid) -> Vec<Process> {
    system::freeze(getpid(), shell)
}

/// Takes a process out.
pub(super) fn leave_out(processes: &mut Vec<Process>, pid: Pid) {
    system::leave_out(processes, pid);
}

pub(super) fn signal(shell: Pid, processes: &[Process], signal: Signal) {
    system::signal(shell, processes, signal);
}

/// Kills what lives below a supervisor that does not do it, before the supervisor is killed: its
/// processes would be anyone's then.
pub(crate) fn kill_below(supervisor: Pid) {
    signal(supervisor, &system::freeze(supervisor, supervisor), Signal::KILL);
}

/// Kills what a supervisor that was itself killed has left in its session.
pub(crate) fn kill_session(supervisor: Pid) {
    /// A process that forks meanwhile is met in the next round.
    const ROUNDS: usize = 50;
    for _ in 0..ROUNDS {
        if !system::kill_session(supervisor) {
            return;
        }
    }
}
