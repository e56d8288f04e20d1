//! D25: a standard whose level is not the one its number tells.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::{Bilingual, StandardNo};

pub(super) const DETECTOR: Detector = Detector {
    id: "D25",
    title: Words("标准级别与编号不符", "Level claimed differs from the number"),
    looks_for: Words(
        "标准登记的级别与其编号代号不符：ISO、IEC 为国际，GB 为国家，DB 加两位数字为省级、加四位为市级，T/ 为团体，Q/ 为企业，两个字母的行业代号为行业。",
        "a standard recorded at another level than its number tells: ISO and IEC are international, GB national, DB with two digits provincial and with four municipal, T/ of a group, Q/ of an enterprise, and two letters of an industry",
    ),
    basis: Words(
        "标准的级别以编号代号为准，级别不同支持额不同。",
        "The level of a standard follows from its number, and the amount from the level.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "其他机构的编号不判断；两个字母的代号未逐个核对行业目录。",
        "Numbers of other bodies are not judged; two letters are not looked up in the directory of industries.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for standard in scene.rows("standard.published") {
        let (Some(number), Some(claimed)) = (standard.text("standard_no"), standard.text("level")) else { continue };
        let Some(told) = level_of(number).filter(|told| *told != claimed) else { continue };
        let (claims, tells) = (name(claimed), name(told));
        let zh = format!("{number} 登记为{}，编号是{}", claims.zh, tells.zh);
        let en = format!("{number} is recorded as {}, its number is {}", claims.en, tells.en);
        let units = standard.rows("units").filter_map(|unit| unit.code("uscc"));
        found.push(Found::among(units, &zh, &en).resting_on([standard.at()]));
    }
    found
}

/// The level a number tells; none for bodies this program does not know.
fn level_of(number: &str) -> Option<&'static str> {
    let number = StandardNo::parse(number)?;
    let body = number.prefix().split(['/', ' ']).next().unwrap_or_default();
    let local =
        body.strip_prefix("DB").filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    match (body, local.map(str::len)) {
        ("ISO" | "IEC", _) => Some("international"),
        ("GB", _) => Some("national"),
        ("T", _) => Some("group"),
        ("Q", _) => Some("enterprise"),
        (_, Some(2)) => Some("provincial"),
        (_, Some(4)) => Some("municipal"),
        ("EN" | "BS" | "DB", _) => None,
        _ => (body.len() == 2 && body.bytes().all(|b| b.is_ascii_uppercase())).then_some("industry"),
    }
}

fn name(level: &str) -> Bilingual {
    let (zh, en) = match level {
        "international" => ("国际标准", "international"),
        "national" => ("国家标准", "national"),
        "industry" => ("行业标准", "of an industry"),
        "provincial" => ("省级地方标准", "provincial"),
        "municipal" => ("市级地方标准", "municipal"),
        "group" => ("团体标准", "of a group"),
        "enterprise" => ("企业标准", "of an enterprise"),
        other => (other, other),
    };
    Bilingual::new(zh, en)
}
