//! The papers of a bundle beside those that follow from its events.

use super::told::{Difference, Remark};
use crate::value::Bilingual;
use serde_json::{Map, Value};
use std::fmt::Write;
use std::path::Path;

/// So many values of one file are told; more say nothing new.
const TOLD: usize = 20;
/// A value that is told has at most so many letters.
const LONGEST: usize = 160;
/// Longer lists than this are not aligned: whoever sends one gains nothing by it.
const ALIGNED: usize = 4_000;

/// Both versions of the answer, and what differs between them.
pub(super) struct Comparison<'n> {
    name: &'n str,
    /// One version of the program wrote both, so all of it must be the same.
    same: bool,
    pub(super) differences: Vec<Difference>,
    pub(super) remarks: Vec<Remark>,
    more: usize,
}

impl<'n> Comparison<'n> {
    /// Compares one file.
    pub(super) fn of(name: &'n str, packaged: &[u8], computed: &[u8], same: bool) -> Self {
        let mut own = Self { name, same, differences: Vec::new(), remarks: Vec::new(), more: 0 };
        if packaged == computed {
            return own;
        }
        if !is_of_a_size(packaged, computed) {
            let (found, owed) = (packaged.len(), computed.len());
            let why = Bilingual::new(
                &format!("有 {found} 字节，由事件得出的只有 {owed} 字节"),
                &format!("it has {found} bytes, and what follows from the events has {owed}"),
            );
            own.differences.push(Difference::FileUnreadable { name: name.to_owned(), why });
        } else if Path::new(name).extension().is_some_and(|end| end == "json") {
            match (serde_json::from_slice(packaged), serde_json::from_slice(computed)) {
                (Ok(packaged), Ok(computed)) => own.values(&mut String::new(), &packaged, &computed),
                (Err(error), _) | (_, Err(error)) => {
                    own.differences.push(Difference::FileUnreadable { name: name.to_owned(), why: no_json(&error) });
                }
            }
        } else {
            own.lines(packaged, computed);
        }
        // One version writes one thing in one way: what values do not show, bytes do, such as a field that stands twice.
        if same && own.differences.is_empty() {
            own.differences.push(Difference::FileBytes { name: name.to_owned() });
        }
        if own.more > 0 {
            own.differences.push(Difference::More { name: name.to_owned(), count: own.more });
        }
        own
    }

    fn values(&mut self, path: &mut String, packaged: &Value, computed: &Value) {
        match (packaged, computed) {
            (Value::Object(packaged), Value::Object(computed)) => self.fields(path, packaged, computed),
            (Value::Array(packaged), Value::Array(computed)) => self.rows(path, packaged, computed),
            _ if packaged == computed => {}
            _ => self.differ(path, Some(packaged), Some(computed)),
        }
    }

    fn fields(&mut self, path: &mut String, packaged: &Map<String, Value>, computed: &Map<String, Value>) {
        let length = path.len();
        for (key, one) in packaged {
            // Words are the version's own; what they say is beside them in values.
            if !self.same && matches!(key.as_str(), "zh" | "en") {
                continue;
            }
            path.push_str(if length == 0 { "" } else { "." });
            path.push_str(key);
            match computed.get(key) {
                Some(other) => self.values(path, one, other),
                None if self.same => self.differ(path, Some(one), None),
                None => self.remark(Remark::Gone { name: self.name.to_owned(), path: path.clone() }),
            }
            path.truncate(length);
        }
        for (key, other) in computed.iter().filter(|(key, _)| !packaged.contains_key(*key)) {
            let joint = if length == 0 { "" } else { "." };
            let path = format!("{path}{joint}{key}");
            if self.same {
                self.differ(&path, None, Some(other));
            } else {
                self.remark(Remark::New { name: self.name.to_owned(), path });
            }
        }
    }

    fn rows(&mut self, path: &mut String, packaged: &[Value], computed: &[Value]) {
        let length = path.len();
        for pair in pairs(packaged, computed) {
            let ((Some(number), _) | (None, Some(number))) = pair else { continue };
            // Writing to a text never fails.
            let _ = write!(path, "[{number}]");
            match (pair.0.and_then(|at| packaged.get(at)), pair.1.and_then(|at| computed.get(at))) {
                (Some(one), Some(other)) => self.values(path, one, other),
                (one, other) if self.same => self.differ(path, one, other),
                (Some(_), None) => self.remark(Remark::Gone { name: self.name.to_owned(), path: path.clone() }),
                (None, _) => self.remark(Remark::New { name: self.name.to_owned(), path: path.clone() }),
            }
            path.truncate(length);
        }
    }

    fn lines(&mut self, packaged: &[u8], computed: &[u8]) {
        if !self.same {
            return self.remark(Remark::Reworded { name: self.name.to_owned() });
        }
        let (packaged, computed) = (String::from_utf8_lossy(packaged), String::from_utf8_lossy(computed));
        let (mut one, mut other) = (packaged.split('\n'), computed.split('\n'));
        let mut line = 0_u64;
        loop {
            line = line.saturating_add(1);
            match (one.next(), other.next()) {
                // They differ in bytes that are no text.
                (None, None) => {
                    return self.differences.push(Difference::FileUnreadable {
                        name: self.name.to_owned(),
                        why: Bilingual::new("不是 UTF-8 文字", "it is no UTF-8 text"),
                    });
                }
                (packaged, computed) if packaged == computed => {}
                (packaged, computed) => {
                    let (packaged, computed) = (cut(packaged.unwrap_or_default()), cut(computed.unwrap_or_default()));
                    let name = self.name.to_owned();
                    return self.differences.push(Difference::Line { name, line, packaged, computed });
                }
            }
        }
    }

    fn differ(&mut self, path: &str, packaged: Option<&Value>, computed: Option<&Value>) {
        if self.differences.len() >= TOLD {
            self.more = self.more.saturating_add(1);
            return;
        }
        let [packaged, computed] = [packaged, computed].map(|value| value.map_or_else(String::new, shown));
        let (name, path) = (self.name.to_owned(), path.to_owned());
        self.differences.push(Difference::Value { name, path, packaged, computed });
    }

    fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < TOLD {
            self.remarks.push(remark);
        }
    }
}

/// Whether a file that somebody sent may be read as what it should be: one that is far larger says something else, and is not
/// worth the room that its values would take.
pub(super) fn is_of_a_size(packaged: &[u8], computed: &[u8]) -> bool {
    packaged.len() <= computed.len().saturating_mul(4).saturating_add(1 << 20)
}

/// Why a text is not the JSON it should be: what the library says of it stands in English alone.
pub(super) fn no_json(error: &serde_json::Error) -> Bilingual {
    let (line, column) = (error.line(), error.column());
    Bilingual::new(&format!("第 {line} 行第 {column} 列不是应有的 JSON"), &error.to_string())
}

fn shown(value: &Value) -> String {
    cut(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

fn cut(text: &str) -> String {
    let shown: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() { format!("{shown}…") } else { shown }
}

type Pair = (Option<usize>, Option<usize>);

/// Which row of one list is which of the other: in order, and where rows say what they are, by what they say.
fn pairs(packaged: &[Value], computed: &[Value]) -> Vec<Pair> {
    let says = |rows: &[Value]| rows.iter().map(|row| Some(row.get("says")?.as_str()?.to_owned())).collect();
    let both: [Option<Vec<String>>; 2] = [says(packaged), says(computed)];
    let in_order = || {
        let longest = packaged.len().max(computed.len());
        (0..longest).map(|at| (Some(at).filter(|at| *at < packaged.len()), Some(at).filter(|at| *at < computed.len())))
    };
    match both {
        [Some(one), Some(other)] if packaged.len() != computed.len() && one.len().max(other.len()) <= ALIGNED => {
            aligned(&one, &other)
        }
        _ => in_order().collect(),
    }
}

/// The longest run of rows that both lists have in one order, and the others alone.
fn aligned(one: &[String], other: &[String]) -> Vec<Pair> {
    let width = other.len().saturating_add(1);
    let mut longest = vec![0_u16; one.len().saturating_add(1).saturating_mul(width)];
    let at = |row: usize, column: usize| row.saturating_mul(width).saturating_add(column);
    let get = |longest: &[u16], row, column| longest.get(at(row, column)).copied().unwrap_or_default();
    for (row, mine) in one.iter().enumerate().rev() {
        for (column, theirs) in other.iter().enumerate().rev() {
            let (below, beside) = (row.saturating_add(1), column.saturating_add(1));
            let best = if mine == theirs {
                get(&longest, below, beside).saturating_add(1)
            } else {
                get(&longest, below, column).max(get(&longest, row, beside))
            };
            if let Some(cell) = longest.get_mut(at(row, column)) {
                *cell = best;
            }
        }
    }
    let (mut pairs, mut row, mut column) = (Vec::new(), 0, 0);
    while row < one.len() || column < other.len() {
        let both = one.get(row).zip(other.get(column));
        let (below, beside) = (row.saturating_add(1), column.saturating_add(1));
        if both.is_some_and(|(mine, theirs)| mine == theirs) {
            pairs.push((Some(row), Some(column)));
            (row, column) = (below, beside);
        } else if row < one.len()
            && (column >= other.len() || get(&longest, below, column) >= get(&longest, row, beside))
        {
            pairs.push((Some(row), None));
            row = below;
        } else {
            pairs.push((None, Some(column)));
            column = beside;
        }
    }
    pairs
}
