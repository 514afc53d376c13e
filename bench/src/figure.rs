//! One measured figure, with what it is compared with. Pure.

/// Something that was measured.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// The group it was measured with.
    pub(crate) group: &'static str,
    /// What was measured.
    pub(crate) name: String,
    /// How much.
    pub(crate) value: f64,
    /// Of what.
    pub(crate) unit: Unit,
    /// What we want it to be.
    pub(crate) aim: Option<Aim>,
    /// What the machine allows.
    pub(crate) limit: Option<Limit>,
}

/// What a value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// How many in a second.
    PerSecond,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Millions of bytes.
    Megabytes,
    /// Millions of bytes in a second.
    MegabytesPerSecond,
    /// Hundredths of one core.
    PercentOfCore,
    /// How many.
    Count,
}

impl Unit {
    /// How it is written behind a value, in tables and in JSON.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::PerSecond => "/s",
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Megabytes => "MB",
            Self::MegabytesPerSecond => "MB/s",
            Self::PercentOfCore => "% of a core",
            Self::Count => "",
        }
    }
}

/// What we want a figure to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Aim {
    /// This or more.
    AtLeast(f64),
    /// Less than this.
    Under(f64),
}

impl Aim {
    /// Whether `value` is as we want it.
    pub(crate) fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::Under(most) => value < most,
        }
    }
}

/// What the machine allows, measured in the same run and told in the figure's unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Limit {
    /// What was measured as the limit.
    pub(crate) name: String,
    /// How much of it there is.
    pub(crate) value: f64,
}

impl Figure {
    /// A figure that is compared with nothing.
    pub(crate) fn new(
        group: &'static str,
        name: impl Into<String>,
        value: f64,
        unit: Unit,
    ) -> Self {
        Self { group, name: name.into(), value, unit, aim: None, limit: None }
    }

    /// The same with what we want it to be.
    pub(crate) fn aim(self, aim: Aim) -> Self {
        Self { aim: Some(aim), ..self }
    }

    /// The same with what the machine allows.
    pub(crate) fn limit(self, limit: &Limit) -> Self {
        Self { limit: Some(limit.clone()), ..self }
    }

    /// This figure as the limit of others.
    pub(crate) fn as_limit(&self) -> Limit {
        let name = self.name.strip_prefix("limit: ").unwrap_or(&self.name).to_owned();
        Limit { name, value: self.value }
    }

    /// How many times the limit the figure is; none if the limit is nothing.
    pub(crate) fn ratio(&self) -> Option<f64> {
        let limit = self.limit.as_ref()?;
        (limit.value > 0.0).then(|| self.value / limit.value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Aim, Figure, Limit, Unit};

    #[test]
    fn an_aim_is_met_on_its_own_side_only() {
        assert!(Aim::AtLeast(3.0).is_met(3.0) && !Aim::AtLeast(3.0).is_met(2.9));
        assert!(Aim::Under(3.0).is_met(2.9) && !Aim::Under(3.0).is_met(3.0));
    }

    #[test]
    fn the_ratio_is_that_to_the_limit() {
        let figure = Figure::new("intake", "rows", 5.0, Unit::PerSecond);
        assert_eq!(figure.ratio(), None);
        let limit = |value| Limit { name: "disk".to_owned(), value };
        assert_eq!(figure.clone().limit(&limit(2.0)).ratio(), Some(2.5));
        assert_eq!(figure.limit(&limit(0.0)).ratio(), None);
    }
}
