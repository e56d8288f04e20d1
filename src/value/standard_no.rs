//! Standard numbers: `GB/T 12345.2-2026`, `DB11/T 1234-2026`, `ISO/TS 9000-1:2026`.

/// A standard number taken apart: kind, province, number, part and year are read from it, never claimed beside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StandardNo {
    text: std::sync::Arc<str>,
    prefix: usize,
    series: usize,
}

impl StandardNo {
    /// Reads `<prefix> <number>[.part|-part](-|:)<year>`: the prefix is capitals, digits and `/`, then one space.
    pub fn parse(text: &str) -> Option<Self> {
        let (prefix, rest) = text.split_once(' ')?;
        let prefix_ok = prefix.starts_with(|c: char| c.is_ascii_uppercase())
            && prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'/');
        let rest_ok = rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b':'));
        let year = rest.rsplit(['-', ':']).next()?;
        let has_year = year.len() == 4 && rest.len() > 5;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (prefix_ok && rest_ok && has_year && text.len() <= 60).then(|| Self {
            text: text.into(),
            prefix: prefix.len(),
            series: prefix.len().saturating_add(1).saturating_add(digits),
        })
    }

    /// The whole number.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The kind: `GB/T`, `GB/Z`, `DB11/T`, `ISO`, `ISO/TS`.
    pub fn prefix(&self) -> &str {
        self.text.get(..self.prefix).unwrap_or_default()
    }

    /// What the kind ends with after the slash: `T`, `Z`, `TS`, `TR`; empty where there is none.
    pub fn suffix(&self) -> &str {
        self.prefix().rsplit_once('/').map_or("", |(_, suffix)| suffix)
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
