//! The form of a type, from its declaration.

use crate::event::{Catalogue, Declaration, Field, FieldKind, Format, Unit};
use crate::explain::deprecation;
use crate::value::{Bilingual, TypeName};

/// A text that may be longer than this has several lines.
const ONE_LINE: u64 = 200;

/// What of the form belongs to the body of the event.
const BODY: &str = "data.";

/// A form to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// The type.
    pub name: TypeName,
    /// What people call it.
    pub title: Bilingual,
    /// Its story.
    pub description: Option<Bilingual>,
    /// Why nothing new should be recorded with it, where that is so.
    pub deprecated: Option<Bilingual>,
    /// The clauses it serves.
    pub articles: Vec<String>,
    /// What is asked, in order.
    pub asks: Vec<Ask>,
    /// The documents it asks for, and whether each must come with it.
    pub papers: Vec<(Bilingual, bool)>,
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its place in the event, `data.uscc`; within a list `data.units[].rank`.
    pub path: String,
    /// What people call it.
    pub title: Bilingual,
    /// Its unit, and how it is written.
    pub hint: Bilingual,
    /// Whether it must be given.
    pub required: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a field of a form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// A line of text, or a number as it is written.
    Line,
    /// Several lines of text.
    Lines,
    /// A day.
    Day,
    /// A whole number between two.
    Whole(i64, i64),
    /// One of some words.
    Choice(Vec<(String, Bilingual)>),
    /// Yes or no.
    Flag,
    /// A list, each row of which asks the same; of so many rows at least and at most.
    Rows(Vec<Ask>, u64, u64),
    /// An object, as JSON.
    Object,
}

/// The form of a type; none of a type that is not in the catalogue.
pub fn blank(catalogue: &Catalogue, name: &TypeName) -> Option<Blank> {
    let declaration = catalogue.type_id(name).map(|id| catalogue.declaration(id))?;
    Some(Blank::of(declaration))
}

impl Blank {
    pub(super) fn of(declaration: &Declaration) -> Self {
        let mut asks: Vec<Ask> = declaration.fields.iter().map(|field| ask(BODY, field)).collect();
        if declaration.occurred_on.is_none() {
            asks.push(envelope("occurred_on", ("发生日", "Day it happened"), true, Holds::Day));
        }
        asks.push(papers(declaration));
        asks.push(envelope("note", ("备注", "Remark"), false, Holds::Lines));
        Self {
            name: declaration.name.clone(),
            title: declaration.title.clone(),
            description: declaration.description.clone(),
            deprecated: declaration.deprecated.as_ref().map(deprecation),
            articles: declaration.articles.clone(),
            asks,
            papers: declaration.evidence.iter().map(|one| (one.title.clone(), one.required)).collect(),
        }
    }

    /// Whether it has some words in its name, its titles or its story.
    pub fn speaks_of(&self, words: &str) -> bool {
        let wanted = words.trim().to_lowercase();
        let story = self.description.iter().flat_map(|story| [&*story.zh, &*story.en]);
        let own = [self.name.as_str(), &self.title.zh, &self.title.en].into_iter().chain(story);
        wanted.is_empty() || own.map(str::to_lowercase).any(|own| own.contains(&wanted))
    }
}

impl Ask {
    /// Its place in a row of its list.
    pub fn at(&self, row: usize) -> String {
        self.path.replacen("[]", &format!("[{row}]"), 1)
    }
}

fn envelope(path: &str, (zh, en): (&str, &str), required: bool, holds: Holds) -> Ask {
    Ask { path: path.to_owned(), title: Bilingual::new(zh, en), hint: Bilingual::new("", ""), required, holds }
}

/// Documents that come with a fact: what each is called, its digest, and where it is kept.
fn papers(declaration: &Declaration) -> Ask {
    let inner = |name: &str, title, required, hint: (&str, &str)| Ask {
        hint: Bilingual::new(hint.0, hint.1),
        ..envelope(&format!("evidence[].{name}"), title, required, Holds::Line)
    };
    let digest = ("64 位十六进制，如 sha256sum 所给", "64 hexadecimal digits, as sha256sum gives them");
    let asks = vec![
        inner("title", ("名称", "Title"), true, ("", "")),
        inner("sha256", ("摘要（SHA-256）", "SHA-256"), true, digest),
        inner("uri", ("存放处", "Where it is kept"), false, ("", "")),
    ];
    let required = declaration.evidence.iter().any(|one| one.required);
    let least = declaration.evidence.iter().filter(|one| one.required).count();
    let least = u64::try_from(least).unwrap_or(u64::MAX);
    envelope("evidence", ("证明材料", "Evidence"), required, Holds::Rows(asks, least, 100))
}

fn ask(at: &str, field: &Field) -> Ask {
    let path = format!("{at}{}", field.name);
    let holds = match &field.kind {
        FieldKind::Text { format: Format::Date, .. } => Holds::Day,
        FieldKind::Text { format: Format::Plain, most, .. } if *most > ONE_LINE => Holds::Lines,
        FieldKind::Text { .. } => Holds::Line,
        FieldKind::Choice(words) => Holds::Choice(words.clone()),
        FieldKind::Whole { least, most } => Holds::Whole(*least, *most),
        FieldKind::Flag => Holds::Flag,
        FieldKind::Rows { fields, least, most } => {
            let inner = format!("{path}[].");
            Holds::Rows(fields.iter().map(|field| ask(&inner, field)).collect(), *least, *most)
        }
        FieldKind::Raw => Holds::Object,
    };
    Ask { path, title: field.title.clone(), hint: hint(field), required: field.required, holds }
}

/// The unit of a field, and how what it holds is written.
fn hint(field: &Field) -> Bilingual {
    let form = match &field.kind {
        FieldKind::Text { format, .. } => of_format(*format),
        FieldKind::Whole { least, most } if *most < 1_000_000 => {
            Some((format!("{least}–{most}"), format!("{least}–{most}")))
        }
        FieldKind::Raw => Some(("JSON 对象".to_owned(), "a JSON object".to_owned())),
        FieldKind::Whole { .. } | FieldKind::Choice(_) | FieldKind::Flag | FieldKind::Rows { .. } => None,
    };
    let unit = field.unit.map(of_unit).map(|(zh, en)| (zh.to_owned(), en.to_owned()));
    let parts = [unit, form];
    let (zh, en): (Vec<_>, Vec<_>) = parts.into_iter().flatten().unzip();
    Bilingual::new(&zh.join("，"), &en.join(", "))
}

fn of_format(format: Format) -> Option<(String, String)> {
    let both = |zh: &str, en: &str| Some((zh.to_owned(), en.to_owned()));
    match format {
        Format::Plain | Format::Date => None,
        Format::Amount => both("如 1234567.89", "as 1234567.89"),
        Format::Percentage => both("百分数，如 12.5%", "a percentage, as 12.5%"),
        Format::DayPeriod => both("如 2026-01-01/2026-12-31", "as 2026-01-01/2026-12-31"),
        Format::Uscc => both("18 位统一社会信用代码", "a unified social credit code of 18 letters"),
        Format::StandardNo => both("如 GB/T 1234-2026", "as GB/T 1234-2026"),
        Format::Uuid => both("事件的编号（id）", "the id of an event"),
        Format::Digest => both("64 位十六进制", "64 hexadecimal digits"),
    }
}

const fn of_unit(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Yuan => ("元", "yuan"),
        Unit::Percent => ("%", "%"),
        Unit::Count => ("个", "how many"),
        Unit::Year => ("年", "years"),
        Unit::Month => ("月", "months"),
        Unit::Day => ("日", "days"),
        Unit::SquareMetre => ("平方米", "square metres"),
    }
}
