//! Signed notes, checkpoints and proof files, against what other programs write and with everything changed.

use super::naive;
use qizhang::proof::{
    Attestation, Checkpoint, Handing, InclusionProof, KeyChange, NoteFault, ProofFile, PublicKey, SecretKey,
};
use qizhang::value::Digest;

const ORIGIN: &str = "example.com/ledger";

/// Keys that nobody but a test may have.
fn key(number: u8) -> SecretKey {
    SecretKey::from_seed(ORIGIN, &[number; 32]).unwrap_or_else(|| panic!("{ORIGIN} is a name"))
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_owned(), size: 5, root: naive::root(&naive::leaves(5)) }
}

/// The key pair in the documentation of Go's `sumdb/note`.
#[test]
fn a_key_pair_of_another_program_is_read() {
    let text = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let secret = SecretKey::parse(text).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(secret.text(), text);
    assert_eq!(secret.public().to_string(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    assert!(!format!("{secret:?}").contains("AYEKFA"), "it is not shown by accident");
    assert!(SecretKey::parse(&text.replace("c74f20a3", "c74f20a4")).is_none());
    let other_kind = secret.public().to_string().replace("+ARpc", "+Ahpc");
    assert_eq!(PublicKey::parse(&other_kind), None, "the first byte is the kind of key, and this is none we know");
}

/// Ed25519 leaves nothing to chance, so a checkpoint has one spelling for a key.
#[test]
fn a_checkpoint_is_written_as_the_format_wants_it() {
    let note = checkpoint().sign(&[&key(1)]);
    let lines: Vec<&str> = note.split('\n').collect();
    let [origin, size, root, empty, signature, end] = lines.as_slice() else { panic!("{note}") };
    assert_eq!((*origin, *size, *empty, *end), (ORIGIN, "5", "", ""));
    assert_eq!((root.len(), &root[43..]), (44, "="));
    assert!(signature.starts_with("\u{2014} example.com/ledger "), "{signature}");
    let page = include_str!("../../docs/format.md");
    assert!(page.contains(&note), "docs/format.md shows another:\n{note}");
}

#[test]
fn a_checkpoint_is_believed_by_whoever_knows_one_of_its_keys() {
    let note = checkpoint().sign(&[&key(1), &key(2)]);
    for known in [vec![key(1).public()], vec![key(2).public()], vec![key(3).public(), key(2).public()]] {
        assert_eq!(Checkpoint::open(&note, &known), Ok(checkpoint()));
    }
    assert_eq!(Checkpoint::open(&note, &[key(3).public()]), Err(NoteFault::Unsigned));
    assert_eq!(Checkpoint::open(&note, &[]), Err(NoteFault::Unsigned));
    let elsewhere = SecretKey::from_seed("example.com/other", &[1; 32]).map(|key| key.public());
    assert_eq!(Checkpoint::open(&note, elsewhere.as_slice()), Err(NoteFault::Unsigned), "a key goes with its name");
}

#[test]
fn no_letter_of_a_checkpoint_can_be_changed() {
    let (note, known) = (checkpoint().sign(&[&key(1)]), [key(1).public()]);
    for (at, letter) in note.char_indices() {
        for other in ['0', 'A', '\n', '+', ' ', '=', 'é'].into_iter().filter(|other| *other != letter) {
            let changed = format!("{}{other}{}", &note[..at], &note[at + letter.len_utf8()..]);
            assert!(Checkpoint::open(&changed, &known).is_err(), "{changed}");
        }
        let without = format!("{}{}", &note[..at], &note[at + letter.len_utf8()..]);
        assert!(Checkpoint::open(&without, &known).is_err(), "{without}");
        assert!(Checkpoint::open(&note[..at], &known).is_err(), "cut at {at}");
    }
    assert!(Checkpoint::open(&format!("{note}\n"), &known).is_err());
}

/// A key that stands in a note signed this text, or the note is refused, whatever other keys say.
#[test]
fn a_signature_of_another_text_spoils_the_note() {
    let (one, two) = (checkpoint().sign(&[&key(1)]), Checkpoint { size: 6, ..checkpoint() }.sign(&[&key(2)]));
    let taken = two.lines().last().map(|line| format!("{one}{line}\n")).unwrap_or_default();
    assert_eq!(Checkpoint::open(&taken, &[key(1).public()]), Ok(checkpoint()), "an unknown key is passed over");
    assert_eq!(Checkpoint::open(&taken, &[key(1).public(), key(2).public()]), Err(NoteFault::Forged));
}

/// Other readers take such a line for damage even where they do not know the key; so must we, or the two disagree.
#[test]
fn a_line_that_is_no_signature_spoils_the_note() {
    let (note, known) = (checkpoint().sign(&[&key(1)]), [key(1).public()]);
    for line in ["\u{2014} a+b NIHVQrjJ", "\u{2014} a AAAAAA==", "\u{2014} a", "- a NIHVQrjJ", "\u{2014}  NIHVQrjJ"] {
        let longer = format!("{note}{line}\n");
        assert_eq!(Checkpoint::open(&longer, &known), Err(NoteFault::Malformed), "{line}");
    }
    assert_eq!(Checkpoint::open(&format!("{note}\u{2014} a NIHVQrjJ\n"), &known), Ok(checkpoint()));
}

#[test]
fn what_a_note_claims_can_be_read_without_believing_it() {
    let note = checkpoint().sign(&[&key(1)]);
    assert_eq!(Checkpoint::claimed(&note), Some(checkpoint()));
    let other = Checkpoint { size: 4, ..checkpoint() };
    assert_eq!(Checkpoint::claimed(&note.replace("\n5\n", "\n4\n")), Some(other), "and it proves nothing");
    assert_eq!(Checkpoint::claimed("example.com/ledger\n5\n"), None);
}

/// Only what stands in three lines is understood.
#[test]
fn a_signed_text_that_is_no_checkpoint_is_refused() {
    for origin in ["", "two\nlines", "\n", "a\u{1}b"] {
        let note = Checkpoint { origin: origin.to_owned(), ..checkpoint() }.sign(&[&key(1)]);
        assert_eq!(Checkpoint::open(&note, &[key(1).public()]), Err(NoteFault::Malformed), "{note}");
    }
}

#[test]
fn names_that_would_break_a_line_make_no_key() {
    for name in ["", "a b", "a+b", "a\nb", "a\u{3000}b", "a\u{1}b"] {
        assert!(SecretKey::from_seed(name, &[1; 32]).is_none(), "{name:?}");
    }
}

#[test]
fn a_proof_file_proves_its_event_and_no_other() {
    let (leaves, known) = (naive::leaves(5), [key(1).public()]);
    for (index, leaf) in (0..).zip(&leaves) {
        let path = InclusionProof::of_leaves(index, &leaves).map(|proof| proof.path).unwrap_or_default();
        let file = ProofFile { index, path, note: checkpoint().sign(&[&key(1)]) };
        assert!(file.text().starts_with(&format!("c2sp.org/tlog-proof@v1\nindex {index}\n")));
        let read = ProofFile::parse(&file.text()).unwrap_or_else(|| panic!("{}", file.text()));
        assert_eq!(read, file);
        assert_eq!(read.check(leaf, &known), Ok(Some(checkpoint())));
        assert_eq!(read.check(&Digest::of(b"other"), &known), Ok(None));
        assert_eq!(read.check(leaf, &[key(2).public()]), Err(NoteFault::Unsigned));
        let elsewhere = ProofFile { index: (index + 1) % 5, ..file };
        assert_eq!(elsewhere.check(leaf, &known), Ok(None));
    }
}

#[test]
fn what_is_no_proof_file_is_refused() {
    let file = ProofFile { index: 0, path: naive::leaves(2), note: checkpoint().sign(&[&key(1)]) }.text();
    assert!(ProofFile::parse(&file).is_some());
    for (old, new) in
        [("@v1", "@v2"), ("index 0", "index 00"), ("index 0", "index x"), ("index 0", "extra AA==\nindex 0")]
    {
        assert_eq!(ProofFile::parse(&file.replacen(old, new, 1)), None, "{new}");
    }
    assert_eq!(ProofFile::parse("c2sp.org/tlog-proof@v1\nindex 0\n"), None);
    assert_eq!(ProofFile::parse(&file.replacen("=\n", "\n", 1)), None, "a digest in another spelling");
}

#[test]
fn keys_that_are_spelt_otherwise_are_none() {
    let text = key(1).public().to_string();
    assert_eq!(PublicKey::parse(&text), Some(key(1).public()));
    for changed in [
        text.replace('+', " "),
        format!("{text}="),
        format!("{text}\n"),
        text.to_uppercase(),
        text.replace(ORIGIN, "other"),
    ] {
        assert_eq!(PublicKey::parse(&changed), None, "{changed}");
    }
}

fn change(how: Handing) -> KeyChange {
    KeyChange { at: checkpoint(), from: key(1).public(), to: key(2).public(), how }
}

#[test]
fn a_change_of_keys_names_both_and_is_signed_by_whoever_must() {
    let note = change(Handing::Vouched).sign(&[&key(1), &key(2)]);
    let (text, page) = (note.split("\n\n").next().unwrap_or_default(), include_str!("../../docs/format.md"));
    assert!(page.contains(text), "docs/format.md shows another:\n{text}");
    assert_eq!(KeyChange::open(&note), Some(change(Handing::Vouched)));
    let alone = change(Handing::Lost).sign(&[&key(2)]);
    assert_eq!(KeyChange::open(&alone), Some(change(Handing::Lost)), "a lost key signs nothing");
    for signed in [&[&key(1)][..], &[&key(2)], &[&key(2), &key(3)], &[&key(1), &key(3)]] {
        assert_eq!(KeyChange::open(&change(Handing::Vouched).sign(signed)), None);
    }
    assert_eq!(KeyChange::open(&change(Handing::Lost).sign(&[&key(1)])), None);
    assert_eq!(KeyChange::open(&alone.replace("lost-key", "old-key")), None);
    assert_eq!(KeyChange::open(&checkpoint().sign(&[&key(1), &key(2)])), None, "two signatures are no change of keys");
    assert_eq!(Checkpoint::open(&note, &[key(1).public()]), Err(NoteFault::Malformed), "and a change is no checkpoint");
    for (at, letter) in note.char_indices().filter(|(_, letter)| letter.is_ascii_alphanumeric()) {
        let mut other = note.clone();
        other.replace_range(at..=at, if letter == 'A' { "B" } else { "A" });
        assert_eq!(KeyChange::open(&other), None, "{at}: {other}");
    }
}

fn attestation() -> Attestation {
    let files = vec![("events.jsonl".to_owned(), Digest::of(b"a")), ("policy/x.toml".to_owned(), Digest::of(b"b"))];
    Attestation { at: checkpoint(), files }
}

/// What a ledger says of a bundle must never count as a root it signed, nor the other way round.
#[test]
fn an_attestation_is_no_checkpoint_and_no_change_of_keys() {
    let note = attestation().sign(&[&key(1)]);
    assert_eq!(Attestation::open(&note, &[key(1).public()]), Ok(attestation()));
    assert_eq!(Attestation::open(&note, &[key(2).public()]), Err(NoteFault::Unsigned));
    assert_eq!((Checkpoint::claimed(&note), KeyChange::claimed(&note), KeyChange::open(&note)), (None, None, None));
    assert_eq!(Checkpoint::open(&note, &[key(1).public()]), Err(NoteFault::Malformed));
    let second = note.lines().nth(1).unwrap_or_default();
    assert!(second.parse::<u64>().is_err(), "readers that take further lines find no size: {second}");
    let change = KeyChange { at: checkpoint(), from: key(1).public(), to: key(2).public(), how: Handing::Vouched };
    for other in [checkpoint().sign(&[&key(1)]), change.sign(&[&key(1), &key(2)])] {
        assert_eq!(Attestation::claimed(&other), None, "{other}");
    }
    for (from, to) in [
        ("qizhang-bundle/v1", "qizhang-bundle/v2"),
        ("  events.jsonl", " events.jsonl"),
        ("  events.jsonl", "  "),
        ("policy/x.toml", "events.jsonl"),
        ("\n5\n", "\n05\n"),
    ] {
        let changed = note.replacen(from, to, 1);
        assert_ne!(changed, note);
        assert_eq!(Attestation::claimed(&changed), None, "{from} → {to}");
    }
}

#[test]
fn no_letter_of_an_attestation_can_be_changed() {
    let (note, known) = (attestation().sign(&[&key(1)]), [key(1).public()]);
    for (at, letter) in note.char_indices() {
        for other in ['0', 'a', '\n', ' '].into_iter().filter(|other| *other != letter) {
            let changed = format!("{}{other}{}", &note[..at], &note[at + letter.len_utf8()..]);
            assert!(Attestation::open(&changed, &known).is_err(), "{at}: {changed}");
        }
    }
}
