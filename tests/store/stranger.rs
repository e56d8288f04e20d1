//! A reader in another language, written from `docs/format.md` with nothing of ours, finds the same events and root.

use super::make::{Place, add, edit, entry, everything, freeing, plain, taking, tiny};
use qizhang::proof::leaf_digest;
use qizhang::store::{Entry, Store};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the reader.
pub(super) fn read_by_stranger(ledger: &Path) -> Option<Output> {
    by_python("tests/store/reader.py", &[&ledger.display().to_string()])
}

/// Runs a program of somebody else; nothing where there is no Python to run it, which only a machine that checks for others
/// must have.
pub(crate) fn by_python(program: &str, words: &[&str]) -> Option<Output> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join(program);
    match Command::new("python3").arg(program).args(words).output() {
        Ok(output) => Some(output),
        Err(error) => {
            #[expect(
                clippy::disallowed_methods,
                reason = "only the environment says whether this machine may go without"
            )]
            let must = std::env::var_os("CI").is_some();
            assert!(!must, "python3 is needed to check as a stranger does: {error}");
            #[expect(clippy::print_stdout, reason = "a test that did not happen must not look like one that did")]
            {
                println!("python3 does not run here ({error}); nothing was checked by a stranger");
            }
            None
        }
    }
}

/// A ledger with everything the format has: several segments, groups of one and of many, a frame that is full, tags in
/// Chinese, keys taken and given back, an event as large as they come.
fn varied() -> (Place, Vec<String>) {
    let place = Place::new();
    let store = place.create(tiny());
    add(&store, vec![entry(1, "a.made", &["of:乙", "of:甲", "of:甲"]), taking(2, &["key:一", "key:二"])]);
    add(&store, vec![freeing(3, &["key:一"])]);
    (4..90).for_each(|number| drop(add(&store, vec![plain(number)])));
    let large = |number: u64, size: usize| Entry { bytes: vec![b'x'; size], ..plain(number) };
    add(&store, vec![large(90, 1 << 20), large(91, 0)]);
    add(&store, (92..100).map(|number| large(number, 200_000)).collect());
    let mut lines = Vec::new();
    for event in everything(&store) {
        let leaf = leaf_digest(&event.kind, &event.tags, &event.bytes).to_string();
        let (position, kind) = (event.position.to_string(), event.kind.to_string());
        let tags = event.tags.iter().map(ToString::to_string);
        let words: Vec<String> = [position, kind].into_iter().chain(tags).chain([leaf]).collect();
        lines.push(words.join("\t"));
    }
    lines.push(format!("root\t{}", store.root(store.head()).unwrap()));
    (place, lines)
}

/// It is an example as well: whoever writes another reader reads this one at a sitting.
#[test]
fn the_stranger_is_no_longer_than_a_hundred_lines() {
    let reader = include_str!("reader.py");
    assert!(reader.lines().count() <= 100, "{} lines", reader.lines().count());
    assert!(reader.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn a_stranger_reads_every_event_and_the_root() {
    let (place, expected) = varied();
    let Some(output) = read_by_stranger(&place.ledger()) else { return };
    let (said, cause) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{cause}");
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_stranger_reads_no_further_than_the_head() {
    let (place, _) = varied();
    let head = std::fs::read(place.head()).unwrap();
    let store = place.open();
    add(&store, vec![plain(100)]);
    drop(store);
    std::fs::write(place.head(), head).unwrap();
    let Some(output) = read_by_stranger(&place.ledger()) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("\n100\t"));
}

#[test]
fn a_stranger_sees_damage_wherever_it_is() {
    let place = Place::new();
    let store = place.create(tiny());
    add(&store, vec![plain(1), plain(2)]);
    add(&store, vec![plain(3)]);
    drop(store);
    let used = std::fs::read(place.segment(1)).unwrap().iter().rposition(|byte| *byte != 0).unwrap();
    let segment: PathBuf = place.segment(1);
    for byte in (0..48).chain(64..used).step_by(37) {
        edit(&segment, |bytes| bytes[byte] ^= 0x10);
        let Some(output) = read_by_stranger(&place.ledger()) else { return };
        assert_eq!(output.status.code(), Some(1), "byte {byte}: {}", String::from_utf8_lossy(&output.stdout));
        edit(&segment, |bytes| bytes[byte] ^= 0x10);
    }
}
