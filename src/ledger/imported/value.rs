//! What a cell says, as the declaration of its field wants it.

use crate::event::{Field, FieldKind, Format};
use crate::sheet::{CellFault, Content, Scale, amount, day, flag, folded, period, share, whole, words};
use crate::value::Bilingual;
use serde_json::Value;

/// Texts that may be longer than this may have several lines.
const ONE_LINE: u64 = 500;

/// The value of a field; none where the cell is blank.
pub(in crate::ledger) fn of_field(field: &Field, content: &Content, scale: Scale) -> Result<Option<Value>, CellFault> {
    match &field.kind {
        FieldKind::Text { format, most, .. } => of_text(*format, *most > ONE_LINE, content, scale),
        FieldKind::Choice(choices) => choice(choices, content),
        FieldKind::Whole { .. } => Ok(whole(content)?.map(Value::from)),
        FieldKind::Flag => Ok(flag(content)?.map(Value::from)),
        // Neither stands in one cell.
        FieldKind::Rows { .. } | FieldKind::Raw => Ok(None),
    }
}

fn of_text(format: Format, several: bool, content: &Content, scale: Scale) -> Result<Option<Value>, CellFault> {
    let text = match format {
        Format::Plain => words(content, several)?,
        Format::Amount => amount(content, scale)?,
        Format::Percentage => share(content)?,
        Format::Date => day(content)?.map(|day| day.to_string()),
        Format::DayPeriod => period(content)?.map(|period| period.to_string()),
        Format::Uscc => words(content, false)?.map(|text| folded(&text).to_uppercase()),
        Format::Uuid | Format::Digest => words(content, false)?.map(|text| folded(&text).to_lowercase()),
        // The blank between prefix and number is part of it.
        Format::StandardNo => words(content, false)?.map(|text| single_width(&text)),
    };
    Ok(text.map(Value::from))
}

/// A day, for the envelope.
pub(in crate::ledger) fn of_day(content: &Content) -> Result<Option<Value>, CellFault> {
    of_text(Format::Date, false, content, Scale::One)
}

/// The title of a document, or a remark.
pub(in crate::ledger) fn of_words(content: &Content, several: bool) -> Result<Option<Value>, CellFault> {
    of_text(Format::Plain, several, content, Scale::One)
}

/// A digest, for the envelope.
pub(in crate::ledger) fn of_digest(content: &Content) -> Result<Option<Value>, CellFault> {
    of_text(Format::Digest, false, content, Scale::One)
}

/// A word of a list, given as the word or by one of its labels.
fn choice(choices: &[(String, Bilingual)], content: &Content) -> Result<Option<Value>, CellFault> {
    let Some(given) = words(content, false)? else { return Ok(None) };
    let plain = |text: &str| folded(text).to_lowercase();
    let wanted = plain(&given);
    let is = |(word, label): &&(String, Bilingual)| {
        [word.as_str(), &label.zh, &label.en].into_iter().any(|own| plain(own) == wanted)
    };
    match choices.iter().find(is) {
        Some((word, _)) => Ok(Some(Value::from(word.as_str()))),
        None => {
            let both = |(word, label): &(String, Bilingual)| {
                Bilingual::new(&format!("{}（{word}）", label.zh), &format!("{} ({word})", label.en))
            };
            let allowed = choices.iter().map(both).collect();
            Err(CellFault::NotAChoice { shown: given, allowed })
        }
    }
}

fn single_width(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(folded).collect();
    words.join(" ")
}
