//! The policy file: it holds under every reading, and each fault in it is named with its place and the nearest right word.

mod best_of;
mod by;
mod compiled;
mod coverage;
mod documents;
mod lock;
mod open_term;
mod refused;
mod rules;

use crate::story::{CATALOGUE, POLICY, place};
use qizhang::policy::{Choices, Policy, PolicyError};
use std::path::Path;

pub(crate) fn file() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/changping-2025-8.toml");
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}"))
}

const NO_ACCIDENT: &str = "when = { not = { holds = \"安全生产事故影响期\", at = \"test_day\" } }";

fn fault(text: &str) -> PolicyError {
    match Policy::parse(text).and_then(|policy| policy.check(&CATALOGUE)) {
        Err(error) => error,
        Ok(()) => panic!("the fault went unnoticed"),
    }
}

#[test]
fn the_policy_holds_under_every_option_of_every_reading() {
    if let Err(error) = POLICY.check(&CATALOGUE) {
        panic!("{}: {error:?}", place(&file(), error.span.start));
    }
    assert_eq!(POLICY.readings.len(), 53);
}

#[test]
fn the_bounds_of_a_number_are_inside() {
    let text = file();
    for (right, bound) in
        [("\nyears = 5", "\nyears = 1"), ("\nyears = 5", "\nyears = 100"), ("within_days = 90", "within_days = 3660")]
    {
        assert!(text.contains(right), "the file no longer says {right}");
        let taken = Policy::parse(&text.replacen(right, bound, 1)).and_then(|policy| policy.check(&CATALOGUE));
        assert_eq!(taken, Ok(()), "{bound}");
    }
}

#[test]
fn every_fault_is_named_where_it_stands() {
    // what is written, what is broken into it, the code, and what the error must speak of
    let rows = [
        ("sentence = 3", "sentense = 3", "missing-key", "sentence"),
        ("restates = {", "restate = {", "missing-key", "restates"),
        ("until_paid = true", "until_payed = true", "unknown-key", "until_paid"),
        ("event = \"hightech.revoked\"", "event = \"hightech.revokd\"", "unknown-event", "hightech.revoked"),
        ("\"premium\" }", "\"premum\" }", "policy-unknown-field", "premium"),
        ("fixed = \"第四条/首次入库/金额\"", "fixed = \"第四条/首次入库/金\"", "unknown-name", "第四条/首次入库/金额"),
        ("fixed = \"第四条/首次入库/金额\"", "fixed = \"第五条/新认定/比例\"", "wrong-unit", "percent"),
        ("value = \"1万元\"", "value = \"1万\"", "bad-value", "1万"),
        // Every value of a parameter, not only the first: a cap of four pieces would be no cap, five months no years.
        (
            "value = \"10万元\", unit = \"yuan\", from = 2025-09-05 }]\n\"第十四条",
            "value = \"10万元\", unit = \"yuan\", from = 2025-09-05 }, { value = \"4\", unit = \"count\", from = 2027-01-01 }]\n\"第十四条",
            "wrong-unit",
            "第十三条/年度上限",
        ),
        (
            "unit = \"year\", from = 2025-09-05 }]",
            "unit = \"year\", from = 2025-09-05 }, { value = \"5\", unit = \"month\", from = 2027-01-01 }]",
            "wrong-unit",
            "month",
        ),
        ("value = \"1万元\"", "value = 1.5", "float", ""),
        ("from = 2025-09-05 }]\n\"第四条/清单", "from = 2025-02-30 }]\n\"第四条/清单", "not-toml", ""),
        ("reading = \"R5.7\", per_certificate", "reading = \"R5.77\", per_certificate", "unknown-reading", "R5.7"),
        ("dense = \"dense\"", "dens = \"dense\"", "option-unknown", "dense"),
        (", dense = \"dense\"", "", "option-missing", "dense"),
        ("industry = \"第七条", "industri = \"第七条", "unreachable-key", "industry"),
        ("in = [\"IDT\", \"MOD\"]", "in = [\"IDT\", \"MODD\"]", "unreachable-key", "MOD"),
        ("holds = \"登记\"", "holds = \"登计\"", "unknown-name", "登记"),
        ("op = \">=\"", "op = \"=>\"", "unknown-word", ">="),
        ("is = \"昌平区\"", "is = 7", "incomparable", "district"),
        ("name = \"严重失信影响期\"", "name = \"登记\"", "repeated-name", "登记"),
        ("format = 1", "format = 2", "unknown-format", "2"),
        ("\nyears = 5", "\nyears = 0", "policy-out-of-range", "number: 0, least: 1, most: 100"),
        ("\nyears = 5", "\nyears = 101", "policy-out-of-range", "101"),
        ("\nyears = 5", "\nyears = -5", "policy-out-of-range", "-5"),
        ("within_days = 90", "within_days = 3661", "policy-out-of-range", "3661"),
        ("id = \"changping-2025-8\"", "id = \" \"", "blank", "id"),
        (
            "from = 2025-09-05 }]\n\"第四条/清单",
            "from = 2025-09-05 }, { value = \"2\", unit = \"year\", from = 2025-09-05 }]\n\"第四条/清单",
            "two-values",
            "第二条/回溯/年数",
        ),
        // What must hold up to the payment is the absence of a status, and nothing around it.
        (NO_ACCIDENT, "when = { holds = \"安全生产事故影响期\", at = \"test_day\" }", "not-until-paid", ""),
        (
            NO_ACCIDENT,
            "when = { all = [{ not = { holds = \"安全生产事故影响期\", at = \"test_day\" } }] }",
            "not-until-paid",
            "",
        ),
    ];
    let text = file();
    for (right, wrong, code, speaks_of) in rows {
        assert!(text.contains(right), "the file no longer says {right}");
        let broken = text.replacen(right, wrong, 1);
        let error = fault(&broken);
        assert_eq!(error.fault.code(), code, "{wrong}: {error:?}");
        assert!(format!("{:?}", error.fault).contains(speaks_of), "{wrong}: {error:?} should speak of {speaks_of}");
        assert!(error.span.end <= broken.len(), "{wrong}: {error:?}");
    }
}

#[test]
fn a_parameter_nobody_uses_is_an_error() {
    let text = file().replacen(
        "[parameters]\n",
        "[parameters]\n\"第四条/多余\" = [{ value = \"1\", unit = \"count\", from = 2025-09-05 }]\n",
        1,
    );
    assert_eq!(fault(&text).fault.code(), "parameter-unused");
}

#[test]
fn every_amount_names_the_readings_it_rests_on() {
    let program = POLICY.program(&CATALOGUE, &Choices::default()).unwrap_or_else(|error| panic!("{error:?}"));
    let named = |grant: &str| {
        let found = program.grants.iter().find(|known| &*known.id == grant).unwrap_or_else(|| panic!("no {grant}"));
        found.readings.iter().map(ToString::to_string).collect::<Vec<String>>()
    };
    assert_eq!(named("第四条/首次入库"), ["R23.6", "R4.1"]);
    assert_eq!(named("第五条/新认定"), ["R23.5", "R23.6", "R5.1", "R5.2", "R5.3", "R5.4", "R5.5"]);
    let used = program.grants.iter().flat_map(|grant| &grant.readings);
    let used =
        used.chain(&program.documents[0].common_readings).chain(program.gates.iter().flat_map(|gate| &gate.readings));
    let used: std::collections::BTreeSet<_> = used.collect();
    let unused: Vec<_> = POLICY.readings.iter().map(|reading| &reading.id).filter(|id| !used.contains(id)).collect();
    assert!(unused.is_empty(), "declared and never used: {unused:?}");
}

#[test]
fn no_rust_names_an_article_or_a_reading() {
    let mut found = Vec::new();
    for (path, text) in crate::tidy::sources() {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (number, line) in code.enumerate() {
            // 第 and a numeral name an article; 第…条 alone is how any article is written.
            let numeral = |rest: &str| rest.starts_with(|letter| "一二三四五六七八九十".contains(letter));
            // The made-up office records documents that fix a parameter, and these name it; it computes nothing.
            let recorded = path.starts_with("sample/");
            let article = !recorded && line.contains('条') && line.split('第').skip(1).any(numeral);
            let reading = line.split('"').skip(1).step_by(2).any(|word| {
                word.starts_with('R')
                    && word.contains('.')
                    && word[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.')
            });
            if article || reading {
                found.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "rules belong in the policy file:\n{}", found.join("\n"));
}

#[test]
fn a_declaration_that_rests_on_itself_is_named() {
    let status = "until = [{ event = \"strong_list.exited\", match = { list_no = \"list_no\" } }]";
    let measure = "ratio = { of = \"申报上年境内研发费用\", to = \"申报上年研发费用\" }";
    for (right, wrong, name) in [
        (status, "until = [{ enters = \"规升强清单\" }]", "规升强清单"),
        (measure, "ratio = { of = \"境内研发比例\", to = \"申报上年研发费用\" }", "境内研发比例"),
    ] {
        assert!(file().contains(right), "{right}");
        let error = fault(&file().replacen(right, wrong, 1));
        assert_eq!(error.fault.code(), "circular", "{wrong}: {error:?}");
        assert!(format!("{:?}", error.fault).contains(name), "{error:?}");
    }
}
