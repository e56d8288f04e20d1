//! The service where a store and the core meet: opening, admitting, reading, deciding, the clock.
//!
//! `service` opens; `append`, `source`, `intake`, `door`, `admit`, `recorded`, `amend`, `govern` and `companions` let facts in, `history`,
//! `stretch` and `reader` whole histories; `horizon`, `scope`, `rules` and `world` read what was known at a horizon; `verify`
//! checks the whole and proves events; `place` keeps others out of a ledger's own places, and `spot` says where an error lies;
//! `signing` keeps keys and checkpoints; `find` looks up who and what a question names, and `offered` what it may name; `decide` and `attach` make drafts from
//! a world; `audited` computes what detectors look at, `lookback` as it was known then, by what `known_then` says could be known;
//! `guarded` and `watch` hold a batch against them; `imported` brings in the tables that people send; `declared` are declarations of types before they are registered, `released`
//! texts of policies that never change again, and `outcome` what a file or another program would change of what is due; `bundle` hands out
//! everything behind one payment or subject, and checks what comes back; `whatif` holds the ledger against itself under other values,
//! readings and facts; `answers` tells what every surface tells alike, `crossed` finds items near a change of the law, `searched` finds what words name, and `served` keeps what was worked
//! out for whoever asks again and again.

mod admit;
mod amend;
mod answers;
mod append;
mod as_version;
mod attach;
mod audited;
mod bundle;
mod clock;
mod companions;
mod complain;
mod copies;
mod crossed;
mod decide;
mod declared;
mod doctor;
mod door;
mod drafted;
mod error;
mod fault;
mod filled;
mod find;
mod findings;
mod gathered;
mod genesis;
mod govern;
mod guarded;
mod hands;
mod history;
mod horizon;
mod impact;
mod imported;
mod input;
mod intake;
mod known_then;
mod label;
mod late;
mod lines;
mod log;
mod lookback;
mod moved;
mod numbered;
mod offered;
mod outcome;
mod outdated;
mod past;
mod place;
mod planned;
mod reader;
mod recorded;
mod released;
mod remembered;
mod ruled;
mod rules;
mod scope;
mod searched;
mod sensitivity;
mod served;
mod service;
mod shipped;
mod sight;
mod signing;
mod source;
mod spot;
mod steps;
mod still_read;
mod stretch;
mod superseded;
mod template;
mod treasury;
mod truth;
mod twofold;
mod types;
mod unfolded;
mod unread;
mod verify;
mod watch;
mod whatif;
mod world;

pub use crate::audit::{Score, Truth};
pub use crate::event::{Catalogue, Guard, Query, QueryItem, nearest};
pub use crate::value::KnownAt;
pub use answers::{ClauseTold, Fullness};
pub use append::{AppendOptions, Appending, Ids, Receipt, Rejected};
pub use as_version::VersionFault;
pub use attach::{article_order, articles_of, attachment};
pub use audited::Audited;
pub use bundle::{
    About, Amount, Answered, Asking, Bound, Brought, BundleFault, Check, Claim, Collected, Difference, Figure, Package,
    Packaged, Papers, Remark, State, Telling, Verdict,
};
pub use clock::{Clock, FixedClock, SystemClock};
pub use companions::Clash;
pub use complain::{complaint_codes, reason};
pub use copies::Reach;
pub use crossed::Crossed;
pub use decide::{Decision, approve, decide, pay, returned};
pub use declared::{
    Beside, CheckedFile, DeclarationFile, DeclaredFault, Evolution, Pins, PinsFault, StoryTold, Told,
    catalogue_markdown, check_declarations, declaration_template, gone, next_declaration, registration, story_of,
    story_template, story_text, told_story, type_markdown,
};
pub use error::{Done, LedgerError, Severity};
pub use fault::{Against, Fault};
pub use filled::{Ask, Blank, Holds, Tried, Typed, Wrong, amends, blank, target_kind};
pub use find::Paid;
pub use findings::{Closing, Detector, Doing, Finding, Leads, Needs, detector_of, detectors, doing, needs};
pub use govern::check_policy;
pub use horizon::Horizon;
pub use impact::Impact;
pub use imported::{
    Bad, Batch, BatchEvent, BatchHead, Batches, Confirmation, Counts, Duplicates, Good, Held, ImportFault, Kept,
    Likeness, Listed, Meant, OnRecord, Outcome, PlainTemplate, REASON_LETTERS, Settlement, Sifted, Sifting, Standing,
    Suspect, Trouble, Twin, Upload, Waits, fits_a_table, plain_template, returned_rows, table_columns, template,
};
pub use input::Back;
pub use late::Retagging;
pub use log::{LogEntry, LogFilter};
pub use offered::Offer;
pub use outcome::{AcceptedChange, AnswerFault, BesideFault, Candidate, DueLine, DueList, Moved, Replayed, accepted};
pub use outdated::Outdated;
pub use place::true_place;
pub use planned::Planned;
pub use released::{PolicyRelease, ReleaseFault, policy_release, policy_unchanged};
pub use ruled::{issue, policy_differences};
pub use searched::Searched;
pub use served::{Looked, Served, Traced};
pub use service::Ledger;
pub use signing::{Accepted, Grown, KeyFault, Mismatch, Origin, Outside, ProofChecked, Rekeyed, Signed, Signer, Trust};
pub use source::LineFile;
pub use spot::Spot;
pub use template::policy_template;
pub use treasury::{Known, ListFault, PaymentList, TextRow, Unmatched, rows_of};
pub use truth::{TruthFault, truth};
pub use types::{catalogue_with, field_rows, in_use_first, shipped_types};
pub use unfolded::{type_page, types_page};
pub use unread::Unread;
pub use verify::{Examined, Inclusion};
pub use whatif::{
    Added, AsItIs, Baseline, Changed, Cited, Extent, Files, Like, Near, Repeated, Saved, Scenario, ScenarioFile, Sweep,
    WhatIf, WhatIfFault, policy_in_place, quoted,
};
pub use world::{Question, Scope, World};
