//! The names there are: in the ledger at hand and in the folder of declarations. Both are read only, and missing ones name nothing.

use crate::cli::event::{title_in, types_in};
use crate::explain::listed_as;
use crate::ledger::{
    Catalogue, KnownAt, Ledger, Offer, Question, Scope, SystemClock, World, detectors, in_use_first, shipped_types,
};
use crate::value::{Bilingual, Lang};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

/// A word and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) word: String,
    pub(super) told: String,
}

/// Where names are looked for.
#[derive(Debug)]
pub(super) struct Place {
    ledger: PathBuf,
    folder: Option<PathBuf>,
    lang: Lang,
}

impl Place {
    /// The ledger and the folder that a line names, or those that are there without a word.
    pub(super) fn of(line: &[OsString], ledger: Option<PathBuf>, lang: Lang) -> Self {
        let ledger = named(line, "--ledger").or(ledger).unwrap_or_else(|| PathBuf::from("qizhang.ledger"));
        Self { ledger, folder: named(line, "--dir"), lang }
    }

    fn open(&self) -> Option<Ledger> {
        // Where nothing is, nothing is tried.
        if !self.ledger.is_dir() {
            return None;
        }
        Ledger::open_read(&self.ledger, Box::new(SystemClock)).ok()
    }

    /// How the ledger is read; nothing else of it.
    fn world(&self) -> Option<World> {
        let ledger = self.open()?;
        let horizon = ledger.horizon(None, KnownAt::Head).ok()?;
        ledger.world(&Question { horizon, scope: Scope::Rules, reads: Vec::new() }).ok()
    }

    /// The types of the ledger, or of the program where there is none, and those of the folder.
    pub(super) fn types(&self) -> Vec<Name> {
        let known: Option<Arc<Catalogue>> = match self.open() {
            Some(ledger) => Some(ledger.catalogue()),
            None => shipped_types().ok().map(Arc::new),
        };
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        for declaration in known.iter().flat_map(|catalogue| in_use_first(catalogue)) {
            all.insert(declaration.name.to_string(), listed_as(declaration).get(self.lang).to_owned());
        }
        for own in self.own_types() {
            all.entry(own.word).or_insert(own.told);
        }
        all.into_iter().map(|(word, told)| Name { word, told }).collect()
    }

    /// The types of the folder.
    pub(super) fn own_types(&self) -> Vec<Name> {
        let name = |(name, versions): (String, Vec<PathBuf>)| {
            let title = versions.last().and_then(|newest| title_in(newest));
            Name { word: name, told: title.map(|title| self.said(&title)).unwrap_or_default() }
        };
        types_in(self.folder.as_deref()).into_iter().map(name).collect()
    }

    /// Every version of every type of the folder.
    pub(super) fn versions(&self) -> Vec<Name> {
        let version = |name: &str, path: &PathBuf| {
            let told = title_in(path).map(|title| self.said(&title)).unwrap_or_default();
            Some(Name { word: format!("{name}/{}", path.file_stem()?.to_str()?), told })
        };
        let all = types_in(self.folder.as_deref());
        all.iter().flat_map(|(name, paths)| paths.iter().filter_map(|path| version(name, path))).collect()
    }

    pub(super) fn policies(&self) -> Vec<Name> {
        self.asked(World::offered_policies)
    }

    /// Paths of parameters, to be followed by a value.
    pub(super) fn parameters(&self) -> Vec<Name> {
        let with_sign = |name: Name| Name { word: format!("{}=", name.word), ..name };
        self.asked(World::offered_parameters).into_iter().map(with_sign).collect()
    }

    pub(super) fn registers(&self) -> Vec<Name> {
        self.asked(World::offered_registers)
    }

    /// The readings, or the options of the one that is written already.
    pub(super) fn readings(&self, current: &str) -> Vec<Name> {
        let Some(world) = self.world() else { return Vec::new() };
        let readings = world.offered_readings();
        match current.split_once('=') {
            None => {
                let with_sign = |(reading, _): &(Offer, Vec<Offer>)| Name {
                    word: format!("{}=", reading.word),
                    told: self.said(&reading.told),
                };
                readings.iter().map(with_sign).collect()
            }
            Some((id, _)) => {
                let options = readings.into_iter().find(|(reading, _)| reading.word == id).map(|(_, options)| options);
                let whole =
                    |option: Offer| Name { word: format!("{id}={}", option.word), told: self.said(&option.told) };
                options.unwrap_or_default().into_iter().map(whole).collect()
            }
        }
    }

    /// The detectors, which every program of a version has.
    pub(super) fn detectors() -> Vec<Name> {
        let all = detectors(&[]).unwrap_or_default();
        all.iter().map(|detector| Name { word: detector.id.to_owned(), told: String::new() }).collect()
    }

    fn asked(&self, of: impl Fn(&World) -> Vec<Offer>) -> Vec<Name> {
        let offers = self.world().map(|world| of(&world)).unwrap_or_default();
        offers.into_iter().map(|offer| Name { told: self.said(&offer.told), word: offer.word }).collect()
    }

    fn said(&self, words: &Bilingual) -> String {
        words.get(self.lang).to_owned()
    }
}

/// What an option of a line is given, in either spelling.
fn named(line: &[OsString], option: &str) -> Option<PathBuf> {
    let joined = format!("{option}=");
    let apart = line.windows(2).rev().find_map(|pair| match pair {
        [name, value] if name == option => Some(PathBuf::from(value)),
        _ => None,
    });
    let together = || line.iter().rev().find_map(|word| word.to_str()?.strip_prefix(&joined).map(PathBuf::from));
    apart.or_else(together)
}
