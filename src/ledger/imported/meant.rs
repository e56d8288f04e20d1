//! What headings of a table mean, where somebody said so: an office need not call its columns as the declaration does.

use super::columns::{Asked, Columns, Part};
use super::fault::ImportFault;
use crate::event::{Declaration, nearest};
use crate::sheet::{Header, Wanted, is_heading};
use crate::value::Bilingual;

/// A heading of a table, and the column of the type that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The heading as it stands; a unit of money behind it in brackets may be left out.
    pub heading: String,
    /// The stable name of the column, or its label.
    pub column: String,
}

impl Meant {
    /// Reads `HEADING=COLUMN`. A heading may have a sign of equality, a column has none.
    ///
    /// ```
    /// use qizhang::ledger::Meant;
    /// let meant = Meant::parse("税号=uscc").unwrap();
    /// assert_eq!((&*meant.heading, &*meant.column), ("税号", "uscc"));
    /// assert_eq!(Meant::parse("a=b=uscc").unwrap().heading, "a=b");
    /// assert!(Meant::parse("税号").is_none() && Meant::parse("=uscc").is_none() && Meant::parse("税号=").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (heading, column) = text.rsplit_once('=').map(|(heading, column)| (heading.trim(), column.trim()))?;
        let both = !heading.is_empty() && !column.is_empty();
        both.then(|| Self { heading: heading.to_owned(), column: column.to_owned() })
    }

    fn is_column(&self, asked: &Asked) -> bool {
        let same = |name: &str| is_heading(name, &self.column);
        asked.part != Part::Reason && (same(&asked.name) || same(&asked.label.zh) || same(&asked.label.en))
    }
}

/// The columns that a table of a type may have: the stable name and the label of each. None of a type that fits into no table.
pub fn table_columns(declaration: &Declaration) -> Vec<(String, Bilingual)> {
    let all = Columns::of(declaration).map(|columns| columns.all).unwrap_or_default();
    let read = all.into_iter().filter(|asked| asked.part != Part::Reason);
    read.map(|asked| (asked.name, asked.label)).collect()
}

/// What the header is searched for, each column also under the headings that somebody said mean it.
pub(super) fn wanted(columns: &Columns, meant: &[Meant]) -> Result<Vec<Wanted>, ImportFault> {
    let mut wanted = columns.wanted();
    for (number, one) in meant.iter().enumerate() {
        let Some(at) = columns.all.iter().position(|asked| one.is_column(asked)) else {
            let names = columns.all.iter().map(|asked| asked.name.as_str());
            return Err(ImportFault::NotOfType { name: one.column.clone(), nearest: nearest(&one.column, names) });
        };
        let earlier = meant.iter().take(number);
        if earlier.filter(|other| other.column != one.column).any(|other| is_heading(&other.heading, &one.heading)) {
            return Err(ImportFault::MeantTwice { heading: one.heading.clone() });
        }
        if let Some(own) = wanted.get_mut(at) {
            own.meant.push(one.heading.clone());
        }
    }
    Ok(wanted)
}

/// That each heading is there; what was read as what is told.
pub(super) fn told(header: &Header, columns: &Columns, meant: &[Meant]) -> Result<Vec<Bilingual>, ImportFault> {
    let mut told = Vec::new();
    for one in meant {
        let read = header.columns.iter().find(|named| is_heading(&named.heading.text, &one.heading));
        let asked = read.and_then(|named| columns.all.get(named.wanted)).filter(|asked| one.is_column(asked));
        let Some(asked) = asked else {
            return Err(ImportFault::NoHeading { heading: one.heading.clone(), headings: header.unread() });
        };
        let (heading, name, label) = (&one.heading, &asked.name, &asked.label);
        let (zh, en) = (
            format!("按要求，“{heading}”读作“{}”（{name}）", label.zh),
            format!("“{heading}” is read as “{}” ({name}), as asked", label.en),
        );
        told.push(Bilingual::new(&zh, &en));
    }
    Ok(told)
}
