//! Which words have which values: said once, by what the help calls the value.

use super::names::{Name, Place};
use clap::builder::StyledStr;
use clap::{Arg, Command};
use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCompleter;
use std::ffi::OsStr;
use std::sync::Arc;

/// Stands for the files of the folder, which the shell knows best.
pub(super) const FILES: &str = ":files";

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A type of the ledger, or of the folder of declarations.
    Type,
    /// A type of the folder of declarations.
    OwnType,
    /// A version of a type of that folder.
    Version,
    Policy,
    PolicyOrFile,
    /// A parameter, and behind it a value.
    Parameter,
    /// A reading and one of its options.
    Reading,
    /// Detectors, with commas.
    Detector,
    Register,
    /// Words of a short list, any number of them with commas.
    Several(&'static [&'static str]),
    /// One of the words that the help names.
    OneOf,
    File,
}

/// What the help calls files and folders, at the beginning.
const FILED: [&str; 9] = ["FILE", "PATH", "DIR", "LEDGER", "DEST", "BACKUP", "BINARY", "KEY|FILE", "TRUTH"];

/// Gives every word of a command and of those under it the values it may have.
pub(super) fn with_values(command: Command, path: &str, place: &Arc<Place>) -> Command {
    let own = path.to_owned();
    let below = path.to_owned();
    command.mut_args(|arg| with_value(arg, &own, place)).mut_subcommands(|command| {
        let path = format!("{below} {}", command.get_name());
        with_values(command, path.trim_start(), place)
    })
}

fn with_value(arg: Arg, path: &str, place: &Arc<Place>) -> Arg {
    let shown = arg.get_value_names().and_then(<[_]>::first).map(ToString::to_string).unwrap_or_default();
    let Some(kind) = kind(path, arg.get_id().as_str(), &shown) else { return arg };
    let place = Arc::clone(place);
    arg.add(ArgValueCompleter::new(move |current: &OsStr| offered(kind, &shown, current, &place)))
}

fn kind(path: &str, arg: &str, shown: &str) -> Option<Kind> {
    Some(match (path, arg, shown) {
        ("event new", "name", _) => Kind::OwnType,
        ("event release", "version", _) => Kind::Version,
        (_, "policy", "ID") => Kind::Policy,
        ("policy diff", "one" | "other", _) => Kind::PolicyOrFile,
        (_, _, "TYPE") => Kind::Type,
        (_, _, "PATH[@DAY]=VALUE" | "PATH=FROM..TO/STEP") => Kind::Parameter,
        (_, _, "R=OPTION") => Kind::Reading,
        (_, _, "D01,D05" | "D05") => Kind::Detector,
        (_, _, "REGISTER") => Kind::Register,
        (_, _, "read,append") => Kind::Several(&["append", "read"]),
        _ if is_list(shown) => Kind::OneOf,
        _ if FILED.iter().any(|filed| shown.starts_with(filed)) => Kind::File,
        _ => return None,
    })
}

/// `html|md`
fn is_list(shown: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase());
    shown.contains('|') && shown.split('|').all(is_word)
}

fn offered(kind: Kind, shown: &str, current: &OsStr, place: &Place) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    let plain = |word: &&str| Name { word: (*word).to_owned(), told: String::new() };
    let names = match kind {
        Kind::Type => place.types(),
        Kind::OwnType => place.own_types(),
        Kind::Version => place.versions(),
        Kind::Policy => place.policies(),
        Kind::PolicyOrFile => place.policies().into_iter().chain([plain(&FILES)]).collect(),
        Kind::Parameter => place.parameters(),
        Kind::Reading => place.readings(current),
        Kind::Detector => return further(current, Place::detectors()),
        Kind::Register => place.registers(),
        Kind::Several(words) => return further(current, words.iter().map(plain).collect()),
        Kind::OneOf => shown.split('|').map(|word| plain(&word)).collect(),
        Kind::File => vec![plain(&FILES)],
    };
    candidates(current, names)
}

/// What goes on from what is typed; files always may.
fn candidates(current: &str, names: Vec<Name>) -> Vec<CompletionCandidate> {
    let fits = |name: &Name| name.word.starts_with(current) || name.word == FILES;
    let told = |name: Name| {
        let told = Some(name.told).filter(|told| !told.is_empty()).map(StyledStr::from);
        CompletionCandidate::new(name.word).help(told)
    };
    names.into_iter().filter(fits).map(told).collect()
}

/// One more of a list with commas.
fn further(current: &str, names: Vec<Name>) -> Vec<CompletionCandidate> {
    let before = current.rfind(',').map_or("", |comma| current.get(..=comma).unwrap_or_default());
    let is_there = |word: &str| before.split(',').any(|known| known.eq_ignore_ascii_case(word));
    let more = names.into_iter().filter(|name| !is_there(&name.word));
    candidates(current, more.map(|name| Name { word: format!("{before}{}", name.word), ..name }).collect())
}
