//! The only shapes other programs see: versioned, serializable, plain.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod item;
mod names;
mod part;
mod position;
mod schema;
mod select;

pub use item::{ApplicationV1, BoundV1, CutV1, ExcludedV1, ItemV1, ReadingV1, ReasonV1};
pub use names::Names;
pub use part::{CapV1, DutyV1, EventV1, IssueV1, PolicyV1, StatusV1};
pub use position::{PositionV1, Stamp};
pub use schema::{POSITION_V1, schema_of};
pub use select::{UnknownField, select};
