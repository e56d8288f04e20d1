//! 企账 Qizhang: an event-sourced ledger of enterprise support policy.
//!
//! The road, one word per folder, and data flows one way along it:
//! **event → timeline → policy → position → explanation → surfaces**. `docs/architecture.md` draws it.

#[cfg(feature = "local")]
pub mod access;
pub mod audit;
#[cfg(feature = "cli")]
pub mod cli;
pub mod event;
pub mod explain;
#[cfg(feature = "serve")]
pub mod http;
#[cfg(feature = "local")]
pub mod ledger;
pub mod paper;
pub mod policy;
pub mod position;
pub mod proof;
pub mod sample;
#[cfg(feature = "sheet")]
pub mod sheet;
pub mod store;
pub mod timeline;
pub mod value;
pub mod view;
#[cfg(feature = "serve")]
pub mod web;
pub mod whatif;
