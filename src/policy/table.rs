//! Reading tables of the policy file: selection by reading, typed access, and no key left unread.

use crate::policy::error::nearest;
use crate::policy::node::{Node, Value};
use crate::policy::{Choices, PolicyError, PolicyFault, Reading, ReadingId};
use crate::value::{Bilingual, Day};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// Resolves `{ reading = …, option = value, … }` and remembers which readings were met.
#[derive(Debug)]
pub(crate) struct Selector<'a> {
    pub(crate) readings: &'a [Reading],
    pub(crate) choices: &'a Choices,
    met: RefCell<BTreeSet<ReadingId>>,
    /// The readings met at all.
    used: RefCell<BTreeSet<ReadingId>>,
}

/// A table being read.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) span: Range<usize>,
    node: &'a Node,
    selector: &'a Selector<'a>,
    asked: RefCell<BTreeSet<&'static str>>,
}

pub(crate) type Parsed<T> = Result<T, PolicyError>;

impl<'a> Selector<'a> {
    pub(crate) fn new(readings: &'a [Reading], choices: &'a Choices) -> Self {
        Self { readings, choices, met: RefCell::default(), used: RefCell::default() }
    }

    /// The readings met since the last call.
    pub(crate) fn take_met(&self) -> BTreeSet<ReadingId> {
        self.met.take()
    }

    /// Meets readings again: what they chose is used by another declaration.
    pub(crate) fn meet(&self, readings: &BTreeSet<ReadingId>) {
        self.met.borrow_mut().extend(readings.iter().cloned());
    }

    /// Every reading met so far.
    pub(crate) fn used(&self) -> BTreeSet<ReadingId> {
        self.used.borrow().clone()
    }

    /// The value a node stands for; `None` where the chosen option says `"none"`.
    pub(crate) fn select(&self, node: &'a Node) -> Parsed<Option<&'a Node>> {
        let mut node = node;
        while let Some(id) = node.get("reading") {
            let reading = self.reading(id)?;
            check_options(node, reading)?;
            self.met.borrow_mut().insert(reading.id.clone());
            self.used.borrow_mut().insert(reading.id.clone());
            let token = reading.chosen(self.choices).map_or("", |option| &option.token);
            let Some(chosen) = node.get(token) else {
                return Err(
                    PolicyFault::OptionMissing { reading: reading.id.clone(), option: token.to_owned() }.at(&node.span)
                );
            };
            if chosen.value == Value::Text("none".to_owned()) {
                return Ok(None);
            }
            node = chosen;
        }
        Ok(Some(node))
    }

    fn reading(&self, id: &Node) -> Parsed<&'a Reading> {
        let name = text(id)?;
        self.readings.iter().find(|reading| *reading.id.0 == *name).ok_or_else(|| {
            let near = nearest(name, self.readings.iter().map(|reading| &*reading.id.0));
            PolicyFault::UnknownReading { id: name.to_owned(), nearest: near }.at(&id.span)
        })
    }

    /// The elements of a list, those that say `"none"` left out; no word stands in it twice.
    pub(crate) fn elements(&self, node: &'a Node) -> Parsed<Vec<&'a Node>> {
        let chosen = self.in_order(node)?;
        let mut earlier: Vec<String> = Vec::new();
        for node in chosen.iter().filter(|node| !matches!(node.value, Value::Table(_) | Value::List(_))) {
            let word = plain(node);
            if earlier.contains(&word) {
                return Err(PolicyFault::RepeatedWord(word).at(&node.span));
            }
            earlier.push(word);
        }
        Ok(chosen)
    }

    /// The elements of a list whose places mean something, so that a word may stand in several.
    pub(crate) fn in_order(&self, node: &'a Node) -> Parsed<Vec<&'a Node>> {
        let Value::List(items) = &node.value else { return Err(expected("list", node)) };
        let mut chosen = Vec::new();
        for item in items {
            chosen.extend(self.select(item)?);
        }
        Ok(chosen)
    }

    /// The elements of a list that says nothing at all without one.
    pub(crate) fn filled(&self, key: &str, node: &'a Node) -> Parsed<Vec<&'a Node>> {
        let chosen = self.elements(node)?;
        if chosen.is_empty() { Err(PolicyFault::EmptyList(key.to_owned()).at(&node.span)) } else { Ok(chosen) }
    }
}

impl<'a> Table<'a> {
    pub(crate) fn new(node: &'a Node, selector: &'a Selector<'a>) -> Parsed<Self> {
        let Value::Table(_) = &node.value else { return Err(expected("table", node)) };
        Ok(Self { span: node.span.clone(), node, selector, asked: RefCell::default() })
    }

    /// Whether the key is written at all, whatever it says.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.asked.borrow_mut().insert(key);
        self.node.get(key).is_some()
    }

    /// The selected value of a key.
    pub(crate) fn opt(&self, key: &'static str) -> Parsed<Option<&'a Node>> {
        self.asked.borrow_mut().insert(key);
        match self.node.get(key) {
            None => Ok(None),
            Some(node) => self.selector.select(node),
        }
    }

    pub(crate) fn get(&self, key: &'static str) -> Parsed<&'a Node> {
        self.opt(key)?.ok_or_else(|| match self.node.get(key) {
            None => PolicyFault::MissingKey(key.to_owned()).at(&self.span),
            Some(node) => PolicyFault::NoneNotPossible(key.to_owned()).at(&node.span),
        })
    }

    pub(crate) fn text(&self, key: &'static str) -> Parsed<&'a str> {
        let node = self.get(key)?;
        let found = text(node)?;
        if found.trim().is_empty() { Err(PolicyFault::Blank(key.to_owned()).at(&node.span)) } else { Ok(found) }
    }

    /// A whole number, at least the one and at most the other.
    pub(crate) fn whole_within(&self, key: &'static str, least: i64, most: i64) -> Parsed<i64> {
        let number = self.whole(key)?;
        let fault = PolicyFault::OutOfRange { number, least, most };
        if (least..=most).contains(&number) { Ok(number) } else { Err(fault.at(&self.get(key)?.span)) }
    }

    pub(crate) fn whole(&self, key: &'static str) -> Parsed<i64> {
        let node = self.get(key)?;
        if let Value::Whole(number) = node.value { Ok(number) } else { Err(expected("whole number", node)) }
    }

    pub(crate) fn day(&self, key: &'static str) -> Parsed<Day> {
        let node = self.get(key)?;
        if let Value::Day(day) = node.value { Ok(day) } else { Err(expected("day", node)) }
    }

    /// A yes or no that is no when not written.
    pub(crate) fn flag(&self, key: &'static str) -> Parsed<bool> {
        match self.opt(key)? {
            None => Ok(false),
            Some(Node { value: Value::Flag(flag), .. }) => Ok(*flag),
            Some(node) => Err(expected("yes or no", node)),
        }
    }

    pub(crate) fn table(&self, key: &'static str) -> Parsed<Table<'a>> {
        Table::new(self.get(key)?, self.selector)
    }

    pub(crate) fn opt_table(&self, key: &'static str) -> Parsed<Option<Table<'a>>> {
        self.opt(key)?.map(|node| Table::new(node, self.selector)).transpose()
    }

    /// The tables of a list; empty when the key is not written.
    pub(crate) fn tables(&self, key: &'static str) -> Parsed<Vec<Table<'a>>> {
        let Some(node) = self.opt(key)? else { return Ok(Vec::new()) };
        self.selector.elements(node)?.into_iter().map(|node| Table::new(node, self.selector)).collect()
    }

    /// The elements of a list that must have one.
    pub(crate) fn filled(&self, key: &'static str) -> Parsed<Vec<&'a Node>> {
        self.selector.filled(key, self.get(key)?)
    }

    /// The tables of a list that must have one.
    pub(crate) fn filled_tables(&self, key: &'static str) -> Parsed<Vec<Table<'a>>> {
        self.filled(key)?.into_iter().map(|node| Table::new(node, self.selector)).collect()
    }

    /// The texts of a list that must have one.
    pub(crate) fn filled_texts(&self, key: &'static str) -> Parsed<Vec<&'a str>> {
        self.filled(key)?.into_iter().map(text).collect()
    }

    /// The texts of a list; empty when the key is not written.
    pub(crate) fn texts(&self, key: &'static str) -> Parsed<Vec<&'a str>> {
        let Some(node) = self.opt(key)? else { return Ok(Vec::new()) };
        self.selector.elements(node)?.into_iter().map(text).collect()
    }

    pub(crate) fn bilingual(&self, key: &'static str) -> Parsed<Bilingual> {
        let table = self.table(key)?;
        let words = Bilingual::new(table.text("zh")?, table.text("en")?);
        table.finish()?;
        Ok(words)
    }

    /// One of a closed list of words.
    pub(crate) fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Parsed<T> {
        let node = self.get(key)?;
        let word = text(node)?;
        words.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning).ok_or_else(|| {
            PolicyFault::UnknownWord {
                word: word.to_owned(),
                allowed: words.iter().map(|(name, _)| (*name).to_owned()).collect(),
                nearest: nearest(word, words.iter().map(|(name, _)| *name)),
            }
            .at(&node.span)
        })
    }

    /// One of a closed list of words, or the default when the key is not written.
    pub(crate) fn word_or<T: Copy>(&self, key: &'static str, default: T, words: &[(&str, T)]) -> Parsed<T> {
        if self.has(key) { self.word(key, words) } else { Ok(default) }
    }

    /// The remaining keys with their values, for tables whose keys are data. The keys already asked for are left out.
    pub(crate) fn rest(&self) -> Parsed<Vec<(&'a str, Range<usize>, &'a Node)>> {
        let mut rest = Vec::new();
        for (key, span, node) in self.unread() {
            rest.extend(self.selector.select(node)?.map(|node| (key, span, node)));
        }
        Ok(rest)
    }

    /// The same as they are written, before a reading chooses.
    pub(crate) fn unread(&self) -> Vec<(&'a str, Range<usize>, &'a Node)> {
        let Value::Table(entries) = &self.node.value else { return Vec::new() };
        let rest = entries.iter().filter(|entry| !self.asked.borrow().contains(entry.key.as_str()));
        rest.map(|entry| (entry.key.as_str(), entry.span.clone(), &entry.node)).collect()
    }

    pub(crate) fn selector(&self) -> &'a Selector<'a> {
        self.selector
    }

    /// Every key was read; otherwise the first stranger is named, with the nearest key that was asked for.
    pub(crate) fn finish(&self) -> Parsed<()> {
        let Value::Table(entries) = &self.node.value else { return Ok(()) };
        let asked = self.asked.borrow();
        match entries.iter().find(|entry| !asked.contains(entry.key.as_str())) {
            None => Ok(()),
            Some(entry) => {
                let near = nearest(&entry.key, asked.iter().copied());
                Err(PolicyFault::UnknownKey { key: entry.key.clone(), nearest: near }.at(&entry.span))
            }
        }
    }
}

/// The use of a reading names each of its options and no other.
fn check_options(node: &Node, reading: &Reading) -> Parsed<()> {
    let Value::Table(entries) = &node.value else { return Ok(()) };
    for entry in entries.iter().filter(|entry| entry.key != "reading") {
        if reading.option(&entry.key).is_none() {
            let near = nearest(&entry.key, reading.options.iter().map(|option| &*option.token));
            let (reading, option) = (reading.id.clone(), entry.key.clone());
            return Err(PolicyFault::OptionUnknown { reading, option, nearest: near }.at(&entry.span));
        }
    }
    match reading.options.iter().find(|option| node.get(&option.token).is_none()) {
        None => Ok(()),
        Some(option) => {
            let (reading, option) = (reading.id.clone(), option.token.to_string());
            Err(PolicyFault::OptionMissing { reading, option }.at(&node.span))
        }
    }
}

/// A value as people name it: text without its quotes.
fn plain(node: &Node) -> String {
    if let Value::Text(text) = &node.value { text.clone() } else { node.told() }
}

pub(crate) fn text(node: &Node) -> Parsed<&str> {
    if let Value::Text(text) = &node.value { Ok(text) } else { Err(expected("text", node)) }
}

pub(crate) fn expected(kind: &'static str, node: &Node) -> PolicyError {
    PolicyFault::WrongType { expected: kind }.at(&node.span)
}
