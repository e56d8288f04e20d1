//! A type that nothing new should be recorded with: taken as before, and said wherever somebody could choose it.

use super::Open;
use crate::cli::{Office, is_legible, keeps};
use serde_json::{Value, json};

const NAME: &str = "talent.vice_president_appointed";
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/types/talent.vice_president_appointed/1.json");
const SECOND: &str = "types/talent.vice_president_appointed/2.json";
const WORD: &str = r#""x-deprecated": {"why": {"zh": "改由服务事项统一登记。", "en": "Services are recorded in one place."}, "successor": "service.provided", "since": "2026-10-01"},"#;

/// A ledger in use with the type registered, and a second version of it that says some words more.
fn office(words: &str) -> Office {
    let office = Office::with_story();
    std::fs::create_dir_all(office.path("types/talent.vice_president_appointed")).unwrap();
    std::fs::copy(FIRST, office.path("types/talent.vice_president_appointed/1.json")).unwrap();
    office.done(&["event", "register", FIRST, "--clock-is-right"]);
    office.done(&["event", "new", NAME, "--next", "--dir", "types"]);
    let text = std::fs::read_to_string(office.path(SECOND)).unwrap();
    assert_eq!(text.matches("  \"x-upcast\": {},\n").count(), 1);
    office.write(SECOND, text.replace("  \"x-upcast\": {},\n", &format!("  \"x-upcast\": {{}},\n  {words}\n")));
    office
}

fn fact(number: usize) -> String {
    let body = json!({"uscc": "91110108551385082Q", "letter_no": format!("示聘〔2026〕{number}号"), "appointed_on": "2026-03-01"});
    format!("{}\n", json!({"type": NAME, "data": body}))
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_deprecated_type_is_taken_and_said() {
    let office = office(WORD);
    let before = office.write("before.jsonl", fact(1));
    let said = office.run(&["append", &before, "--clock-is-right", "--lang", "en"]);
    assert!(said.code == Some(0) && !said.talk.contains("eprecated"), "{}", said.talk);
    let checked = value(&office.done(&["event", "check", SECOND, "--json"]));
    assert_eq!(checked["files"][0]["remarks"], json!([]), "{checked}");
    office.done(&["event", "register", SECOND, "--clock-is-right"]);
    // Whoever records it is told, also by a trial, and it is recorded.
    let facts = office.write("facts.jsonl", fact(2) + &fact(3));
    for (lang, words) in [
        ("zh", ["注意：2 条是聘任科技副总", "自 2026-10-01 起", "改由服务事项统一登记。", "改用 service.provided"]),
        (
            "en",
            [
                "note: 2 of type talent.vice_president_appointed",
                "from 2026-10-01 on",
                "Services are recorded in one place.",
                "use service.provided",
            ],
        ),
    ] {
        let said = office.run(&["append", &facts, "--clock-is-right", "--dry-run", "--lang", lang]);
        assert_eq!(said.code, Some(0), "{}", said.talk);
        for word in words {
            assert!(said.talk.contains(word) && is_legible(&said.talk), "{word}: {}", said.talk);
        }
    }
    let told = value(&office.done(&["append", &facts, "--clock-is-right", "--json"]));
    keeps(&told, "receipt.v1");
    assert_eq!((&told["recorded"], &told["deprecated"][0]["events"]), (&json!(2), &json!(2)));
    assert_eq!(told["deprecated"][0]["successor"], "service.provided");
    // A batch of which nothing is taken tells only why.
    let bad = office.write("bad.jsonl", fact(4) + &fact(2));
    let told = value(&office.run(&["append", &bad, "--clock-is-right", "--again", "--json"]).data);
    keeps(&told, "receipt.v1");
    assert_eq!((&told["recorded"], told.get("deprecated")), (&json!(0), None));
    // A file so large that it is written while it is checked.
    let note = "x".repeat(1_500);
    let many: String =
        (10..3_600).map(|number| fact(number).replace("\"data\"", &format!("\"note\":\"{note}\",\"data\""))).collect();
    let many = office.write("many.jsonl", many);
    let told = value(&office.done(&["append", &many, "--clock-is-right", "--json"]));
    assert_eq!((&told["recorded"], &told["deprecated"][0]["events"]), (&json!(3_590), &json!(3_590)));
    assert!(office.done(&["show", "91110108551385082Q", "--on", "2026-12-31"]).contains("示聘〔2026〕3号"));
}

#[test]
fn wherever_types_are_listed_a_deprecated_one_stands_at_the_end_and_says_why() {
    let office = office(WORD);
    office.done(&["event", "register", SECOND, "--clock-is-right"]);
    let listed = office.done(&["event", "docs", "--lang", "en"]);
    let last = listed.lines().next_back().unwrap();
    assert!(last.starts_with(NAME) && last.ends_with("(deprecated)"), "{last}");
    assert!(office.done(&["event", "docs", NAME]).contains("自 2026-10-01 起停用：改由服务事项统一登记。"));
    for (line, deprecated) in
        office.done(&["event", "docs", "--json"]).lines().map(|line| (value(line), line.contains(NAME)))
    {
        keeps(&line, "event-type.v1");
        assert_eq!(line.get("deprecated").is_some(), deprecated, "{line}");
    }
    for (form, lang) in [("html", "zh"), ("md", "en")] {
        let folder = format!("pages-{form}");
        office.done(&["event", "docs", "--out", &folder, "--form", form, "--lang", lang]);
        let read = |name: &str| std::fs::read_to_string(office.path(&format!("{folder}/{name}.{form}"))).unwrap();
        let (index, page) = (read("index"), read(NAME));
        let at = |name: &str| index.find(&format!("{name}.{form}")).unwrap();
        assert!(at(NAME) > at("tenancy.started"), "{index}");
        assert!(page.contains("service.provided") && page.contains("2026-10-01"), "{page}");
    }
    let open = Open::of(&office);
    assert!(open.page(&format!("/types/{NAME}")).contains("改由服务事项统一登记。"));
    assert!(open.page("/types").contains("聘任科技副总（停用）"));
    let said = office.run(&["import", "template", NAME, "--out", "rows.csv", "--lang", "en"]);
    assert!(said.code == Some(0) && said.talk.contains("use service.provided"), "{}", said.talk);
}

#[test]
fn the_check_knows_what_may_be_said_of_it() {
    let why = r#""why": {"zh": "不再办理。", "en": "No longer done."}"#;
    let rows = [
        (format!(r#""x-deprecated": {{{why}}},"#), None),
        (format!(r#""x-deprecated": {{{why}, "successor": "service.offered"}},"#), Some("successor-unknown")),
        (format!(r#""x-deprecated": {{{why}, "successor": "{NAME}"}},"#), Some("successor-unknown")),
        (format!(r#""x-deprecated": {{{why}, "successor": "Service"}},"#), Some("bad-successor")),
        (format!(r#""x-deprecated": {{{why}, "since": "2026-02-30"}},"#), Some("bad-since")),
        (r#""x-deprecated": {"why": {"zh": "待写", "en": "No longer done."}},"#.to_owned(), Some("placeholder-left")),
        (r#""x-deprecated": {"since": "2026-10-01"},"#.to_owned(), Some("missing-keyword")),
    ];
    for (words, code) in rows {
        let office = office(&words);
        let said = office.run(&["event", "check", SECOND, "--json"]);
        let told = value(&said.data);
        keeps(&told, "event-check.v1");
        let codes: Vec<&str> =
            told["files"][0]["remarks"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{words}");
    }
    // In use again by a third version, a first version that nobody may use, and a chain of those that took the place.
    let office = office(WORD);
    office.done(&["event", "new", NAME, "--next", "--dir", "types"]);
    let third = "types/talent.vice_president_appointed/3.json";
    let text = std::fs::read_to_string(office.path(third)).unwrap();
    office.write(third, text.replace(&format!("  {WORD}\n"), ""));
    assert!(office.done(&["event", "check", third]).contains("deprecation-ends"));
    let template =
        std::fs::read_to_string(FIRST).unwrap().replace("talent.vice_president_appointed", "talent.adviser_appointed");
    std::fs::create_dir_all(office.path("types/talent.adviser_appointed")).unwrap();
    let word = WORD.replace("service.provided", NAME);
    office.write(
        "types/talent.adviser_appointed/1.json",
        template.replace("  \"properties\"", &format!("  {word}\n  \"properties\"")),
    );
    std::fs::remove_file(office.path(third)).unwrap();
    let told = office.done(&["event", "check", "types"]);
    assert!(told.contains("successor-deprecated") && told.contains("deprecated-from-start"), "{told}");
}
