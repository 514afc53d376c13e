//! What is shown to Prometheus: families of samples, each with a name, a meaning and a type.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::prometheus_text::encode;
use prometheus_client::encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use prometheus_client::registry::Registry;

use super::{ByWord, Count, Distribution};
use crate::domain::text_enum::TextEnum;

/// Everything that is shown at one moment.
#[derive(Debug, Default)]
pub struct Page(Vec<Family>);

/// The samples of one name.
#[derive(Debug)]
pub struct Family {
    name: &'static str,
    help: &'static str,
    kind: MetricType,
    samples: Vec<Sample>,
}

/// One value and what tells it apart.
#[derive(Debug)]
pub struct Sample {
    /// Names and values of labels.
    pub labels: Vec<(&'static str, String)>,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Of what only grows.
    Count(u64),
    /// Of what rises and falls.
    Level(f64),
    /// Of a distribution: the sum, the count, and the buckets.
    Distribution(f64, u64, Vec<(f64, u64)>),
}

impl Page {
    /// Adds a number that only grows, whose name gets `_total`.
    pub fn count(&mut self, name: &'static str, help: &'static str, samples: Vec<Sample>) {
        self.add(name, help, MetricType::Counter, samples);
    }

    /// Adds a number that rises and falls.
    pub fn level(&mut self, name: &'static str, help: &'static str, samples: Vec<Sample>) {
        self.add(name, help, MetricType::Gauge, samples);
    }

    /// Adds a distribution.
    pub fn distribution(&mut self, name: &'static str, help: &'static str, samples: Vec<Sample>) {
        self.add(name, help, MetricType::Histogram, samples);
    }

    fn add(
        &mut self,
        name: &'static str,
        help: &'static str,
        kind: MetricType,
        samples: Vec<Sample>,
    ) {
        self.0.push(Family { name, help, kind, samples });
    }

    /// In Prometheus' text form.
    ///
    /// # Errors
    /// When the library refuses a value.
    pub fn into_text(self) -> Result<String, fmt::Error> {
        let mut registry = Registry::with_prefix("oore");
        registry.register_collector(Box::new(self));
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

impl Collector for Page {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        for Family { name, help, kind, samples } in &self.0 {
            let mut family = encoder.encode_descriptor(name, help, None, *kind)?;
            for Sample { labels, value } in samples {
                if labels.is_empty() {
                    value.encode(&mut family)?;
                } else {
                    value.encode(&mut family.encode_family(labels)?)?;
                }
            }
        }
        Ok(())
    }
}

impl Value {
    fn encode(&self, encoder: &mut MetricEncoder<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => encoder.encode_counter::<NoLabelSet, _, f64>(count, None),
            // Whole numbers are written as such.
            Self::Level(level) if level.fract() == 0.0 && level.abs() < 1e15 => {
                encoder.encode_gauge(&(*level as i64))
            }
            Self::Level(level) => encoder.encode_gauge(level),
            Self::Distribution(sum, count, buckets) => {
                encoder.encode_histogram::<NoLabelSet>(*sum, *count, buckets, None)
            }
        }
    }
}

impl From<&Count> for Value {
    fn from(count: &Count) -> Self {
        Self::Count(count.get())
    }
}

impl From<&Distribution> for Value {
    fn from(of: &Distribution) -> Self {
        let buckets = of.buckets();
        // Of the same moment as the buckets, which others add to meanwhile.
        let count = buckets.iter().map(|(_, count)| count).sum();
        Self::Distribution(of.sum(), count, buckets)
    }
}

impl Sample {
    /// The only one of its name.
    #[must_use]
    pub fn alone(value: impl Into<Value>) -> Vec<Self> {
        vec![Self { labels: Vec::new(), value: value.into() }]
    }

    /// One of several.
    #[must_use]
    pub fn of<const N: usize>(labels: [(&'static str, &str); N], value: impl Into<Value>) -> Self {
        let labels = labels.into_iter().map(|(name, it)| (name, it.to_owned())).collect();
        Self { labels, value: value.into() }
    }

    /// One for each word of an enumeration.
    pub fn each<W: TextEnum, T>(
        label: &'static str,
        all: &ByWord<W, T>,
        value: impl Fn(&T) -> Value,
    ) -> Vec<Self> {
        Self::each_of(label, all, |_| true, value)
    }

    /// One for each word of an enumeration that can come about.
    pub fn each_of<W: TextEnum, T>(
        label: &'static str,
        all: &ByWord<W, T>,
        can_be: impl Fn(W) -> bool,
        value: impl Fn(&T) -> Value,
    ) -> Vec<Self> {
        let possible = all.iter().filter(|(word, _)| can_be(*word));
        possible.map(|(word, it)| Self::of([(label, word.as_str())], value(it))).collect()
    }
}
