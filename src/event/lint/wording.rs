//! Names, labels and what the ledger derives from them.

use super::kinds::Lint;
use super::look::{Look, keys};
use crate::event::declaration::{Field, FieldKind, Format};
use crate::event::profile::Step;
use crate::value::Bilingual;
use serde_json::Value;

/// What stands in a new file where words are still to be written.
const STILL: [&str; 2] = ["待写", "to be written"];
/// Names and labels of fields that mostly hold something about a person.
const PERSONAL_NAMES: &[&str] = &["phone", "mobile", "id_card", "person", "contact", "email", "passport", "birthday"];
const PERSONAL_LABELS: &[&str] = &["手机", "电话", "身份证", "护照", "联系人", "姓名", "邮箱", "出生"];
/// The tag under which an enterprise finds its facts.
const ENTERPRISE: &str = "enterprise";

pub(super) fn look(look: &mut Look<'_>) {
    let declaration = look.declaration;
    let title = serde_json::from_str::<Value>(&declaration.text).ok();
    let title = title.as_ref().and_then(|document| document.get("title")).and_then(Value::as_str);
    if title != Some(declaration.name.as_str()) {
        look.say(keys(["title"]), Lint::TitleNotName { name: declaration.name.to_string() });
    }
    words(look, &keys(["x-title"]), &declaration.title);
    match &declaration.description {
        Some(told) => words(look, &keys(["x-description"]), told),
        None => look.say(keys(["$id"]), Lint::NoDescription),
    }
    for (number, evidence) in declaration.evidence.iter().enumerate() {
        let mut steps = keys(["x-evidence"]);
        steps.extend([Step::At(number), Step::Key("title".to_owned())]);
        words(look, &steps, &evidence.title);
    }
    if let Some(deprecated) = &declaration.deprecated {
        words(look, &keys(["x-deprecated", "why"]), &deprecated.why);
        if declaration.version == 1 {
            look.say(keys(["x-deprecated"]), Lint::DeprecatedFromStart);
        }
    }
    if declaration.tags.is_empty() {
        look.say(keys(["x-tags"]), Lint::NoTags);
    }
    if declaration.natural_key.is_empty() {
        look.say(keys(["x-natural-key"]), Lint::NoNaturalKey);
    }
    public(look);
    fields(look, &keys(["properties"]), &declaration.fields, true);
}

/// Tags and keys are read by everybody.
fn public(look: &mut Look<'_>) {
    let declaration = look.declaration;
    for (index, inner, _) in &declaration.tags {
        let Some(outer) = declaration.fields.get(*index) else { continue };
        let row = inner
            .and_then(|inner| if let FieldKind::Rows { fields, .. } = &outer.kind { fields.get(inner) } else { None });
        let path = row.map_or_else(|| outer.name.clone(), |row| format!("{}[].{}", outer.name, row.name));
        if seems_personal(row.unwrap_or(outer)) {
            look.say(keys(["x-tags", &path]), Lint::PublicLooksPersonal);
        }
    }
    for (number, index) in declaration.natural_key.iter().enumerate() {
        if declaration.fields.get(*index).is_some_and(seems_personal) {
            let mut steps = keys(["x-natural-key"]);
            steps.push(Step::At(number));
            look.say(steps, Lint::PublicLooksPersonal);
        }
    }
}

fn fields(look: &mut Look<'_>, at: &[Step], fields_here: &[Field], top: bool) {
    for (number, field) in fields_here.iter().enumerate() {
        let mut steps = at.to_vec();
        steps.push(Step::Key(field.name.clone()));
        let mut labelled = steps.clone();
        labelled.push(Step::Key("x-title".to_owned()));
        words(look, &labelled, &field.title);
        repeated(look, &labelled, field, fields_here.get(..number).unwrap_or_default());
        if seems_personal(field) && !field.personal {
            look.say(steps.clone(), Lint::LooksPersonal);
        }
        kind(look, &steps, field, top.then_some(number));
        if !can_hold(&field.kind) {
            look.say(steps.clone(), Lint::NeverHolds);
        }
        if let FieldKind::Choice(choice) = &field.kind {
            for (word, label) in choice {
                let mut steps = steps.clone();
                steps.extend(["x-labels", word].map(|key| Step::Key(key.to_owned())));
                words(look, &steps, label);
            }
        }
        if let FieldKind::Rows { fields: rows, .. } = &field.kind {
            steps.extend(["items", "properties"].map(|key| Step::Key(key.to_owned())));
            fields(look, &steps, rows, false);
        }
    }
}

/// What a field may hold; `top` is its number where it is no field of a row.
fn kind(look: &mut Look<'_>, steps: &[Step], field: &Field, top: Option<usize>) {
    match &field.kind {
        FieldKind::Text { format: Format::Plain, most: u64::MAX, .. } => {
            look.say(steps.to_vec(), Lint::TextWithoutBound);
        }
        FieldKind::Text { format: Format::Uscc, .. } => {
            let tagged = |number: usize| {
                let mut tags = look.declaration.tags.iter();
                tags.any(|(index, inner, namespace)| *index == number && inner.is_none() && namespace == ENTERPRISE)
            };
            if top.is_some_and(|number| !tagged(number)) {
                look.say(steps.to_vec(), Lint::CodeWithoutTag);
            }
        }
        // A number that can be one thing only needs no unit, and neither does a place in an order within a row.
        FieldKind::Whole { least, most } if field.unit.is_none() && top.is_some() && least != most => {
            look.say(steps.to_vec(), Lint::CountWithoutUnit);
        }
        FieldKind::Text { .. }
        | FieldKind::Choice(_)
        | FieldKind::Whole { .. }
        | FieldKind::Flag
        | FieldKind::Rows { .. }
        | FieldKind::Raw => {}
    }
}

/// Whether there is a value that a field may hold.
fn can_hold(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Text { least, most, format } => {
            let (shortest, longest) = lengths(*format);
            *least <= longest && *most >= shortest
        }
        FieldKind::Rows { most, .. } => *most > 0,
        FieldKind::Choice(_) | FieldKind::Whole { .. } | FieldKind::Flag | FieldKind::Raw => true,
    }
}

/// The letters of the shortest and the longest text of a format.
fn lengths(format: Format) -> (u64, u64) {
    match format {
        Format::Plain | Format::StandardNo => (1, u64::MAX),
        Format::Amount => (1, 16),
        Format::Percentage => (1, 9),
        Format::Date => (10, 10),
        Format::DayPeriod => (21, 21),
        Format::Uscc => (18, 18),
        Format::Uuid => (36, 36),
        Format::Digest => (64, 64),
    }
}

/// A table brought in names its columns by their labels.
fn repeated(look: &mut Look<'_>, steps: &[Step], field: &Field, before: &[Field]) {
    for (lang, label) in [("zh", &field.title.zh), ("en", &field.title.en)] {
        let same = |other: &&Field| if lang == "zh" { other.title.zh == *label } else { other.title.en == *label };
        if let Some(other) = before.iter().find(same) {
            let mut steps = steps.to_vec();
            steps.push(Step::Key(lang.to_owned()));
            look.say(steps, Lint::LabelRepeated { label: label.to_string(), other: other.name.clone() });
        }
    }
}

/// Words in both languages are in both languages, and written.
fn words(look: &mut Look<'_>, steps: &[Step], words: &Bilingual) {
    let say = |look: &mut Look<'_>, lang: &str, lint: Lint| {
        let mut steps = steps.to_vec();
        steps.push(Step::Key(lang.to_owned()));
        look.say(steps, lint);
    };
    for (lang, text) in [("zh", &words.zh), ("en", &words.en)] {
        if STILL.iter().any(|still| text.to_lowercase().contains(still)) {
            say(look, lang, Lint::Placeholder);
        }
    }
    let chinese = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    // A code, a standard or a name of a product may be its own label in both languages.
    if !chinese(&words.zh) && words.zh.chars().any(|letter| letter.is_ascii_lowercase()) {
        say(look, "zh", Lint::LabelNotChinese);
    }
    if chinese(&words.en) {
        say(look, "en", Lint::LabelNotEnglish);
    }
}

fn seems_personal(field: &Field) -> bool {
    let named = |part: &str| field.name.split('_').any(|word| word == part) || field.name == part;
    PERSONAL_NAMES.iter().any(|part| named(part)) || PERSONAL_LABELS.iter().any(|part| field.title.zh.contains(part))
}
