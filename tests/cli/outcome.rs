//! What a file would change of what is due, over a whole ledger and to the fen.

use super::Office;
use super::json::keeps;
use serde_json::{Value, json};

const SUBJECT: &str = "91110108551385082Q";
const POLICY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/changping-2025-8.toml");
const EXPENSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/rnd.expense_reported/1.json");
const ON: [&str; 4] = ["--against", "qizhang.ledger", "--on", "2026-12-31"];

fn run(office: &Office, words: &[&str], code: i32) -> Value {
    let said = office.run(&[words, &ON, &["--json"]].concat());
    assert_eq!((said.code, said.talk.as_str()), (Some(code), ""), "{words:?}: {}", said.data);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "outcome.v1");
    assert_eq!(told["fine"], code == 0);
    told
}

/// The policy with another rate for first certificates.
fn dearer(office: &Office) -> String {
    let text = std::fs::read_to_string(POLICY).unwrap();
    let rate = "\"第五条/新认定/比例\" = [{ value = \"10\"";
    assert_eq!(text.matches(rate).count(), 1);
    office.write("dearer.toml", text.replace(rate, "\"第五条/新认定/比例\" = [{ value = \"15\""))
}

fn accepting(to: &str) -> String {
    format!(
        "[[accept]]\nenterprise = \"{SUBJECT}\"\nclause = \"第五条/新认定\"\nfrom = \"310000.00\"\nto = \"{to}\"\nreason = \"昌科函〔2026〕9号\"\n"
    )
}

#[test]
fn a_policy_that_changes_an_amount_is_told_to_the_fen() {
    let office = Office::with_story();
    let own = run(&office, &["policy", "check", POLICY], 0);
    assert_eq!((&own["changed"], &own["subjects"], &own["known"]), (&json!([]), &json!(3), &json!(196)));
    let file = dearer(&office);
    let told = run(&office, &["policy", "check", &file], 4);
    let wanted = json!([{
        "enterprise": SUBJECT, "name": "北京示例科技有限公司", "clause": "第五条/新认定", "year": 2025,
        "matter": "certificate:GR202511000123", "from": "310000.00", "to": "465000.00", "difference": "155000.00", "accepted": null,
    }]);
    assert_eq!(told["changed"], wanted);
    // The what-if of the same change says the same amount.
    let whatif: Value = serde_json::from_str(&office.done(&[
        "whatif",
        "run",
        "--set",
        "changping-2025-8:第五条/新认定/比例=15%",
        "--on",
        "2026-12-31",
        "--json",
    ]))
    .unwrap();
    assert!(whatif.to_string().contains("\"155000.00\""), "{whatif}");
    // Before the facts were known nothing is due and nothing changes; and nothing was recorded.
    let early =
        office.run(&["policy", "check", &file, "--against", "qizhang.ledger", "--on", "2026-12-31", "--known", "176"]);
    assert_eq!(early.code, Some(0), "{}{}", early.data, early.talk);
    assert_eq!(serde_json::from_str::<Value>(&office.done(&["verify", "--json"])).unwrap()["size"], 196);
    for (lang, words) in [("zh", "310000.00 → 465000.00  +155000.00  没有接受"), ("en", "not accepted")] {
        let said = office.run(&[&["policy", "check", &file][..], &ON, &["--lang", lang]].concat());
        assert!(said.code == Some(4) && said.data.contains(words), "{}", said.data);
    }
}

#[test]
fn a_change_accepted_by_name_passes_and_no_other() {
    let office = Office::with_story();
    let file = dearer(&office);
    let check = |accept: &str, code| {
        office.write("accept.toml", accept);
        run(&office, &["policy", "check", &file, "--accept", "accept.toml"], code)
    };
    let told = check(&accepting("465000.00"), 0);
    assert_eq!((&told["changed"][0]["accepted"], &told["gone"]), (&json!("昌科函〔2026〕9号"), &json!([])));
    // To another amount, or of another clause, it is not the one that was accepted, and does not occur.
    for accept in [accepting("465000.01"), accepting("465000.00").replace("新认定", "其他"), accepting("undetermined")]
    {
        let told = check(&accept, 4);
        assert_eq!(told["changed"][0]["accepted"], Value::Null);
        assert_eq!(told["gone"].as_array().unwrap().len(), 1, "{told}");
    }
    // One acceptance stands for one change.
    let told = check(&(accepting("465000.00") + &accepting("465000.00")), 0);
    assert_eq!(told["gone"].as_array().unwrap().len(), 1);
    let said =
        office.run(&[&["policy", "check", &file, "--accept", "accept.toml"][..], &ON, &["--lang", "en"]].concat());
    assert!(said.data.contains("accepted once more, and it does not occur so often"), "{}", said.data);
    // Without the change what was accepted is gone, and that is said.
    let said =
        office.run(&[&["policy", "check", POLICY, "--accept", "accept.toml"][..], &ON, &["--lang", "en"]].concat());
    assert!(said.code == Some(0) && said.data.contains("does not occur"), "{}{}", said.data, said.talk);
    // A file that is none says where.
    for (accept, code, place) in [
        (
            accepting("465000.00").replace("from = \"310000.00\"", "from = \"31万\""),
            "policy-wrong-type",
            "line 4, column 8",
        ),
        (accepting("465000.00").replace("reason", "raeson"), "missing-key", "line 1"),
        (accepting("465000.00").replace(SUBJECT, "91110108551385028Q"), "policy-wrong-type", "line 2, column 14"),
    ] {
        office.write("accept.toml", accept);
        let said =
            office.run(&[&["policy", "check", &file, "--accept", "accept.toml"][..], &ON, &["--lang", "en"]].concat());
        assert_eq!(said.code, Some(1), "{}", said.talk);
        assert!(said.talk.contains(code) && said.talk.contains(place), "{code} {place}: {}", said.talk);
        assert!(said.talk.contains("accept.toml: The file of accepted"), "{}", said.talk);
    }
    let said = office.run(&["policy", "check", &file, "--accept", "accept.toml"]);
    assert_eq!(said.code, Some(2), "there is nothing to accept without a ledger: {}", said.talk);
    let said = office.run(&[&["policy", "check", &file, "--read", "R5.3=x"][..], &ON].concat());
    assert_eq!(said.code, Some(2), "{}", said.talk);
}

/// A version whose words keep to every rule, and by which old reports would be of another year.
#[test]
fn a_version_that_reads_old_facts_otherwise_is_told_in_yuan() {
    let office = Office::with_story();
    let same = run(&office, &["event", "check", EXPENSE], 0);
    assert_eq!(same["called"], "rnd.expense_reported/1");
    let mut next: Value = serde_json::from_str(&std::fs::read_to_string(EXPENSE).unwrap()).unwrap();
    next["$id"] = json!("urn:qizhang:event:rnd.expense_reported:2");
    next["properties"]["reported_year"] = next["properties"]["year"].clone();
    next["properties"]["reported_year"]["x-title"] = json!({"zh": "申报年度", "en": "Year reported"});
    next["required"].as_array_mut().unwrap().push(json!("reported_year"));
    for body in next["examples"].as_array_mut().unwrap() {
        body["reported_year"] = body["year"].clone();
    }
    for refused in next["x-refused"].as_array_mut().unwrap() {
        refused["body"]["reported_year"] = json!(2024);
    }
    let harmless = {
        let mut harmless = next.clone();
        harmless["x-upcast"] = json!({"default": {"reported_year": 2024}});
        office.write("harmless.json", harmless.to_string())
    };
    assert_eq!(run(&office, &["event", "check", &harmless], 0)["changed"], json!([]));
    // A correction that was written before the version was registered stays one.
    let other = Office::with_story();
    other.write("harmless.json", std::fs::read_to_string(office.path(&harmless)).unwrap());
    other.done(&["event", "register", "harmless.json", "--clock-is-right"]);
    let due = |office: &Office| -> Value {
        let told = office.done(&["show", SUBJECT, "--on", "2026-12-31", "--json=items.net"]);
        serde_json::from_str(&told).unwrap()
    };
    assert_eq!(due(&other), due(&office));
    assert_eq!(due(&other)["items"][0]["net"], "310000.00");
    next["x-upcast"] = json!({"rename": {"year": "reported_year"}, "constant": {"year": 2020}});
    let file = office.write("next.json", next.to_string());
    let told = run(&office, &["event", "check", &file], 4);
    let moved = &told["changed"][0];
    assert_eq!(
        (&moved["enterprise"], &moved["clause"], &moved["from"], &moved["to"]),
        (&json!(SUBJECT), &json!("第五条/新认定"), &json!("310000.00"), &json!("undetermined"))
    );
    assert_eq!(moved["difference"], Value::Null);
    // What the rules could not read at all is refused before anything is reckoned.
    next["properties"].as_object_mut().unwrap().remove("basis");
    next["x-natural-key"] = json!(["uscc", "year"]);
    next["required"].as_array_mut().unwrap().retain(|name| name != "basis");
    for body in next["examples"].as_array_mut().unwrap() {
        body.as_object_mut().unwrap().remove("basis");
    }
    next["x-refused"].as_array_mut().unwrap().truncate(1);
    next["x-refused"][0]["body"].as_object_mut().unwrap().remove("basis");
    let file = office.write("broken.json", next.to_string());
    let said = office.run(&[&["event", "check", &file][..], &ON, &["--lang", "en"]].concat());
    assert!(
        said.code == Some(1) && format!("{}{}", said.data, said.talk).contains("basis"),
        "{}{}",
        said.data,
        said.talk
    );
    // One file at a time.
    let said = office.run(&[&["event", "check", EXPENSE, &harmless][..], &ON].concat());
    assert_eq!(said.code, Some(2), "{}", said.talk);
    assert_eq!(office.run(&["event", "check", EXPENSE, "--on", "2026-12-31"]).code, Some(2), "no ledger, no day");
}

/// A draft under another id that is the same document to everybody who reads it.
#[test]
fn two_texts_of_one_document_number_are_told_apart() {
    let office = Office::with_story();
    let text = std::fs::read_to_string(POLICY).unwrap();
    office.write("twin.toml", text.replacen("id = \"changping-2025-8\"", "id = \"twin\"", 1));
    for (lang, word) in
        [("zh", "它的文号已属于政策“changping-2025-8”"), ("en", "is that of the policy “changping-2025-8”")]
    {
        let said = office.run(&[&["policy", "check", "twin.toml"][..], &ON, &["--lang", lang]].concat());
        assert!(
            said.code == Some(1) && said.talk.contains("policy-clash") && said.talk.contains(word),
            "{}",
            said.talk
        );
        assert!(said.talk.contains("id = \"changping-2025-8\""), "{}", said.talk);
    }
}

/// Whatever is wrong with a file of a policy, it is told of which file, in both languages and without the words of a reader.
#[test]
fn what_is_wrong_with_a_policy_file_names_the_file() {
    let office = Office::with_story();
    office.write("id.toml", "id = abc\n");
    office.write("day.toml", "issued_on = 2027-13-45\n");
    office.write("gb.toml", b"\xc4\xfa");
    for words in [
        &["policy", "check", "id.toml"][..],
        &["policy", "issue", "id.toml"],
        &["policy", "release", "id.toml"],
        &["policy", "diff", POLICY, "id.toml"],
    ] {
        let zh = office.run(words);
        assert!(zh.code == Some(1) && zh.talk.contains("id.toml：政策文件没有采用：第 1 行第 6 列。"), "{}", zh.talk);
        assert!(zh.talk.contains("文本没有加引号") && !zh.talk.contains("expected"), "{}", zh.talk);
        let en = office.run(&[words, &["--lang", "en"]].concat());
        assert!(en.talk.contains("id.toml: The policy file was not taken: line 1, column 6."), "{}", en.talk);
    }
    let day = office.run(&["policy", "check", "day.toml"]);
    assert!(day.talk.contains("日期写得不对") && !day.talk.contains("month"), "{}", day.talk);
    let other = office.run(&["policy", "check", "gb.toml"]);
    assert!(other.talk.contains("不是 UTF-8 文本") && other.talk.contains("另存为 UTF-8"), "{}", other.talk);
    let told = office.run(&["policy", "check", "id.toml", "--json"]);
    let told: Value = serde_json::from_str(&told.talk).unwrap();
    keeps(&told, "error.v1");
    assert_eq!(told["place"]["file"], "id.toml");
}

#[test]
fn parameters_of_a_day_without_the_document_say_so() {
    let office = Office::with_story();
    let asked =
        |on: &str| office.done(&["policy", "parameters", "--policy", "changping-2024-5", "--on", on, "--lang", "en"]);
    let told = "is not in force on 2028-01-01, but from 2024-01-01 to 2025-09-04";
    assert!(
        asked("2028-01-01").contains(told) && asked("2028-01-01").contains("第五条/证书/年数"),
        "{}",
        asked("2028-01-01")
    );
    assert!(!asked("2025-09-04").contains("in force") && asked("2025-09-05").contains("not in force"));
}
