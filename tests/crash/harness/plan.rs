//! Which points end what in a round.

use failpoint::{Cost, Point, Process};
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom as _, IteratorRandom as _};
use rand::{RngExt as _, SeedableRng as _};

/// Which processes end when one of them reaches a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// The one that reached it.
    Own,
    /// Server and runner.
    Both,
}

/// A point that ends a process once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Armed {
    pub(crate) point: &'static Point,
    /// How often it is passed before.
    passes: u32,
    /// How long the process stands still there.
    pause_ms: u64,
}

/// What happens in one round.
#[derive(Debug, Clone)]
pub(crate) struct Round {
    pub(crate) armed: Vec<Armed>,
    pub(crate) ends: Ends,
    pub(crate) pushes: usize,
}

impl Round {
    /// The point alone, as the table says.
    pub(crate) fn of(point: &'static Point, ends: Ends) -> Self {
        let armed = Armed { point, passes: point.passes, pause_ms: point.pause_ms };
        // Which job must not lose its attempt is known when there is but one.
        let keeps_attempt = point.process == Process::Runner && point.cost == Cost::Nothing;
        Self { armed: vec![armed], ends, pushes: if keeps_attempt { 1 } else { 2 } }
    }

    /// What `FAILPOINTS` is set to.
    pub(crate) fn failpoints(&self) -> String {
        let words = self.armed.iter().map(|armed| {
            let Armed { point, passes, pause_ms } = armed;
            let passes = if *passes > 0 { format!("{passes}*off->") } else { String::new() };
            let pause = if *pause_ms > 0 { format!("({pause_ms})") } else { String::new() };
            format!("{}={passes}return{pause}", point.name)
        });
        words.collect::<Vec<_>>().join(";")
    }

    /// Whether the job `key` may lose attempts. What ends the server alone costs none, and what ends
    /// the runner when a job has its result on the disk none of that job, which is the first one.
    pub(crate) fn may_cost_attempts(&self, key: &str) -> bool {
        let ends_runner = |armed: &Armed| armed.point.process == Process::Runner;
        let costs = |armed: &Armed| armed.point.cost == Cost::Attempt;
        match self.armed.as_slice() {
            [only] if ends_runner(only) && self.pushes == 1 => key != "print" || costs(only),
            all => self.ends == Ends::Both || all.iter().any(ends_runner),
        }
    }
}

/// Makes rounds up; the same seed makes the same ones.
#[derive(Debug)]
pub(crate) struct Random {
    source: StdRng,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self { source: StdRng::seed_from_u64(seed) }
    }

    /// Some points of `among`, each passed a few times before. At most two of them end the runner: a
    /// job that loses three attempts is given up.
    pub(crate) fn round(&mut self, among: &[&'static Point], ends: Option<Ends>) -> Round {
        let source = &mut self.source;
        let ends = ends.unwrap_or_else(|| *[Ends::Own, Ends::Both].choose(source).expect("two"));
        let count = source.random_range(1..=4);
        let mut runners = 0;
        let mut armed = Vec::new();
        for point in among.iter().copied().sample(source, count) {
            runners += usize::from(ends == Ends::Both || point.process == Process::Runner);
            if runners <= 2 {
                let passes = point.passes + source.random_range(0..6);
                let pause_ms = *[0, 0, 20, 150].choose(source).expect("four");
                armed.push(Armed { point, passes, pause_ms });
            }
        }
        Round { armed, ends, pushes: source.random_range(2..=4) }
    }
}

#[cfg(test)]
mod tests {
    use failpoint::POINTS;

    use super::*;

    #[test]
    fn a_seed_brings_the_same_rounds_back() {
        let points: Vec<_> = POINTS.iter().collect();
        let rounds = |seed| {
            let mut random = Random::new(seed);
            (0..20).map(|_| random.round(&points, None).failpoints()).collect::<Vec<_>>()
        };
        assert_eq!(rounds(7), rounds(7));
        assert_ne!(rounds(7), rounds(8));
    }

    #[test]
    fn a_point_is_armed_in_the_words_of_the_environment() {
        let armed = |name: &str| {
            let point = POINTS.iter().find(|point| point.name == name).expect("a point");
            Round::of(point, Ends::Own).failpoints()
        };
        assert_eq!(armed("chunk.stored"), "chunk.stored=return");
        assert_eq!(armed("job.sent"), "job.sent=return(150)");
        assert_eq!(armed("write.applied"), "write.applied=12*off->return");
    }
}
