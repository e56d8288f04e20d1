//! The registered types as people read them.

use crate::event::{Catalogue, Declaration, Field, FieldKind, Format};
use crate::ledger::error::LedgerError;
use crate::ledger::service::{Ledger, shipped_declarations};
use crate::value::{Bilingual, Lang, TypeName};

/// So many types are named when words fit several.
const CALLED: usize = 5;

/// The types the program brings along.
pub fn shipped_types() -> Result<Catalogue, LedgerError> {
    Catalogue::new(shipped_declarations()?)
        .map_err(|error| LedgerError::Own(Box::new(crate::ledger::Fault::Catalogue(Box::new(error)))))
}

/// A catalogue with versions of a type that is in no ledger yet, as their files declare it; none where they do not go with it.
pub fn catalogue_with(catalogue: &Catalogue, texts: &[String]) -> Option<Catalogue> {
    let own = texts.iter().map(|text| Declaration::parse(text).ok()).collect::<Option<Vec<_>>>()?;
    let known = catalogue.names().flat_map(|name| catalogue.versions(name)).cloned();
    Catalogue::new(known.chain(own).collect()).ok()
}

/// The newest declaration of every type in the order of the names, those that nothing new should be recorded with at the end.
pub fn in_use_first(catalogue: &Catalogue) -> Vec<&Declaration> {
    let mut all: Vec<&Declaration> = catalogue.ids().map(|id| catalogue.declaration(id)).collect();
    all.sort_by_key(|declaration| declaration.deprecated.is_some());
    all
}

/// Of each field its name (a star when it must be given), what it is called, and what it may hold.
pub fn field_rows(declaration: &Declaration, lang: Lang) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    add("", &declaration.fields, lang, &mut rows);
    rows
}

fn add(at: &str, fields: &[Field], lang: Lang, rows: &mut Vec<[String; 3]>) {
    for field in fields {
        let name = format!("{at}{}", field.name);
        let star = if field.required { "*" } else { "" };
        rows.push([format!("{name}{star}"), field.title.get(lang).to_owned(), holds(field, lang)]);
        if let FieldKind::Rows { fields, .. } = &field.kind {
            add(&format!("{name}[]."), fields, lang, rows);
        }
    }
}

fn holds(field: &Field, lang: Lang) -> String {
    let say = |zh: &str, en: &str| Bilingual::new(zh, en).get(lang).to_owned();
    match &field.kind {
        FieldKind::Text { format: Format::Plain, least, most } => {
            say(&format!("文本，{least} 至 {most} 字"), &format!("text of {least} to {most} characters"))
        }
        FieldKind::Text { format, .. } => format.word().unwrap_or_default().to_owned(),
        FieldKind::Choice(words) => {
            let told = words.iter().map(|(word, label)| match lang {
                Lang::Zh => format!("{word}（{}）", label.zh),
                Lang::En => format!("{word} ({})", label.en),
            });
            told.collect::<Vec<_>>().join(" | ")
        }
        FieldKind::Whole { least, most } => {
            say(&format!("整数，{least} 至 {most}"), &format!("whole number, {least} to {most}"))
        }
        FieldKind::Flag => "true | false".to_owned(),
        FieldKind::Rows { least, most, .. } => {
            say(&format!("{least} 至 {most} 项"), &format!("{least} to {most} rows"))
        }
        FieldKind::Raw => say("对象", "object"),
    }
}

impl Ledger {
    /// The type of a name in a catalogue, or the nearest one there is. Whoever gives what a type is called in words is told the names
    /// of those that are called so.
    pub fn type_in(catalogue: &Catalogue, name: &str) -> Result<TypeName, Option<String>> {
        TypeName::parse(name)
            .filter(|name| catalogue.type_id(name).is_some())
            .ok_or_else(|| called(catalogue, name).or_else(|| catalogue.nearest(name)))
    }
}

/// The names of types whose title has these words in it.
fn called(catalogue: &Catalogue, words: &str) -> Option<String> {
    let words = words.trim().to_lowercase();
    let titled = in_use_first(catalogue).into_iter().filter(|declaration| {
        let has = |title: &str| title.to_lowercase().contains(&words);
        !words.is_empty() && (has(&declaration.title.zh) || has(&declaration.title.en))
    });
    let names: Vec<&str> = titled.take(CALLED).map(|declaration| declaration.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
