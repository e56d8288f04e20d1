//! A document as a workbook: its lines on the first page, each of its tables on a page of its own.
//!
//! Money and numbers are cells that a spreadsheet can add up. A workbook keeps a number in fifteen digits; an amount that needs more is
//! written as text, and not rounded.

use crate::explain::{Align, Cell, Document, Part, Sheet};
use crate::value::{Fen, Lang};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// A workbook keeps so many digits of a number.
const DIGITS: usize = 15;
/// A column is at least and at most so wide, in letters.
const WIDTHS: (usize, usize) = (6, 60);
/// The name of a page has at most so many letters, without some.
const NAME: usize = 31;
const NOT_IN_NAMES: &[char] = &['[', ']', ':', '*', '?', '/', '\\', '\''];

/// The bytes of the workbook in one language; what the writer of workbooks does not take is told in its words.
pub fn workbook(document: &Document, lang: Lang) -> Result<Vec<u8>, String> {
    written(document, lang).map_err(|error| error.to_string())
}

fn written(document: &Document, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let first = match lang {
        Lang::Zh => "说明",
        Lang::En => "Page",
    };
    lines(book.add_worksheet().set_name(first)?, document, lang)?;
    let sheets = document.parts.iter().filter_map(|part| match part {
        Part::Sheet(sheet) => Some(sheet),
        Part::Line(_) => None,
    });
    for (number, sheet) in (1_usize..).zip(sheets) {
        let name = page_name(number, &sheet.title.say(lang));
        table(book.add_worksheet().set_name(name)?, sheet, lang)?;
    }
    book.save_to_buffer()
}

/// The lines in order; where a table stands its title does.
fn lines(page: &mut Worksheet, document: &Document, lang: Lang) -> Result<(), XlsxError> {
    page.set_column_width(0, 110)?.set_paper_size(9);
    let mut row = 0_u32;
    for part in &document.parts {
        let (level, said) = match part {
            Part::Line(line) => (line.level, line.phrase.say(lang)),
            Part::Sheet(sheet) => (0, sheet.title.say(lang)),
        };
        let format = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_indent(level);
        let format = if row == 0 || matches!(part, Part::Sheet(_)) { format.set_bold() } else { format };
        page.write_string_with_format(row, 0, said, &format)?;
        row = row.saturating_add(1);
    }
    Ok(())
}

/// A title, the heads and the rows; the heads stay in sight and are printed on each sheet of paper.
fn table(page: &mut Worksheet, sheet: &Sheet, lang: Lang) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    page.write_string_with_format(0, 0, sheet.title.say(lang), &bold)?;
    let head = bold.set_background_color(Color::RGB(0x00F4_F1EC)).set_border(FormatBorder::Thin);
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.write_string_with_format(1, at, column.head.say(lang), &head)?;
        let own = sheet.rows.iter().filter_map(|row| row.get(usize::from(at)));
        let widest = own.map(|cell| cell.say(lang).width()).chain([column.head.say(lang).width()]).max();
        let width = widest.unwrap_or_default().clamp(WIDTHS.0, WIDTHS.1).saturating_add(2);
        page.set_column_width(at, u16::try_from(width).unwrap_or(u16::MAX))?;
    }
    for (number, row) in (2_u32..).zip(&sheet.rows) {
        for ((at, cell), column) in (0_u16..).zip(row).zip(&sheet.columns) {
            write(page, (number, at), cell, column.align, lang)?;
        }
    }
    page.set_freeze_panes(2, 0)?.set_landscape().set_paper_size(9).set_repeat_rows(1, 1)?;
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    align: Align,
    lang: Lang,
) -> Result<(), XlsxError> {
    let format = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let format = if matches!(cell, Cell::Struck(_)) { format.set_font_strikethrough() } else { format };
    let text = match align {
        Align::Left => format.clone().set_text_wrap().set_num_format("@"),
        Align::Right => format.clone().set_align(FormatAlign::Right).set_num_format("@"),
    };
    match cell {
        Cell::Linked(cell, _) => return write(page, (row, column), cell, align, lang),
        Cell::Struck(own) => page.write_string_with_format(row, column, own.say(lang), &text)?,
        Cell::Money(amount) => match kept(&amount.to_yuan()) {
            Some(number) => page.write_number_with_format(row, column, number, &format.set_num_format("#,##0.00"))?,
            None => page.write_string_with_format(row, column, Fen::to_yuan(*amount), &text)?,
        },
        Cell::Number(number) => match kept(&number.to_string()) {
            Some(number) => page.write_number_with_format(row, column, number, &format)?,
            None => page.write_string_with_format(row, column, number.to_string(), &text)?,
        },
        Cell::Phrase(_) | Cell::Fact(_) | Cell::Empty => {
            page.write_string_with_format(row, column, cell.say(lang), &text)?
        }
    };
    Ok(())
}

/// The number a workbook keeps for a decimal, when it keeps all of its digits.
fn kept(decimal: &str) -> Option<f64> {
    let digits = decimal.bytes().filter(u8::is_ascii_digit).count();
    decimal.parse().ok().filter(|_| digits <= DIGITS)
}

/// The name of a page: its number, and as much of its title as there is room for.
fn page_name(number: usize, title: &str) -> String {
    // What stands behind the wide blank is counts and sums, and half a sum is worse than none.
    let head = title.split(['\u{3000}', '，', ',']).next().unwrap_or_default();
    let head = head.split("  ").next().unwrap_or_default();
    let name = format!("{number} {}", head.replace(NOT_IN_NAMES, " "));
    name.chars().take(NAME).collect::<String>().trim_end().to_owned()
}
