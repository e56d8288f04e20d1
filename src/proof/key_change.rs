//! A key put in the place of another, as a signed note that names both.
//!
//! Two signatures under a plain checkpoint would not bind the keys to each other: whoever holds a checkpoint can add a
//! signature of their own to it. So the text itself says which key follows which, in two lines more than a checkpoint has.

use crate::proof::checkpoint::Checkpoint;
use crate::proof::key::{PublicKey, SecretKey};
use crate::proof::note::{self, NoteFault};

/// How a key came into the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handing {
    /// The key before it signed that it follows.
    Vouched,
    /// The key before it is lost, as the new one says alone: nobody vouches for it.
    Lost,
}

/// A key in the place of another.
///
/// ```
/// use qizhang::proof::{Checkpoint, Handing, KeyChange, SecretKey};
/// use qizhang::value::Digest;
///
/// let [old, new] = [1, 2].map(|seed| SecretKey::from_seed("example/ledger", &[seed; 32]).unwrap());
/// let at = Checkpoint { origin: "example/ledger".into(), size: 3, root: Digest::of(b"root") };
/// let change = KeyChange { at, from: old.public(), to: new.public(), how: Handing::Vouched };
/// assert_eq!(KeyChange::open(&change.sign(&[&old, &new])), Some(change.clone()));
/// assert_eq!(KeyChange::open(&change.sign(&[&new])), None, "the old key did not say so");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The log as it was then.
    pub at: Checkpoint,
    /// The key that signed until then.
    pub from: PublicKey,
    /// The key that signs from then on.
    pub to: PublicKey,
    /// Who says so.
    pub how: Handing,
}

const TO: &str = "new-key ";

impl Handing {
    const fn word(self) -> &'static str {
        match self {
            Handing::Vouched => "old-key ",
            Handing::Lost => "lost-key ",
        }
    }
}

impl KeyChange {
    /// Signs it: both keys where the old one is there.
    pub fn sign(&self, keys: &[&SecretKey]) -> String {
        note::sign(&format!("{}{}{}\n{TO}{}\n", self.at.text(), self.how.word(), self.from, self.to), keys)
    }

    /// Reads one that is signed by whoever must sign it. What the old key signed is worth as much as the old key.
    pub fn open(note: &str) -> Option<Self> {
        let change = Self::claimed(note)?;
        let signed = |key: &PublicKey| note::open(note, std::slice::from_ref(key)).is_ok();
        let vouched = match change.how {
            Handing::Vouched => signed(&change.from),
            Handing::Lost => true,
        };
        (vouched && signed(&change.to)).then_some(change)
    }

    /// Whether one of these keys signed the note, whatever it says.
    pub fn signed_by(note: &str, keys: &[PublicKey]) -> Result<(), NoteFault> {
        note::open(note, keys).map(|_| ())
    }

    /// Reads what one says without looking at who signed it.
    pub fn claimed(note: &str) -> Option<Self> {
        let lines: Vec<&str> = note::text(note)?.strip_suffix('\n')?.split('\n').collect();
        let [origin, size, root, from, to] = lines.as_slice() else { return None };
        let mut hands = [Handing::Vouched, Handing::Lost].into_iter();
        let (how, from) = hands.find_map(|how| Some((how, PublicKey::parse(from.strip_prefix(how.word())?)?)))?;
        let to = PublicKey::parse(to.strip_prefix(TO)?)?;
        let ours = from.name() == *origin && to.name() == *origin && from != to;
        ours.then(|| Checkpoint::of_lines(origin, size, root)).flatten().map(|at| Self { at, from, to, how })
    }
}
