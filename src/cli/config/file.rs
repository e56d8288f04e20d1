//! A file of settings, read whole: nothing in it is passed over.

use super::fault::{At, ConfigFault, Wrong};
use super::places::{Named, Place};
use super::setting::{Setting, nearest, switch_name};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// No file of settings is larger; what is, is something else.
const MOST: u64 = 1 << 16;
/// Stands for no file.
const NONE: &str = "/dev/null";

/// What a file says of a setting, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Line {
    pub(super) value: OsString,
    pub(super) number: usize,
}

/// The lines of the file at a place; none where there is no file and nobody said that there is one.
pub(super) fn read(place: &Place) -> Result<Option<BTreeMap<Setting, Line>>, ConfigFault> {
    match text(&place.path) {
        Ok(text) => lines(&place.path, &text).map(Some),
        Err(cause) if place.named == Named::Nobody && is_absent(&cause) => Ok(None),
        Err(cause) => Err(ConfigFault::Unreadable { file: place.path.clone(), named: place.named, cause }),
    }
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The text of a file. What is none is not opened, because at a pipe the program would wait until somebody writes into it; only what is
/// named to go without any file is none and reads as empty.
fn text(path: &Path) -> io::Result<String> {
    let found = fs::metadata(path)?;
    if path == Path::new(NONE) {
        return Ok(String::new());
    }
    if found.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !found.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    // What is too large is not read, so that nothing of it is told.
    if found.len() > MOST {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut text = String::new();
    File::open(path)?.take(MOST.saturating_add(1)).read_to_string(&mut text)?;
    if u64::try_from(text.len()).is_ok_and(|length| length > MOST) {
        return Err(ErrorKind::FileTooLarge.into());
    }
    // Some programs begin a text with a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn lines(file: &Path, text: &str) -> Result<BTreeMap<Setting, Line>, ConfigFault> {
    let reader = Reader { file, text };
    let root = DeTable::parse(text).map_err(|error| {
        reader.wrong(&error.span().unwrap_or_default(), Wrong::NotToml { said: error.message().to_owned() })
    })?;
    let mut entries = Vec::new();
    reader.flatten("", root.get_ref(), &mut entries)?;
    // The first fault of the file is told, as a person reads it.
    entries.sort_by_key(|entry| entry.at.start);
    entries.into_iter().map(|entry| reader.line(&entry)).collect()
}

/// A key with its tables, where it stands, and its value.
struct Entry<'t> {
    key: String,
    at: Range<usize>,
    value: &'t DeValue<'t>,
    value_at: Range<usize>,
}

struct Reader<'t> {
    file: &'t Path,
    text: &'t str,
}

impl Reader<'_> {
    fn wrong(&self, at: &Range<usize>, wrong: Wrong) -> ConfigFault {
        ConfigFault::Wrong { at: At::of(self.file, self.text, at.start), wrong: Box::new(wrong) }
    }

    /// Lays tables that are ours flat.
    fn flatten<'t>(
        &self,
        before: &str,
        table: &'t DeTable<'t>,
        entries: &mut Vec<Entry<'t>>,
    ) -> Result<(), ConfigFault> {
        for (key, value) in table {
            let name = format!("{before}{}", key.get_ref());
            let inner = format!("{name}.");
            let is_table = Setting::ALL.iter().any(|setting| setting.key().starts_with(&inner));
            match value.get_ref() {
                DeValue::Table(table) if is_table => self.flatten(&inner, table, entries)?,
                _ if is_table => {
                    let wrong = Wrong::Kind { key: name, wanted: Wanted::Table };
                    return Err(self.wrong(&value.span(), wrong));
                }
                value_of => {
                    entries.push(Entry { key: name, at: key.span(), value: value_of, value_at: value.span() });
                }
            }
        }
        Ok(())
    }

    fn line(&self, entry: &Entry<'_>) -> Result<(Setting, Line), ConfigFault> {
        let Entry { key, at, value, value_at } = entry;
        let Some(setting) = Setting::ALL.into_iter().find(|setting| setting.key() == key) else {
            let nearest = nearest_key(key);
            return Err(self.wrong(at, Wrong::UnknownKey { key: key.clone(), nearest }));
        };
        let text = match (value, setting.is_switch()) {
            (DeValue::Boolean(on), true) => switch_name(*on).to_owned(),
            (DeValue::String(text), false) => text.to_string(),
            (_, true) => return Err(self.wrong(value_at, Wrong::Kind { key: key.clone(), wanted: Wanted::Switch })),
            (_, false) => return Err(self.wrong(value_at, Wrong::Kind { key: key.clone(), wanted: Wanted::Text })),
        };
        if let Some(why) = setting.misplaced(&text) {
            return Err(self.wrong(value_at, Wrong::Place { setting, value: text, why }));
        }
        if !setting.takes(&text) {
            return Err(self.wrong(value_at, Wrong::Value { setting, value: text }));
        }
        // A place is seen from the folder of the file: where a command is typed says nothing about it.
        let folder = self.file.parent().filter(|_| setting.is_place());
        let value = folder.map_or_else(|| OsString::from(&text), |folder| folder.join(&text).into_os_string());
        Ok((setting, Line { value, number: At::of(self.file, self.text, at.start).line }))
    }
}

/// What a key must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Wanted {
    Table,
    Switch,
    Text,
}

/// What was probably meant: a key that is spelt much alike, or the same word in the table it belongs to.
fn nearest_key(key: &str) -> Option<&'static str> {
    let last = |key: &'static str| key.rsplit('.').next().unwrap_or(key);
    let own = key.rsplit('.').next().unwrap_or(key);
    let keys = || Setting::ALL.into_iter().map(Setting::key);
    keys().find(|known| last(known) == own).or_else(|| nearest(key, keys())).or_else(|| {
        // A whole table under a name that is nearly the right one.
        nearest(key, keys().filter_map(|known| Some(known.split_once('.')?.0)))
    })
}
