//! From a position to words: one phrase per thing that can be said, each in both languages.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod accessed;
mod amounts;
mod audited;
mod bundled;
mod case;
mod checkup;
mod complaint;
mod compound;
mod deprecation;
mod difference;
mod document;
mod documents;
mod facts;
mod filing;
mod grouped;
mod impact;
mod layout;
mod link;
mod lists;
mod log;
mod makers;
mod notice;
mod overview;
mod parameters;
mod phrase;
mod plan;
mod proved;
mod register;
mod remedies;
mod same;
mod scored;
mod sensitivity;
mod shown;
mod statement;
mod supposed;
mod swept;
mod tables;
mod totals;
mod transitions;
mod unfolded;
mod unpaid;
mod whatif;
mod whose;
mod why;
mod why_not;
mod why_year;

pub use accessed::{AccessRow, access_log};
pub use audited::{Listing, NameOf, detector, detectors, finding, findings};
pub use bundled::bundle;
pub use case::{Case, Decisions, Texts};
pub use checkup::{Finding, checkup, copied, rebuilt};
pub use complaint::{CodeFamily, Complaint, Told, complaint_codes, json_said, toml_said};
pub use compound::{Difference, Listed, Named, PaymentNo, Product, Rests, RuleId, Stairs, Standing, Who, Whose, Worth};
pub use deprecation::{deprecation, listed_as};
pub use difference::differences;
pub use document::{Align, Cell, Column, Document, Line, Part, Sheet};
pub use documents::{documents, governing};
pub use facts::{FactWords, Fields, Recorded};
pub use filing::{Ending, Superseded, Telling, file};
pub use grouped::Under;
pub use impact::{ImpactOf, impact, impact_sums};
pub use link::{Link, Piece};
pub use lists::{LapseRow, lapses, readings};
pub use log::event_line;
pub use notice::notice;
pub use overview::{Hit, Overview, hits, overview};
pub use parameters::parameters;
pub use phrase::{
    Accessed, Audited, Bundled, Charted, Choice, Claiming, Clause, Copied, Cure, Evidence, Filed, Ground, Handing,
    Heading, Impact, Importing, Label, Later, Paged, Paying, Phrase, Proved, Reckoning, Recording, Remedy, Ruled,
    Settled, State, Supposing, Verdict,
};
pub use plan::{Planning, Way, plan};
pub use proved::{file_proves, grown, included, whole};
pub use register::register;
pub use same::counterpart;
pub use scored::scored;
pub use sensitivity::{Moved, sensitivity};
pub use shown::{Count, Ordinal, Side, Spoken};
pub use statement::statement;
pub use supposed::Supposed;
pub use swept::{Swept, swept};
pub use totals::totals;
pub use transitions::transitions;
pub use unfolded::{FieldWords, TypeRow, Unfolded, declared, event, events, types};
pub use unpaid::{NeverPaid, never_paid};
pub use whatif::{Moving, Supposition, whatif};
pub use why::why;
pub use why_not::why_not;
pub use why_year::why_year;
