//! Declarations of event types on their way: a file to begin with, checked, released, and told as pages.
//!
//! `begin` writes a file, `check` looks at files together with what is known beside them, `pins` are the digests of released ones, `record`
//! makes the event that registers one, `story` tells facts to a new ledger that has it, `pages` are a catalogue as Markdown.

mod begin;
mod check;
mod fault;
mod pages;
mod pins;
mod record;
mod story;

pub use begin::{declaration_template, next_declaration};
pub use check::{Beside, CheckedFile, DeclarationFile, Evolution, Told, check_declarations, gone};
pub use fault::DeclaredFault;
pub(super) use pages::derived;
pub use pages::{catalogue_markdown, type_markdown};
pub use pins::{Pins, PinsFault};
pub(super) use record::registered;
pub use record::registration;
pub use story::{StoryTold, story_of, story_template, story_text, told_story};
