//! Facts as they are recorded: the envelope, the declarations that give each type its shape, and bodies decoded to typed slots.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod admit;
mod canonical;
mod catalogue;
mod codec;
mod declaration;
mod decode;
mod derive;
mod envelope;
mod faults;
mod form;
mod known;
mod layout;
mod lint;
mod lock;
mod nearest;
mod profile;
mod query;
mod quick;
mod recast;
mod refusal;
mod retag;
mod said;
mod slot;
mod spelling;
mod strict;
mod tidy;
mod trace;
mod upcast;
mod written;

pub use admit::{Stamp, admit};
pub use canonical::canonical_json;
pub use catalogue::{Catalogue, CatalogueError, TypeId};
pub use codec::{Parts, encode};
pub use declaration::{Declaration, Deprecated, Evidence, Field, FieldKind, Format, Split, Unit, Upcast};
pub use derive::{event_tag, tags_of};
pub use envelope::{Attachment, Body, Correction, Draft, Event};
pub use known::Known;
pub use lint::{Barrier, Barring, Lint, Linted, barriers, lint, place_at, place_of};
pub use lock::lock_entries;
pub use nearest::nearest;
pub use profile::{DeclarationError, DeclarationFault, DeclarationPlace};
pub use query::{Condition, Guard, Query, QueryItem};
pub use recast::{Recast, Unsaid};
pub use refusal::{BODY_CODES, BodyFault, BodyRefusal, EnvelopeFault, EnvelopeRefusal, Refusal};
pub use retag::Retagged;
pub use said::Said;
pub use slot::{Record, Slot};
pub use spelling::is_canonical;
pub use upcast::Unfit;
pub use written::admit_written;
