//! What the check of declarations does not let pass: everything that is wrong at once, and nothing that a ledger would refuse later.

use super::{Office, is_legible};
use serde_json::{Value, json};

const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/types/talent.vice_president_appointed/1.json");
const FOLDER: &str = "events/types/talent.vice_president_appointed";
const NAME: &str = "talent.vice_president_appointed";

fn own() -> String {
    std::fs::read_to_string(FIRST).unwrap()
}

/// An office with a folder of one type, its first version in it.
fn office() -> Office {
    let office = Office::new();
    std::fs::create_dir_all(office.path(FOLDER)).unwrap();
    office.write(&format!("{FOLDER}/1.json"), own());
    office
}

/// The codes of all remarks of a check, with the line of each.
fn codes(office: &Office, path: &str) -> Vec<(String, u64)> {
    let said = office.run(&["event", "check", path, "--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{}", said.talk));
    super::keeps(&told, "event-check.v1");
    let all = told["files"].as_array().unwrap().iter().flat_map(|file| file["remarks"].as_array().unwrap());
    all.map(|one| (one["code"].as_str().unwrap().to_owned(), one["line"].as_u64().unwrap())).collect()
}

fn with(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from} stands in the file once");
    text.replace(from, to)
}

#[test]
fn every_fault_of_the_profile_is_told_at_once() {
    let office = office();
    let spoilt = [
        (r#""title": "talent."#, r#""titel": "talent."#),
        (r#""en": "Technology vice president appointed""#, r#""en": """#),
        (r#""required": false}"#, r#""required": "no"}"#),
        (r#""maxLength": 60,"#, r#""maxLength": 60, "minimum": 1,"#),
        (r#""maximum": 60,"#, r#""maximum": 0,"#),
        (r#""additionalProperties": false"#, r#""additionalProperties": true"#),
        (r#""code": "too-large""#, r#""code": "to-large""#),
    ];
    let text = spoilt.iter().fold(own(), |text, (from, to)| with(&text, from, to));
    let path = office.write(&format!("{FOLDER}/1.json"), text);
    let found = codes(&office, &path);
    let wanted = [
        "missing-keyword",
        "unknown-keyword",
        "label-missing",
        "keyword-wrong-type",
        "keyword-not-here",
        "bounds-crossed",
        "keyword-wrong-value",
        "unknown-code",
    ];
    assert_eq!(found.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), wanted);
    assert!(found.is_sorted_by_key(|(_, line)| *line), "{found:?}");
    // What speaks of fields is not told while a field is wrong: it would be told wrongly.
    let text = with(
        &with(&own(), r#""maximum": 60,"#, r#""maximum": 0,"#),
        r#""letter_no": "document""#,
        r#""letter": "document""#,
    );
    let path = office.write(&format!("{FOLDER}/1.json"), text);
    assert_eq!(codes(&office, &path), [("bounds-crossed".to_owned(), 33)]);
}

#[test]
fn what_a_ledger_would_refuse_does_not_pass_the_check() {
    let office = office();
    let path =
        office.write(&format!("{FOLDER}/1.json"), with(&own(), "由人才部门依聘书录入", "由人才部门\u{202e}依聘书录入"));
    assert_eq!(codes(&office, &path), [("untidy-text".to_owned(), 8)]);
    let path = office.write(&format!("{FOLDER}/1.json"), with(&own(), "由人才部门", &"由人才部门".repeat(90_000)));
    assert_eq!(codes(&office, &path), [("too-long".to_owned(), 3)]);
    let path = office.write(&format!("{FOLDER}/1.json"), format!("\u{feff}{}", own()));
    assert_eq!(codes(&office, &path), [("byte-order-mark".to_owned(), 1)]);
    // No word of a parser is said, in either language.
    for (from, to, said) in [
        ("  ]\n}\n", "  ]\n", "到这里就断了"),
        ("\"type\": \"object\",", "\"type\": \"object\"", "少了逗号或括号"),
        ("\"type\": \"object\",", "\"type\": object,", "这里不是 JSON 的值"),
    ] {
        let path = office.write(&format!("{FOLDER}/1.json"), with(&own(), from, to));
        let told = office.run(&["event", "check", &path]).data;
        assert!(told.contains(said) && !told.contains("expected") && !told.contains("EOF"), "{told}");
        let told = office.run(&["event", "check", &path, "--lang", "en"]).data;
        assert!(told.contains("cannot be read: ") && !told.contains("expected") && !told.contains("EOF"), "{told}");
        assert_eq!(codes(&office, &path).len(), 1);
    }
}

#[test]
fn a_released_file_that_is_gone_is_told() {
    let office = office();
    office.done(&["event", "release", &format!("{NAME}/1")]);
    office.done(&["event", "new", NAME, "--next"]);
    office.done(&["event", "release", &format!("{NAME}/2")]);
    assert!(codes(&office, "events/types").is_empty());
    std::fs::remove_file(office.path(&format!("{FOLDER}/2.json"))).unwrap();
    for path in ["events/types", FOLDER] {
        assert_eq!(codes(&office, path), [("released-gone".to_owned(), 3)], "{path}");
        assert_eq!(office.run(&["event", "check", path]).code, Some(1), "{path}");
    }
    let told = office.run(&["event", "check", "--lang", "en"]).data;
    assert!(
        told.starts_with("events/lock.json:3:3: fault[released-gone]") && told.contains(&format!("{NAME}/2")),
        "{told}"
    );
    // One file is asked about as it is.
    assert!(codes(&office, &format!("{FOLDER}/1.json")).is_empty());
}

#[test]
fn a_file_is_called_by_its_version() {
    let office = office();
    for name in ["01.json", "x.json"] {
        office.write(
            &format!("{FOLDER}/{name}"),
            own()
                .replace("appointed:1\"", "appointed:2\"")
                .replace("  \"properties\"", "  \"x-upcast\": {},\n  \"properties\""),
        );
        for path in ["events/types", FOLDER, &format!("{FOLDER}/{name}")] {
            assert!(codes(&office, path).contains(&("declaration-misplaced".to_owned(), 3)), "{name} {path}");
        }
        std::fs::remove_file(office.path(&format!("{FOLDER}/{name}"))).unwrap();
    }
    // The same command once more makes no copy of what it made.
    office.done(&["event", "new", NAME, "--next"]);
    let twice = office.run(&["event", "new", NAME, "--next"]);
    assert!(twice.code == Some(1) && twice.talk.contains("next-version-untouched"), "{}", twice.talk);
    assert!(!office.path(&format!("{FOLDER}/3.json")).exists());
    // A version that is missing between two is told before another one is made.
    std::fs::rename(office.path(&format!("{FOLDER}/2.json")), office.path(&format!("{FOLDER}/3.json"))).unwrap();
    let said = office.run(&["event", "new", NAME, "--next", "--lang", "en"]);
    assert!(
        said.code == Some(1) && said.talk.contains("versions-with-gap") && said.talk.contains("no version 2"),
        "{}",
        said.talk
    );
    assert!(!office.path(&format!("{FOLDER}/4.json")).exists());
}

#[test]
fn an_upcast_says_which_field_it_is_about() {
    let office = office();
    let second = own().replace("appointed:1\"", "appointed:2\"");
    let upcast = |text: &str, upcast: &Value| {
        with(text, "  \"properties\"", &format!("  \"x-upcast\": {upcast},\n  \"properties\""))
    };
    let rows = [
        (second.replace("months", "term"), json!({"rename": {"mnths": "term"}}), "upcast-unknown-field", "mnths"),
        (second.replace("letter_no", "paper_no"), json!({}), "upcast-no-source", "paper_no"),
        (second.clone(), json!({"default": {"months": 99}}), "upcast-bad-value", "months"),
        (second.clone(), json!({"rename": {"months": "letter_no"}}), "upcast-kind-changed", "letter_no"),
        (second.clone(), json!({"constant": {"months": 12}}), "constant-has-source", "months"),
    ];
    for (text, word, code, field) in rows {
        let path = office.write(&format!("{FOLDER}/2.json"), upcast(&text, &word));
        for lang in ["zh", "en"] {
            let said = office.run(&["event", "check", &path, "--lang", lang]);
            let line =
                said.data.lines().find(|line| line.contains(code)).unwrap_or_else(|| panic!("{code}: {}", said.data));
            let words = line.split_once("  ").unwrap().1;
            assert!(said.code == Some(1) && words.contains(field) && is_legible(line), "{code}: {line}");
        }
    }
    // A constant for a field that the version before has not is what it is for.
    let fresh = second.replace("\"months\"", "\"term\"");
    let path = office.write(&format!("{FOLDER}/2.json"), upcast(&fresh, &json!({"constant": {"term": 12}})));
    assert!(!codes(&office, &path).iter().any(|(code, _)| code == "constant-has-source"));
}

#[test]
fn a_next_version_is_held_against_what_a_ledger_has() {
    let office = Office::with_story();
    std::fs::create_dir_all(office.path("types/hightech.certified")).unwrap();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/hightech.certified/1.json");
    std::fs::copy(shipped, office.path("types/hightech.certified/1.json")).unwrap();
    office.done(&["event", "new", "hightech.certified", "--next", "--dir", "types"]);
    let file = "types/hightech.certified/2.json";
    let next = std::fs::read_to_string(office.path(file)).unwrap();
    let broken = next
        .replace("\"cert_no\"", "\"number\"")
        .replace("\"x-upcast\": {}", "\"x-upcast\": {\"rename\": {\"cert_no\": \"number\"}}");
    office.write(file, broken);
    for words in
        [&["event", "check", file, "--against", "qizhang.ledger"][..], &["event", "register", file, "--clock-is-right"]]
    {
        let said = office.run(&[words, &["--lang", "en"]].concat());
        let line = said.data.lines().find(|line| line.contains("type-breaks"));
        assert!(
            said.code == Some(1) && line.is_some_and(|line| line.contains("cert_no")),
            "{words:?}: {}{}",
            said.data,
            said.talk
        );
    }
    office.write(file, next);
    let said = office.run(&["event", "register", file, "--clock-is-right", "--lang", "en"]);
    assert!(said.code == Some(0) && said.talk.contains("--against LEDGER"), "{}", said.talk);
}
