//! Facts as they are recorded: the envelope, the declarations that give each type its shape, and bodies decoded to typed slots.

mod canonical;
mod catalogue;
mod declaration;
mod decode;
mod envelope;
mod query;
mod refusal;
mod slot;

pub use canonical::canonical_json;
pub use catalogue::{Catalogue, CatalogueError, TypeId};
pub use declaration::{Declaration, DeclarationError, Evidence, Field, FieldKind, Format, Unit};
pub use envelope::{Attachment, Body, Correction, Draft, Event};
pub use query::{Condition, Guard, Query, QueryItem};
pub use refusal::{BodyFault, BodyRefusal};
pub use slot::{Record, Slot};
