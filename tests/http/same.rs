//! A program is told the same bytes by a page as by a command.

use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::Office;

#[test]
fn json_is_what_the_command_prints() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let finding = office.run(&["audit", "--on", "2026-12-31", "--json"]);
    let finding: serde_json::Value = serde_json::from_str(&finding.data).unwrap();
    let number = finding["findings"][0]["number"].as_str().unwrap().to_owned();
    let clause = format!("/subjects/{SUBJECT}/articles");
    let rows: [(String, &[&str]); 28] = [
        (format!("/subjects/{SUBJECT}.json"), &["show", SUBJECT]),
        (format!("/subjects/{SUBJECT}/statement.json"), &["statement", SUBJECT]),
        (format!("/subjects/{SUBJECT}/statement.json?year=2025"), &["statement", SUBJECT, "2025"]),
        (format!("{clause}/7.json"), &["why", SUBJECT, "7"]),
        (format!("{clause}/2025.json"), &["why", SUBJECT, "2025"]),
        (format!("{clause}/5.json?full=yes"), &["why", SUBJECT, "5", "--full"]),
        (format!("/payments/{PAYMENT}.json"), &["why", PAYMENT]),
        ("/findings.json".to_owned(), &["audit"]),
        ("/findings.json?all=yes&rule=D05".to_owned(), &["audit", "--all", "--rule", "D05"]),
        (format!("/findings.json?of={SUBJECT}"), &["audit", "--of", SUBJECT]),
        (format!("/findings/{number}.json"), &["audit", "show", &number]),
        ("/lapses.json?within=900d".to_owned(), &["lapses", "--within", "900d"]),
        (format!("/subjects/{SUBJECT}/notice.json"), &["notice", SUBJECT]),
        ("/never-paid.json".to_owned(), &["audit", "never-paid"]),
        (format!("/never-paid.json?of={SUBJECT}"), &["audit", "never-paid", "--of", SUBJECT]),
        ("/plan.json?year=2026".to_owned(), &["pay", "plan", "2026"]),
        ("/policies/parameters.json".to_owned(), &["policy", "parameters"]),
        (
            "/policies/readings.json?policy=changping-2025-8".to_owned(),
            &["policy", "readings", "--policy", "changping-2025-8"],
        ),
        ("/registers.json".to_owned(), &["register"]),
        ("/registers/19.json".to_owned(), &["register", "19"]),
        ("/policies.json".to_owned(), &["policy", "documents"]),
        ("/policies/readings.json".to_owned(), &["policy", "readings"]),
        ("/events.json".to_owned(), &["event", "log"]),
        (
            format!("/events.json?type=payment.made&subject={SUBJECT}"),
            &["event", "log", SUBJECT, "--type", "payment.made"],
        ),
        (format!("/events.json?tag=payment%3A{PAYMENT}"), &["event", "log", "--tag", "payment:P-2026-0001"]),
        ("/events/190.json".to_owned(), &["event", "log", "--from", "190", "--limit", "1"]),
        ("/whatif.json?read=R5.2%3Dlike_first".to_owned(), &["whatif", "run", "--read", "R5.2=like_first"]),
        (
            "/whatif.json?drop=190&why=yes&sensitivity=yes".to_owned(),
            &["whatif", "run", "--drop", "190", "--why", "1", "--sensitivity"],
        ),
    ];
    // Everything that is known, and less of it under a reading flipped.
    let times: [(&str, &[&str]); 2] = [
        (ON, &["--on", "2026-12-31"]),
        (
            "on=2026-11-30&known=%23195&read=R7.1%3Deligible_units",
            &["--on", "2026-11-30", "--known", "195", "--read", "R7.1=eligible_units"],
        ),
    ];
    for (path, words) in &rows {
        for (query, flags) in times {
            let joint = if path.contains('?') { '&' } else { '?' };
            let said = office.run(&[words, flags, &["--json"]].concat());
            let reply = open.get(&format!("{path}{joint}{query}"));
            if matches!(said.code, Some(0 | 4)) {
                assert_eq!((reply.status, &reply.text), (200, &said.data), "{path} {query}");
            } else {
                let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
                let known: serde_json::Value = serde_json::from_str(&said.talk).unwrap();
                assert_eq!(told["code"], known["code"], "{path} {query}");
            }
        }
    }
    let told = open.get("/types.json");
    assert_eq!(told.text, office.done(&["event", "docs", "--json"]));
    assert_eq!(told.header("content-type"), Some("application/jsonl"));
    assert_eq!(open.get("/types/payment.made.json").text, office.done(&["event", "docs", "payment.made", "--json"]));
}

/// What was worked out for one call is not told for another, nor that of everybody for one subject.
#[test]
fn plans_are_told_apart() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let of = ["--of", SUBJECT];
    for (year, query, words) in
        [("2026", "", &[][..]), ("2025", "", &[]), ("2026", "&of=91110108551385082Q", &of), ("2026", "", &[])]
    {
        let told = open.get(&format!("/plan.json?on=2026-12-31&year={year}{query}")).text;
        let command = [&["pay", "plan", year, "--on", "2026-12-31", "--json"], words].concat();
        assert_eq!(told, office.done(&command), "{year} {query}");
    }
}

/// Of everybody’s facts a subject’s page takes no more than the command, which reads only those that concern it.
#[test]
fn a_file_among_everybody_is_the_file_by_itself() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "12", "--quiet"]);
    let open = Open::of(&office);
    let listed = office.done(&["event", "log", "--type", "enterprise.registered", "--limit", "0", "--json=data"]);
    let codes: Vec<&str> =
        listed.lines().filter_map(|line| line.split("\"uscc\":\"").nth(1)?.split('"').next()).collect();
    assert!(codes.len() > 10, "{listed}");
    for code in codes.iter().step_by(3) {
        for (path, words) in [
            (format!("/subjects/{code}.json"), vec!["show", code]),
            (format!("/subjects/{code}/statement.json"), vec!["statement", code]),
            (format!("/subjects/{code}/articles/17.json?full=yes"), vec!["why", code, "17", "--full"]),
        ] {
            let joint = if path.contains('?') { '&' } else { '?' };
            let told = open.get(&format!("{path}{joint}on=2030-12-31")).text;
            let words: Vec<&str> = words.iter().copied().chain(["--on", "2030-12-31", "--json"]).collect();
            assert_eq!(told, office.done(&words), "{words:?}");
        }
        let page = open.page(&format!("/subjects/{code}?on=2030-12-31"));
        // Where it is shown in parts there is a way to all of it.
        let all = super::client::links(&page).into_iter().find(|link| link.contains("rows=all"));
        let page = all.map_or(page, |all| open.page(&all));
        let shown = office.done(&["show", code, "--on", "2030-12-31", "--plain"]);
        let said = crate::cli::said(&page);
        for piece in shown.split(['\n', '\t']).map(str::trim).filter(|piece| !piece.is_empty()) {
            assert!(said.contains(piece), "{code}: {piece}");
        }
    }
}

/// A payment is traced alike whether everybody’s facts are at hand or nobody has asked for them yet.
#[test]
fn a_trace_among_everybody_is_the_trace_by_itself() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "12", "--quiet"]);
    let open = Open::of(&office);
    let listed = office.done(&["event", "log", "--type", "payment.made", "--limit", "0", "--json=data"]);
    let numbers: Vec<&str> =
        listed.lines().filter_map(|line| line.split("\"payment_no\":\"").nth(1)?.split('"').next()).collect();
    assert!(numbers.len() > 20, "{listed}");
    let traced = |number: &str| {
        let told = open.get(&format!("/payments/{number}.json?on=2030-12-31")).text;
        assert_eq!(told, office.done(&["why", number, "--on", "2030-12-31", "--json"]), "{number}");
    };
    traced(numbers[0]);
    open.page("/lapses?on=2030-12-31&within=90d");
    numbers.iter().step_by(numbers.len() / 12).for_each(|number| traced(number));
}
