//! Whether this machine's clock is right: against the database's and the providers'.

use chrono::TimeDelta;

use super::providers::Reached;
use super::report::Finding;

const AREA: &str = "clock";

/// Answers take their time, and tell theirs in whole seconds.
const SMALL: TimeDelta = TimeDelta::seconds(10);

/// GitHub refuses the tokens of an App that come from a minute ahead
/// (<https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app>).
const LARGE: TimeDelta = TimeDelta::seconds(60);

/// Compares with the database's clock, where it has one, and with the providers'.
pub(super) fn examine(database: Option<TimeDelta>, reached: &[Reached]) -> Vec<Finding> {
    let providers = reached.iter().filter_map(|it| Some((it.name.as_str(), it.clock?)));
    let all: Vec<_> =
        database.map(|ahead| ("the database", ahead)).into_iter().chain(providers).collect();
    if all.is_empty() {
        return vec![Finding::ok(AREA, "nobody could be asked for the time")];
    }
    all.into_iter().map(|(whose, ahead)| judge(whose, ahead)).collect()
}

fn judge(whose: &str, ahead: TimeDelta) -> Finding {
    let advice = "set this machine's clock, and keep it set: `timedatectl set-ntp true`";
    let seconds = ahead.num_seconds();
    let told = match seconds {
        0.. => format!("the clock of {whose} is {seconds} s ahead of this machine's"),
        _ => format!("this machine's clock is {} s ahead of that of {whose}", -seconds),
    };
    match ahead.abs() {
        difference if difference <= SMALL => {
            Finding::ok(AREA, format!("the clock agrees with that of {whose}"))
        }
        difference if difference <= LARGE => Finding::warning(AREA, told, advice),
        _ => Finding::failure(AREA, told, advice),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    #[test]
    fn a_difference_is_judged_whoever_is_ahead() {
        for (seconds, level) in [
            (0, Level::Ok),
            (-10, Level::Ok),
            (11, Level::Warning),
            (-60, Level::Warning),
            (61, Level::Failure),
            (-3600, Level::Failure),
        ] {
            assert_eq!(judge("it", TimeDelta::seconds(seconds)).level, level, "{seconds}");
        }
        let told = judge("github.com", TimeDelta::seconds(-90)).told;
        assert_eq!(told, "this machine's clock is 90 s ahead of that of github.com");
    }

    #[test]
    fn without_anybody_to_ask_nothing_is_wrong() {
        assert_eq!(examine(None, &[])[0].level, Level::Ok);
        assert_eq!(examine(Some(TimeDelta::minutes(5)), &[])[0].level, Level::Failure);
    }
}
