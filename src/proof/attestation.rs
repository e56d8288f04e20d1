//! What a ledger says of a bundle, signed: the root it was taken from, and the digest of each of its files.
//!
//! The text begins with a line that no ledger is called by, and its second line is no number: no reader of checkpoints or of
//! key changes, ours or another's, can take it for one. Below it each file has a line as `sha256sum` writes them.

use crate::proof::checkpoint::Checkpoint;
use crate::proof::key::{PublicKey, SecretKey};
use crate::proof::note::{self, NoteFault};
use crate::value::Digest;

const HEAD: &str = "qizhang-bundle/v1";
/// No bundle of ours has more.
const FILES_MAX: usize = 512;

/// The files that belong together, and the ledger they were taken from.
///
/// ```
/// use qizhang::proof::{Checkpoint, KeyChange, SecretKey, Attestation};
/// use qizhang::value::Digest;
///
/// let key = SecretKey::from_seed("example/ledger", &[7; 32]).unwrap();
/// let at = Checkpoint { origin: "example/ledger".into(), size: 3, root: Digest::of(b"root") };
/// let attestation = Attestation { at, files: vec![("events.jsonl".into(), Digest::of(b"events"))] };
/// let note = attestation.sign(&[&key]);
/// assert_eq!(Attestation::open(&note, &[key.public()]), Ok(attestation));
/// assert!(Attestation::open(&note.replace("events", "others"), &[key.public()]).is_err());
/// assert_eq!((Checkpoint::claimed(&note), KeyChange::claimed(&note)), (None, None), "it is neither of them");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// The ledger as it was.
    pub at: Checkpoint,
    /// The name and the digest of each file, in their order.
    pub files: Vec<(String, Digest)>,
}

impl Attestation {
    /// Signs it with each of the keys.
    pub fn sign(&self, keys: &[&SecretKey]) -> String {
        let lines = self.files.iter().map(|(name, digest)| format!("{digest}  {name}\n"));
        let files: Vec<String> = lines.collect();
        note::sign(&format!("{HEAD}\n{}{}", self.at.text(), files.concat()), keys)
    }

    /// Reads one that a key signed.
    pub fn open(note: &str, keys: &[PublicKey]) -> Result<Self, NoteFault> {
        Self::parse(note::open(note, keys)?).ok_or(NoteFault::Malformed)
    }

    /// Reads what one says without looking at who signed it.
    pub fn claimed(note: &str) -> Option<Self> {
        Self::parse(note::text(note)?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (head, origin, size, root) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let at = Checkpoint::of_lines(origin, size, root).filter(|_| head == HEAD)?;
        let file = |line: &str| {
            let (digest, name) = line.split_once("  ")?;
            Some((name.to_owned(), Digest::parse(digest)?)).filter(|(name, _)| !name.is_empty())
        };
        let files: Vec<_> = lines.take(FILES_MAX.saturating_add(1)).map(file).collect::<Option<_>>()?;
        let twice = |(at, (name, _)): (usize, &(String, Digest))| files.iter().take(at).any(|(other, _)| other == name);
        (files.len() <= FILES_MAX && !files.iter().enumerate().any(twice)).then_some(Self { at, files })
    }
}
