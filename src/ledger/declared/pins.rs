//! The digests of released files, as a `lock.json` has them: of declarations beside their folder, of policies inside it.

use crate::ledger::shipped;
use crate::value::Digest;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Which digest each released version has, by `name/version`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pins(BTreeMap<String, Digest>);

/// Why a text is no list of pins: in which entry, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum PinsFault {
    /// Not an object of texts.
    NotPins(String),
    /// Not a digest.
    NotADigest { entry: String },
}

impl Pins {
    /// The pins of the types the program brings along.
    pub fn shipped() -> Self {
        Self::of_file("lock.json")
    }

    /// The pins of the policies the program brings along.
    pub fn of_policies() -> Self {
        Self::of_file("policies/lock.json")
    }

    fn of_file(path: &str) -> Self {
        shipped::text(path).and_then(|text| Self::parse(&text).ok()).unwrap_or_default()
    }

    /// Reads the text of a lock file.
    pub fn parse(text: &str) -> Result<Self, PinsFault> {
        let texts: BTreeMap<String, String> =
            serde_json::from_str(text).map_err(|error| PinsFault::NotPins(error.to_string()))?;
        let pin = |(entry, text): (String, String)| match Digest::parse(&text) {
            Some(digest) => Ok((entry, digest)),
            None => Err(PinsFault::NotADigest { entry }),
        };
        texts.into_iter().map(pin).collect::<Result<_, _>>().map(Self)
    }

    /// The text of the lock file, each entry on a line, in order.
    pub fn text(&self) -> String {
        let texts: BTreeMap<&String, String> = self.0.iter().map(|(name, digest)| (name, digest.to_string())).collect();
        format!("{}\n", serde_json::to_string_pretty(&texts).unwrap_or_default())
    }

    /// Every released version of a type, or of all of them, as `name/version`.
    pub(super) fn entries<'p>(&'p self, name: Option<&'p str>) -> impl Iterator<Item = &'p str> {
        let is_own = move |entry: &&String| {
            name.is_none_or(|name| entry.rsplit_once('/').is_some_and(|(known, _)| known == name))
        };
        self.0.keys().filter(is_own).map(String::as_str)
    }

    /// The digest a version was released with.
    pub fn of(&self, name: &dyn Display, version: u16) -> Option<Digest> {
        self.0.get(&entry(name, version)).copied()
    }

    /// Releases a version; one that was released before keeps its digest.
    pub fn pin(&mut self, name: &dyn Display, version: u16, digest: Digest) {
        self.0.entry(entry(name, version)).or_insert(digest);
    }
}

fn entry(name: &dyn Display, version: u16) -> String {
    format!("{name}/{version}")
}
