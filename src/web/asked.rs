//! What an address asks: a page, the two times, readings flipped, a language, and what the page itself takes.

use crate::ledger::KnownAt;
use crate::value::{Day, Lang};
use crate::web::escaped::{pairs, query};
use crate::web::fault::Fault;
use crate::web::parts::{ROWS, Rows, no_rows};
use crate::web::people::Who;

/// The two times, the readings and the language, which every page takes and every link keeps.
pub(super) const KEPT: [&str; 4] = ["on", "known", "read", "lang"];

/// The forms in which an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A page for people.
    Page,
    /// For programs.
    Json,
    /// One of its tables, for programs that show tables.
    Csv,
    /// One of its tables, for programs that reckon over many rows.
    Parquet,
    /// The picture of one of its tables, as a file.
    Picture,
    /// All of it, as a workbook.
    Workbook,
}

impl Form {
    /// Those that a path asks for by its end.
    pub(super) const ENDED: [Self; 5] = [Self::Json, Self::Csv, Self::Parquet, Self::Picture, Self::Workbook];
    /// Those that are of one table each.
    const OF_A_TABLE: [Self; 3] = [Self::Csv, Self::Parquet, Self::Picture];

    /// The end of a path that asks for it.
    pub(super) const fn end(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Parquet => ".parquet",
            Self::Picture => ".svg",
            Self::Workbook => ".xlsx",
        }
    }

    /// The form that a path asks for.
    pub(super) fn of(path: &str) -> Self {
        Self::ENDED.into_iter().find(|form| path.ends_with(form.end())).unwrap_or(Self::Page)
    }
}

/// What names one of the tables of a page.
pub(super) const TABLE: &str = "table";

/// A question, understood.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The path of the page, without the end that asks for another form.
    pub(super) path: String,
    /// The form that is asked for.
    pub(super) form: Form,
    /// The table that is meant, where a table is asked for.
    pub(super) table: Option<String>,
    /// Which rows of long tables are shown.
    pub(super) rows: Rows,
    /// The steps of the path that are not fixed.
    pub(super) names: Vec<String>,
    pub(super) on: Option<Day>,
    pub(super) known: KnownAt,
    pub(super) reads: Vec<(String, String)>,
    pub(super) lang: Lang,
    /// Who asks, where somebody is signed in.
    pub(super) who: Option<Who>,
    /// What links keep, as it was given.
    kept: Vec<(String, String)>,
    /// What the page itself takes.
    own: Vec<(String, String)>,
}

impl Asked {
    /// Reads the query of a page that takes some names besides those every page takes.
    pub(super) fn read(
        (path, form): (String, Form),
        names: Vec<String>,
        given: &str,
        takes: &[&str],
    ) -> Result<Self, Fault> {
        let all =
            pairs(given).map_err(|name| Fault::Parameter { name, value: "%".to_owned(), example: "%E4%BC%81" })?;
        let mut asked = Self { form, names, ..Self::plain(&path) };
        for (at, (name, value)) in all.iter().enumerate() {
            let earlier = all.iter().take(at).any(|(other, _)| other == name);
            if earlier && !REPEATED.contains(&name.as_str()) {
                return Err(Fault::Twice { name: name.clone() });
            }
            asked.take(name, value, takes)?;
        }
        asked.kept.sort_by_key(|(name, _)| KEPT.iter().position(|known| known == name));
        Ok(asked)
    }

    /// The same of a page that is no document: it has no tables to show rows of.
    pub(super) fn without_rows(self) -> Result<Self, Fault> {
        if self.rows == Rows::First { Ok(self) } else { Err(no_rows()) }
    }

    /// The same, asked by somebody.
    pub(super) fn of(self, who: Option<Who>) -> Self {
        Self { who, ..self }
    }

    /// A page by itself, of nothing else.
    pub(super) fn plain(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            form: Form::Page,
            table: None,
            rows: Rows::First,
            names: Vec::new(),
            on: None,
            known: KnownAt::Head,
            reads: Vec::new(),
            lang: Lang::Zh,
            who: None,
            kept: Vec::new(),
            own: Vec::new(),
        }
    }

    fn take(&mut self, name: &str, value: &str, takes: &[&str]) -> Result<(), Fault> {
        let bad = |example| Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example };
        match name {
            "on" => self.on = Some(Day::parse(value).ok_or_else(|| bad("2026-08-20"))?),
            "known" => {
                let example = "2026-08-20, 2026-08-20T12:00:00+08:00, 48213";
                self.known = KnownAt::parse(value).ok_or_else(|| bad(example))?;
            }
            "read" => {
                let pair = value.split_once('=').filter(|(id, option)| !id.is_empty() && !option.is_empty());
                let (id, option) = pair.ok_or_else(|| bad("R=OPTION (/policies/readings)"))?;
                if self.reads.iter().any(|(known, _)| known == id) {
                    return Err(Fault::Twice { name: format!("read={id}") });
                }
                self.reads.push((id.to_owned(), option.to_owned()));
            }
            "lang" => {
                self.lang = match value {
                    "zh" => Lang::Zh,
                    "en" => Lang::En,
                    _ => return Err(bad("zh, en")),
                }
            }
            TABLE if Form::OF_A_TABLE.contains(&self.form) => {
                self.table = Some(value.to_owned());
                return Ok(());
            }
            ROWS if self.form == Form::Page => {
                self.rows = Rows::parse(value).ok_or_else(|| bad("items:51, all"))?;
                return Ok(());
            }
            own if takes.contains(&own) => {
                self.own.push((name.to_owned(), value.to_owned()));
                return Ok(());
            }
            _ => return Err(Fault::unknown(name, KEPT.iter().chain(takes))),
        }
        self.kept.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// A step of the path that is not fixed.
    pub(super) fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// What the page itself was given under a name.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Whether something was asked for that is there or not.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Fault> {
        match self.own(name) {
            None => Ok(false),
            Some("yes") => Ok(true),
            Some(other) => Err(Fault::Parameter { name: name.to_owned(), value: other.to_owned(), example: "yes" }),
        }
    }

    /// The year that was asked for, of four digits.
    pub(super) fn year(&self) -> Result<Option<i32>, Fault> {
        let Some(given) = self.own("year") else { return Ok(None) };
        let bad = || Fault::Parameter { name: "year".to_owned(), value: given.to_owned(), example: "2027" };
        let year = Some(given).filter(|given| given.len() == 4).and_then(|given| given.parse::<u16>().ok());
        year.filter(|year| *year >= 1000).map(|year| Some(i32::from(year))).ok_or_else(bad)
    }

    /// All that the page itself was given under a name.
    pub(super) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.own.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What every link keeps.
    pub(super) fn kept(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kept.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What the page itself was given.
    pub(super) fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Another page at the same times.
    pub(super) fn link(&self, path: &str) -> String {
        format!("{path}{}", query(self.kept()))
    }

    /// Another page at the same times, with something it takes.
    pub(super) fn link_with(&self, path: &str, own: &[(&str, &str)]) -> String {
        format!("{path}{}", query(own.iter().copied().chain(self.kept())))
    }

    /// This page with other times or another language; those that are none are left out.
    pub(super) fn again(&self, change: &[(&str, Option<&str>)]) -> String {
        let changed = |name: &str| change.iter().any(|(own, _)| *own == name);
        // At other times the table is another one, or none.
        let other = ["on", "known", "read", ROWS].into_iter().any(changed);
        let rows = self.rows.said().filter(|_| !other);
        let rows = rows.as_ref().map(|rows| (ROWS, rows.as_str()));
        let kept = self.given().chain(rows).chain(self.kept()).filter(|(name, _)| !changed(name));
        let new = change.iter().filter_map(|(name, value)| Some((*name, (*value)?)));
        format!("{}{}", self.path, query(kept.chain(new)))
    }

    /// The same with everything known that was recorded; nothing when that is what was asked.
    pub(super) fn with_everything_known(&self) -> Option<Self> {
        let other = Self { known: KnownAt::Head, ..self.clone() };
        Some(other).filter(|_| self.kept().any(|(name, _)| name == "known"))
    }

    /// Whether a program asks that wants the answer as a whole.
    pub(super) fn is_json(&self) -> bool {
        self.form == Form::Json
    }

    /// The same answer in another form.
    pub(super) fn in_form(&self, form: Form) -> String {
        self.in_form_with(form, &[])
    }

    /// One of its tables, in each form that is one, by what people call that; some are drawn as well.
    pub(super) fn of_table(&self, name: &str, is_drawn: bool) -> Vec<(&'static str, String)> {
        let drawn = is_drawn.then_some((Form::Picture, "SVG"));
        let own = [(Form::Csv, "CSV"), (Form::Parquet, "Parquet")].into_iter().chain(drawn);
        own.map(|(form, called)| (called, self.in_form_with(form, &[(TABLE, name)]))).collect()
    }

    fn in_form_with(&self, form: Form, own: &[(&str, &str)]) -> String {
        let path = if self.path == "/" { "/index" } else { &self.path };
        format!("{path}{}{}", form.end(), query(own.iter().copied().chain(self.given()).chain(self.kept())))
    }
}

/// What may be given more than once.
const REPEATED: [&str; 4] = ["read", "set", "drop", "column"];

/// Whether a pair of an address is one that links keep, and reads.
pub(super) fn is_kept(name: &str, value: &str) -> bool {
    match name {
        "on" => Day::parse(value).is_some(),
        "known" => KnownAt::parse(value).is_some(),
        "read" => value.contains('='),
        "lang" => ["zh", "en"].contains(&value),
        _ => false,
    }
}
