//! Events that change how the ledger is read are checked against what they speak of.

use super::{append, by_clerk, codes, ledger, line, net, try_append, world};
use crate::story::{ENTERPRISE, code};
use qizhang::ledger::{KnownAt, Ledger, Scope, articles_of};
use qizhang::value::Lang;
use serde_json::{Value, json};

const NOW: &str = "2026-03-01T09:00:00+08:00";
const GRANT: &str = "第四条/首次入库";

fn refused(kind: &str, data: Value) -> &'static str {
    let (_, rejected) = try_append(&ledger(NOW), by_clerk(), &[line("2026-02-01", kind, data)]).unwrap();
    codes(&rejected).first().map_or("admitted", |(_, code)| code)
}

fn listed() -> Ledger {
    let ledger = ledger(NOW);
    let data = json!({"uscc": ENTERPRISE, "name": "某公司", "kind": "enterprise", "district": "昌平区"});
    let lines = [
        line("2020-01-02", "enterprise.registered", data),
        line("2026-02-01", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L1"})),
    ];
    append(&ledger, by_clerk(), &lines);
    ledger
}

fn get(ledger: &Ledger, on: &str) -> String {
    net(ledger, code(ENTERPRISE), GRANT, on, KnownAt::Head)
}

#[test]
fn a_reading_is_decided_among_its_options() {
    let decide = |reading: &str, option: &str| json!({"reading": reading, "option": option, "document": "示例"});
    assert_eq!(refused("reading.decided", decide("R4.1", "across_documents")), "admitted");
    assert_eq!(refused("reading.decided", decide("R4.99", "x")), "no-such-reading");
    assert_eq!(refused("reading.decided", decide("R4.1", "x")), "no-such-option");
    let stranger = json!({"policy": "nowhere", "reading": "R4.1", "option": "across_documents", "document": "示例"});
    assert_eq!(refused("reading.decided", stranger), "no-such-policy");
}

#[test]
fn a_parameter_is_amended_in_its_own_unit_and_counts_from_its_day() {
    let amend = |path: &str, value: &str, unit: &str| json!({"policy": "changping-2025-8", "path": path, "value": value, "unit": unit, "from": "2027-01-01", "document": "示例"});
    let path = "第四条/首次入库/金额";
    assert_eq!(refused("policy.amended", amend(path, "2万元", "yuan")), "admitted");
    assert_eq!(refused("policy.amended", amend("第四条/首次入库/金", "2万元", "yuan")), "no-such-parameter");
    assert_eq!(refused("policy.amended", amend(path, "20", "percent")), "bad-parameter-value");
    assert_eq!(refused("policy.amended", amend(path, "2.00001万元", "yuan")), "bad-parameter-value");
    assert_eq!(
        refused("policy.amended", amend("第五条/证书/年数", "5", "month")),
        "bad-parameter-value",
        "years are no months"
    );
    let ledger = listed();
    assert_eq!(get(&ledger, "2027-02-01"), "10000.00");
    append(&ledger, by_clerk(), &[line("2026-02-01", "policy.amended", amend(path, "2万元", "yuan"))]);
    assert_eq!(get(&ledger, "2027-02-01"), "20000.00", "the call of 2027 opens after the change");
}

#[test]
fn a_repealed_document_governs_no_call_that_opens_later() {
    let ledger = listed();
    let repeal = |on: &str| line(on, "policy.repealed", json!({"policy": "changping-2025-8", "document": "示例"}));
    assert_eq!(refused("policy.repealed", json!({"policy": "changping-2025-9", "document": "示例"})), "no-such-policy");
    append(&ledger, by_clerk(), &[repeal("2027-01-02")]);
    assert_eq!(get(&ledger, "2027-02-01"), "10000.00", "the call opened while it was in force");
    let ledger = listed();
    append(&ledger, by_clerk(), &[repeal("2027-01-01")]);
    assert_eq!(get(&ledger, "2027-02-01"), "0.00", "it ended the day before the call opened");
}

#[test]
fn what_an_event_says_of_one_document_leaves_the_others() {
    let ledger = listed();
    let path = "第四条/首次入库/金额";
    let amend = |policy: &str, value: &str, document: &str| {
        let data = json!({"policy": policy, "path": path, "value": value, "unit": "yuan", "from": "2027-01-01", "document": document});
        line("2026-02-01", "policy.amended", data)
    };
    append(&ledger, by_clerk(), &[amend("changping-2024-5", "5万元", "甲")]);
    assert_eq!(get(&ledger, "2027-02-01"), "10000.00", "a change of the document before");
    let repeal = line("2025-06-01", "policy.repealed", json!({"policy": "changping-2024-5", "document": "示例"}));
    append(&ledger, by_clerk(), &[repeal]);
    assert_eq!(get(&ledger, "2027-02-01"), "10000.00", "the end of the document before");
    // Of two changes from one day the one recorded later counts, whatever their days.
    let early = line(
        "2026-01-15",
        "policy.amended",
        json!({"policy": "changping-2025-8", "path": path, "value": "3万元", "unit": "yuan", "from": "2027-01-01", "document": "丙"}),
    );
    append(&ledger, by_clerk(), &[amend("changping-2025-8", "2万元", "乙"), early]);
    assert_eq!(get(&ledger, "2027-02-01"), "30000.00");
}

#[test]
fn a_question_without_an_item_speaks_of_the_document_of_its_day() {
    let ledger = listed();
    let policy = |on: &str| world(&ledger, on, KnownAt::Head, Scope::Rules).policy().id.to_string();
    assert_eq!([policy("2025-09-04"), policy("2025-09-05")], ["changping-2024-5", "changping-2025-8"]);
    assert_eq!(policy("2031-01-01"), "changping-2025-8", "the last one, where none is in force");
}

#[test]
fn a_policy_that_does_not_compile_is_refused_with_its_place() {
    let text = crate::policy::file();
    let issue = |text: &str, digest: String| json!({"policy": "changping-2025-8", "document": "昌政办发〔2025〕8号", "digest": digest, "text": text});
    let digest = |text: &str| qizhang::value::Digest::of(text.as_bytes()).to_string();
    assert_eq!(refused("policy.issued", issue(&text, digest("x"))), "digest-disagrees");
    let broken = text.replacen("unit = \"year\"", "unit = \"yaer\"", 1);
    let (_, rejected) =
        try_append(&ledger(NOW), by_clerk(), &[line("2026-02-01", "policy.issued", issue(&broken, digest(&broken)))])
            .unwrap();
    let complaint = rejected[0].fault.complaint();
    let line = broken.lines().position(|line| line.contains("yaer")).unwrap() + 1;
    assert!(complaint.what.en.contains(&format!("line {line},")), "{complaint:?} names line {line}");
}

#[test]
fn a_ledger_takes_several_documents() {
    let text = crate::policy::file().replace("id = \"changping-2025-8\"", "id = \"another\"");
    let text = text.replace("document = \"昌政办发〔2025〕8号\"", "document = \"昌政办发〔2026〕8号\"");
    let digest = qizhang::value::Digest::of(text.as_bytes()).to_string();
    let issue = |document: &str| json!({"policy": "another", "document": document, "digest": digest, "text": text});
    assert_eq!(refused("policy.issued", issue("昌政办发〔2026〕8号")), "admitted");
    assert_eq!(
        refused("policy.issued", issue("昌政办发〔2025〕9号")),
        "name-disagrees",
        "the file says another number"
    );
}

#[test]
fn a_type_is_not_registered_over_events_that_were_kept_unread() {
    let ledger = super::ledger_as_of(NOW, Some("2024-01-01"));
    let raw = json!({
        "type": "feeder.dreamt_of", "version": 1, "occurred_on": "2024-02-01", "recorded_at": "2024-02-01T10:00:00+08:00",
        "recorded_by": "clerk", "data": {"uscc": ENTERPRISE, "dream": true},
    });
    append(&ledger, super::migrating(), &[raw.to_string()]);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/feeder.registered/1.json");
    let text = std::fs::read_to_string(path).unwrap().replace("feeder.registered", "feeder.dreamt_of");
    let digest = qizhang::value::Digest::of(text.as_bytes()).to_string();
    let data = json!({"name": "feeder.dreamt_of", "version": 1, "digest": digest, "text": text});
    let (_, rejected) = try_append(&ledger, by_clerk(), &[line("2026-02-01", "event_type.registered", data)]).unwrap();
    assert_eq!(codes(&rejected), [(1, "kept-raw")]);
}

#[test]
fn a_new_type_is_used_as_soon_as_it_is_registered() {
    let ledger = ledger(NOW);
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/feeder.registered/1.json")).unwrap();
    let text = text.replace("feeder.registered", "feeder.dreamt_of");
    let digest = qizhang::value::Digest::of(text.as_bytes()).to_string();
    let registered = |name: &str, version: u16, digest: &str| {
        line(
            "2026-02-01",
            "event_type.registered",
            json!({"name": name, "version": version, "digest": digest, "text": text}),
        )
    };
    let refused = |text: String| codes(&try_append(&ledger, by_clerk(), &[text]).unwrap().1)[0].1;
    assert_eq!(refused(registered("feeder.dreamt", 1, &digest)), "name-disagrees");
    assert_eq!(refused(registered("feeder.dreamt_of", 1, &"0".repeat(64))), "digest-disagrees");
    append(&ledger, by_clerk(), &[registered("feeder.dreamt_of", 1, &digest)]);
    let data = json!({"uscc": ENTERPRISE, "kind": "tech_sme", "number": "1", "valid_to": "2026-12-31"});
    append(&ledger, by_clerk(), &[line("2026-02-01", "feeder.dreamt_of", data)]);
}

#[test]
fn the_official_text_is_split_by_article() {
    let text = "某文件\n第一章 总则\n第一条 甲。\n　　第二款。\n第五条规定的除外。\r第二章 其他\n第十二条 乙，见第一条。\n\n第二十三条 丙。\n";
    let expected = [
        ("第一条", "第一条 甲。\n第二款。\n第五条规定的除外。"),
        ("第十二条", "第十二条 乙，见第一条。"),
        ("第二十三条", "第二十三条 丙。"),
    ];
    let expected: Vec<(String, String)> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(articles_of(text), expected);
    assert!(articles_of("没有条文").is_empty());
}

#[test]
fn a_type_that_would_silence_the_ledger_is_not_registered() {
    let ledger = ledger(NOW);
    let register = |name: &str, change: &dyn Fn(&mut Value)| {
        let path = format!("{}/events/types/{name}/1.json", env!("CARGO_MANIFEST_DIR"));
        let mut declaration: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        declaration["$id"] = json!(format!("urn:qizhang:event:{name}:2"));
        change(&mut declaration);
        let text = declaration.to_string();
        let digest = qizhang::value::Digest::of(text.as_bytes()).to_string();
        let data = json!({"name": name, "version": 2, "digest": digest, "text": text});
        let (_, rejected) =
            try_append(&ledger, by_clerk(), &[line("2026-02-01", "event_type.registered", data)]).unwrap();
        codes(&rejected).first().map_or("admitted", |(_, code)| code)
    };
    let without = |field: &'static str| {
        move |declaration: &mut Value| {
            declaration["properties"].as_object_mut().unwrap().remove(field);
            declaration["required"].as_array_mut().unwrap().retain(|name| name != field);
            for list in ["x-natural-key", "x-tags"] {
                match &mut declaration[list] {
                    Value::Array(names) => names.retain(|name| name != field),
                    Value::Object(names) => drop(names.remove(field)),
                    _ => {}
                }
            }
            declaration["examples"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .for_each(|body| drop(body.as_object_mut().unwrap().remove(field)));
            declaration["x-refused"] = json!([]);
        }
    };
    assert_eq!(register("cultivation_list.entered", &without("list_no")), "type-breaks", "a rule reads it");
    assert_eq!(register("application.submitted", &without("call_year")), "type-breaks", "the procedure reads it");
    assert_eq!(register("policy.attached", &without("text")), "type-breaks", "the ledger itself reads it");
}

#[test]
fn a_reading_may_be_decided_for_one_document_alone() {
    let ledger = listed();
    let decide =
        json!({"policy": "changping-2024-5", "reading": "R4.1", "option": "new_list_new_first", "document": "示例"});
    append(&ledger, by_clerk(), &[line("2026-02-01", "reading.decided", decide)]);
    let world = world(&ledger, "2027-02-01", KnownAt::Head, Scope::Rules);
    let chosen: Vec<(&str, usize)> =
        world.program.documents.iter().map(|document| (&*document.policy, document.choices.0.len())).collect();
    assert_eq!(chosen, [("changping-2024-5", 1), ("changping-2025-8", 0)]);
    let told = |policy: &str| world.readings(Some(policy)).expect("known").render_plain(Lang::En);
    let line = |text: String| text.lines().find(|line| line.contains("R4.1")).map(ToOwned::to_owned).expect("R4.1");
    assert!(line(told("changping-2024-5")).contains("decided, event #"));
    assert!(line(told("changping-2025-8")).contains("suggested"));
    let moved = world.sensitivity(Some("changping-2025-8")).expect("known").render_plain(Lang::En);
    assert!(moved.contains("R4.1"), "what is decided for another document is open in this one: {moved}");
    let moved = world.sensitivity(Some("changping-2024-5")).expect("known").render_plain(Lang::En);
    assert!(!moved.contains("R4.1"), "{moved}");
}
