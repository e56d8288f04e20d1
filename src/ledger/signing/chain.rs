//! How each key of the list came into it, as the notes of key changes say.
//!
//! The list itself is signed by nobody. A key counts as the ledger's own because the one before it said so, in a note that
//! is kept for good: whoever holds one public key of the ledger follows the later ones from there.

use super::fault::Mismatch;
use super::files::{self, Files, Readers};
use crate::ledger::error::LedgerError;
use crate::proof::{Attestation, Checkpoint, Handing, KeyChange, PublicKey};

/// How a key came into the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is the first.
    First,
    /// The key before it signed that it follows.
    Vouched,
    /// It replaced a key that was lost, as it says itself.
    AfterLoss,
    /// It was listed before changes were kept, and nothing tells.
    Untold,
    /// Changes were kept already, and none brought it in.
    Smuggled,
}

/// What leads from the key that was to be believed to the one that signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// They are one.
    Direct,
    /// So many changes of keys, each signed by the key before.
    Vouched {
        /// How many.
        changes: usize,
    },
    /// The list alone: it has no note of any change.
    Untold,
}

/// The keys a checkpoint may be signed by, and what is known about them.
pub(in crate::ledger) struct Chain {
    /// The keys that were given to be believed, or the list.
    keys: Vec<PublicKey>,
    /// They are the list beside the ledger, the newest last.
    is_list: bool,
    changes: Vec<KeyChange>,
}

impl Files {
    /// The notes of key changes that hold, in order; what does not hold introduces nobody.
    pub(super) fn changes(&self) -> Result<Vec<KeyChange>, LedgerError> {
        let text = files::read(&self.rotations())?.unwrap_or_default();
        let changes = notes(&text).into_iter().filter_map(|note| KeyChange::open(&note));
        Ok(changes.filter(|change| self.origin.is_empty() || change.at.origin == self.origin).collect())
    }

    /// The notes of key changes as they are kept; empty where there was no change.
    pub(in crate::ledger) fn changes_text(&self) -> Result<String, LedgerError> {
        Ok(files::read(&self.rotations())?.unwrap_or_default())
    }

    /// Prepares the notes of key changes with one more. One that a crash left behind hands the key in use on to one that is
    /// not on the list, and is left out.
    pub(super) fn prepare_rotations(&self, new: &str) -> Result<(), LedgerError> {
        let (text, listed) = (files::read(&self.rotations())?.unwrap_or_default(), self.listed()?);
        let left = |change: KeyChange| listed.last() == Some(&change.from) && !listed.contains(&change.to);
        let counts = |note: &String| !KeyChange::claimed(note).is_some_and(left);
        let kept = notes(&text).into_iter().filter(counts).chain([new.to_owned()]);
        files::prepare(&self.rotations(), &kept.collect::<Vec<_>>().join("\n"), Readers::Anybody)
    }

    /// The keys that led to this one, the oldest first, as far as the notes of the changes go back.
    pub(super) fn keys_before(&self, key: &PublicKey) -> Result<Vec<PublicKey>, LedgerError> {
        let mut found = vec![key.clone()];
        for change in self.changes()?.into_iter().rev() {
            if found.last() == Some(&change.to) {
                found.push(change.from);
            }
        }
        Ok(found.into_iter().skip(1).rev().collect())
    }

    /// The list of keys with the notes of their changes.
    pub(super) fn chain(&self) -> Result<Chain, LedgerError> {
        Ok(Chain { keys: self.listed()?, is_list: true, changes: self.changes()? })
    }
}

impl Chain {
    /// Keys that somebody brought along, and notes of key changes from anywhere: each speaks for itself.
    pub(in crate::ledger) fn brought(keys: &[String], changes: &str) -> Result<(Self, Option<String>), LedgerError> {
        let keys = super::keys::given_keys(keys)?;
        let name = keys.first().map(|key| key.name().to_owned());
        let changes = notes(changes).into_iter().filter_map(|note| KeyChange::open(&note)).collect();
        Ok((Self::given(keys, changes), name))
    }

    /// Whether one of the keys bears this name.
    pub(in crate::ledger) fn names(&self, origin: &str) -> bool {
        self.keys.iter().any(|key| key.name() == origin)
    }

    /// Keys that somebody brought along, of which those beside the ledger follow where they vouch for them.
    pub(super) fn given(keys: Vec<PublicKey>, changes: Vec<KeyChange>) -> Self {
        Self { keys, is_list: false, changes }
    }

    /// How each key of the list came into it.
    pub(super) fn origins(&self) -> Vec<(PublicKey, Origin)> {
        let mut kept = false;
        let mut before: Option<&PublicKey> = None;
        let origins = self.keys.iter().map(|key| {
            let told = before.and_then(|before| self.handed(before, key));
            let origin = match (before, told) {
                (None, _) => Origin::First,
                (Some(_), Some(Handing::Vouched)) => Origin::Vouched,
                (Some(_), Some(Handing::Lost)) => Origin::AfterLoss,
                (Some(_), None) if kept => Origin::Smuggled,
                (Some(_), None) => Origin::Untold,
            };
            kept |= told.is_some();
            before = Some(key);
            (key.clone(), origin)
        });
        origins.collect()
    }

    fn handed(&self, from: &PublicKey, to: &PublicKey) -> Option<Handing> {
        let told =
            self.changes.iter().filter(|change| change.from == *from && change.to == *to).map(|change| change.how);
        told.reduce(|one, other| if one == Handing::Vouched { one } else { other })
    }

    /// What a note says, when a key signed it that is believed, and what that belief rests on.
    pub(in crate::ledger) fn believed(&self, note: &str, origin: &str) -> Result<(Checkpoint, Trust), Mismatch> {
        let checkpoint = super::against::believed(note, origin, &self.all())?;
        Ok((checkpoint, self.trust(note)?))
    }

    /// The same of what a ledger says of a bundle.
    pub(in crate::ledger) fn believed_attestation(
        &self,
        note: &str,
        origin: &str,
    ) -> Result<(Attestation, Trust), Mismatch> {
        let attestation = super::against::believed_attestation(note, origin, &self.all())?;
        Ok((attestation, self.trust(note)?))
    }

    /// The keys that are believed.
    fn all(&self) -> Vec<PublicKey> {
        if self.is_list { self.keys.clone() } else { self.reached().into_iter().map(|(key, _)| key).collect() }
    }

    /// The key that is believed and signed a note.
    pub(in crate::ledger) fn signer_of(&self, note: &str) -> Option<String> {
        self.all().iter().rev().find(|key| signs(key, note)).map(PublicKey::short)
    }

    /// What the belief in a note rests on that one of the keys signed.
    fn trust(&self, note: &str) -> Result<Trust, Mismatch> {
        if self.is_list {
            return self.trust_in_list(note);
        }
        let reached = self.reached();
        let changes = reached.iter().filter(|(key, _)| signs(key, note)).map(|(_, changes)| *changes).min();
        Ok(match changes.unwrap_or_default() {
            0 => Trust::Direct,
            changes => Trust::Vouched { changes },
        })
    }

    /// What the last checkpoint says. The key in use signed it, or one that leads to it: a key somebody put on the list in
    /// front of the others does not. Whoever lost a key went on from what it had signed.
    pub(super) fn believed_last(&self, note: &str, origin: &str) -> Result<Checkpoint, Mismatch> {
        let checkpoint = super::against::believed(note, origin, &self.keys)?;
        self.gap(note, &[Origin::Vouched, Origin::AfterLoss]).map_or(Ok(checkpoint), Err)
    }

    /// The list says which keys are the ledger's, and its newest speaks for those that lead up to it.
    fn trust_in_list(&self, note: &str) -> Result<Trust, Mismatch> {
        match (self.gap(note, &[Origin::Vouched]), self.signer(note)) {
            (None, signer) => Ok(match self.keys.len().saturating_sub(signer.saturating_add(1)) {
                0 => Trust::Direct,
                changes => Trust::Vouched { changes },
            }),
            (Some(_), _) if self.changes.is_empty() => Ok(Trust::Untold),
            (Some(gap), _) => Err(gap),
        }
    }

    /// The first key after the one that signed that came in another way than these.
    fn gap(&self, note: &str, ways: &[Origin]) -> Option<Mismatch> {
        let signer = self.signer(note);
        let later = self.origins().into_iter().skip(signer.saturating_add(1));
        let next = later.filter(|(_, origin)| !ways.contains(origin)).map(|(key, _)| key.short()).next()?;
        let key = self.keys.get(signer).map(PublicKey::short).unwrap_or_default();
        Some(Mismatch::OldKey { key, next })
    }

    /// The newest of the keys that signed.
    fn signer(&self, note: &str) -> usize {
        self.keys.iter().rposition(|key| signs(key, note)).unwrap_or_default()
    }

    /// The keys given, and those that they vouch for, with the number of changes in between.
    fn reached(&self) -> Vec<(PublicKey, usize)> {
        let mut reached: Vec<(PublicKey, usize)> = self.keys.iter().map(|key| (key.clone(), 0)).collect();
        for change in self.changes.iter().filter(|change| change.how == Handing::Vouched) {
            let from =
                reached.iter().find(|(key, _)| *key == change.from).map(|(_, changes)| changes.saturating_add(1));
            let known = reached.iter().any(|(key, _)| *key == change.to);
            if let Some(changes) = from.filter(|_| !known) {
                reached.push((change.to.clone(), changes));
            }
        }
        reached
    }
}

/// Whether a key stands under a note, whatever it says.
fn signs(key: &PublicKey, note: &str) -> bool {
    KeyChange::signed_by(note, std::slice::from_ref(key)).is_ok()
}

/// The notes in a file of them, each as it was written.
fn notes(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut ended = true;
    for line in text.lines() {
        let signature = line.starts_with('\u{2014}');
        if ended && !signature {
            if line.is_empty() {
                continue;
            }
            found.push(String::new());
        }
        if let Some(note) = found.last_mut() {
            note.push_str(line);
            note.push('\n');
        }
        ended = signature;
    }
    found
}
