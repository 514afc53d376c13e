//! How long something took, or how large it was, as a Prometheus histogram.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds for times in seconds: from what one commit takes on a good disk to ten minutes.
pub const TIMES: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
    60.0, 300.0, 600.0,
];

/// Upper bounds for counts: up to the most writes that one commit takes.
pub const SIZES: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// Sums are kept in millionths, as there are no atomic floats: 584,000 years of seconds.
const MILLIONTHS: f64 = 1e6;

/// Values by the first bound that they don't exceed.
#[derive(Debug)]
pub struct Distribution {
    bounds: &'static [f64],
    /// One for each bound, and one for what lies above all of them.
    buckets: Box<[AtomicU64]>,
    sum: AtomicU64,
}

impl Distribution {
    /// An empty one with these bounds, which rise.
    #[must_use]
    pub fn new(bounds: &'static [f64]) -> Self {
        let buckets = (0..=bounds.len()).map(|_| AtomicU64::new(0)).collect();
        Self { bounds, buckets, sum: AtomicU64::new(0) }
    }

    /// Notes a time.
    pub fn took(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.note(time.as_secs_f64(), micros);
    }

    /// Notes a count.
    pub fn counted(&self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.note(f64::from(count), u64::from(count) * 1_000_000);
    }

    fn note(&self, value: f64, millionths: u64) {
        let place = self.bounds.partition_point(|bound| *bound < value);
        self.buckets[place].fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(millionths, Ordering::Relaxed);
    }

    /// How many values there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.iter().map(|bucket| bucket.load(Ordering::Relaxed)).sum()
    }

    /// The sum of all values.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.sum.load(Ordering::Relaxed) as f64 / MILLIONTHS
    }

    /// Each bound and how many values lie up to it and above the one before; the last bound is
    /// above everything.
    #[must_use]
    pub fn buckets(&self) -> Vec<(f64, u64)> {
        let bounds = self.bounds.iter().copied().chain([f64::MAX]);
        bounds.zip(self.buckets.iter().map(|bucket| bucket.load(Ordering::Relaxed))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_counts_in_the_first_bucket_that_holds_it() {
        let sizes = Distribution::new(&[1.0, 2.0, 4.0]);
        for value in [1, 2, 3, 4, 5] {
            sizes.counted(value);
        }
        assert_eq!(sizes.buckets(), [(1.0, 1), (2.0, 1), (4.0, 2), (f64::MAX, 1)]);
        assert_eq!((sizes.count(), sizes.sum()), (5, 15.0));
        let times = Distribution::new(TIMES);
        times.took(Duration::from_micros(1500));
        assert_eq!(times.sum(), 0.0015);
        assert_eq!(times.buckets()[2], (0.0025, 1));
    }
}
