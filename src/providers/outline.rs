//! The few values of a payload that tell what it is about, read without keeping the rest.
//!
//! A push of ten kilobytes holds some hundred texts that nobody asks for before the event is
//! decided. Passing over them takes a fraction of the time that keeping them takes.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Which parts of a document are kept: those that a JSON pointer (RFC 6901) of a list leads to.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Nothing below: then the value is kept as it is.
    parts: Vec<(&'static str, Outline)>,
}

impl Outline {
    /// What `pointers` lead to, without `~` in their names.
    pub(super) fn of<'a>(pointers: impl IntoIterator<Item = &'a &'static str>) -> Self {
        let mut outline = Self::default();
        for pointer in pointers {
            let names = pointer.split('/').skip(1);
            names.fold(&mut outline, |outline, name| outline.part(name));
        }
        outline
    }

    /// Reads `text`. What it takes can be read as a [`Value`] later, when the event is decided.
    ///
    /// # Errors
    /// When it is no JSON; also where JSON has texts that are no Unicode, numbers that no `f64` can
    /// hold, or more than 127 levels: a [`Value`] has no room for them.
    pub(super) fn read(&self, text: &str) -> Result<Value, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = self.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
    }

    fn part(&mut self, name: &'static str) -> &mut Self {
        let known = self.parts.iter().position(|(known, _)| *known == name);
        let index = known.unwrap_or_else(|| {
            self.parts.push((name, Self::default()));
            self.parts.len() - 1
        });
        &mut self.parts[index].1
    }

    fn find(&self, name: &str) -> Option<&Self> {
        self.parts.iter().find(|(known, _)| *known == name).map(|(_, part)| part)
    }
}

impl<'de> DeserializeSeed<'de> for &Outline {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.parts.is_empty() {
            return Value::deserialize(deserializer);
        }
        deserializer.deserialize_any(self)
    }
}

/// The name of a field, borrowed where it holds no escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Visitor<'de> for &Outline {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while let Some(Name(name)) = fields.next_key()? {
            match self.find(&name) {
                Some(part) => drop(kept.insert(name.into_owned(), fields.next_value_seed(part)?)),
                None => {
                    let Passed = fields.next_value()?;
                }
            }
        }
        Ok(Value::Object(kept))
    }

    /// Elements that are not asked for are null, so that those behind them keep their places.
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        loop {
            let next = match self.find(&kept.len().to_string()) {
                Some(part) => elements.next_element_seed(part)?,
                None => elements.next_element::<Passed>()?.map(|Passed| Value::Null),
            };
            let Some(element) = next else { return Ok(Value::Array(kept)) };
            kept.push(element);
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }
}

/// A value that was read and is not kept. `serde::de::IgnoredAny` passes over more than a [`Value`]
/// can hold: such a delivery would be acknowledged and fail when it is decided.
struct Passed;

impl<'de> Deserialize<'de> for Passed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Passed {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self, A::Error> {
        while fields.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while elements.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_asked_for_is_kept_and_nothing_else() {
        let outline = Outline::of(&["/a", "/b/c", "/d/1/e", "/b"]);
        let text = r#"{"a": {"x": [1]}, "b": {"c": "\u00e9", "y": 2}, "d": [{"e": 0}, {"e": 1}, 2],
            "z": {"a": 1}}"#;
        let kept = json!({"a": {"x": [1]}, "b": {"c": "é"}, "d": [null, {"e": 1}, null]});
        assert_eq!(outline.read(text).unwrap(), kept);
        for scalar in ["1", "-1", "1.5", "true", "null", "\"a\""] {
            let whole: Value = serde_json::from_str(scalar).unwrap();
            assert_eq!(outline.read(scalar).unwrap(), whole);
        }
    }

    /// Of parts that are kept and of those that are passed over.
    #[test]
    fn what_a_value_cannot_hold_is_refused() {
        let outline = Outline::of(&["/a", "/b/1"]);
        let nested = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        let object =
            |levels: usize| format!("{}1{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
        for (part, is_good) in [
            (r#""\ud83d\ude00""#, true),
            (r#""\ud83d""#, false),
            (r#""\ude00""#, false),
            (r#"{"\ud83d": 1}"#, false),
            ("1e308", true),
            ("1e309", false),
            ("-1e400", false),
            ("123456789012345678901234567890", true),
            (&nested(126), true),
            (&nested(127), false),
            (&object(126), true),
            (&object(127), false),
            (&nested(100_000), false),
        ] {
            for name in ["a", "z"] {
                let text = format!(r#"{{"{name}": {part}}}"#);
                let shown = &text[..text.len().min(60)];
                assert_eq!(outline.read(&text).is_ok(), is_good, "{shown}");
                let whole = serde_json::from_str::<Value>(&text);
                assert_eq!(whole.is_ok(), is_good, "the whole of {shown}");
            }
        }
        for text in [r#"{"b": [1e999, 2]}"#, r#"{"b": [1, 1e999]}"#, r#"{"\ud83d": 1}"#] {
            assert!(outline.read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn all_of_a_text_must_be_json() {
        let outline = Outline::of(&["/a"]);
        for text in ["", "{", r#"{"a": 1"#, r#"{"z": 01}"#, r#"{"z": "\x"}"#, "{} {}", "{'a': 1}"] {
            assert!(outline.read(text).is_err(), "{text}");
        }
    }
}
