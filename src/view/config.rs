//! `config.v1`: every setting, its value and who said it.

use serde::Serialize;

/// What counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/config.v1.json describes every field in both languages")]
pub struct ConfigV1 {
    pub format: &'static str,
    pub settings: Vec<SettingV1>,
    pub places: Vec<ConfigPlaceV1>,
    pub strangers: Vec<StrangerV1>,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/config.v1.json describes every field in both languages")]
pub struct SettingV1 {
    pub key: &'static str,
    pub value: String,
    pub source: &'static str,
    pub file: Option<String>,
    pub line: Option<usize>,
    pub flag: &'static str,
    pub variable: &'static str,
}

/// A place where a file was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/config.v1.json describes every field in both languages")]
pub struct ConfigPlaceV1 {
    pub path: String,
    pub named_by: Option<&'static str>,
    pub state: &'static str,
}

/// A variable that looks like one of ours and is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/config.v1.json describes every field in both languages")]
pub struct StrangerV1 {
    pub variable: String,
    pub nearest: Option<&'static str>,
}
