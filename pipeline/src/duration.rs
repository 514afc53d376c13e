//! Durations as people write them: `90s`, `30m`, `1h30m`.

/// No timeout is longer; a job that runs for a month is stuck.
const MAX_MILLISECONDS: u64 = 30 * 24 * 60 * 60 * 1000;

/// The units, the largest first, in which order they must be written.
const UNITS: [(&str, u64); 5] =
    [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// Why a text is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DurationError {
    /// Neither numbers with units nor in their order.
    #[error("it must be numbers with units, such as `90s`, `30m` or `1h30m`")]
    Malformed,
    /// A number alone.
    #[error("it has no unit")]
    NoUnit,
    /// Longer than any sensible timeout.
    #[error("it is longer than 30 days")]
    TooLong,
}

/// The milliseconds of a duration.
pub(crate) fn milliseconds(text: &str) -> Result<u64, DurationError> {
    if text.is_empty() {
        return Err(DurationError::Malformed);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DurationError::NoUnit);
    }
    let (mut rest, mut total, mut next_unit) = (text, 0_u64, 0);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(digits);
        let letters = after.bytes().take_while(u8::is_ascii_lowercase).count();
        let (unit, after) = after.split_at(letters);
        let index = UNITS[next_unit..]
            .iter()
            .position(|(name, _)| *name == unit)
            .ok_or(DurationError::Malformed)?;
        if digits == 0 {
            return Err(DurationError::Malformed);
        }
        let number: u64 = number.parse().map_err(|_| DurationError::TooLong)?;
        let size = UNITS[next_unit + index].1;
        total = total.saturating_add(number.saturating_mul(size));
        next_unit += index + 1;
        rest = after;
    }
    if total > MAX_MILLISECONDS {
        return Err(DurationError::TooLong);
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::{DurationError, milliseconds};

    #[test]
    fn units_add_up_from_large_to_small() {
        assert_eq!(milliseconds("90s"), Ok(90_000));
        assert_eq!(milliseconds("30m"), Ok(1_800_000));
        assert_eq!(milliseconds("1h30m"), Ok(5_400_000));
        assert_eq!(milliseconds("1d2h3m4s5ms"), Ok(93_784_005));
        assert_eq!(milliseconds("0s"), Ok(0));
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        for text in ["", "m", "30 m", "30m1h", "1h1h", "-5m", "1.5h", "30min", "30M", "5m5", "٣m"]
        {
            assert_eq!(milliseconds(text), Err(DurationError::Malformed), "{text}");
        }
        assert_eq!(milliseconds("30"), Err(DurationError::NoUnit));
        assert_eq!(milliseconds("31d"), Err(DurationError::TooLong));
        assert_eq!(milliseconds("99999999999999999999999h"), Err(DurationError::TooLong));
        assert_eq!(milliseconds("18446744073709551615d"), Err(DurationError::TooLong));
    }
}
