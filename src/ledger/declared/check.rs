//! Files of declarations looked at together with what is known beside them.

use super::pins::Pins;
use super::record::refused_registration;
use crate::event::{
    Barrier, Catalogue, CatalogueError, Declaration, DeclarationError, DeclarationPlace, Lint, Linted, Refusal, Unfit,
    barriers, lint, place_at, place_of,
};
use crate::explain::Complaint;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::govern::{own_type, policies, what_breaks};
use crate::ledger::recorded::Recorded;
use crate::ledger::service::{Ledger, shipped_declarations};
use crate::ledger::shipped;
use crate::policy::Policy;
use crate::value::{Bilingual, Digest, TypeName};
use std::path::{Path, PathBuf};

/// A file that may be a declaration.
#[derive(Debug, Clone)]
pub struct DeclarationFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
    /// Whether it lies in a folder of types, where its place follows from its name.
    pub placed: bool,
}

/// What files are held against.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Declarations that are there besides; of one that a file declares too the file counts.
    pub known: Vec<Declaration>,
    /// Digests of released ones.
    pub pins: Pins,
    /// Policies whose rules must still be read.
    policies: Vec<Policy>,
}

/// What was found out about a file.
#[derive(Debug, Clone)]
pub struct CheckedFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The type and its version, where it is a declaration.
    pub named: Option<(TypeName, u16)>,
    /// The digest of its text.
    pub digest: Digest,
    /// Whether it was released as it is.
    pub released: bool,
    /// What becomes of bodies from one version to the next; none for a first version.
    pub evolution: Option<Evolution>,
    /// What there is to say, in the order of the file.
    pub told: Vec<Told>,
}

/// A new version beside the one before it.
#[derive(Debug, Clone)]
pub struct Evolution {
    /// The version before.
    pub since: u16,
    /// Whether bodies of the version before are read as this one.
    pub backward: bool,
    /// What of this one a reader of the version before does not take.
    pub barriers: Vec<Barrier>,
}

/// One thing that is said about a file.
#[derive(Debug, Clone)]
pub struct Told {
    /// In words.
    pub complaint: Complaint,
    /// Where.
    pub place: DeclarationPlace,
    /// Whether it must be mended; otherwise it is advice.
    pub is_fault: bool,
    /// Whether the file is neither released nor registered as long as it is so.
    pub keeps_back: bool,
}

impl Beside {
    /// The types and policies the program brings along.
    pub fn shipped() -> Result<Self, LedgerError> {
        let policies = shipped::policies().iter().filter_map(|text| Policy::parse(text).ok()).collect();
        Ok(Self { known: shipped_declarations()?, pins: Pins::shipped(), policies })
    }

    /// The types and policies of a ledger.
    pub fn of(ledger: &Ledger) -> Result<Self, LedgerError> {
        let catalogue = ledger.catalogue();
        let known = catalogue.names().flat_map(|name| catalogue.versions(name)).cloned().collect();
        Ok(Self { known, pins: Pins::default(), policies: policies(&Recorded::new(&*ledger.store, &catalogue))? })
    }

    /// The same with other pins.
    #[must_use]
    pub fn pinned(self, pins: Pins) -> Self {
        Self { pins, ..self }
    }
}

impl CheckedFile {
    /// Whether nothing must be mended.
    pub fn is_fine(&self) -> bool {
        !self.told.iter().any(|told| told.is_fault)
    }

    /// The first thing that keeps it from being released or registered.
    pub fn kept_back(&self) -> Option<&Told> {
        self.told.iter().find(|told| told.keeps_back)
    }
}

impl Told {
    /// Where the code is explained.
    pub fn page(&self) -> String {
        format!("docs/errors.md#{}", self.complaint.code)
    }
}

impl Evolution {
    /// In which direction bodies are read: `full`, `backward`, `forward` or `none`.
    pub fn shape(&self) -> &'static str {
        match (self.backward, self.barriers.is_empty()) {
            (true, true) => "full",
            (true, false) => "backward",
            (false, true) => "forward",
            (false, false) => "none",
        }
    }
}

/// Looks at files that are asked about; the others lie beside them and are not.
pub fn check_declarations(asked: &[DeclarationFile], others: &[DeclarationFile], beside: &Beside) -> Vec<CheckedFile> {
    let own: Vec<Declaration> =
        asked.iter().chain(others).filter_map(|file| Declaration::parse(&file.text).ok()).collect();
    let is_own = |known: &Declaration| own.iter().any(|own| (&own.name, own.version) == (&known.name, known.version));
    let known: Vec<Declaration> = beside.known.iter().filter(|known| !is_own(known)).cloned().collect();
    asked.iter().map(|file| Checking { file, own: &own, known: &known, beside }.check()).collect()
}

/// One file, with all declarations of files and those that are known besides.
struct Checking<'c> {
    file: &'c DeclarationFile,
    own: &'c [Declaration],
    known: &'c [Declaration],
    beside: &'c Beside,
}

impl Checking<'_> {
    fn check(&self) -> CheckedFile {
        let (path, digest) = (self.file.path.clone(), Digest::of(self.file.text.as_bytes()));
        let declaration = match Declaration::parse_all(&self.file.text) {
            Ok(declaration) => declaration,
            Err(errors) => {
                let told = faults(&errors);
                return CheckedFile { path, named: None, digest, released: false, evolution: None, told };
            }
        };
        let pinned = self.beside.pins.of(&declaration.name, declaration.version);
        let before = declaration.version.checked_sub(1).and_then(|version| self.version(&declaration.name, version));
        let chain = self.chain(&declaration);
        let mut told: Vec<Told> = lint(&declaration, before).iter().map(of_lint).collect();
        if pinned.is_some_and(|pinned| pinned != digest) {
            told.push(of_lint(&Linted { place: place_at(&declaration, "$id"), lint: Lint::ReleasedChanged }));
        }
        told.extend(self.misplaced(&declaration));
        told.extend(self.successor(&declaration));
        told.extend(not_recorded(&declaration));
        let evolution = before.map(|before| Evolution {
            since: before.version,
            backward: chain.is_ok(),
            barriers: barriers(before, &declaration),
        });
        match chain {
            Ok(()) => told.extend(self.breaks(&declaration)),
            Err(error) => {
                let place = place_at(&declaration, keyword(&declaration, &error));
                told.push(fault(place, Complaint::of_catalogue(&error)));
            }
        }
        let released = pinned == Some(digest);
        // A released file stays as it is, whatever one would advise.
        told.retain(|told| told.is_fault || !released);
        told.sort_by_key(|told| (told.place.line, told.place.column));
        let named = Some((declaration.name.clone(), declaration.version));
        CheckedFile { path, named, digest, released, evolution, told }
    }

    fn version(&self, name: &TypeName, version: u16) -> Option<&Declaration> {
        let mut all = self.own.iter().chain(self.known);
        all.find(|other| other.name == *name && other.version == version)
    }

    /// Whether all versions up to this one make a catalogue.
    fn chain(&self, declaration: &Declaration) -> Result<(), CatalogueError> {
        let older = |other: &&Declaration| other.name == declaration.name && other.version <= declaration.version;
        Catalogue::new(self.own.iter().chain(self.known).filter(older).cloned().collect()).map(|_| ())
    }

    fn misplaced(&self, declaration: &Declaration) -> Option<Told> {
        let expected = format!("{}/{}.json", declaration.name, declaration.version);
        let is_there = !self.file.placed || self.file.path.ends_with(Path::new(&expected));
        (!is_there)
            .then(|| of_lint(&Linted { place: place_at(declaration, "$id"), lint: Lint::Misplaced { expected } }))
    }

    /// What is wrong with the type that took the place of a deprecated one.
    fn successor(&self, declaration: &Declaration) -> Option<Told> {
        let next = declaration.deprecated.as_ref()?.successor.as_ref()?;
        let versions = self.own.iter().chain(self.known).filter(|other| other.name == *next);
        let name = next.to_string();
        let lint = match versions.max_by_key(|other| other.version) {
            Some(newest) if *next != declaration.name => {
                newest.deprecated.as_ref()?;
                Lint::SuccessorDeprecated { name }
            }
            Some(_) | None => Lint::SuccessorUnknown { name },
        };
        Some(of_lint(&Linted { place: place_of(declaration, &["x-deprecated", "successor"]), lint }))
    }

    /// What the rules, or the procedure, could no longer read. A type that nobody knows yet breaks nothing.
    fn breaks(&self, declaration: &Declaration) -> Option<Told> {
        let known = || self.beside.known.iter().filter(|known| known.name == declaration.name);
        if known().all(|known| known.text == declaration.text) || self.beside.policies.is_empty() {
            return None;
        }
        let breaks = |why: Bilingual| {
            let complaint = Fault::TypeBreaks { name: declaration.name.to_string(), why: Box::new(why) }.complaint();
            fault(place_at(declaration, "properties"), complaint)
        };
        if let Some(why) = own_type(declaration.name.as_str()) {
            return Some(breaks(why));
        }
        let others = self.beside.known.iter().filter(|known| known.name != declaration.name);
        let own = self.own.iter().chain(self.known).filter(|own| own.name == declaration.name);
        let catalogue = Catalogue::new(others.chain(own).cloned().collect()).ok()?;
        what_breaks(&catalogue, &self.beside.policies).map(breaks)
    }
}

/// Everything that the profile does not take, in the order of the file.
fn faults(errors: &[DeclarationError]) -> Vec<Told> {
    let at = |error: &DeclarationError| {
        let DeclarationError { path, line, column, .. } = error;
        DeclarationPlace { path: path.clone(), line: *line, column: *column }
    };
    let mut told: Vec<Told> = errors.iter().map(|error| fault(at(error), Complaint::of_declaration(error))).collect();
    told.sort_by_key(|told| (told.place.line, told.place.column));
    told
}

/// Why a ledger would not take the text of a declaration as the event that registers it.
fn not_recorded(declaration: &Declaration) -> Option<Told> {
    let refusal = refused_registration(declaration)?;
    let letter = if let Refusal::Untidy { letter, .. } = &refusal { Some(*letter) } else { None };
    let place =
        letter.map_or_else(|| place_at(declaration, "$id"), |letter| place_of_letter(&declaration.text, letter));
    Some(fault(place, Complaint::of_refusal(&refusal)))
}

/// The line and the column of the first such letter.
fn place_of_letter(text: &str, letter: char) -> DeclarationPlace {
    let before = text.split(letter).next().unwrap_or_default();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    DeclarationPlace { path: String::new(), line, column }
}

/// Released versions whose files are not among those of a folder of types, or of one type: told at the list of what is released.
pub fn gone(lock: &Path, pins: &Pins, one: Option<&str>, there: &[CheckedFile]) -> Option<CheckedFile> {
    let is_there = |entry: &str| {
        let mut named = there.iter().filter_map(|file| file.named.as_ref());
        named.any(|(name, version)| format!("{name}/{version}") == entry)
    };
    let text = pins.text();
    let at = |entry: &str| {
        let line = text.lines().position(|line| line.trim_start().starts_with(&format!("\"{entry}\""))).unwrap_or(0);
        DeclarationPlace { path: entry.to_owned(), line: line.saturating_add(1), column: 3 }
    };
    let missing = pins.entries(one).filter(|entry| !is_there(entry));
    let told: Vec<Told> = missing
        .map(|entry| of_lint(&Linted { place: at(entry), lint: Lint::ReleasedGone { entry: entry.to_owned() } }))
        .collect();
    let (path, digest) = (lock.to_owned(), Digest::of(text.as_bytes()));
    (!told.is_empty()).then_some(CheckedFile { path, named: None, digest, released: false, evolution: None, told })
}

fn of_lint(linted: &Linted) -> Told {
    let (is_fault, keeps_back) = (linted.lint.is_fault(), linted.lint.keeps_back());
    Told { complaint: Complaint::of_lint(linted), place: linted.place.clone(), is_fault, keeps_back }
}

fn fault(place: DeclarationPlace, complaint: Complaint) -> Told {
    Told { complaint, place, is_fault: true, keeps_back: true }
}

/// The keyword that is to be mended where versions do not fit together.
fn keyword(declaration: &Declaration, error: &CatalogueError) -> &'static str {
    match error {
        CatalogueError::Empty
        | CatalogueError::Repeated { .. }
        | CatalogueError::VersionMissing { .. }
        | CatalogueError::TooMany => "$id",
        CatalogueError::Unfit { why, .. } if declaration.upcast.is_none() => match why {
            Unfit::NoSource => "required",
            Unfit::KindChanged | Unfit::BadValue(_) | Unfit::UnknownOld { .. } | Unfit::SplitTwice | Unfit::TooFar => {
                "properties"
            }
        },
        CatalogueError::Unfit { .. } => "x-upcast",
        CatalogueError::NotAsKnown { .. } => "properties",
    }
}
