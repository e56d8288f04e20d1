//! Tokens: what each is for, what is kept of it, and when it counts no more.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

mod links;
mod log;
mod people;
mod sparing;

use qizhang::access::{AccessError, Action, Desk, Entry, Outcome, Scope, Secret, Write, may};
use qizhang::value::{Day, Digest, Instant};
use std::path::Path;
use tempfile::TempDir;

fn now() -> Instant {
    Instant::parse("2027-01-05T09:00:00.000+08:00").unwrap()
}

fn desk(folder: &TempDir, name: &str) -> Desk {
    Desk::beside(&folder.path().join("a.ledger"), name)
}

/// Every cell of the table, written out once more by hand.
#[test]
fn each_scope_allows_what_it_is_for_and_nothing_else() {
    let rows = [
        (Scope::Read, Action::Look, true),
        (Scope::Read, Action::Follow, true),
        (Scope::Read, Action::Try, false),
        (Scope::Read, Action::Record, false),
        (Scope::Append, Action::Look, false),
        (Scope::Append, Action::Follow, false),
        (Scope::Append, Action::Try, true),
        (Scope::Append, Action::Record, true),
    ];
    assert_eq!(rows.len(), Scope::ALL.len() * Action::ALL.len(), "a cell is missing");
    for (scope, action, allowed) in rows {
        assert_eq!(may(&[scope], action), allowed, "{scope:?} {action:?}");
        assert_eq!(action.needs() == scope, allowed, "a refusal names the scope that helps: {scope:?} {action:?}");
        assert!(may(&Scope::ALL, action) && !may(&[], action), "{action:?}");
    }
    assert_eq!(Scope::ALL.map(|scope| Scope::parse(scope.name())), Scope::ALL.map(Some));
    assert!(Scope::parse("admin").is_none() && Scope::parse("").is_none(), "what is not known is not allowed");
}

#[test]
fn a_token_is_told_once_and_only_its_digest_is_kept() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    assert!(desk.standing().unwrap().tokens.is_empty() && !desk.path().exists(), "a look makes nothing");
    let issued = desk.issue(("hr-system", &[Scope::Append], now().day()), now(), "clerk").unwrap();
    let other = desk.issue(("hr-system", &[Scope::Append], now().day()), now(), "clerk").unwrap();
    let secret = issued.secret.told();
    assert!(secret.len() == 67 && secret != other.secret.told(), "{secret}");
    assert_eq!(desk.standing().unwrap().tokens, [issued.token.clone(), other.token]);
    let kept = everything(desk.path());
    let has = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has(&Digest::of(secret.as_bytes()).to_string()) && has("hr-system"));
    assert!(!has(secret) && !has(&secret[3..]), "the token itself stands nowhere");
    assert_eq!(format!("{:?}", issued.secret), "Secret(…)");
}

/// The bytes of all files of a folder.
fn everything(folder: &Path) -> Vec<u8> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        found.extend(if path.is_dir() { everything(&path) } else { std::fs::read(&path).unwrap_or_default() });
    }
    found
}

#[test]
fn a_token_counts_for_its_ledger_its_actions_and_its_days() {
    let folder = TempDir::new().unwrap();
    let own = desk(&folder, "qizhang/a");
    let issued = own.issue(("hr-system", &[Scope::Read], now().day()), now(), "clerk").unwrap();
    let shown = Some(issued.secret.told());
    let (today, tomorrow) = (now().day(), now().day().next());
    assert_eq!(own.admit(shown, Action::Look, today).unwrap().actor, "hr-system".into());
    assert!(matches!(own.admit(shown, Action::Record, today), Err(AccessError::NotFor { .. })));
    assert!(matches!(own.admit(shown, Action::Look, tomorrow), Err(AccessError::Expired { .. })));
    assert!(matches!(own.admit(None, Action::Look, today), Err(AccessError::Missing)));
    let guessed = format!("qz_{}", Digest::of(b"guess"));
    for wrong in ["", "x", &guessed, &issued.secret.told()[..66], &issued.secret.told()[3..]] {
        assert!(matches!(own.admit(Some(wrong), Action::Look, today), Err(AccessError::Unknown)), "{wrong}");
    }
    let other = desk(&folder, "qizhang/b");
    assert!(
        matches!(other.admit(shown, Action::Look, today), Err(AccessError::DeskOfOther { .. })),
        "another ledger's"
    );
    assert!(other.issue(("x", &[Scope::Read], today), now(), "clerk").is_err());
    own.revoke(&issued.token.id[..4], now(), "clerk").unwrap();
    assert!(matches!(own.admit(shown, Action::Look, today), Err(AccessError::Revoked { .. })));
    assert!(matches!(own.revoke(&issued.token.id, now(), "clerk"), Err(AccessError::RevokedBefore { .. })));
    assert!(matches!(own.revoke("", now(), "clerk"), Err(AccessError::NoSuchToken { .. })));
    let past = own.issue(("hr-system", &[Scope::Read], today.prev()), now(), "clerk");
    assert!(matches!(past, Err(AccessError::Past { .. })));
    assert!(Secret::shown(issued.secret.told()).is_some() && Secret::shown("qz_").is_none());
}

#[test]
fn what_was_written_reads_as_it_was_written_down() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    let (key, body) = (Digest::of(b"key"), Digest::of(b"body"));
    let outcomes = [
        Outcome::Recorded { events: 2, positions: Some((7, 8)), key, body, answer: "{}\n".into() },
        Outcome::Repeated,
        Outcome::Tried,
        Outcome::Refused { code: "media-type".into() },
    ];
    let write = |outcome: &Outcome| Write {
        at: now(),
        token: Some("0123456789ab".into()),
        actor: Some("hr-system".into()),
        route: "POST /api/v1/events".into(),
        outcome: outcome.clone(),
    };
    assert!(desk.noting(|| (write(&Outcome::Tried), 5)).is_err() && !desk.path().exists(), "only a token makes a desk");
    desk.issue(("hr-system", &[Scope::Append], Day::parse("2900-01-01").unwrap()), now(), "clerk").unwrap();
    for outcome in &outcomes {
        let (done, noted) = desk.noting(|| (write(outcome), 5)).unwrap();
        assert_eq!((done, noted.is_ok()), (5, true));
    }
    let mut found = Vec::new();
    desk.entries(&mut |_, entry| {
        found.push(entry);
        true
    })
    .unwrap();
    found.remove(0);
    assert_eq!(found, outcomes.iter().map(|outcome| Entry::Wrote(write(outcome))).collect::<Vec<_>>());
    assert_eq!(desk.answered(&key).unwrap(), Some((body, "{}\n".into())));
    assert_eq!(desk.answered(&body).unwrap(), None);
}
