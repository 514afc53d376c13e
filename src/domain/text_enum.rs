//! Enumerations that are text wherever they are stored or sent.

/// A closed set of words: one list gives the variants, their text, their documentation, and the
/// way back.
pub trait TextEnum: Copy + Eq + Sized + Send + Sync + std::fmt::Debug + 'static {
    /// The name of the type in the OpenAPI document.
    const NAME: &'static str;
    /// What it is, for the OpenAPI document.
    const DESCRIPTION: &'static str;
    /// Every value, in order.
    const ALL: &'static [Self];
    /// The word.
    fn as_str(self) -> &'static str;
    /// The value of a word.
    ///
    /// # Errors
    /// [`UnknownWord`] for any other word.
    fn from_text(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .iter()
            .copied()
            .find(|value| value.as_str() == text)
            .ok_or_else(|| UnknownWord { word: text.to_owned(), name: Self::NAME })
    }
}

/// A word that is none of an enumeration's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no {name}")]
pub struct UnknownWord {
    word: String,
    name: &'static str,
}

macro_rules! text_enum {
    (
        $(#[doc = $doc:literal])+
        $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $text:literal),+ $(,)? }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $variant_doc])+ $variant),+ }

        impl $crate::domain::text_enum::TextEnum for $name {
            const NAME: &'static str = stringify!($name);
            const DESCRIPTION: &'static str = concat!($($doc),+).trim_ascii();
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::domain::text_enum::TextEnum::as_str(*self))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::text_enum::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::domain::text_enum::TextEnum::from_text(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::domain::text_enum::TextEnum::as_str(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use text_enum;
