//! A new event type from a command to every surface, with one file and nothing else.

use super::people::{Browser, hidden};
use super::{Open, SUBJECT};
use crate::cli::{Office, completed, is_legible};
use qizhang::access::Role;
use qizhang::event::{Parts, encode};
use qizhang::store::{Batch, Entry, LocalOptions, LocalStore, NaturalKey, Store};
use qizhang::value::{Day, Digest, EventId, Instant, Tag, TypeName};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NAME: &str = "talent.vice_president_appointed";
const FILE: &str = "events/types/talent.vice_president_appointed/1.json";

/// Every file of an office but those of its ledger.
fn files(office: &Office) -> BTreeSet<String> {
    let mut open = vec![office.path("")];
    let mut found = BTreeSet::new();
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(office.path("")).unwrap().display().to_string();
            if path.is_dir() && !name.starts_with("qizhang.ledger") {
                open.push(path);
            } else if path.is_file() && !name.starts_with("qizhang.ledger.") {
                found.insert(name);
            }
        }
    }
    found
}

/// An office with a ledger in use and a new type whose words are written.
fn office() -> Office {
    let office = Office::with_story();
    std::fs::create_dir_all(office.path("events/types")).unwrap();
    office.done(&["event", "new", NAME, "--zh", "聘任科技副总", "--en", "Technology vice president appointed"]);
    let text = std::fs::read_to_string(office.path(FILE)).unwrap();
    let text = text
        .replace("待写：这件事是什么，由谁依据什么材料录入。", "企业聘任科技副总，依聘书录入。")
        .replace(
            "To be written: what the fact is, who records it and from which paper.",
            "Recorded from the letter of appointment.",
        )
        .replace("待写：随附的材料", "聘书")
        .replace("To be written: the paper that comes with it", "letter of appointment")
        .replace("\"文书编号\"", "\"聘书编号\"");
    office.write(FILE, text);
    office
}

fn fact(number: &str) -> String {
    json!({"type": NAME, "data": {"uscc": SUBJECT, "document_no": number, "happened_on": "2026-03-01"}}).to_string()
}

#[test]
fn a_new_type_is_everywhere_with_one_file_and_nothing_else() {
    let office = office();
    let open = Open::of(&office);
    assert_eq!(open.get(&format!("/types/{NAME}")).status, 404);
    office.done(&["event", "check"]);
    // The tab key has it before any ledger does.
    assert_eq!(completed(&office, "bash", "qizhang event log --type tal", &[]), [NAME]);
    let dry = office.run(&["event", "register", FILE, "--clock-is-right", "--dry-run"]);
    assert!(dry.code == Some(0) && office.run(&["event", "docs", NAME]).talk.contains("还没有登记"), "{}", dry.talk);
    let told: Value =
        serde_json::from_str(&office.done(&["event", "register", FILE, "--clock-is-right", "--json"])).unwrap();
    crate::cli::keeps(&told, "receipt.v1");
    assert_eq!(told["recorded"], 1);
    let facts = office.write("facts.jsonl", fact("示聘〔2026〕1号"));
    office.done(&["append", &facts, "--clock-is-right"]);
    // The file of the enterprise, by name and by code.
    let shown = office.done(&["show", SUBJECT, "--on", "2026-12-31"]);
    assert!(shown.contains("聘任科技副总") && shown.contains("示聘〔2026〕1号") && shown.contains("#198"), "{shown}");
    let shown = office.done(&["show", SUBJECT, "--on", "2026-12-31", "--lang", "en"]);
    assert!(shown.contains("Technology vice president appointed"), "{shown}");
    // What was known before does not have it.
    assert!(!office.done(&["show", SUBJECT, "--on", "2026-12-31", "--known", "196"]).contains("聘任科技副总"));
    // The table to fill in, and a row brought in by it.
    office.done(&["import", "template", NAME, "--out", "rows.csv"]);
    let template = std::fs::read_to_string(office.path("rows.csv")).unwrap();
    assert!(template.contains("聘书编号") && template.contains("统一社会信用代码"), "{template}");
    office.done(&["import", "template", NAME, "--out", "rows.xlsx"]);
    let row =
        office.write("row.csv", format!("统一社会信用代码,聘书编号,发生日期\n{SUBJECT},示聘〔2026〕2号,2026-04-01\n"));
    office.done(&["import", "check", &row, "--as", NAME]);
    // The catalogue.
    let docs = office.done(&["event", "docs", NAME]);
    assert!(docs.contains("聘任科技副总") && docs.contains("document_no*"), "{docs}");
    office.done(&["event", "docs", "--out", "pages"]);
    assert!(std::fs::read_to_string(office.path(&format!("pages/{NAME}.html"))).unwrap().contains("聘书编号"));
    std::fs::remove_dir_all(office.path("pages")).unwrap();
    // The pages that were open all the time.
    assert!(open.page(&format!("/types/{NAME}")).contains("聘书编号"));
    assert!(open.page("/types").contains("聘任科技副总"));
    assert!(open.page(&format!("/subjects/{SUBJECT}?on=2026-12-31")).contains("示聘〔2026〕1号"));
    assert!(open.page(&format!("/events?type={NAME}")).contains("#198"));
    assert!(open.page("/events/198").contains("聘书编号"));
    // One hit leads there at once.
    let leads = |path: &str| open.get(path).header("location").map(str::to_owned).unwrap_or_default();
    let kind = leads("/search?q=%E8%81%98%E4%BB%BB%E7%A7%91%E6%8A%80%E5%89%AF%E6%80%BB");
    assert!(kind.contains(&format!("/types/{NAME}")), "the type by what it is called: {kind}");
    let number = leads("/search?q=%E7%A4%BA%E8%81%98%E3%80%942026%E3%80%951%E5%8F%B7&on=2026-12-31");
    assert!(number.contains("/events/198"), "the fact by its number: {number}");
    // One document once.
    let said =
        office.run(&["append", &office.write("again.jsonl", fact("示聘〔2026〕1号")), "--clock-is-right", "--again"]);
    assert!(said.code == Some(1) && said.talk.contains("key-taken"), "{}", said.talk);
    drop(open);
    by_form(&office);
    let own = ["again.jsonl", "facts.jsonl", "row.csv", "rows.csv", "rows.xlsx", FILE];
    assert_eq!(files(&office), own.map(str::to_owned).into(), "no other file was touched");
}

/// The new type in the browser: it is listed, its form asks what it declares, and what is typed there stands on the timeline.
fn by_form(office: &Office) {
    let open = Open::written(office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let path = format!("/record/{NAME}");
    assert!(clerk.get("/record").text.contains("聘任科技副总"));
    let form = clerk.get(&format!("{path}?uscc={SUBJECT}&lang=en")).text;
    for piece in ["Technology vice president appointed", "name=\"data.document_no\"", "letter of appointment", SUBJECT]
    {
        assert!(form.contains(piece), "{piece}: {form}");
    }
    let typed = [("data.uscc", SUBJECT), ("data.document_no", "示聘〔2026〕8号"), ("data.happened_on", "2026-05-01")];
    let preview = clerk.fill(&path, &typed);
    assert_eq!(preview.status, 200, "{}", preview.text);
    let key = hidden(&preview.text, "key");
    let done = clerk.fill(&path, &[&typed[..], &[("do", "record"), ("key", &key)]].concat());
    let place = done.header("location").unwrap_or_default().to_owned();
    let told = clerk.get(&place).text;
    let file = format!("/subjects/{SUBJECT}");
    assert!(told.contains("已记入") && told.contains(&format!("href=\"{file}#timeline\"")), "{place}: {told}");
    assert!(open.page(&format!("{file}?on=2026-12-31")).contains("示聘〔2026〕8号"));
}

#[test]
fn what_was_registered_stays_and_a_chain_has_no_gap() {
    let office = office();
    let register = |file: &str| office.run(&["event", "register", file, "--clock-is-right", "--lang", "en"]);
    let template = office.done(&["event", "new", "talent.left", "--dry-run"]);
    let said = register(&office.write("left.json", template));
    assert!(said.code == Some(1) && said.talk.contains("placeholder-left"), "{}", said.talk);
    assert_eq!(register(FILE).code, Some(0));
    // The same once more is no error and no event.
    let said = register(FILE);
    assert!(said.code == Some(0) && said.talk.contains("registered already"), "{}", said.talk);
    let told: Value =
        serde_json::from_str(&office.done(&["event", "register", FILE, "--clock-is-right", "--json"])).unwrap();
    assert_eq!((&told["recorded"], &told["head"]), (&json!(0), &json!(197)));
    // Another text under the same version.
    let text = std::fs::read_to_string(office.path(FILE)).unwrap();
    let said = register(&office.write("changed.json", text.replace("\"maxLength\": 60", "\"maxLength\": 61")));
    assert_eq!(said.code, Some(1), "{}", said.talk);
    for piece in ["type-recorded", "#197", "qizhang event new talent.vice_president_appointed --next"] {
        assert!(said.talk.contains(piece), "{piece}: {}", said.talk);
    }
    // A third version without a second, and a second that cannot be read from the first.
    let third = text.replace("appointed:1\"", "appointed:3\"");
    let said = register(&office.write("third.json", &third));
    assert!(said.code == Some(1) && said.talk.contains("declaration-version-missing"), "{}", said.talk);
    let second = text.replace("appointed:1\"", "appointed:2\"");
    let broken = second.replace("\"document_no\"", "\"letter_no\"");
    let said = register(&office.write("broken.json", &broken));
    assert!(said.code == Some(1) && said.talk.contains("upcast-no-source"), "{}", said.talk);
    // A second that can: what was recorded under the first reads as the second.
    let facts = office.write("facts.jsonl", fact("示聘〔2026〕1号"));
    office.done(&["append", &facts, "--clock-is-right"]);
    let fitting = broken.replace(
        "  \"properties\"",
        "  \"x-upcast\": {\"rename\": {\"document_no\": \"letter_no\"}},\n  \"properties\"",
    );
    assert_eq!(register(&office.write("second.json", fitting)).code, Some(0));
    assert!(office.done(&["event", "docs", NAME]).contains("letter_no*"));
    assert!(office.done(&["show", SUBJECT, "--on", "2026-12-31"]).contains("示聘〔2026〕1号"));
    let old = office.write("old.jsonl", fact("示聘〔2026〕3号"));
    let said = office.run(&["append", &old, "--clock-is-right"]);
    assert!(said.code == Some(1) && said.talk.contains("unknown-field"), "{}", said.talk);
}

/// A ledger that a newer program wrote: it has registered a type in words of a profile that is not known here, and recorded a fact of it.
fn newer(name: &str, version: u16) -> (Office, EventId) {
    let office = office();
    let text = std::fs::read_to_string(office.path(FILE)).unwrap();
    let text = text
        .replace("urn:qizhang:event:talent.vice_president_appointed:1", &format!("urn:qizhang:event:{name}:{version}"))
        .replace("\"title\": \"talent.vice_president_appointed\"", &format!("\"title\": \"{name}\""))
        .replace("  \"x-tags\"", "  \"x-retention\": \"ten_years\",\n  \"x-tags\"");
    let declared =
        json!({"name": name, "version": version, "digest": Digest::of(text.as_bytes()).to_string(), "text": text});
    let body = json!({"uscc": SUBJECT, "document_no": "示聘〔2026〕9号", "happened_on": "2026-03-01"});
    let tag = |namespace: &str, value: &str| Tag::new(namespace, value).unwrap();
    let ids = ["019b7600-0000-7000-8000-00000000000a", "019b7600-0000-7000-8000-00000000000b"];
    let [first, second] = ids.map(|id| EventId::parse(id).unwrap());
    let entry = |id: EventId, kind: &str, version: u16, data: &Value, tags: Vec<Tag>, keys: Vec<NaturalKey>| {
        let kind = TypeName::parse(kind).unwrap();
        let parts = Parts {
            data: &qizhang::event::canonical_json(data).unwrap(),
            evidence: &[],
            id,
            note: None,
            occurred_on: Day::parse("2026-03-01").unwrap(),
            recorded_at: Instant::parse("2026-11-02T11:00:00.000+08:00").unwrap(),
            recorded_by: "newer",
            kind: &kind,
            version,
        };
        Entry { id, kind: kind.clone(), tags, keys, bytes: encode(&parts).into_bytes() }
    };
    let entries = vec![
        entry(first, "event_type.registered", 1, &declared, vec![tag("event_type", name)], Vec::new()),
        entry(second, name, version, &body, vec![tag("enterprise", SUBJECT)], Vec::new()),
    ];
    let store = LocalStore::open(&office.path("qizhang.ledger"), LocalOptions::default()).unwrap();
    store.append(&Batch { entries, condition: None }).unwrap();
    (office, second)
}

#[test]
fn what_a_newer_program_registered_is_kept_and_shown_as_it_is_written() {
    const STRANGE: &str = "talent.strange_thing_done";
    let (office, id) = newer(STRANGE, 1);
    for lang in ["zh", "en"] {
        let log = office.done(&["event", "log", SUBJECT, "--limit", "1", "--lang", lang]);
        assert!(
            log.contains(STRANGE) && log.contains("示聘〔2026〕9号") && log.contains("#198") && is_legible(&log),
            "{log}"
        );
    }
    let line: Value = serde_json::from_str(&office.done(&[
        "event",
        "log",
        "--type",
        "event_type.registered",
        "--limit",
        "1",
        "--json",
    ]))
    .unwrap();
    assert_eq!(line["data"]["name"], STRANGE);
    let open = Open::of(&office);
    for path in ["/events", "/events/198"] {
        let page = open.page(path);
        assert!(page.contains(STRANGE) && page.contains("示聘〔2026〕9号"), "{path}: {page}");
    }
    // The rest of the ledger answers as before, and what cannot be read is counted by nothing.
    assert!(office.done(&["show", SUBJECT, "--on", "2026-12-31"]).contains("310,000.00"));
    assert!(!office.done(&["event", "docs"]).contains(STRANGE));
    // It cannot be added to, and it is not lost: the ledger is whole, and a copy has it to the byte.
    let said = office.run(&[
        "append",
        &office.write("more.jsonl", json!({"type": STRANGE, "occurred_on": "2026-03-02", "data": {}}).to_string()),
        "--clock-is-right",
    ]);
    assert!(said.code == Some(1) && said.talk.contains("unknown-type"), "{}", said.talk);
    let renamed = json!({"type": "enterprise.renamed", "occurred_on": "2026-06-01", "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": "北京另名科技有限公司"}});
    office.done(&["append", &office.write("renamed.jsonl", renamed.to_string()), "--clock-is-right"]);
    office.done(&["verify"]);
    office.done(&["backup", "saved"]);
    let copied = office.done(&["export", "jsonl", "--ledger", "saved"]);
    let kept: Vec<&str> = copied.lines().filter(|line| line.contains(&id.to_string())).collect();
    assert!(kept.len() == 1 && kept[0].contains("示聘〔2026〕9号"), "{kept:?}");
    assert_eq!(copied, office.done(&["export", "jsonl"]));
}

/// A newer version of a type that is read here: its facts would be left out of amounts.
#[test]
fn a_ledger_that_could_only_be_read_in_part_is_not_opened() {
    let (office, _) = newer("hightech.certified", 2);
    for words in [&["show", SUBJECT][..], &["verify"], &["event", "docs"]] {
        let said = office.run(&[words, &["--lang", "en"]].concat());
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{words:?}: {}", said.talk);
        assert!(
            said.talk.contains("type-of-newer-program") && said.talk.contains("hightech.certified"),
            "{}",
            said.talk
        );
    }
}
