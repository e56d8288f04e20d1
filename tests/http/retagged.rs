//! A tag that a type gets with a later version: what was recorded before is found by it, whatever becomes of the index.

use super::Open;
use crate::cli::{Office, is_legible};
use serde_json::{Value, json};

const NAME: &str = "talent.vice_president_appointed";
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/types/talent.vice_president_appointed/1.json");
const TAG: &str = "    \"uscc\": \"enterprise\",\n    \"letter_no\": \"document\"\n";
const SECOND: &str = "types/talent.vice_president_appointed/2.json";
const SUBJECT: &str = "91110108551385082Q";

fn id(number: usize) -> String {
    format!("019b7600-0000-7000-8000-{number:012x}")
}

fn letter(number: usize) -> String {
    format!("示聘〔2026〕{number}号")
}

fn body(number: usize) -> Value {
    json!({"uscc": SUBJECT, "letter_no": letter(number), "appointed_on": "2026-03-01"})
}

/// Three facts of a version without the tag: one stands, one is corrected to another number, one is taken back. And the next version.
fn office() -> Office {
    let office = Office::with_story();
    std::fs::create_dir_all(office.path("types/talent.vice_president_appointed")).unwrap();
    let first = std::fs::read_to_string(FIRST).unwrap();
    assert_eq!(first.matches(TAG).count(), 1);
    let file = office
        .write("types/talent.vice_president_appointed/1.json", first.replace(TAG, "    \"uscc\": \"enterprise\"\n"));
    office.done(&["event", "register", &file, "--clock-is-right"]);
    let fact = |number| json!({"type": NAME, "id": id(number), "data": body(number)}).to_string();
    let facts = [1, 2, 3].map(fact).join("\n");
    office.done(&["append", &office.write("facts.jsonl", facts), "--clock-is-right"]);
    let amending = [
        json!({"type": "fact.corrected", "occurred_on": "2026-03-02", "data": {"event": id(2), "data": body(4), "reason": "录错"}}),
        json!({"type": "fact.retracted", "occurred_on": "2026-03-02", "data": {"event": id(3), "reason": "重复"}}),
    ];
    let amending = amending.map(|line| line.to_string()).join("\n");
    office.done(&["append", &office.write("amending.jsonl", amending), "--clock-is-right"]);
    office.done(&["event", "new", NAME, "--next", "--dir", "types"]);
    let next = std::fs::read_to_string(office.path(SECOND)).unwrap();
    office.write(SECOND, next.replace("    \"uscc\": \"enterprise\"\n", TAG));
    office
}

/// The positions that carry a tag, the oldest first.
fn found(office: &Office, tag: &str, more: &[&str]) -> Vec<u64> {
    let lines = office.done(&[&["event", "log", "--tag", tag, "--json"], more].concat());
    let mut places: Vec<u64> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["position"].as_u64().unwrap()).collect();
    places.sort_unstable();
    places
}

fn tag(number: usize) -> String {
    format!("document:{}", letter(number))
}

#[test]
fn what_was_recorded_before_is_found_by_a_tag_that_came_later() {
    let office = office();
    let root = |office: &Office| {
        let told: Value = serde_json::from_str(&office.done(&["verify", "--known", "202", "--json"])).unwrap();
        told["earlier"].clone()
    };
    let before = root(&office);
    assert!((1..=4).all(|number| found(&office, &tag(number), &[]).is_empty()));
    // The check tells what will become of it, and how much that is where it is held against the ledger.
    let said = office.run(&["event", "check", SECOND, "--lang", "en"]);
    assert!(
        said.code == Some(0) && said.data.contains("tags-added") && said.data.contains("no tag document"),
        "{}",
        said.data
    );
    let said = office.run(&["event", "check", SECOND, "--against", "qizhang.ledger", "--lang", "en"]);
    assert!(said.talk.contains("New tags document: 5 events up to #202"), "{}", said.talk);
    let dry = office.run(&["event", "register", SECOND, "--clock-is-right", "--dry-run", "--lang", "en"]);
    assert!(dry.code == Some(0) && dry.talk.contains("5 events up to #202"), "{}", dry.talk);
    assert!(found(&office, &tag(1), &[]).is_empty(), "a trial changes nothing");
    let said = office.run(&["event", "register", SECOND, "--clock-is-right"]);
    assert!(
        said.code == Some(0) && said.talk.contains("#202 及以前的 5 条") && is_legible(&said.talk),
        "{}",
        said.talk
    );
    // That it was done is on record, with the declaration that says so.
    let done = office.done(&["event", "log", "--type", "event_type.registered", "--limit", "1", "--json"]);
    let done: Value = serde_json::from_str(&done).unwrap();
    assert!(done["note"].as_str().unwrap().contains("5 events up to #202"), "{done}");
    let all = |office: &Office| [1, 2, 3, 4].map(|number| found(office, &tag(number), &[]));
    let wanted = [vec![198], vec![199, 201], vec![200, 202], vec![201]];
    assert_eq!(all(&office), wanted);
    // By two tags at once, by type, from the end, and no more than asked for.
    assert_eq!(found(&office, &tag(2), &[SUBJECT]), [199, 201]);
    assert_eq!(found(&office, &tag(2), &["--type", NAME]), [199]);
    assert_eq!(found(&office, &tag(2), &["--limit", "1"]), [201]);
    assert_eq!(found(&office, &tag(2), &["--from", "200"]), [201]);
    // As known before, nothing is found: yesterday's answer stays.
    assert!(found(&office, &tag(1), &["--known", "202"]).is_empty());
    // New events stand beside the old ones.
    let more = json!({"type": "fact.corrected", "occurred_on": "2026-03-03", "data": {"event": id(1), "data": body(5), "reason": "再改"}});
    office.done(&["append", &office.write("more.jsonl", more.to_string()), "--clock-is-right"]);
    assert_eq!(found(&office, &tag(5), &[]), [204]);
    assert_eq!(found(&office, &tag(1), &[]), [198, 204]);
    let wanted = [vec![198, 204], vec![199, 201], vec![200, 202], vec![201]];
    assert_eq!(all(&office), wanted);
    // The index is made again, thrown away, and the ledger copied; the tags that were recorded and the tree are as they were.
    office.done(&["index", "rebuild"]);
    assert_eq!(all(&office), wanted);
    std::fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap();
    assert_eq!(all(&office), wanted);
    assert_eq!(root(&office), before);
    office.done(&["verify"]);
    let (lines, copy) = (office.done(&["export", "jsonl"]), Office::new());
    copy.done(&["init", "--from", &copy.write("lines.jsonl", &lines)]);
    assert_eq!(all(&copy), wanted);
    assert_eq!(copy.done(&["export", "jsonl"]), lines);
    // The page that searches by a number.
    let open = Open::of(&office);
    let leads = open.get("/search?q=%E7%A4%BA%E8%81%98%E3%80%942026%E3%80%953%E5%8F%B7&on=2026-12-31");
    let page = format!("{}{}", leads.header("location").unwrap_or_default(), &leads.text);
    assert!(page.contains("200"), "{page}");
}
