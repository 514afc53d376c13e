//! `Page<Repository>` in the document: an object named `RepositoryPage`.

use std::borrow::Cow;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{ToJSON, Type};
use serde_json::{Map, Value};

use super::Page;

impl<T: Type> Type for Page<T> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name()).into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |registry| {
            T::register(registry);
            MetaSchema {
                description: Some("One page of a list."),
                required: vec!["items"],
                properties: vec![
                    ("items", described::<Vec<T>>("The items, in the order of the list.")),
                    (
                        "next_page",
                        described::<String>("The token of the next page; absent on the last one."),
                    ),
                ],
                ..MetaSchema::new("object")
            }
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

fn described<T: Type>(description: &'static str) -> MetaSchemaRef {
    T::schema_ref().merge(MetaSchema { description: Some(description), ..MetaSchema::ANY })
}

impl<T: ToJSON> ToJSON for Page<T> {
    fn to_json(&self) -> Option<Value> {
        let mut object = Map::new();
        object.insert("items".to_owned(), self.items.to_json().unwrap_or_default());
        if let Some(next) = &self.next_page {
            object.insert("next_page".to_owned(), next.as_str().into());
        }
        Some(Value::Object(object))
    }
}
