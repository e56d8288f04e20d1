//! A workbook to fill in, from the declaration of a type and nothing else.

use super::back::plain;
use super::columns::{Asked, Columns, Part};
use super::fault::ImportFault;
use crate::event::{Declaration, Field, FieldKind, Format, Unit};
use crate::sheet::{Book, Column, Page, Style};
use crate::value::{Bilingual, Lang};
use serde_json::Value;

/// Spreadsheet programs take no longer names of sheets.
const SHEET_LETTERS: usize = 28;

/// Whether facts of a type fit into a table.
pub fn fits_a_table(declaration: &Declaration) -> bool {
    Columns::of(declaration).is_ok()
}

/// The bytes of a workbook for facts of a type: a page to fill in, a page that says what goes where, and the words to choose
/// from. Refused for a type that fits into no table.
pub fn template(declaration: &Declaration, lang: Lang) -> Result<Result<Vec<u8>, String>, ImportFault> {
    let columns = Columns::of(declaration)?;
    let asked = filled_in(&columns);
    let say = Say { declaration, lang };
    let fill = Page {
        name: sheet_name(declaration.title.get(lang)),
        columns: asked.iter().map(|asked| say.column(asked)).collect(),
        rows: Vec::new(),
    };
    let book = Book { pages: vec![fill, say.guide(&asked)], lists: say.pick("选项", "Choices") };
    Ok(book.bytes())
}

/// A template as text with commas, and what it cannot say by itself.
pub struct PlainTemplate {
    /// The bytes: labels, and below them stable names.
    pub bytes: Vec<u8>,
    /// The labels of columns that a spreadsheet program must be told to leave as they are: text has no formats.
    pub as_text: Vec<String>,
}

/// The same as a file of text, for programs that take no workbook. It has neither notes nor words to choose from.
pub fn plain_template(declaration: &Declaration, lang: Lang) -> Result<Result<PlainTemplate, String>, ImportFault> {
    let columns = Columns::of(declaration)?;
    let asked = filled_in(&columns);
    let say = Say { declaration, lang };
    let headings: Vec<Vec<String>> = asked.iter().map(|asked| say.column(asked).headings).collect();
    let codes = asked.iter().filter(|asked| say.is_code(asked));
    let as_text = codes.map(|asked| asked.label.get(lang).to_owned()).collect();
    Ok(plain(&headings, Vec::new()).map(|bytes| PlainTemplate { bytes, as_text }))
}

/// The columns to be filled in. A day that a field says already need not be said again.
fn filled_in(columns: &Columns) -> Vec<&Asked> {
    let mut asked: Vec<&Asked> = columns.all.iter().filter(|asked| asked.part != Part::Reason).collect();
    asked.retain(|asked| asked.part != Part::Day || asked.required);
    asked
}

fn sheet_name(title: &str) -> String {
    let plain: String = title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(SHEET_LETTERS).collect();
    plain.trim().to_owned()
}

/// A declaration told in a language.
struct Say<'d> {
    declaration: &'d Declaration,
    lang: Lang,
}

impl Say<'_> {
    fn pick(&self, zh: &str, en: &str) -> String {
        Bilingual::new(zh, en).get(self.lang).to_owned()
    }

    fn column(&self, asked: &Asked) -> Column {
        let star = if asked.required { "*" } else { "" };
        let label = asked.label.get(self.lang);
        let wide = label.chars().map(|letter| if letter.is_ascii() { 1_u16 } else { 2 }).sum::<u16>().saturating_add(4);
        let style = Style { width: wide.clamp(14, 40), required: asked.required, wraps: false };
        let headings = vec![format!("{label}{star}"), asked.name.clone()];
        Column { headings, note: self.note(asked), choices: self.choices(asked), style }
    }

    fn field(&self, part: Part) -> Option<&Field> {
        match part {
            Part::Field(field) => self.declaration.fields.get(field),
            Part::Inner(field, inner) => match &self.declaration.fields.get(field)?.kind {
                FieldKind::Rows { fields, .. } => fields.get(inner),
                FieldKind::Text { .. }
                | FieldKind::Choice(_)
                | FieldKind::Whole { .. }
                | FieldKind::Flag
                | FieldKind::Raw => None,
            },
            Part::Day | Part::Title(_) | Part::Digest(_) | Part::Note | Part::Reason => None,
        }
    }

    /// Whether it may have digits that are no number: a code, a number of a document.
    fn is_code(&self, asked: &Asked) -> bool {
        let format = match self.field(asked.part).map(|field| &field.kind) {
            Some(FieldKind::Text { format, .. }) => *format,
            None if matches!(asked.part, Part::Digest(_)) => Format::Digest,
            Some(
                FieldKind::Choice(_)
                | FieldKind::Whole { .. }
                | FieldKind::Flag
                | FieldKind::Rows { .. }
                | FieldKind::Raw,
            )
            | None => return false,
        };
        match format {
            Format::Plain | Format::Uscc | Format::StandardNo | Format::Uuid | Format::Digest => true,
            Format::Amount | Format::Percentage | Format::Date | Format::DayPeriod => false,
        }
    }

    fn choices(&self, asked: &Asked) -> Vec<String> {
        match self.field(asked.part).map(|field| &field.kind) {
            Some(FieldKind::Choice(words)) => words.iter().map(|(_, label)| label.get(self.lang).to_owned()).collect(),
            Some(FieldKind::Flag) => vec![self.pick("是", "Yes"), self.pick("否", "No")],
            Some(FieldKind::Text { .. } | FieldKind::Whole { .. } | FieldKind::Rows { .. } | FieldKind::Raw) | None => {
                Vec::new()
            }
        }
    }

    /// What a note at the heading says: whether it must be filled in, what it may hold, an example.
    fn note(&self, asked: &Asked) -> String {
        let must =
            if asked.required { self.pick("必填", "required") } else { self.pick("可不填", "may be left blank") };
        let mut lines = vec![format!("{} · {}", asked.label.get(self.lang), must), self.holds(asked)];
        lines.extend(self.unit(asked).map(|unit| format!("{}{unit}", self.pick("单位：", "unit: "))));
        lines.extend(self.example(asked).map(|example| format!("{}{example}", self.pick("例：", "for example: "))));
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    fn holds(&self, asked: &Asked) -> String {
        let repeated = match asked.part {
            Part::Inner(..) => self.pick(
                "一行一项；同一份文书占几行，其余列每行照抄或留空。",
                "One row each; of a document with several, the other columns are repeated or left blank. ",
            ),
            _ => String::new(),
        };
        let own = match (self.field(asked.part), asked.part) {
            (Some(field), _) => self.kind(field),
            (None, Part::Day) => self.spelled(Format::Date),
            (None, Part::Digest(_)) => self.spelled(Format::Digest),
            (None, Part::Title(number)) => match self.declaration.evidence.get(number) {
                Some(evidence) => format!("{}{}", self.pick("如：", "such as: "), evidence.title.get(self.lang)),
                None => self.pick("文本", "text"),
            },
            (None, _) => self.pick("文本", "text"),
        };
        format!("{repeated}{own}")
    }

    fn kind(&self, field: &Field) -> String {
        match &field.kind {
            FieldKind::Text { format: Format::Plain, least, most } => {
                self.pick(&format!("文本，{least} 至 {most} 字"), &format!("text of {least} to {most} characters"))
            }
            FieldKind::Text { format, .. } => self.spelled(*format),
            FieldKind::Choice(_) | FieldKind::Flag => self.pick("从下拉列表中选", "choose from the list"),
            FieldKind::Whole { least, most } => {
                self.pick(&format!("整数，{least} 至 {most}"), &format!("whole number, {least} to {most}"))
            }
            FieldKind::Rows { .. } | FieldKind::Raw => String::new(),
        }
    }

    fn spelled(&self, format: Format) -> String {
        match format {
            Format::Plain => self.pick("文本", "text"),
            Format::Amount => self.pick(
                "金额，最多两位小数，可有千位分隔",
                "amount with at most two decimals; commas between thousands may stand",
            ),
            Format::Percentage => self.pick("百分数，10 即 10%", "percentage: 10 means 10 %"),
            Format::Date => self.pick("日期，年月日，如 2026-08-20", "day as year, month, day: 2026-08-20"),
            Format::DayPeriod => {
                self.pick("起止日，如 2026-01-01/2026-03-31", "first and last day: 2026-01-01/2026-03-31")
            }
            Format::Uscc => {
                self.pick("18 位统一社会信用代码，文本格式", "unified social credit code of 18 characters, as text")
            }
            Format::StandardNo => {
                self.pick("标准号，代号与顺序号之间空一格", "standard number, one blank between prefix and number")
            }
            Format::Uuid => self.pick("事件编号", "id of an event"),
            Format::Digest => {
                self.pick("文件的 SHA-256，64 位小写十六进制", "SHA-256 of the file, 64 hexadecimal digits")
            }
        }
    }

    fn unit(&self, asked: &Asked) -> Option<String> {
        let (zh, en) = match self.field(asked.part)?.unit? {
            Unit::Yuan => ("元；表头写“（万元）”则按万元读", "yuan; a heading with （万元） is read in ten thousands"),
            Unit::Percent => ("%", "%"),
            Unit::Count => ("个", "how many"),
            Unit::Year => ("年", "years"),
            Unit::Month => ("月", "months"),
            Unit::Day => ("日", "days"),
            Unit::SquareMetre => ("平方米", "square metres"),
        };
        Some(self.pick(zh, en))
    }

    /// Of the fullest example that has this field.
    fn example(&self, asked: &Asked) -> Option<String> {
        let value = self.declaration.examples.iter().rev().find_map(|example| match asked.name.split_once("[].") {
            Some((list, inner)) => example.get(list)?.get(0)?.get(inner),
            None => example.get(&asked.name),
        })?;
        let label = |word: &str| match &self.field(asked.part)?.kind {
            FieldKind::Choice(words) => {
                words.iter().find(|(own, _)| own == word).map(|(_, label)| label.get(self.lang).to_owned())
            }
            _ => None,
        };
        Some(match value {
            Value::String(text) => label(text).unwrap_or_else(|| text.clone()),
            Value::Bool(flag) => {
                if *flag {
                    self.pick("是", "Yes")
                } else {
                    self.pick("否", "No")
                }
            }
            other => other.to_string(),
        })
    }

    /// The page that says what goes where.
    fn guide(&self, asked: &[&Asked]) -> Page {
        let column = |heading: String, width| Column {
            headings: vec![heading],
            style: Style { width, required: false, wraps: true },
            ..Column::default()
        };
        let columns = vec![
            column(self.pick("列", "Column"), 28),
            column(self.pick("稳定名称", "Stable name"), 24),
            column(self.pick("必填", "Required"), 10),
            column(self.pick("可填", "May hold"), 50),
            column(self.pick("单位", "Unit"), 20),
            column(self.pick("例", "Example"), 30),
        ];
        let declaration = self.declaration;
        let told = declaration.description.as_ref().map_or("", |told| told.get(self.lang));
        let mut rows = vec![vec![
            declaration.title.get(self.lang).to_owned(),
            format!("{} v{}", declaration.name, declaration.version),
            String::new(),
            told.to_owned(),
        ]];
        rows.extend(asked.iter().map(|asked| {
            let mut holds = self.holds(asked);
            let choices = self.choices(asked);
            if !choices.is_empty() {
                holds = choices.join(" | ");
            }
            vec![
                asked.label.get(self.lang).to_owned(),
                asked.name.clone(),
                if asked.required { self.pick("是", "yes") } else { String::new() },
                holds,
                self.unit(asked).unwrap_or_default(),
                self.example(asked).unwrap_or_default(),
            ]
        }));
        Page { name: self.pick("填表说明", "How to fill in"), columns, rows }
    }
}
