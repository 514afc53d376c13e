//! Parsing JSON with an eye on object keys that occur twice, which parsers usually drop silently.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What to do with a key that occurs twice in an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Refuse the text.
    Refuse,
    /// Merge two objects; refuse anything else, and a key that both of them have.
    Merge,
}

/// Parses `text`.
///
/// # Errors
/// When the text is not JSON, or has a key twice that `duplicates` does not take.
pub fn parse(text: &[u8], duplicates: Duplicates) -> Result<Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = duplicates.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

impl Duplicates {
    fn insert<E: Error>(
        self,
        map: &mut Map<String, Value>,
        key: String,
        value: Value,
    ) -> Result<(), E> {
        match (map.get_mut(&key), value) {
            (None, value) => {
                map.insert(key, value);
                Ok(())
            }
            (Some(Value::Object(old)), Value::Object(new)) if self == Self::Merge => {
                for (inner, value) in new {
                    if old.insert(inner.clone(), value).is_some() {
                        return Err(E::custom(format_args!("`{key}` has `{inner}` twice")));
                    }
                }
                Ok(())
            }
            (Some(_), _) => Err(E::custom(format_args!("the key `{key}` occurs twice"))),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Duplicates {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Duplicates {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self)?;
            self.insert(&mut map, key, value)?;
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str, duplicates: Duplicates) -> String {
        match parse(text.as_bytes(), duplicates) {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn values_of_every_kind_survive() {
        let text = r#"{"a":[1,-2,1.5,true,null,"x"],"b":{"c":18446744073709551615}}"#;
        assert_eq!(outcome(text, Duplicates::Refuse), text);
        assert_eq!(outcome(text, Duplicates::Merge), text);
    }

    #[test]
    fn keys_that_occur_twice_are_refused_or_merged() {
        let text = r#"{"p":{"get":1},"p":{"post":2}}"#;
        insta::assert_snapshot!(outcome(text, Duplicates::Refuse), @"the key `p` occurs twice at line 1 column 30");
        insta::assert_snapshot!(outcome(text, Duplicates::Merge), @r#"{"p":{"get":1,"post":2}}"#);
        let twice = r#"{"p":{"get":1},"p":{"get":2}}"#;
        insta::assert_snapshot!(outcome(twice, Duplicates::Merge), @"`p` has `get` twice at line 1 column 29");
        insta::assert_snapshot!(outcome("{} x", Duplicates::Refuse), @"trailing characters at line 1 column 4");
    }
}
