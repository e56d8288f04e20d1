//! Files of declarations looked at together with what is known beside them.

use super::pins::Pins;
use crate::event::{
    Barrier, Catalogue, CatalogueError, Declaration, DeclarationPlace, Lint, Linted, Unfit, barriers, lint, place_at,
    place_of,
};
use crate::explain::Complaint;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::govern::{own_type, what_breaks};
use crate::ledger::service::shipped_declarations;
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

    /// The types of a catalogue. Whoever records the declaration looks at the policies of the ledger.
    pub fn of(catalogue: &Catalogue) -> Self {
        let known = catalogue.names().flat_map(|name| catalogue.versions(name)).cloned().collect();
        Self { known, pins: Pins::default(), policies: Vec::new() }
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
        let declaration = match Declaration::parse(&self.file.text) {
            Ok(declaration) => declaration,
            Err(error) => {
                let place = DeclarationPlace { path: error.path.clone(), line: error.line, column: error.column };
                let told = vec![fault(place, Complaint::of_declaration(&error))];
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
            Unfit::KindChanged | Unfit::BadValue(_) | Unfit::UnknownOld { .. } | Unfit::SplitTwice => "properties",
        },
        CatalogueError::Unfit { .. } => "x-upcast",
        CatalogueError::NotAsKnown { .. } => "properties",
    }
}
