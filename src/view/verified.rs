//! `verify.v1`: what a check of the ledger found.

use crate::ledger::{Grown, Inclusion, LedgerError, Origin, ProofChecked, Trust, Verdict};
use crate::value::{Digest, Position};
use crate::view::bundle::BundleV1;
use crate::view::error::{BothV1, PlaceV1};
use serde::Serialize;

/// A check, and whether it holds. What a kind of check has nothing to say of is null, or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct VerifyV1 {
    pub format: &'static str,
    pub checked: &'static str,
    pub holds: bool,
    pub size: Option<u64>,
    pub root: Option<String>,
    pub checkpoint: Option<u64>,
    pub earlier: Option<RootV1>,
    pub event: Option<u64>,
    pub leaf: Option<String>,
    pub proof: Vec<String>,
    pub trust: Option<&'static str>,
    pub keys: Vec<ListedV1>,
    pub damage: Vec<DamageV1>,
    pub bundle: Option<BundleV1>,
}

/// The root of the ledger as it stood at a size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct RootV1 {
    pub size: u64,
    pub root: String,
}

/// A key of the list, and what brought it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct ListedV1 {
    pub key: String,
    pub origin: &'static str,
}

/// A damaged place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct DamageV1 {
    pub code: &'static str,
    pub place: PlaceV1,
    pub what: BothV1,
    pub why: BothV1,
    pub remedy: BothV1,
}

impl VerifyV1 {
    /// A whole ledger: its head and root, the last checkpoint, the keys of its list, and the root at the place that was
    /// asked about.
    pub fn whole(
        head: Position,
        root: &Digest,
        checkpoint: Option<Position>,
        keys: &[(String, Origin)],
        at: Option<&(Position, Digest)>,
    ) -> Self {
        Self {
            keys: keys
                .iter()
                .map(|(key, origin)| ListedV1 { key: key.clone(), origin: origin_word(*origin) })
                .collect(),
            checkpoint: checkpoint.map(|size| size.0),
            earlier: at.map(|(size, root)| RootV1 { size: size.0, root: root.to_string() }),
            ..Self::holding("ledger", head.0, root)
        }
    }

    /// A damaged ledger: each place.
    pub fn damaged(places: &[LedgerError]) -> Self {
        Self {
            holds: false,
            size: None,
            root: None,
            damage: places.iter().map(DamageV1::of).collect(),
            ..Self::holding("ledger", 0, &Digest::of(b""))
        }
    }

    /// An event under the root.
    pub fn included(proved: &Inclusion) -> Self {
        Self {
            event: Some(Position(proved.proof.index).next().0),
            leaf: Some(proved.leaf.to_string()),
            proof: proved.proof.path.iter().map(Digest::to_string).collect(),
            ..Self::holding("event", proved.proof.size, &proved.root)
        }
    }

    /// A ledger that grew out of a checkpoint.
    pub fn grown(grown: &Grown) -> Self {
        Self {
            earlier: Some(RootV1 { size: grown.proof.old, root: grown.old_root.to_string() }),
            proof: grown.proof.path.iter().map(Digest::to_string).collect(),
            trust: Some(trust_word(grown.trust)),
            ..Self::holding("growth", grown.proof.size, &grown.root)
        }
    }

    /// A proof file that holds.
    pub fn proved(held: &ProofChecked) -> Self {
        Self {
            event: Some(held.event.0),
            leaf: Some(held.leaf.to_string()),
            trust: Some(trust_word(held.trust)),
            ..Self::holding("proof", held.size.0, &held.root)
        }
    }

    /// A bundle.
    pub fn bundle(verdict: &Verdict) -> Self {
        Self {
            holds: verdict.holds(),
            trust: Some(trust_word(verdict.trust)),
            bundle: Some(BundleV1::of(verdict)),
            ..Self::holding("bundle", verdict.size.0, &verdict.root)
        }
    }

    fn holding(checked: &'static str, size: u64, root: &Digest) -> Self {
        Self {
            format: "verify.v1",
            checked,
            holds: true,
            size: Some(size),
            root: Some(root.to_string()),
            checkpoint: None,
            earlier: None,
            event: None,
            leaf: None,
            proof: Vec::new(),
            trust: None,
            keys: Vec::new(),
            damage: Vec::new(),
            bundle: None,
        }
    }
}

fn origin_word(origin: Origin) -> &'static str {
    match origin {
        Origin::First => "first",
        Origin::Vouched => "vouched",
        Origin::AfterLoss => "after-loss",
        Origin::Untold => "untold",
        Origin::Smuggled => "smuggled",
    }
}

fn trust_word(trust: Trust) -> &'static str {
    match trust {
        Trust::Direct => "direct",
        Trust::Vouched { .. } => "vouched",
        Trust::Untold => "untold",
    }
}

impl DamageV1 {
    pub(super) fn of(error: &LedgerError) -> Self {
        let told = error.complaint();
        Self {
            code: told.code,
            place: PlaceV1::of(&error.spot()),
            what: BothV1::of(&told.what),
            why: BothV1::of(&told.why),
            remedy: BothV1::of(&told.remedy),
        }
    }
}
