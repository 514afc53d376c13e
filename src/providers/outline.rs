//! The few values of a payload that tell what it is about, read without keeping the rest.
//!
//! A push of ten kilobytes holds some hundred texts that nobody asks for before the event is
//! decided. Passing over them takes a fraction of the time that keeping them takes.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
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

    /// Reads `text`, all of which must be JSON.
    ///
    /// # Errors
    /// When it isn't.
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
                None => drop(fields.next_value::<IgnoredAny>()?),
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
                None => elements.next_element::<IgnoredAny>()?.map(|IgnoredAny| Value::Null),
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

    #[test]
    fn all_of_a_text_must_be_json() {
        let outline = Outline::of(&["/a"]);
        for text in ["", "{", r#"{"a": 1"#, r#"{"z": 01}"#, r#"{"z": "\x"}"#, "{} {}", "{'a': 1}"] {
            assert!(outline.read(text).is_err(), "{text}");
        }
    }
}
