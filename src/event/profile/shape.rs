//! What a property may hold: its type and the keywords that go with it.

use crate::event::declaration::{FieldKind, Format, Unit};
use crate::event::nearest::nearest;
use crate::event::profile::DeclarationFault;
use crate::event::profile::field::read_row_fields;
use crate::event::profile::spot::{Object, Spot, Trouble};
use crate::value::Bilingual;

/// The largest number that JSON readers everywhere hold exactly: 2^53 - 1.
pub(in crate::event) const SAFE_WHOLE: i64 = 9_007_199_254_740_991;

/// The pattern that says to other tools what format `amount` means.
pub(super) const AMOUNT_PATTERN: &str = r"^(0|[1-9][0-9]{0,12})(\.[0-9]{1,2})?$";
/// The pattern that says to other tools what format `percentage` means.
pub(super) const PERCENTAGE_PATTERN: &str = r"^(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?$";

const TYPES: &[&str] = &["string", "integer", "boolean", "array", "object"];
const FORMATS: &[&str] = &["amount", "percentage", "date", "day-period", "uscc", "standard-no", "uuid", "digest"];
const UNITS: [Unit; 7] =
    [Unit::Yuan, Unit::Percent, Unit::Count, Unit::Year, Unit::Month, Unit::Day, Unit::SquareMetre];
const UNIT_WORDS: &[&str] = &["yuan", "percent", "count", "year", "month", "day", "square_metre"];
const NUMBER_UNITS: &[&str] = &["count", "year", "month", "day", "square_metre"];

/// Keywords every property may have.
const COMMON: [&str; 3] = ["type", "x-title", "x-personal"];

/// Reads what a property may hold, and its unit.
pub(super) fn read_shape(property: &Object<'_>, in_row: bool) -> Result<(FieldKind, Option<Unit>), Trouble> {
    let kind = property.need("type")?;
    let too_deep = || Err(kind.fails(DeclarationFault::NestedTooDeep));
    match kind.one_of(TYPES)? {
        "integer" => read_whole(property),
        "boolean" => {
            allow(property, &[])?;
            Ok((FieldKind::Flag, None))
        }
        "array" | "object" if in_row => too_deep(),
        "array" => Ok((read_rows(property)?, None)),
        "object" => Ok((read_raw(property)?, None)),
        _ if property.get("enum").is_some() || property.get("const").is_some() => Ok((read_choice(property)?, None)),
        _ => read_text(property),
    }
}

fn allow(property: &Object<'_>, keywords: &[&str]) -> Result<(), Trouble> {
    let allowed: Vec<&str> = COMMON.iter().chain(keywords).copied().collect();
    property.only(&allowed)
}

fn read_text(property: &Object<'_>) -> Result<(FieldKind, Option<Unit>), Trouble> {
    let format = property.get("format").map_or(Ok(Format::Plain), |spot| read_format(&spot))?;
    let (fixed, units): (_, &'static [&'static str]) = match format {
        Format::Amount => (Some(AMOUNT_PATTERN), &["yuan"]),
        Format::Percentage => (Some(PERCENTAGE_PATTERN), &["percent"]),
        Format::Plain
        | Format::Date
        | Format::DayPeriod
        | Format::Uscc
        | Format::StandardNo
        | Format::Uuid
        | Format::Digest => (None, &[]),
    };
    if let Some(pattern) = property.get("pattern") {
        let given = pattern.text()?;
        if fixed != Some(given) {
            return Err(pattern.fails(DeclarationFault::PatternNotAllowed { fixed }));
        }
    }
    let mut keywords = vec!["format", "pattern", "minLength", "maxLength"];
    keywords.extend(fixed.map(|_| "x-unit"));
    allow(property, &keywords)?;
    let unit = read_unit(property, units)?;
    if let (None, Some(expected)) = (unit, units.first()) {
        return Err(property.spot().fails(DeclarationFault::UnitMissing { expected }));
    }
    let (least, most) = read_counts(property, "minLength", "maxLength")?;
    Ok((FieldKind::Text { least, most, format }, unit))
}

fn read_format(spot: &Spot<'_>) -> Result<Format, Trouble> {
    Ok(match spot.one_of(FORMATS)? {
        "amount" => Format::Amount,
        "percentage" => Format::Percentage,
        "date" => Format::Date,
        "day-period" => Format::DayPeriod,
        "uscc" => Format::Uscc,
        "standard-no" => Format::StandardNo,
        "uuid" => Format::Uuid,
        _ => Format::Digest,
    })
}

fn read_unit(property: &Object<'_>, allowed: &'static [&'static str]) -> Result<Option<Unit>, Trouble> {
    let Some(spot) = property.get("x-unit") else { return Ok(None) };
    let word = spot.one_of(UNIT_WORDS)?;
    if !allowed.contains(&word) {
        return Err(spot.fails(DeclarationFault::UnitWrong { allowed }));
    }
    Ok(UNITS.into_iter().find(|unit| unit.word() == word))
}

fn read_whole(property: &Object<'_>) -> Result<(FieldKind, Option<Unit>), Trouble> {
    allow(property, &["minimum", "maximum", "const", "x-unit"])?;
    let unit = read_unit(property, NUMBER_UNITS)?;
    if let Some(spot) = property.get("const") {
        let only = read_bound(&spot)?;
        return Ok((FieldKind::Whole { least: only, most: only }, unit));
    }
    let bound = |keyword, otherwise| property.get(keyword).map_or(Ok(otherwise), |spot| read_bound(&spot));
    let (least, most) = (bound("minimum", -SAFE_WHOLE)?, bound("maximum", SAFE_WHOLE)?);
    if least > most {
        return Err(property.spot().fails(DeclarationFault::BoundsCrossed));
    }
    Ok((FieldKind::Whole { least, most }, unit))
}

fn read_bound(spot: &Spot<'_>) -> Result<i64, Trouble> {
    let bound = spot.whole()?;
    let safe = (-SAFE_WHOLE..=SAFE_WHOLE).contains(&bound);
    if safe { Ok(bound) } else { Err(spot.fails(DeclarationFault::BoundUnsafe)) }
}

fn read_counts(property: &Object<'_>, least: &str, most: &str) -> Result<(u64, u64), Trouble> {
    let count = |keyword: &str, otherwise| match property.get(keyword) {
        Some(spot) => u64::try_from(read_bound(&spot)?).map_err(|_| spot.fails(DeclarationFault::BoundUnsafe)),
        None => Ok(otherwise),
    };
    let (least, most) = (count(least, 0)?, count(most, u64::MAX)?);
    if least > most { Err(property.spot().fails(DeclarationFault::BoundsCrossed)) } else { Ok((least, most)) }
}

fn read_choice(property: &Object<'_>) -> Result<FieldKind, Trouble> {
    let words = match (property.get("const"), property.get("enum")) {
        (Some(only), _) => {
            allow(property, &["const", "x-labels"])?;
            vec![only]
        }
        (None, Some(list)) => {
            allow(property, &["enum", "x-labels"])?;
            list.filled_list()?
        }
        (None, None) => Vec::new(),
    };
    let labels = property.need("x-labels")?.any_object()?;
    let mut choice: Vec<(String, Bilingual)> = Vec::new();
    for spot in words {
        let word = spot.text()?;
        if choice.iter().any(|(before, _)| before == word) {
            return Err(spot.fails(DeclarationFault::Repeated));
        }
        let missing = || spot.fails(DeclarationFault::WordWithoutLabel { word: word.to_owned() });
        let label = labels.get(word).ok_or_else(missing)?.bilingual()?;
        choice.push((word.to_owned(), label));
    }
    let stray = labels.entries().find(|(word, _)| choice.iter().all(|(known, _)| known != word));
    if let Some((word, _)) = stray {
        let nearest = nearest(word, choice.iter().map(|(known, _)| known.as_str()));
        return Err(labels.fails_at(word, DeclarationFault::LabelWithoutWord { nearest }));
    }
    Ok(FieldKind::Choice(choice))
}

fn read_rows(property: &Object<'_>) -> Result<FieldKind, Trouble> {
    allow(property, &["items", "minItems", "maxItems"])?;
    let fields = read_row_fields(&property.need("items")?)?;
    let (least, most) = read_counts(property, "minItems", "maxItems")?;
    Ok(FieldKind::Rows { fields, least, most })
}

fn read_raw(property: &Object<'_>) -> Result<FieldKind, Trouble> {
    allow(property, &["x-raw"])?;
    let raw = property.need("x-raw")?;
    if raw.flag()? { Ok(FieldKind::Raw) } else { Err(raw.fails(DeclarationFault::WrongValue { expected: "true" })) }
}
