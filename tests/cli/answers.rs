//! What the ledger answers, from the command line, at two times.

use super::Office;
use serde_json::Value;

const SUBJECT: &str = "91110108551385082Q";
const LATE: &str = "91110114000000019R";
const PRODUCTS: &str = "91110114000000027L";

fn value(office: &Office, words: &[&str]) -> Value {
    let mut words = words.to_vec();
    words.push("--json");
    serde_json::from_str(&office.done(&words)).unwrap()
}

#[test]
fn a_certificate_counts_from_the_day_it_is_known() {
    let office = Office::with_story();
    let certified = |known: &str| {
        let position = value(&office, &["show", LATE, "--on", "2023-12-15", "--known", known]);
        let statuses = position["statuses"].as_array().unwrap().clone();
        statuses.iter().any(|status| status["status"] == "高新技术企业" && status["holds"] == true)
    };
    assert!(!certified("2024-01-15") && !certified("2024-02-05"));
    assert!(certified("2024-02-06"));
}

#[test]
fn a_payment_right_as_known_then_and_too_much_as_known_now() {
    let office = Office::with_story();
    let told = office.done(&["why", "P-2026-0001", "--on", "2026-12-31", "--lang", "en"]);
    for piece in [
        "right when it was paid",
        "¥110,000.00 was overpaid",
        "4,200,000.00 × 10% = 420,000.00",
        "difference −110,000.00",
    ] {
        assert!(told.contains(piece), "{piece}\n{told}");
    }
    let item = |words: &[&str]| {
        let position = value(&office, words);
        let items = position["items"].as_array().unwrap().clone();
        let own = items.into_iter().find(|item| item["grant"] == "第五条/新认定").unwrap();
        [&own["net"], &own["paid"], &own["overpaid"]].map(|amount| amount.as_str().unwrap().to_owned())
    };
    let then = item(&["show", SUBJECT, "--on", "2026-12-31", "--known", "2026-09-25"]);
    let now = item(&["show", SUBJECT, "--on", "2026-12-31"]);
    assert_eq!(then, ["420000.00", "420000.00", "0.00"]);
    assert_eq!(now, ["310000.00", "420000.00", "110000.00"]);
}

#[test]
fn the_best_choice_over_two_years_is_stated_and_explained() {
    let office = Office::with_story();
    let position = value(&office, &["show", PRODUCTS, "--on", "2027-06-30"]);
    let items = position["items"].as_array().unwrap();
    let fen = |amount: &Value| amount.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    assert_eq!(items.iter().map(|item| fen(&item["net"])).sum::<i64>(), 105_000_000);
    let told = office.done(&["why", PRODUCTS, "14", "--on", "2027-06-30", "--full"]);
    for piece in ["北京市新技术新产品", "1,000,000.00", "产品标识 P1"] {
        assert!(told.contains(piece), "{piece}: {told}");
    }
}

#[test]
fn a_refusal_names_the_condition_that_failed() {
    let office = Office::with_story();
    let told = office.done(&["why", SUBJECT, "第七条", "--on", "2026-12-31"]);
    assert!(told.contains("起草单位前两位"), "{told}");
}

#[test]
fn a_reading_is_flipped_for_one_question() {
    let office = Office::with_story();
    let net = |words: &[&str]| {
        let position = value(&office, words);
        position["items"].as_array().unwrap().iter().filter(|item| item["article"] == "第十四条").count()
    };
    assert_eq!(net(&["show", PRODUCTS, "--on", "2027-06-30"]), 3);
    let told = office.done(&[
        "show",
        SUBJECT,
        "--on",
        "2026-12-31",
        "--read",
        "R0.3=fact_day",
        "--json=items.application.test_day",
    ]);
    assert!(told.contains("2025-12-02"), "{told}");
}

#[test]
fn a_subject_is_found_by_its_name() {
    let office = Office::with_story();
    let by_name = office.done(&["show", "北京示例科技有限公司", "--on", "2026-12-31"]);
    assert_eq!(by_name, office.done(&["show", SUBJECT, "--on", "2026-12-31"]));
    let by_part = office.done(&["show", "示例科技", "--on", "2026-12-31"]);
    assert_eq!(by_name, by_part);
    let many = office.run(&["show", "北京示"]);
    assert!(many.code == Some(1) && many.talk.contains(LATE), "{}", many.talk);
    let near = office.run(&["show", "北京示例科枝有限公司"]);
    assert!(near.code == Some(1) && near.talk.contains("北京示例科技有限公司"), "{}", near.talk);
}

#[test]
fn the_official_text_stands_beside_the_rule_once_it_is_attached() {
    let office = Office::with_story();
    let text =
        "某办法\n第四条 甲。\n第五条 对新认定的企业按示例给予支持。\n　　第二款示例。\n第二章 其他\n第七条 丙。\n";
    let file = office.write("law.txt", text);
    let said = office.run(&["policy", "attach", &file, "--clock-is-right"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let told = office.done(&["why", "P-2026-0001", "--on", "2026-12-31"]);
    assert!(!told.contains("按示例给予支持"), "as known then, no text was attached: {told}");
    let again = office.run(&["policy", "attach", &file, "--clock-is-right"]);
    assert!(again.code == Some(1) && again.talk.contains("key-taken"), "{}", again.talk);
    let none = office.write("none.txt", "没有条文");
    assert!(office.run(&["policy", "attach", &none]).talk.contains("no-articles"));
    let log = office.done(&["event", "log", "--type", "policy.attached", "--json=data.article"]);
    assert_eq!(log.lines().count(), 3);
}

#[test]
fn a_policy_file_is_checked_with_its_place() {
    let office = Office::new();
    let text = crate::policy::file();
    let good = office.write("good.toml", &text);
    assert_eq!(office.run(&["policy", "check", &good]).code, Some(0));
    let broken = text.replacen("hightech.certified", "hightech.certifed", 1);
    let line = broken.lines().position(|line| line.contains("certifed")).unwrap() + 1;
    let bad = office.write("bad.toml", &broken);
    let said = office.run(&["policy", "check", &bad, "--lang", "en"]);
    assert_eq!(said.code, Some(1));
    assert!(said.talk.contains(&format!("line {line},")) && said.talk.contains("hightech.certified"), "{}", said.talk);
}

#[test]
fn the_types_are_told_with_their_fields() {
    let office = Office::new();
    let all = office.done(&["event", "docs"]);
    assert!(all.lines().count() > 60 && all.contains("hightech.certified"), "{all}");
    let one = office.done(&["event", "docs", "rnd.expense_reported", "--lang", "en"]);
    for piece in ["amount*", "special_audit", "R&D expense", "amount"] {
        assert!(one.contains(piece), "{piece}: {one}");
    }
    let near = office.run(&["event", "docs", "hightech.certifed"]);
    assert!(near.code == Some(1) && near.talk.contains("hightech.certified"), "{}", near.talk);
    let told: Value = serde_json::from_str(&office.done(&["event", "docs", "hightech.certified", "--json"])).unwrap();
    assert_eq!((&told["format"], &told["name"]), (&"event-type.v1".into(), &"hightech.certified".into()));
    assert_eq!(told["declaration"]["title"], "hightech.certified");
}

#[test]
fn a_search_that_finds_nothing_ends_otherwise_and_names_what_is_near() {
    let office = Office::with_story();
    for (words, code, piece) in [
        ("P-2026-0001", 0, "北京示例科技有限公司"),
        ("示例科技", 0, "91110108551385082Q"),
        ("#190", 0, "事件  #190"),
        ("P-2026-0009", 1, "P-2026-0001"),
        // Known by nobody before it was paid.
        ("P-2026-0001 --known 2026-09-01", 1, "没有"),
    ] {
        let said = office.run(&[&["search"], words.split(' ').collect::<Vec<_>>().as_slice()].concat());
        assert_eq!((said.code, said.data.contains(piece)), (Some(code), true), "{words}: {}{}", said.data, said.talk);
    }
    let said = office.run(&["search", " "]);
    assert!(said.code == Some(2), "nothing is no question: {}", said.talk);
}

#[test]
fn events_are_narrowed_by_who_recorded_them_and_when_they_happened() {
    let office = Office::with_story();
    let rows: [(&[&str], &[u64]); 10] = [
        (&["--by", "finance"], &[195]),
        (&["--by", "Finance"], &[]),
        (&["--by", "reviewer", "--limit", "2"], &[193, 192]),
        (&["--by", "reviewer", "--from", "1", "--limit", "2"], &[191, 192]),
        (&["--type", "first_set.recognized", "--since", "2026-04-01"], &[190, 187]),
        (&["--type", "first_set.recognized", "--since", "2026-04-02"], &[190]),
        (&["--type", "first_set.recognized", "--until", "2026-04-01"], &[187, 184]),
        (&["--type", "first_set.recognized", "--until", "2026-03-31"], &[184]),
        // The day it happened, not the day it was recorded.
        (&["--since", "2026-05-01", "--until", "2026-05-01"], &[190]),
        (&["--since", "2026-05-02", "--until", "2026-05-01"], &[]),
    ];
    for (words, positions) in rows {
        let told = office.done(&[&["event", "log", "--json"], words].concat());
        let found = told.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["position"].as_u64().unwrap());
        assert_eq!(found.collect::<Vec<_>>(), positions, "{words:?}: {told}");
    }
    let said = office.run(&["event", "log", "--since", "gestern"]);
    assert!(said.code == Some(2) && said.talk.contains("--since"), "{}", said.talk);
}

#[test]
fn a_number_that_many_events_carry_is_counted_whole() {
    let office = Office::with_story();
    let paid = |numbers: std::ops::Range<u32>| {
        let lines = numbers.clone().map(|number| {
            let data = serde_json::json!({"uscc": SUBJECT, "payment_no": format!("Q-{number}"), "approval_no": "PF-2026-0001", "amount": "1"});
            format!("{}\n", serde_json::json!({"type": "payment.made", "occurred_on": "2026-11-03", "data": data}))
        });
        let file = office.write(&format!("{}.jsonl", numbers.start), lines.collect::<String>());
        office.done(&["append", &file, "--override", "试", "--quiet"]);
        office.done(&["search", "PF-2026-0001", "--lang", "en"])
    };
    let listed = |told: &str| told.lines().filter(|line| line.contains("  #")).count();
    // The approval and its one payment carry it already.
    let told = paid(0..18);
    assert_eq!((told.contains("20 hits"), told.contains("only the first"), listed(&told)), (true, false, 20), "{told}");
    let told = paid(18..19);
    assert_eq!(
        (told.contains("21 hits"), told.contains("only the first 20"), listed(&told)),
        (true, true, 20),
        "{told}"
    );
}
