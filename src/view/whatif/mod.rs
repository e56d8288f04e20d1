//! `whatif.v1`: a scenario beside what it is held against.

mod answer;
mod change;
mod cited;
mod grouped;
mod line;

pub use answer::{BoundsV1, BridgeV1, ComputedV1, RowV1, SubjectsV1, SumsV1, TallyV1, WhatIfV1};
pub(super) use change::plain;
pub use change::{ChangeV1, EffectV1, StayedV1, ValueV1};
pub use cited::{RepeatsV1, ScenarioV1, answer_digest};
pub use grouped::{ArmsV1, GroupV1, ToPayV1, TreeV1, UnderV1};
pub use line::{CauseV1, LineV1, MatterV1, MattersV1, SubjectV1};
