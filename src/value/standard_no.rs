//! Standard numbers: `GB/T 12345.2-2026`, `DB11/T 1234-2026`, `ISO/TS 9000-1:2026`, `GB/T 30006-2020/XG1-2025`.
//!
//! A number is a matter and a natural key, so each has one spelling: the one its own body prints.

/// Bodies that write a hyphen before a part and a colon before the year; the others write a dot and a hyphen.
const WITH_COLON: [&str; 7] = ["ISO", "IEC", "CISPR", "EN", "CEN", "CLC", "BS"];

/// Documents of ISO and IEC that are less than a standard.
const LESSER: [&str; 3] = ["TS", "TR", "PAS"];

/// A standard number taken apart: kind, province, number, part and year are read from it, never claimed beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StandardNo {
    text: std::sync::Arc<str>,
    prefix: usize,
    series: usize,
}

impl StandardNo {
    /// Reads `<bodies>[ TS] <number>[.part]-<year>[/XG1-<year>]`, or with `-part`, `:<year>` and `/Amd 1:<year>`.
    ///
    /// ISO puts TS, TR or PAS after a slash; IEC, and several bodies together, after a space: `ISO/TS 9000-1:2026`,
    /// `IEC TS 31002:2025`, `ISO/IEC TS 31001:2025`. IEC writes `/AMD1:2012` where ISO writes `/Amd 1:2024`.
    pub fn parse(text: &str) -> Option<Self> {
        let (bodies, rest) = text.split_once(' ')?;
        let lesser = rest.split_once(' ').filter(|(word, _)| LESSER.contains(word));
        let number = lesser.map_or(rest, |(_, number)| number);
        let (base, sheet) = number.split_once('/').map_or((number, None), |(base, sheet)| (base, Some(sheet)));
        let right = text.len() <= 60
            && are_bodies(bodies, lesser.is_some())
            && is_number(base, has_colon(bodies))
            && sheet.is_none_or(|sheet| is_sheet(sheet, bodies));
        let prefix = text.len().checked_sub(number.len())?.checked_sub(1)?;
        let digits = base.bytes().take_while(u8::is_ascii_digit).count();
        let series = prefix.saturating_add(1).saturating_add(digits);
        right.then(|| Self { text: text.into(), prefix, series })
    }

    /// The whole number.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The kind: `GB/T`, `GB/Z`, `DB11/T`, `ISO`, `ISO/TS`, `IEC TS`.
    pub fn prefix(&self) -> &str {
        self.text.get(..self.prefix).unwrap_or_default()
    }

    /// What the kind ends with: `T`, `Z`, `TS`, `TR`; empty where there is none, as in `ISO/IEC`.
    pub fn suffix(&self) -> &str {
        let suffix = self.prefix().rsplit_once(['/', ' ']).map_or("", |(_, suffix)| suffix);
        if is_international(self.prefix()) && !LESSER.contains(&suffix) { "" } else { suffix }
    }

    /// The two digits of the province for a local standard (`DB11` is Beijing); empty otherwise.
    pub fn province(&self) -> &str {
        let Some(code) = self.prefix().strip_prefix("DB") else { return "" };
        code.get(..2).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())).unwrap_or_default()
    }

    /// The number without part and year: `GB/T 12345`.
    pub fn series(&self) -> &str {
        self.text.get(..self.series).unwrap_or_default()
    }
}

fn first_body(prefix: &str) -> &str {
    prefix.split(['/', ' ']).next().unwrap_or_default()
}

fn is_international(prefix: &str) -> bool {
    matches!(first_body(prefix), "ISO" | "IEC")
}

fn has_colon(prefix: &str) -> bool {
    WITH_COLON.contains(&first_body(prefix))
}

/// Capitals and digits between slashes, and TS, TR or PAS where its body puts it.
fn are_bodies(bodies: &str, then_lesser: bool) -> bool {
    let capitals = |body: &str| !body.is_empty() && body.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let spelled = bodies.starts_with(|c: char| c.is_ascii_uppercase()) && bodies.split('/').all(capitals);
    let lesser = bodies.rsplit_once('/').filter(|(_, last)| LESSER.contains(last)).map(|(before, _)| before);
    let placed = if then_lesser {
        is_international(bodies) && bodies != "ISO" && lesser.is_none()
    } else {
        !is_international(bodies) || lesser.is_none_or(|before| before == "ISO")
    };
    spelled && placed
}

/// `9000-1:2026`, `60601-2-10:2012`, `105-C06:2010`; without a colon `12345.2-2026`.
fn is_number(text: &str, colon: bool) -> bool {
    let (year_mark, part_mark) = if colon { (':', '-') } else { ('-', '.') };
    let Some((number, year)) = text.rsplit_once(year_mark) else { return false };
    let mut parts = number.split(part_mark);
    let lettered = |part: &str| colon && part.strip_prefix(|c: char| c.is_ascii_uppercase()).is_some_and(is_digits);
    parts.next().is_some_and(is_digits) && parts.all(|part| is_digits(part) || lettered(part)) && is_year(year)
}

/// An amendment sheet or a corrigendum: `XG1-2025`, `Amd 1:2024`, `AMD1:2012`.
fn is_sheet(text: &str, bodies: &str) -> bool {
    let (words, mark): (&[&str], char) = match bodies {
        "IEC" => (&["AMD", "COR"], ':'),
        _ if is_international(bodies) => (&["Amd ", "Cor "], ':'),
        _ if has_colon(bodies) => (&[], ':'),
        _ => (&["XG"], '-'),
    };
    let rest = words.iter().find_map(|word| text.strip_prefix(word));
    rest.and_then(|rest| rest.split_once(mark))
        .is_some_and(|(count, year)| is_digits(count) && !count.starts_with('0') && is_year(year))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text)
}
