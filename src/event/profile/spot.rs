//! A place in a declaration that knows its path, and answers with values or with faults there.

use crate::event::nearest::nearest;
use crate::event::profile::DeclarationFault;
use crate::event::profile::tree::{Content, Entry, Node};
use crate::value::Bilingual;

/// A fault at a path and a byte.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) path: String,
    pub(super) at: usize,
    pub(super) fault: DeclarationFault,
}

/// A value of the document with its path.
#[derive(Debug, Clone)]
pub(super) struct Spot<'t> {
    node: &'t Node<'t>,
    path: String,
}

/// An object whose keys were checked.
#[derive(Debug, Clone)]
pub(super) struct Object<'t> {
    spot: Spot<'t>,
    entries: &'t [Entry<'t>],
}

impl<'t> Spot<'t> {
    /// The document itself.
    pub(super) fn root(node: &'t Node<'t>) -> Self {
        Self { node, path: String::new() }
    }

    /// A fault at this place.
    pub(super) fn fails(&self, fault: DeclarationFault) -> Trouble {
        Trouble { path: self.path.clone(), at: self.node.at, fault }
    }

    fn wrong(&self, expected: &'static str) -> Trouble {
        self.fails(DeclarationFault::WrongType { expected })
    }

    fn below(&self, key: &str, node: &'t Node<'t>) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { node, path }
    }

    /// The keys and values, whatever the keys are; none twice.
    pub(super) fn any_object(&self) -> Result<Object<'t>, Trouble> {
        let Content::Object(entries) = &self.node.content else { return Err(self.wrong("object")) };
        let object = Object { spot: self.clone(), entries };
        for (number, entry) in entries.iter().enumerate() {
            if entries.iter().take(number).any(|before| before.key == entry.key) {
                return Err(object.key_fails(entry, DeclarationFault::RepeatedKey));
            }
        }
        Ok(object)
    }

    /// The keys and values, the keys being only these keywords.
    pub(super) fn object(&self, keywords: &[&str]) -> Result<Object<'t>, Trouble> {
        let object = self.any_object()?;
        object.strangers(keywords).into_iter().next().map_or(Ok(object), Err)
    }

    /// The elements.
    pub(super) fn list(&self) -> Result<Vec<Spot<'t>>, Trouble> {
        let Content::Array(nodes) = &self.node.content else { return Err(self.wrong("array")) };
        let spot = |(number, node)| Spot { node, path: format!("{}[{number}]", self.path) };
        Ok(nodes.iter().enumerate().map(spot).collect())
    }

    /// The elements, at least one.
    pub(super) fn filled_list(&self) -> Result<Vec<Spot<'t>>, Trouble> {
        let list = self.list()?;
        if list.is_empty() { Err(self.fails(DeclarationFault::Empty)) } else { Ok(list) }
    }

    fn scalar(&self) -> Option<&'t serde_json::Value> {
        if let Content::Scalar(value) = &self.node.content { Some(value) } else { None }
    }

    /// The text.
    pub(super) fn text(&self) -> Result<&'t str, Trouble> {
        self.scalar().and_then(|value| value.as_str()).ok_or_else(|| self.wrong("text"))
    }

    /// Yes or no.
    pub(super) fn flag(&self) -> Result<bool, Trouble> {
        self.scalar().and_then(serde_json::Value::as_bool).ok_or_else(|| self.wrong("yes or no"))
    }

    /// A whole number.
    pub(super) fn whole(&self) -> Result<i64, Trouble> {
        self.scalar().and_then(serde_json::Value::as_i64).ok_or_else(|| self.wrong("whole number"))
    }

    /// Whether it is text.
    pub(super) fn is_text(&self) -> bool {
        self.scalar().is_some_and(serde_json::Value::is_string)
    }

    /// The value as it stands.
    pub(super) fn value(&self) -> Result<serde_json::Value, Trouble> {
        serde_json::from_str(self.node.text).map_err(|error| self.fails(DeclarationFault::NotJson(error.to_string())))
    }

    /// One of some words.
    pub(super) fn one_of(&self, allowed: &'static [&'static str]) -> Result<&'t str, Trouble> {
        let word = self.text()?;
        if allowed.contains(&word) {
            return Ok(word);
        }
        let nearest = nearest(word, allowed.iter().copied());
        Err(self.fails(DeclarationFault::NotInList { allowed, nearest }))
    }

    /// The one text allowed here.
    pub(super) fn exactly(&self, expected: &'static str) -> Result<(), Trouble> {
        if self.text()? == expected { Ok(()) } else { Err(self.fails(DeclarationFault::WrongValue { expected })) }
    }

    /// Words in both languages.
    pub(super) fn bilingual(&self) -> Result<Bilingual, Trouble> {
        let object = self.object(&["zh", "en"])?;
        Ok(Bilingual::new(object.label("zh")?, object.label("en")?))
    }
}

impl<'t> Object<'t> {
    /// The object's own place.
    pub(super) fn spot(&self) -> &Spot<'t> {
        &self.spot
    }

    /// The value of a key, when it is there.
    pub(super) fn get(&self, key: &str) -> Option<Spot<'t>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(self.spot.below(key, &entry.value))
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, keyword: &'static str) -> Result<Spot<'t>, Trouble> {
        self.get(keyword).ok_or_else(|| self.spot.fails(DeclarationFault::MissingKeyword { keyword }))
    }

    /// Every key with its value, in file order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t str, Spot<'t>)> + '_ {
        self.entries.iter().map(|entry| (&*entry.key, self.spot.below(&entry.key, &entry.value)))
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A fault at the place of a key.
    pub(super) fn fails_at(&self, key: &str, fault: DeclarationFault) -> Trouble {
        match self.entries.iter().find(|entry| entry.key == key) {
            Some(entry) => self.key_fails(entry, fault),
            None => self.spot.fails(fault),
        }
    }

    /// The faults of keys that are none of these keywords.
    pub(super) fn strangers(&self, keywords: &[&str]) -> Vec<Trouble> {
        let strange = self.entries.iter().filter(|entry| !keywords.contains(&&*entry.key));
        let told = |entry: &Entry<'t>| {
            let nearest = nearest(&entry.key, keywords.iter().copied());
            self.key_fails(entry, DeclarationFault::UnknownKeyword { nearest })
        };
        strange.map(told).collect()
    }

    /// Refuses a keyword that does not go with what stands beside it.
    pub(super) fn only(&self, allowed: &[&str]) -> Result<(), Trouble> {
        match self.entries.iter().find(|entry| !allowed.contains(&&*entry.key)) {
            Some(entry) => {
                Err(self.key_fails(entry, DeclarationFault::KeywordNotHere { keyword: entry.key.clone().into_owned() }))
            }
            None => Ok(()),
        }
    }

    fn key_fails(&self, entry: &Entry<'t>, fault: DeclarationFault) -> Trouble {
        Trouble { path: self.spot.below(&entry.key, &entry.value).path, at: entry.at, fault }
    }

    fn label(&self, lang: &'static str) -> Result<&'t str, Trouble> {
        let missing = || DeclarationFault::LabelMissing { lang };
        let spot = self.get(lang).ok_or_else(|| self.spot.fails(missing()))?;
        let text = spot.text()?;
        if text.trim().is_empty() { Err(spot.fails(missing())) } else { Ok(text) }
    }
}
