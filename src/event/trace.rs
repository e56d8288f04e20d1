//! Carries a typed fault and its place out of a streaming read.

use crate::event::refusal::{BodyFault, BodyRefusal};
use serde::de::Error;
use std::cell::RefCell;

/// The first fault of one read. The place grows from the inside out while the error travels up.
#[derive(Debug, Default)]
pub(super) struct Trace(RefCell<Option<BodyRefusal>>);

impl Trace {
    /// Notes a fault here and gives the error that stops the read.
    #[cold]
    pub(super) fn fails<E: Error>(&self, fault: BodyFault) -> E {
        self.fails_at("", fault)
    }

    /// Notes a fault at a field of what is being read.
    #[cold]
    pub(super) fn fails_at<E: Error>(&self, field: &str, fault: BodyFault) -> E {
        *self.0.borrow_mut() = Some(BodyRefusal { field: field.to_owned(), fault });
        E::custom("refused")
    }

    /// Another JSON type was expected here.
    #[cold]
    pub(super) fn wrong_type<E: Error>(&self, expected: &'static str) -> E {
        self.fails(BodyFault::WrongType { expected })
    }

    /// Adds the field that the error came through.
    #[cold]
    pub(super) fn through_field(&self, name: &str) {
        if let Some(refusal) = self.0.borrow_mut().as_mut() {
            let joint = if refusal.field.is_empty() || refusal.field.starts_with('[') { "" } else { "." };
            refusal.field.insert_str(0, joint);
            refusal.field.insert_str(0, name);
        }
    }

    /// Adds the row that the error came through.
    #[cold]
    pub(super) fn through_row(&self, number: usize) {
        self.through_field(&format!("[{number}]"));
    }

    /// The fault that was noted, or the parser's own words.
    #[cold]
    pub(super) fn refusal(self, error: &serde_json::Error) -> BodyRefusal {
        let unread = || BodyRefusal { field: String::new(), fault: BodyFault::NotJson(error.to_string()) };
        self.0.into_inner().unwrap_or_else(unread)
    }
}

/// The visits that can only find the wrong JSON type.
macro_rules! wrong_types {
    ($de:lifetime, $($name:ident $(($kind:ty))?),+) => {
        $(wrong_types!(@one $de, $name $(, $kind)?);)+
    };
    (@one $de:lifetime, visit_unit) => {
        fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> { Err(self.wrong_type()) }
    };
    (@one $de:lifetime, visit_seq) => {
        fn visit_seq<A: serde::de::SeqAccess<$de>>(self, _: A) -> Result<Self::Value, A::Error> { Err(self.wrong_type()) }
    };
    (@one $de:lifetime, $name:ident, $kind:ty) => {
        fn $name<E: serde::de::Error>(self, _: $kind) -> Result<Self::Value, E> { Err(self.wrong_type()) }
    };
}
pub(super) use wrong_types;
