//! The only shapes other programs see: versioned, serializable, plain.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

#[cfg(feature = "local")]
mod access;
#[cfg(feature = "local")]
mod access_log;
#[cfg(feature = "local")]
mod against;
#[cfg(feature = "local")]
mod bundle;
#[cfg(feature = "local")]
mod checked;
#[cfg(feature = "local")]
mod cloud;
mod config;
#[cfg(feature = "local")]
mod declared;
#[cfg(feature = "local")]
mod error;
#[cfg(feature = "local")]
mod event;
#[cfg(feature = "local")]
mod finding;
#[cfg(feature = "local")]
mod handed;
#[cfg(feature = "local")]
mod impact;
#[cfg(feature = "local")]
mod imported;
mod item;
#[cfg(feature = "local")]
mod items;
#[cfg(feature = "local")]
mod job;
mod log;
mod names;
#[cfg(feature = "local")]
mod outcome;
#[cfg(feature = "local")]
mod papers;
mod part;
mod position;
#[cfg(feature = "local")]
mod problem;
#[cfg(feature = "local")]
mod receipt;
mod schema;
mod select;
mod serving;
#[cfg(feature = "local")]
mod sweep;
mod trace;
#[cfg(feature = "local")]
mod transition;
#[cfg(feature = "local")]
mod upkeep;
#[cfg(feature = "local")]
mod verified;
#[cfg(feature = "local")]
mod whatif;
#[cfg(feature = "local")]
mod world;

#[cfg(feature = "local")]
pub use access::{AccessV1, KeptUserV1, KeptV1, TokenV1, TokensV1, UserV1, UsersV1, WriteV1};
#[cfg(feature = "local")]
pub use access_log::{AccessDamageV1, AccessLineV1, AccessLogV1, AccessVerifyV1};
#[cfg(feature = "local")]
pub use against::{AgainstV1, MissedV1, ScoreV1, WrongV1};
#[cfg(feature = "local")]
pub use bundle::{AmountV1, BundleV1, CheckV1, DifferenceV1, PaidV1, ReadV1, RemarkV1};
#[cfg(feature = "local")]
pub use checked::{
    BarrierV1, CheckedFileV1, DeclaredRemarkV1, EventCheckV1, EventFileV1, EventReleaseV1, PolicyReleaseV1, ShapeV1,
    StoryV1,
};
#[cfg(feature = "local")]
pub use cloud::cloud_event;
pub use config::{ConfigPlaceV1, ConfigV1, SettingV1, StrangerV1};
#[cfg(feature = "local")]
pub use declared::{event_type_v1, event_types_v1};
#[cfg(feature = "local")]
pub use error::{BothV1, ErrorV1, PlaceV1};
#[cfg(feature = "local")]
pub use event::event_v1;
#[cfg(feature = "local")]
pub use finding::{FindingsV1, OneV1, WhomV1};
#[cfg(feature = "local")]
pub use handed::{KeptLinkV1, LinkV1, LinksV1, path_of_link};
#[cfg(feature = "local")]
pub use impact::{ChangedV1, ImpactSumsV1, ImpactV1};
#[cfg(feature = "local")]
pub use imported::{BadRowV1, ImportTemplateV1, ImportV1, SuspectV1, TroubleV1};
pub use item::{ApplicationV1, BoundV1, CutV1, ExcludedV1, ItemV1, ReadingV1, ReasonV1};
#[cfg(feature = "local")]
pub use items::{ItemDueV1, ItemsV1};
#[cfg(feature = "local")]
pub use job::JobV1;
pub use log::LogV1;
pub use names::Names;
#[cfg(feature = "local")]
pub use outcome::{AcceptedV1, MovedV1, OutcomeV1};
#[cfg(feature = "local")]
pub use papers::papers;
pub use part::{CapV1, DutyV1, EventV1, IssueV1, PolicyV1, StatusV1};
pub use position::{PositionV1, Stamp};
#[cfg(feature = "local")]
pub use problem::{BesideV1, ProblemV1, RefusedLineV1};
#[cfg(feature = "local")]
pub use receipt::{ReceiptV1, RefusedV1};
pub use schema::{POSITION_V1, schema_of};
pub use select::{UnknownField, check_fields, select};
pub use serving::{HealthV1, ServeV1};
#[cfg(feature = "local")]
pub use sweep::{StepV1, SweepV1};
pub use trace::{CellV1, ColumnV1, PartV1, TraceV1};
#[cfg(feature = "local")]
pub use transition::{TransitionV1, TransitionsV1, TurnV1};
#[cfg(feature = "local")]
pub use upkeep::{CopyV1, CureV1, DoctorV1, ExportV1, FindingV1, IndexV1};
#[cfg(feature = "local")]
pub use verified::{DamageV1, ListedV1, RootV1, VerifyV1};
#[cfg(feature = "local")]
pub use whatif::{
    ArmsV1, BoundsV1, BridgeV1, CauseV1, ChangeV1, ComputedV1, EffectV1, GroupV1, LineV1, MatterV1, MattersV1,
    RepeatsV1, RowV1, ScenarioV1, StayedV1, SubjectV1, SubjectsV1, SumsV1, TallyV1, ToPayV1, TreeV1, UnderV1, ValueV1,
    WhatIfV1, answer_digest,
};
#[cfg(feature = "local")]
pub use world::position_v1;
