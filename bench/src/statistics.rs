//! What repeated measurements come to. Pure.

use std::time::Duration;

use hdrhistogram::Histogram;

/// The longest time that is told apart, in microseconds: ten minutes.
const LONGEST_US: u64 = 600_000_000;

/// How long something took, many times over; exact to a thousandth.
#[derive(Debug, Clone)]
pub(crate) struct Times(Histogram<u64>);

impl Times {
    /// Without a time yet.
    pub(crate) fn new() -> Self {
        Self(Histogram::new_with_bounds(1, LONGEST_US, 3).expect("the bounds are fit"))
    }

    /// Counts one more time. Longer ones than can be told apart count as the longest.
    pub(crate) fn record(&mut self, time: Duration) {
        self.0.saturating_record(u64::try_from(time.as_micros()).unwrap_or(LONGEST_US));
    }

    /// Counts those of others too.
    pub(crate) fn add(&mut self, others: &Self) {
        self.0.add(&others.0).expect("all have the same bounds");
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// The time in milliseconds that this share of them (50, 99, 99.9 of a hundred) does not
    /// exceed.
    pub(crate) fn percentile_ms(&self, percent: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "ten minutes are far below 2^52 µs")]
        let microseconds = self.0.value_at_percentile(percent) as f64;
        microseconds / 1000.0
    }
}

/// The middle of several values, halfway between the middle two of an even number.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (below, above) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted[sorted.len() / 2]);
    Some(f64::midpoint(*below, above))
}

/// How many in a second.
pub(crate) fn per_second(count: u64, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "nothing is counted beyond 2^52")]
    let count = count as f64;
    count / time.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Times, median, per_second};

    #[test]
    fn percentiles_are_told_in_milliseconds() {
        let (mut times, mut others) = (Times::new(), Times::new());
        for ms in 1..=50 {
            times.record(Duration::from_millis(ms));
            others.record(Duration::from_millis(50 + ms));
        }
        times.add(&others);
        assert_eq!(times.count(), 100);
        for percent in [50.0, 99.0, 100.0] {
            let told = times.percentile_ms(percent);
            assert!((told - percent).abs() < 0.1, "{percent}: {told}");
        }
    }

    #[test]
    fn a_time_beyond_all_bounds_counts_as_the_longest() {
        let mut times = Times::new();
        times.record(Duration::from_secs(1_000_000));
        assert!(times.percentile_ms(100.0) >= 600_000.0);
    }

    #[test]
    fn the_median_does_not_depend_on_the_order() {
        assert_eq!(median(&[90.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(median(&[10.0, 1.0, 5.0, 2.0]), Some(3.5));
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_rate_is_told_for_a_second() {
        assert_eq!(per_second(500, Duration::from_millis(250)), 2000.0);
    }
}
