//! A full disk: the batch is refused whole, what was there is untouched, and the same lines are taken once there is room.

use super::{append, by_clerk, line, moment, try_append};
use qizhang::ledger::{FixedClock, Ledger, LedgerError, Severity};
use qizhang::store::{LocalOptions, LocalStore};
use serde_json::json;
use std::path::Path;

const NOW: &str = "2026-03-01T09:00:00+08:00";

fn open(path: &Path, log_bytes_max: Option<u64>) -> Ledger {
    let store = LocalStore::open(path, LocalOptions { log_bytes_max, ..LocalOptions::default() }).unwrap();
    Ledger::over(Box::new(store), Box::new(FixedClock(moment(NOW)))).unwrap()
}

/// Texts of 390,000 letters, so that a few fill a segment.
fn texts() -> Vec<String> {
    let text = "x".repeat(390_000);
    let digest = qizhang::value::Digest::of(text.as_bytes()).to_string();
    let attached = |number: u32| json!({"policy": "changping-2025-8", "article": format!("附{number}"), "sha256": digest, "text": text});
    (1..=44).map(|number| line("2026-02-01", "policy.attached", attached(number))).collect()
}

#[test]
fn a_full_disk_refuses_the_batch_and_takes_it_later() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("ledger");
    drop(Ledger::create(&path, None, Box::new(FixedClock(moment(NOW)))).unwrap());
    let full = open(&path, Some(16 << 20));
    let before = full.head();
    let refused = try_append(&full, by_clerk(), &texts()).unwrap_err();
    assert_eq!((refused.complaint().code, refused.severity()), ("disk-full", Severity::Refused), "{refused:?}");
    assert!(matches!(refused, LedgerError::Append(_)));
    assert_eq!(full.head(), before, "nothing of it was recorded");
    append(&full, by_clerk(), &texts()[..3]);
    drop(full);
    let room = open(&path, None);
    assert_eq!(room.head().0, before.0 + 3);
    append(&room, by_clerk(), &texts()[3..]);
    assert_eq!(room.head().0, before.0 + 44);
}
