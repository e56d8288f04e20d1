//! A bundle of any payment and any subject of a district gives the answer that the ledger gives, from a small part of it.

use super::migrating;
use crate::story::day;
use qizhang::ledger::{
    About, Answered, Asking, Brought, Collected, FixedClock, KnownAt, Ledger, LedgerError, Package, Papers, Scope,
};
use qizhang::value::{Position, Uscc};
use qizhang::view::position_v1;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());

/// A district with its decisions and payments, and what to ask of it.
static DISTRICT: LazyLock<(PathBuf, Vec<About>)> = LazyLock::new(|| {
    let path = FOLDER.path().join("district.ledger");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_qizhang"));
    let made = demo.arg("demo").arg(&path).args(["--enterprises", "50"]).env_clear().output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let ledger = Ledger::open(&path, Box::new(clock())).unwrap();
    let world = super::world(&ledger, "2030-12-31", KnownAt::Head, Scope::All);
    let subjects = world.timeline.subjects();
    let paid = subjects.iter().flat_map(|subject| world.payments(*subject).into_keys());
    let mut about: Vec<About> = paid.map(About::Payment).step_by(4).take(16).collect();
    assert!(about.len() > 5, "{}", about.len());
    about.extend(subjects.iter().step_by(6).map(|subject| About::Subject(*subject)));
    (path, about)
});

fn clock() -> FixedClock {
    FixedClock(super::moment("2031-01-01T09:00:00+08:00"))
}

/// Whoever signs opens the ledger to write, which one does at a time.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn open() -> Ledger {
    Ledger::open(&DISTRICT.0, Box::new(clock())).unwrap()
}

fn papers(answered: &Answered, events: &Collected) -> Result<Papers, LedgerError> {
    let position = answered.now.position(answered.subject);
    let told = qizhang::explain::statement(&answered.now.case(&position), None);
    let text = serde_json::to_vec(&position_v1(&answered.now, &position)).unwrap();
    let files = vec![
        ("position.v1.json".to_owned(), text),
        ("evidence.csv".to_owned(), events.evidence(&told)?),
        ("statement.txt".to_owned(), told.render(qizhang::value::Lang::Zh).into_bytes()),
    ];
    let texts = answered.policy_texts(&position)?;
    Ok(Papers { files: [files, texts].concat(), claims: answered.claims(&position, "position.v1.json") })
}

fn bundle(about: &About, known: Option<u64>) -> Package {
    let ledger = open();
    let known = known.map_or(ledger.head(), Position);
    let signer = ledger.signer(None).unwrap();
    let asking = Asking { about: about.clone(), on: day("2030-12-31"), known, reads: Vec::new() };
    ledger.bundle(&asking, &signer, papers).unwrap()
}

fn keys() -> Vec<String> {
    Ledger::open_read(&DISTRICT.0, Box::new(clock())).unwrap().public_keys().unwrap()
}

#[test]
fn what_is_taken_away_answers_as_the_ledger_does() {
    let _turn = turn();
    let head = open().head();
    let (mut amounts, mut largest) = (0, 0);
    for about in &DISTRICT.1 {
        let package = bundle(about, None);
        let keys = keys();
        let bytes = package.packed().unwrap();
        let brought = Brought { file: Path::new("x.zip"), bytes: &bytes, keys: &keys, ledger: None };
        let verdict = brought.check(&papers).unwrap();
        assert!(verdict.holds(), "{about:?}: {:?} {:?}", verdict.checks, verdict.differences);
        // The same position as from every event of the ledger.
        let all = super::world(&open(), "2030-12-31", KnownAt::Head, Scope::All);
        let whole = serde_json::to_vec(&position_v1(&all, &all.position(package.subject))).unwrap();
        let packed = package.files.iter().find(|(name, _)| name == "position.v1.json").unwrap();
        assert!(packed.1 == whole, "{about:?} is another from the whole ledger");
        let proof = package.files.iter().find(|(name, _)| name == "proof.json").unwrap();
        let proof: serde_json::Value = serde_json::from_slice(&proof.1).unwrap();
        let mut searched = proof["selection"].as_array().unwrap().iter();
        let all_corrections = json!(["fact.corrected", []]);
        assert!(!searched.any(|one| json!([one["type"], one["tags"]]) == all_corrections), "nobody else's corrections");
        amounts += verdict.amounts.len();
        assert!(verdict.amounts.iter().all(qizhang::ledger::Amount::agrees));
        largest = largest.max(package.events);
    }
    assert!(amounts > 20, "there was money: {amounts}");
    assert!(largest * 5 < usize::try_from(head.0).unwrap(), "{largest} of {head}: a bundle is a small part");
}

#[test]
fn an_earlier_knowledge_is_taken_away_as_it_was() {
    let _turn = turn();
    let head = open().head().0;
    let about = DISTRICT.1.iter().find(|about| matches!(about, About::Subject(_))).unwrap();
    let package = bundle(about, Some(head / 2));
    assert_eq!(package.attestation.at.size, head, "all there is is signed");
    let (bytes, keys) = (package.packed().unwrap(), keys());
    let brought = Brought { file: Path::new("x.zip"), bytes: &bytes, keys: &keys, ledger: None };
    let verdict = brought.check(&papers).unwrap();
    assert!(verdict.holds(), "{:?}", verdict.differences);
    assert_eq!(verdict.asking.unwrap().known.0, head / 2);
}

/// Whatever bit of the packed file is changed, it is refused or told, or says the same still.
#[test]
fn no_changed_byte_brings_it_to_a_fall_or_goes_unseen() {
    let _turn = turn();
    let package = bundle(&DISTRICT.1[0], None);
    let (bytes, keys) = (package.packed().unwrap(), keys());
    let mut seen = [0_usize; 3];
    let tail = bytes.len() - 2_000;
    let places = (0..tail).step_by(tail / 80).chain((tail..bytes.len()).step_by(29));
    for place in places {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << (place % 8);
        let brought = Brought { file: Path::new("x.zip"), bytes: &changed, keys: &keys, ledger: None };
        match brought.check(&papers) {
            Err(_) => seen[0] += 1,
            Ok(verdict) if !verdict.holds() => seen[1] += 1,
            // A day, a name twice said in the frame of the file: nothing that was signed.
            Ok(_) => seen[2] += 1,
        }
    }
    assert!(seen[0] > 60 && seen[2] < 60, "{seen:?}");
}

/// A change of code is followed from any of the codes, also where it was recorded of somebody else at first.
#[test]
fn a_code_is_followed_through_changes_and_their_corrections() {
    let _turn = turn();
    let ledger = super::ledger_as_of("2026-03-01T09:00:00+08:00", Some("2020-01-01"));
    let code = crate::story::nth_code;
    let mut lines = Vec::new();
    let mut tell = |kind: &str, data: serde_json::Value| {
        let id = format!("01970000-0000-7000-8000-{:012x}", lines.len() + 1);
        let at = "2026-02-01T10:00:00+08:00";
        lines.push(json!({"id": id, "type": kind, "occurred_on": "2025-01-04", "recorded_at": at, "recorded_by": "clerk", "data": data}).to_string());
        id
    };
    for number in 1..=6 {
        tell(
            "enterprise.registered",
            json!({"uscc": code(number), "name": format!("公司{number}"), "kind": "enterprise", "district": "昌平区"}),
        );
    }
    let recoded = |from: u32, to: u32| json!({"uscc": code(to), "old_uscc": code(from)});
    tell("enterprise.recoded", recoded(1, 11));
    tell("enterprise.recoded", recoded(11, 12));
    let wrong = tell("enterprise.recoded", recoded(3, 13));
    tell("fact.corrected", json!({"event": wrong, "data": recoded(4, 13), "reason": "x"}));
    let undone = tell("enterprise.recoded", recoded(5, 15));
    tell("fact.retracted", json!({"event": undone, "reason": "x"}));
    super::append(&ledger, migrating(), &lines);
    for (asked, now) in [(1, 12), (11, 12), (12, 12), (2, 2), (3, 3), (4, 13), (5, 5), (6, 6)] {
        let found = ledger.subject(&code(asked), ledger.head()).unwrap();
        assert_eq!(found, crate::story::code(&code(now)), "{asked}");
    }
    let all = super::world(&ledger, "2026-12-31", KnownAt::Head, Scope::All);
    let each = |number: u32| Uscc::parse(&code(number)).unwrap();
    for number in [1, 11, 12, 3, 4, 5] {
        assert_eq!(
            ledger.subject(&code(number), ledger.head()).unwrap(),
            all.timeline.code_now(each(number)),
            "{number}"
        );
    }
}
