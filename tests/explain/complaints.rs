//! Refusals in words: every code once, in both languages, and the list people look them up in.

use crate::story::{CATALOGUE, place};
use qizhang::event::{BODY_CODES, Draft, Refusal, Stamp, admit};
use qizhang::explain::{CodeFamily, Complaint, complaint_codes};
use qizhang::policy::Policy;
use qizhang::value::{EventId, Instant, Lang};
use std::collections::BTreeSet;
use std::path::Path;

/// The families of the core, then those of the ledger and of the command line.
fn families() -> Vec<CodeFamily> {
    let core = complaint_codes().into_iter().chain(qizhang::ledger::complaint_codes());
    let surfaces = [
        qizhang::cli::complaint_codes(),
        qizhang::cli::config_codes(),
        qizhang::http::complaint_codes(),
        qizhang::web::complaint_codes(),
        qizhang::access::complaint_codes(),
        qizhang::access::person_codes(),
        qizhang::access::link_codes(),
    ];
    core.chain(surfaces).collect()
}

fn all() -> Vec<Complaint> {
    families().into_iter().flat_map(|family| family.complaints).collect()
}

/// The page of all codes.
fn page() -> String {
    let head = "# 错误代码 · Codes of refusals\n\n\
         本页由测试从程序生成（`QIZHANG_UPDATE=1 cargo nextest run complaints`），请勿手改。代码一经发布不再改变含义。\n\n\
         A test writes this page from the program; do not edit it. A released code never changes its meaning.\n\n\
         程序的退出码：0 办成；1 拒绝；2 命令写错；3 输出被关闭；4 核对不符或体检发现问题；6 账本正忙；70 账本损坏或程序有误。标“可重试”的，原样重试可能成功。\n\n\
         The program ends with 0 done, 1 refused, 2 wrong command line, 3 output closed, 4 what was checked does not hold or doctor found something, 6 busy, 70 ledger damaged or our fault. \
         What is marked transient may succeed when it is tried again unchanged.\n\n\
         加 `--json` 时，错误是标准错误上的一行 JSON（`error.v1`，见 `docs/schemas/error.v1.json`）：代码、退出码、中英文的事由、原因和办法、位置；标准输出只有数据。被退回的行在回执里（`receipt.v1`），核对发现的损坏在 `verify.v1` 和 `doctor.v1` 里。\n\n\
         With `--json` an error is a line of JSON on standard error (`error.v1`, see `docs/schemas/error.v1.json`): code, exit code, what, why and remedy in both languages, and the place; standard output has data alone. \
         Refused lines stand in the receipt (`receipt.v1`), damage that a check found in `verify.v1` and `doctor.v1`.\n";
    let mut lines = vec![head.to_owned()];
    for family in families() {
        lines.push(format!("## {} · {}\n", family.title.zh, family.title.en));
        for complaint in family.complaints {
            let again = if complaint.permanent { "" } else { " · 可重试 · transient" };
            lines.push(format!("### `{}`{again}\n", complaint.code));
            for lang in [Lang::Zh, Lang::En] {
                let [what, why, remedy] =
                    [&complaint.what, &complaint.why, &complaint.remedy].map(|said| said.get(lang));
                let joint = if lang == Lang::Zh { "" } else { " " };
                let said = [what, why, remedy].into_iter().filter(|said| !said.is_empty());
                lines.push(format!("{}\n", said.collect::<Vec<_>>().join(joint)));
            }
        }
    }
    lines.join("\n")
}

#[test]
fn the_page_of_codes_is_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    if option_env!("QIZHANG_UPDATE").is_some() {
        std::fs::write(&path, page()).unwrap_or_else(|error| panic!("{error}"));
    }
    let known = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(known, page(), "write docs/errors.md anew and review it");
}

#[test]
fn every_code_is_listed_once() {
    let codes: Vec<&str> = all().iter().map(|complaint| complaint.code).collect();
    let distinct: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), distinct.len(), "a code means two things: {codes:?}");
    assert!(BODY_CODES.iter().all(|code| distinct.contains(code)));
    // The codes as the sources spell them: a new fault must be listed.
    let sources = crate::tidy::sources();
    let spelling = [
        "policy/error.rs",
        "event/refusal.rs",
        "event/profile/error.rs",
        "event/catalogue.rs",
        "event/lint/kinds.rs",
        "ledger/complain/fault.rs",
    ];
    for path in spelling {
        let (_, text) = sources.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("no {path}"));
        for line in text.lines().filter(|line| line.contains("=> \"")) {
            let code = line.split('"').nth(1).unwrap_or_default();
            assert!(distinct.contains(code), "{path}: {code} is not listed");
        }
    }
}

#[test]
fn sentences_are_whole_in_both_languages() {
    for complaint in all() {
        let said = [&complaint.what, &complaint.why, &complaint.remedy];
        // Of the words of a command nothing more is known than that they are wrong.
        for said in said.into_iter().filter(|said| !said.zh.is_empty() || !said.en.is_empty()) {
            let (zh, en) = (&*said.zh, &*said.en);
            assert!(zh.ends_with(['。', '？']), "{}: {zh}", complaint.code);
            assert!(en.ends_with(['.', '?']), "{}: {en}", complaint.code);
            assert!(
                en.is_ascii() || en.contains(['“', '…', '¥', '±', '条', '示', '高', '元']),
                "{}: {en}",
                complaint.code
            );
        }
    }
}

fn refusal(line: &str) -> Refusal {
    let draft = match Draft::parse(line) {
        Ok(draft) => draft,
        Err(refused) => return Refusal::Envelope(refused),
    };
    let id = EventId::parse("01970000-0000-7000-8000-000000000001").unwrap_or_else(|| panic!("an id"));
    let stamp = Stamp { id, recorded_at: Instant::from_millis(0), recorded_by: "x".into(), keep_unknown: false };
    admit(&CATALOGUE, draft, stamp).err().unwrap_or_else(|| panic!("{line} is admitted"))
}

#[test]
fn a_refusal_names_the_place_and_the_nearest_word() {
    let rows = [
        (r#"{"type":"hightech.certifed","data":{}}"#, "unknown-type", "hightech.certified", false),
        (r#"{"type":"hightech.certified","data":{"uscc":"91110108551385028Q"}}"#, "bad-uscc", "uscc", true),
        (r#"{"type":"hightech.certified","data":{"usc":"91110108551385082Q"}}"#, "unknown-field", "uscc", true),
        (r#"{"type":"Hightech","data":{}}"#, "bad-type-name", "type", true),
    ];
    for (line, code, speaks_of, permanent) in rows {
        let complaint = Complaint::of_refusal(&refusal(line));
        assert_eq!((complaint.code, complaint.permanent), (code, permanent), "{line}");
        let said = [&complaint.what, &complaint.why, &complaint.remedy];
        for lang in [Lang::Zh, Lang::En] {
            assert!(said.iter().any(|said| said.get(lang).contains(speaks_of)), "{line}: {complaint:?}");
        }
    }
}

#[test]
fn a_fault_of_a_policy_stands_at_its_line_and_column() {
    let text = "format = 1\nid = \"昌平\"\ndocument = \"1号\"\nissued_on = 2025-09-05\n[[reading]]\nid = 7\n";
    let error = Policy::parse(text).err().unwrap_or_else(|| panic!("a number is no id"));
    let complaint = Complaint::of_policy(&error, text);
    assert_eq!(place(text, error.span.start), "line 6, column 6");
    assert!(
        complaint.what.zh.contains("第 6 行第 6 列") && complaint.what.en.contains("line 6, column 6"),
        "{complaint:?}"
    );
}
