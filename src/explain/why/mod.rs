//! Why an item is what it is: what follows, how it is computed, what happened since, and how to check it.

mod choice;
mod conclusion;
mod condition;
mod incident;
mod item;
mod money;
mod outcome;
mod proof;
mod rule;
mod settled;
mod since;
mod steps;

pub(super) use conclusion::{conclusion, gap};
pub(super) use condition::{condition as condition_phrase, condition_test, status_title};
pub use item::why;
pub(super) use outcome::outcome_words;
pub(super) use rule::{asked, formula_phrases};
pub(super) use settled::moving;
pub(super) use steps::steps;
