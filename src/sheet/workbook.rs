//! Workbooks that are written for people to fill in.

use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError};

/// A list of choices that is longer than this stands on a sheet of its own.
const LIST_LETTERS: usize = 250;
/// Down to this row a column is made ready to be filled in.
const ROWS_READY: u32 = 10_000;

/// A workbook.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// What the page with long lists of choices is called.
    pub lists: String,
}

/// A page: headings, and rows of text below them.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows of text; the headings are not among them.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Its headings, one above the other.
    pub headings: Vec<String>,
    /// A note that shows at its heading.
    pub note: String,
    /// The words that may stand in it; any where there are none.
    pub choices: Vec<String>,
    /// How it looks.
    pub style: Style,
}

/// How a column looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// How many letters wide.
    pub width: u16,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether lines that are too long go on below.
    pub wraps: bool,
}

impl Book {
    /// The bytes of the workbook. Every cell is text, so that no program takes a code for a number. What the writer of
    /// workbooks does not take is told in its words.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        self.written().map_err(|error| error.to_string())
    }

    fn written(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let long: Vec<&Vec<String>> =
            self.columns().filter(|column| column.is_long()).map(|column| &column.choices).collect();
        let mut used = 0_u16;
        for page in &self.pages {
            let sheet = workbook.add_worksheet();
            sheet.set_name(&page.name)?;
            page.write(sheet, &self.lists, &mut used)?;
        }
        if !long.is_empty() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(&self.lists)?;
            for (column, choices) in (0..).zip(long) {
                for (row, choice) in (0..).zip(choices) {
                    sheet.write_string(row, column, choice)?;
                }
            }
        }
        workbook.save_to_buffer()
    }

    fn columns(&self) -> impl Iterator<Item = &Column> {
        self.pages.iter().flat_map(|page| &page.columns)
    }
}

impl Page {
    /// `used` counts the lists that stand on their own page.
    fn write(&self, sheet: &mut Worksheet, lists: &str, used: &mut u16) -> Result<(), XlsxError> {
        let heads = self.columns.iter().map(|column| column.headings.len()).max().unwrap_or_default();
        let heads = u32::try_from(heads).unwrap_or_default();
        for (at, column) in (0..).zip(&self.columns) {
            column.write(sheet, at, heads)?;
            if let Some(validation) = column.validation(lists, used)? {
                sheet.add_data_validation(heads, at, ROWS_READY, at, &validation)?;
            }
        }
        for (row, cells) in (heads..).zip(&self.rows) {
            for (at, cell) in (0..).zip(cells) {
                let style = self.columns.get(usize::from(at)).map_or_else(Style::default, |column| column.style);
                sheet.write_string_with_format(row, at, cell, &text(style))?;
            }
        }
        sheet.set_freeze_panes(heads, 0)?;
        Ok(())
    }
}

impl Column {
    fn is_long(&self) -> bool {
        self.choices.iter().map(|choice| choice.chars().count().saturating_add(1)).sum::<usize>() > LIST_LETTERS
            || self.choices.iter().any(|choice| choice.contains(','))
    }

    fn write(&self, sheet: &mut Worksheet, at: u16, heads: u32) -> Result<(), XlsxError> {
        sheet.set_column_width(at, self.style.width.max(4))?;
        sheet.set_column_format(at, &text(self.style))?;
        for (row, heading) in (0..heads).zip(&self.headings) {
            let format = if row == 0 { heading_format(self.style.required) } else { name_format() };
            sheet.write_string_with_format(row, at, heading, &format)?;
        }
        if !self.note.is_empty() {
            let lines = u32::try_from(self.note.lines().count()).unwrap_or(1);
            let note = Note::new(&self.note)
                .add_author_prefix(false)
                .set_width(280)
                .set_height(lines.saturating_mul(20).max(60));
            sheet.insert_note(0, at, &note)?;
        }
        Ok(())
    }

    fn validation(&self, lists: &str, used: &mut u16) -> Result<Option<DataValidation>, XlsxError> {
        if self.choices.is_empty() {
            return Ok(None);
        }
        if !self.is_long() {
            return DataValidation::new().allow_list_strings(&self.choices).map(Some);
        }
        let letters = super::table::Place::letters((*used).into());
        *used = used.saturating_add(1);
        let formula = format!("='{lists}'!${letters}$1:${letters}${}", self.choices.len());
        Ok(Some(DataValidation::new().allow_list_formula(Formula::new(formula))))
    }
}

fn text(style: Style) -> Format {
    let format = Format::new().set_num_format("@").set_align(FormatAlign::Top);
    if style.wraps { format.set_text_wrap() } else { format }
}

fn heading_format(required: bool) -> Format {
    let colour = if required { Color::RGB(0x00C0_0000) } else { Color::RGB(0x0020_2020) };
    Format::new().set_bold().set_num_format("@").set_font_color(colour).set_background_color(Color::RGB(0x00E8_EEF4))
}

fn name_format() -> Format {
    Format::new().set_num_format("@").set_font_color(Color::RGB(0x0080_8080)).set_font_size(9)
}
