//! Files of declarations where they lie: `<folder>/<type>/<version>.json`, and `lock.json` beside the folder.

use crate::cli::output::Stop;
use crate::ledger::{Beside, DeclarationFile, DeclaredFault, LedgerError, Pins};
use crate::value::{Bilingual, TypeName};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where a checkout has its declarations.
const TYPES: &str = "events/types";
const LOCK: &str = "lock.json";

/// Files that are asked about, those that lie beside them, and what they are held against.
pub(super) struct Group {
    pub(super) asked: Vec<DeclarationFile>,
    pub(super) others: Vec<DeclarationFile>,
    pub(super) beside: Beside,
    /// Where all released versions must be among those that are asked about.
    pub(super) whole: Option<Whole>,
}

/// A folder of types, or of one of them, that has a list of what is released.
pub(super) struct Whole {
    pub(super) lock: PathBuf,
    pub(super) one: Option<String>,
}

/// The folder of types: the one that is named, or that of a checkout.
pub(super) fn folder(named: Option<&Path>) -> Result<PathBuf, Stop> {
    let folder = named.unwrap_or(Path::new(TYPES)).to_owned();
    if folder.is_dir() { Ok(folder) } else { Err(fault(DeclaredFault::NoFolder { folder })) }
}

pub(super) fn fault(fault: DeclaredFault) -> Stop {
    LedgerError::Declared(fault).into()
}

/// What a path is about: a folder of types, the folder of one type, or a file.
pub(super) fn group(path: &Path) -> Result<Group, Stop> {
    if !path.is_dir() {
        let file = read(path)?;
        let others = if file.placed { siblings(path)? } else { Vec::new() };
        return Ok(Group { asked: vec![file], others, beside: beside(above(path).and_then(above))?, whole: None });
    }
    let is_type = named_as_type(path);
    let (paths, types) = if is_type {
        (declarations_in(path)?, above(path))
    } else {
        let mut all = Vec::new();
        for below in entries(path)?.iter().filter(|below| below.is_dir()) {
            all.extend(declarations_in(below)?);
        }
        (all, Some(path))
    };
    if paths.is_empty() {
        return Err(fault(DeclaredFault::Nothing { folder: path.to_owned() }));
    }
    let asked = paths.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let one = path.file_name().and_then(OsStr::to_str).filter(|_| is_type).map(str::to_owned);
    let whole = types.map(lock_of).filter(|lock| lock.is_file()).map(|lock| Whole { lock, one });
    Ok(Group { asked, others: Vec::new(), beside: beside(types)?, whole })
}

/// Whether a folder is that of one type, by what it is called.
fn named_as_type(folder: &Path) -> bool {
    // `.` has a name of its own that its letters do not tell.
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    whole.file_name().and_then(OsStr::to_str).and_then(TypeName::parse).is_some()
}

/// The other versions of a type.
fn siblings(path: &Path) -> Result<Vec<DeclarationFile>, Stop> {
    let Some(folder) = above(path) else { return Ok(Vec::new()) };
    declarations_in(folder)?
        .iter()
        .filter(|other| other.file_name() != path.file_name())
        .map(|other| read(other))
        .collect()
}

/// The shipped types and policies, with the pins beside a folder of types where it has some.
fn beside(types: Option<&Path>) -> Result<Beside, Stop> {
    let shipped = Beside::shipped()?;
    let lock = types.map(lock_of).filter(|lock| lock.is_file());
    Ok(match lock {
        Some(lock) => shipped.pinned(pins(&lock)?),
        None => shipped,
    })
}

/// The file that pins what a folder of types has released.
pub(super) fn lock_of(types: &Path) -> PathBuf {
    // `.` and `..` have a folder above that their letters do not tell.
    let whole = fs::canonicalize(types).unwrap_or_else(|_| types.to_owned());
    let plain = types.file_name().is_some().then(|| above(types)).flatten();
    plain.or_else(|| above(&whole)).unwrap_or(Path::new("")).join(LOCK)
}

/// What is pinned so far; nothing where there is no such file yet.
pub(super) fn pins(lock: &Path) -> Result<Pins, Stop> {
    match fs::read_to_string(lock) {
        Ok(text) => Pins::parse(&text).map_err(|why| fault(DeclaredFault::BadPins { file: lock.to_owned(), why })),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Pins::default()),
        Err(cause) => Err(unread(lock, cause)),
    }
}

/// The versions a folder of a type has, in order.
pub(super) fn versions_in(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut found: Vec<PathBuf> = entries(folder)?.into_iter().filter(|path| version_of(path).is_some()).collect();
    found.sort_by_key(|path| version_of(path));
    Ok(found)
}

/// The types of a folder, or of that of a checkout, with the files of their versions in order: what can be read of it, and no complaint.
pub(in crate::cli) fn types_in(named: Option<&Path>) -> Vec<(String, Vec<PathBuf>)> {
    let Ok(below) = folder(named).and_then(|folder| entries(&folder)) else { return Vec::new() };
    let own = |path: &PathBuf| {
        let name = path.file_name()?.to_str().filter(|name| TypeName::parse(name).is_some())?.to_owned();
        Some((name, versions_in(path).ok().filter(|versions| !versions.is_empty())?))
    };
    below.iter().filter_map(own).collect()
}

/// What the file of a declaration calls its type, whatever else stands in it.
pub(in crate::cli) fn title_in(path: &Path) -> Option<Bilingual> {
    let text: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).ok()?).ok()?;
    let label = |lang| text.get("x-title")?.get(lang)?.as_str();
    Some(Bilingual::new(label("zh")?, label("en")?))
}

/// Every file of a folder that may be a declaration, whatever it is called: the versions in order, then the others.
fn declarations_in(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let is_json = |path: &PathBuf| path.is_file() && path.extension() == Some(OsStr::new("json"));
    let mut found: Vec<PathBuf> = entries(folder)?.into_iter().filter(is_json).collect();
    found.sort_by_key(|path| (version_of(path).is_none(), version_of(path)));
    Ok(found)
}

/// The version a file is named by: `12.json`.
pub(super) fn version_of(path: &Path) -> Option<u16> {
    let (stem, end) = (path.file_stem()?.to_str()?, path.extension()?);
    stem.parse().ok().filter(|_| end == OsStr::new("json") && !stem.starts_with(['0', '+']))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let listed = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<PathBuf>>>());
    let mut paths = listed.map_err(|cause| unread(folder, cause))?;
    paths.sort();
    Ok(paths)
}

/// A file with its text.
pub(super) fn read(path: &Path) -> Result<DeclarationFile, Stop> {
    let text = fs::read_to_string(path).map_err(|cause| unread(path, cause))?;
    let type_above = above(path).and_then(Path::file_name).and_then(OsStr::to_str).and_then(TypeName::parse);
    let placed = type_above.is_some() && path.extension() == Some(OsStr::new("json"));
    Ok(DeclarationFile { path: path.to_owned(), text, placed })
}

fn above(path: &Path) -> Option<&Path> {
    path.parent()
}

fn unread(path: &Path, cause: io::Error) -> Stop {
    LedgerError::File { path: path.display().to_string(), cause }.into()
}
