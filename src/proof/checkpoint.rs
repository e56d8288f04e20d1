//! A root with its size, signed: what somebody keeps elsewhere to compare with later (C2SP tlog-checkpoint).

use crate::proof::key::{PublicKey, SecretKey};
use crate::proof::note::{self, NoteFault};
use crate::proof::{InclusionProof, base64};
use crate::value::Digest;

/// The root of a tree at a size.
///
/// ```
/// use qizhang::proof::{Checkpoint, SecretKey};
/// use qizhang::value::Digest;
///
/// let key = SecretKey::from_seed("example/ledger", &[7; 32]).unwrap();
/// let checkpoint = Checkpoint { origin: "example/ledger".into(), size: 3, root: Digest::of(b"root") };
/// let note = checkpoint.sign(&[&key]);
/// assert_eq!(Checkpoint::open(&note, &[key.public()]), Ok(checkpoint));
/// assert!(Checkpoint::open(&note.replace("\n3\n", "\n4\n"), &[key.public()]).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is of.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

/// A proof that an event is in a log, with the checkpoint it holds under (C2SP tlog-proof).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// The leaf, counted from 0.
    pub index: u64,
    /// The roots beside the way, from the leaf upwards.
    pub path: Vec<Digest>,
    /// The signed checkpoint as it was written.
    pub note: String,
}

const PROOF_HEAD: &str = "c2sp.org/tlog-proof@v1\n";

impl Checkpoint {
    /// Signs it with each of the keys.
    pub fn sign(&self, keys: &[&SecretKey]) -> String {
        note::sign(&self.text(), keys)
    }

    /// What is signed: three lines.
    pub(super) fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64::write(&self.root.0))
    }

    /// Reads one that a key signed. More lines than three are refused: we would not know what they say.
    pub fn open(note: &str, keys: &[PublicKey]) -> Result<Self, NoteFault> {
        let text = note::open(note, keys)?;
        Self::parse(text).ok_or(NoteFault::Malformed)
    }

    /// Reads what one says without looking at who signed it: enough to say which log it speaks of, never to believe it.
    pub fn claimed(note: &str) -> Option<Self> {
        Self::parse(note::text(note)?)
    }

    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.strip_suffix('\n')?.split('\n').collect();
        let [origin, size, root] = lines.as_slice() else { return None };
        Self::of_lines(origin, size, root)
    }

    pub(super) fn of_lines(origin: &str, size: &str, root: &str) -> Option<Self> {
        let origin = Some(origin).filter(|origin| !origin.is_empty())?.to_owned();
        Some(Self { origin, size: plain_number(size)?, root: digest(root)? })
    }
}

impl ProofFile {
    /// Reads a proof file; the extra data it may carry is nothing we know and is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let (index, rest) = text.strip_prefix(PROOF_HEAD)?.strip_prefix("index ")?.split_once('\n')?;
        let (mut path, mut rest) = (Vec::new(), rest);
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            if line.is_empty() {
                return Some(Self { index: plain_number(index)?, path, note: rest.to_owned() });
            }
            path.push(digest(line)?);
        }
        None
    }

    /// As it stands in a file named `.tlog-proof`.
    pub fn text(&self) -> String {
        let digests = self.path.iter().map(|digest| base64::write(&digest.0));
        let lines: Vec<String> = [format!("{PROOF_HEAD}index {}", self.index)].into_iter().chain(digests).collect();
        format!("{}\n\n{}", lines.join("\n"), self.note)
    }

    /// The checkpoint under which the leaf stands; none when the path does not lead from the leaf to its root.
    pub fn check(&self, leaf: &Digest, keys: &[PublicKey]) -> Result<Option<Checkpoint>, NoteFault> {
        let checkpoint = Checkpoint::open(&self.note, keys)?;
        let proof = InclusionProof { index: self.index, size: checkpoint.size, path: self.path.clone() };
        Ok(proof.proves(leaf, &checkpoint.root).then_some(checkpoint))
    }
}

/// A number in its only spelling.
fn plain_number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

fn digest(text: &str) -> Option<Digest> {
    Some(Digest(base64::read(text)?.try_into().ok()?))
}
