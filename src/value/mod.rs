//! Quantities that mean one thing: money, rates, days, identifiers, words in two languages.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::arithmetic_side_effects, clippy::wildcard_enum_match_arm)]

mod bilingual;
mod chain;
mod count;
mod day;
mod digest;
mod digits;
mod fen;
mod formula;
mod ids;
mod instant;
mod known_at;
mod legible;
mod pseudonym;
mod public_name;
mod ratio;
mod standard_no;
mod uscc;

pub use bilingual::{Bilingual, Lang};
#[cfg(feature = "local")]
pub(crate) use chain::{BLOCK_BYTES, Chain};
pub use count::{counted, counted_doing};
pub use day::{Day, DayPeriod, YearEnd};
pub use digest::{Digest, Digester};
pub use fen::{AmountError, Fen};
pub use formula::{defused, fused};
pub use ids::{EventId, Position, Tag, TypeName};
pub use instant::Instant;
pub use known_at::KnownAt;
pub use legible::legible;
pub use pseudonym::Pseudonyms;
pub use public_name::PublicName;
pub use ratio::{Exact, Ratio, Rounding};
pub use standard_no::StandardNo;
pub use uscc::{Uscc, UsccError};
