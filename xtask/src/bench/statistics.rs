//! What repeated measurements come to. Pure.

use std::time::Duration;

/// The usual and the worst of several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) median: Duration,
    pub(super) worst: Duration,
}

impl Summary {
    /// Of at least one time; the median of an even number is halfway between the middle two.
    pub(super) fn of(times: &[Duration]) -> Option<Self> {
        let mut sorted = times.to_vec();
        sorted.sort();
        let worst = *sorted.last()?;
        let (below, above) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
        Some(Self { median: below + (above - below) / 2, worst })
    }

    /// How many times the limit's median this median is; none if the limit took no time at all.
    pub(super) fn ratio(self, limit: Self) -> Option<f64> {
        let limit = limit.median.as_secs_f64();
        (limit > 0.0).then(|| self.median.as_secs_f64() / limit)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Summary;

    fn summary(times: &[u64]) -> Option<Summary> {
        Summary::of(&times.iter().map(|ms| Duration::from_millis(*ms)).collect::<Vec<_>>())
    }

    #[test]
    fn median_and_worst_do_not_depend_on_the_order() {
        let expected =
            Summary { median: Duration::from_millis(3), worst: Duration::from_millis(90) };
        assert_eq!(summary(&[1, 3, 90]), Some(expected));
        assert_eq!(summary(&[90, 1, 3]), Some(expected));
    }

    #[test]
    fn the_median_of_an_even_number_is_halfway_between_the_middle_two() {
        assert_eq!(summary(&[10, 1, 5, 2]).unwrap().median, Duration::from_micros(3_500));
    }

    #[test]
    fn one_time_is_its_own_median_and_none_has_no_median() {
        let one = summary(&[7]).unwrap();
        assert_eq!((one.median, one.worst), (Duration::from_millis(7), Duration::from_millis(7)));
        assert_eq!(summary(&[]), None);
    }

    #[test]
    fn the_ratio_is_that_of_the_medians() {
        let (time, limit) = (summary(&[9, 10, 500]).unwrap(), summary(&[3, 4, 6]).unwrap());
        assert_eq!(time.ratio(limit), Some(2.5));
        assert_eq!(time.ratio(summary(&[0]).unwrap()), None);
    }
}
