//! Several documents in one ledger: which one governs a fact, and what passes from one to the next.

use crate::story::{CATALOGUE, DOCUMENTS, ENTERPRISE, Story, day, items, net, place};
use qizhang::policy::{Amendment, GovernedOn, Policy, Program, ReadingId};
use qizhang::position::{Item, Outcome, Position};
use serde_json::json;

const PRODUCT: &str = "第十三条/新产品";
const SET: &str = "第十四条/首台套";
const LISTED: &str = "第四条/首次入库";
const FIRST: &str = "第五条/新认定";
const FENGTAI: &str = "第一条/首次或迁入";

fn holder() -> Story {
    let renewed = json!({"cert_no": "GR2", "issued_on": "2025-10-11", "track": "ordinary"});
    Story::new().certified("GR1", "2022-10-10").fact("2025-10-11", "hightech.certified", renewed).under_all()
}

fn product(story: Story, on: &str, key: &str) -> Story {
    story.fact(on, "new_product.recognized", json!({"product_key": key, "cert_no": format!("N-{key}-{on}")}))
}

/// The policy that answers for the one item of a grant.
fn policy_of(story: &Story, position: &Position, grant: &str) -> String {
    let found = items(position, grant);
    let [item] = found.as_slice() else { panic!("{} items of {grant}", found.len()) };
    story.program().document(item.document).policy.to_string()
}

fn governs(story: &Story, on: &str) -> String {
    policy_of(story, &story.position(on), PRODUCT)
}

#[test]
fn every_file_holds_under_every_option() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies");
    for name in ["changping-2024-5.toml", "samples/fengtai-sample.toml"] {
        let text = std::fs::read_to_string(root.join(name)).expect("the file is there");
        let checked = Policy::parse(&text).and_then(|policy| policy.check(&CATALOGUE));
        checked.unwrap_or_else(|error| panic!("{name}: {}: {error:?}", place(&text, error.span.start)));
    }
}

#[test]
fn a_fact_of_january_2025_under_each_reading() {
    let story = product(holder(), "2025-01-15", "P1");
    assert_eq!(governs(&story, "2026-06-30"), "changping-2025-8", "its call opens in 2026");
    assert_eq!(governs(&story.clone().read("R23.1", "fact_day"), "2026-06-30"), "changping-2024-5");
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000.00"}]);
    let approved = |on: &str| story.clone().fact(on, "grant.approved", json!({"approval_no": "PF1", "lines": lines}));
    for (decided, policy) in [("2025-09-04", "changping-2024-5"), ("2025-09-05", "changping-2025-8")] {
        let read = approved(decided).read("R23.1", "decision_day");
        assert_eq!(governs(&read, "2026-06-30"), policy, "decided on {decided}");
    }
}

#[test]
fn the_days_on_which_documents_meet() {
    for (fact, policy, governed) in [
        ("2022-12-31", "changping-2025-8", false),
        ("2023-01-01", "changping-2024-5", true),
        ("2024-12-31", "changping-2024-5", true),
        ("2025-01-01", "changping-2025-8", true),
        ("2029-12-31", "changping-2025-8", true),
        ("2030-01-01", "changping-2025-8", false),
    ] {
        let story = product(holder(), fact, "P1");
        let position = story.position("2031-06-30");
        let item = items(&position, PRODUCT)[0];
        assert_eq!(policy_of(&story, &position, PRODUCT), policy, "{fact}");
        let ungoverned = matches!(item.outcome, Outcome::NoGoverningPolicy(_));
        assert_eq!(ungoverned, !governed, "{fact}: {:?}", item.outcome);
    }
    let read = |fact: &str| governs(&product(holder(), fact, "P1").read("R23.1", "fact_day"), "2031-06-30");
    assert_eq!([read("2025-09-04"), read("2025-09-05")], ["changping-2024-5", "changping-2025-8"]);
}

#[test]
fn who_moves_in_with_a_certificate_is_like_new_under_the_one_document_only() {
    let moved = |on: &str| {
        let data = json!({"from": "海淀区", "to": "昌平区", "whole": true});
        Story::default()
            .fact(
                "2010-01-04",
                "enterprise.registered",
                json!({"uscc": ENTERPRISE, "name": "北京某某科技有限公司", "kind": "enterprise", "district": "海淀区"}),
            )
            .certified("GR1", "2023-12-01")
            .fact(
                "2023-03-01",
                "rnd.expense_reported",
                json!({"year": 2022, "amount": "3000000.00", "basis": "special_audit"}),
            )
            .fact(on, "enterprise.relocated", data)
            .under_all()
    };
    assert_eq!(moved("2024-06-01").net(FIRST, "2025-06-30"), "300000.00", "governed by the one of 2024");
    assert_eq!(moved("2025-06-01").net(FIRST, "2026-06-30"), "0.00", "governed by the one of 2025");
    assert_eq!(moved("2025-06-01").read("R5.2", "like_first").net(FIRST, "2026-06-30"), "300000.00");
}

#[test]
fn a_first_entry_is_the_first_across_documents() {
    let listed =
        |story: Story, on: &str, number: &str| story.fact(on, "cultivation_list.entered", json!({"list_no": number}));
    let story = listed(listed(Story::new().under_all(), "2024-03-01", "L1"), "2026-03-01", "L2");
    let nets = |story: &Story| -> Vec<String> {
        items(&story.position("2027-02-28"), LISTED).iter().map(|item| item.net.to_yuan()).collect()
    };
    assert_eq!(nets(&story), ["10000.00", "0.00"]);
    assert_eq!(nets(&story.read("R4.1", "new_list_new_first")), ["10000.00", "10000.00"]);
}

#[test]
fn one_matter_is_not_paid_under_two_documents() {
    let story = product(holder(), "2024-03-01", "P1");
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000.00"}]);
    let story = story.fact("2025-05-01", "grant.approved", json!({"approval_no": "PF1", "lines": lines}));
    let story = story.fact("2026-03-01", "first_set.recognized", json!({"product_key": "P1", "level": "national"}));
    let position = story.position("2027-06-30");
    assert_eq!((net(&position, PRODUCT).as_str(), net(&position, SET).as_str()), ("50000.00", "450000.00"));
    let documents: Vec<usize> = [PRODUCT, SET].iter().map(|grant| items(&position, grant)[0].document).collect();
    assert_eq!(documents, [0, 1]);
}

#[test]
fn another_district_speaks_of_those_who_are_there() {
    let story = holder();
    assert!(items(&story.position("2027-06-30"), FENGTAI).is_empty(), "never in the other district");
    let story =
        story.fact("2026-05-01", "enterprise.relocated", json!({"from": "昌平区", "to": "丰台区", "whole": true}));
    let position = story.position("2027-06-30");
    assert_eq!(net(&position, FENGTAI), "300000.00");
    let of = |item: &&Item| story.program().document(item.document).district.to_string();
    let districts: Vec<String> =
        position.items.iter().filter(|item| item.net.is_positive()).map(|item| of(&item)).collect();
    assert_eq!(districts, ["丰台区"], "nothing of Changping once it left");
}

#[test]
fn a_document_that_takes_the_place_of_another_ends_it() {
    let with = |last: &str| {
        let text = std::fs::read_to_string(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/changping-2024-5.toml"),
        )
        .expect("the file is there")
        .replace("last_on = 2025-09-04", last);
        let first = Policy::parse(&text).unwrap_or_else(|error| panic!("{error:?}"));
        let program = Policy::joined(&[first, DOCUMENTS[1].clone()], &CATALOGUE, &[]);
        program.unwrap_or_else(|error| panic!("{error:?}")).documents[0].force.last
    };
    assert_eq!(with("last_on = 2025-09-04"), day("2025-09-04"));
    assert_eq!(with("years = 5"), day("2025-09-04"), "the later document says that it repeals this one");
    assert_eq!(with("last_on = 2025-06-30"), day("2025-06-30"), "what ended before stays ended");
}

/// An office writes a number with the brackets its keyboard has.
#[test]
fn a_document_is_repealed_by_its_number_however_it_is_spelt() {
    let last = |number: &str| {
        let first = DOCUMENTS[0].text().replacen("last_on = 2025-09-04", "years = 5", 1);
        let second = DOCUMENTS[1].text().replacen("[\"昌政办发〔2024〕5号\"]", &format!("[\"{number}\"]"), 1);
        assert_ne!((first.as_str(), second.as_str()), (DOCUMENTS[0].text(), DOCUMENTS[1].text()));
        let both = [first, second].map(|text| Policy::parse(&text).expect("parses"));
        Policy::joined(&both, &CATALOGUE, &[]).expect("compiles").documents[0].force.last
    };
    for same in ["昌政办发[2024]5号", "昌政办发（２０２４）５号", "昌政办发【2024】 5 号"] {
        assert_eq!(last(same), day("2025-09-04"), "{same}");
    }
    for other in ["昌政办发〔2024〕15号", "昌政发〔2024〕5号"] {
        assert!(last(other) > day("2025-09-04"), "{other}");
    }
}

#[test]
fn a_change_of_a_parameter_is_of_its_own_document() {
    let story = product(product(holder(), "2024-03-01", "P1"), "2026-03-01", "P2");
    let nets = |policy: &str, from: &str| -> Vec<String> {
        let mut program = story.program();
        let (path, value) = ("第十三条/新产品/金额".into(), "6万元".into());
        let strangers = program.amend(policy, &[Amendment { path, from: day(from), value, unit: "yuan".into() }]);
        assert!(strangers.is_empty(), "{strangers:?}");
        items(&story.under(&program, "2027-06-30"), PRODUCT).iter().map(|item| item.net.to_yuan()).collect()
    };
    assert_eq!(nets("changping-2024-5", "2024-06-01"), ["60000.00", "50000.00"]);
    assert_eq!(nets("changping-2025-8", "2026-01-01"), ["50000.00", "60000.00"]);
}

#[test]
fn what_repeats_a_matter_of_the_document_before_is_not_paid_again() {
    let standard = |story: Story, on: &str, number: &str, level: &str| {
        let units = json!([{"rank": 1, "name": "某公司", "uscc": ENTERPRISE}]);
        let data = json!({"standard_no": number, "title": "某规范", "level": level, "nature": "new", "units": units});
        story.fact(on, "standard.published", data)
    };
    let story = standard(holder(), "2024-03-01", "ISO 12345:2024", "international");
    let story = standard(story, "2026-03-01", "GB/T 1-2026", "national");
    let adopted = json!({"standard_no": "GB/T 1-2026", "source_no": "ISO 12345:2024", "degree": "IDT"});
    assert_eq!(story.net("第七条/标准", "2027-06-30"), "800000.00", "two standards");
    assert_eq!(story.fact("2026-03-01", "standard.adopted", adopted).net("第七条/标准", "2027-06-30"), "500000.00");
    let title =
        |story: Story, on: &str, title: &str| story.fact(on, "ip_title.granted", json!({"title": title, "batch": on}));
    let titles = title(title(holder(), "2024-05-01", "国家知识产权优势企业"), "2026-05-01", "国家知识产权示范企业");
    assert_eq!(titles.net("第九条/知识产权资质", "2027-06-30"), "200000.00", "one tier, whichever document");
    assert_eq!(titles.read("R9.1", "each_title").net("第九条/知识产权资质", "2027-06-30"), "400000.00");
}

#[test]
fn a_document_beside_another_silences_nothing() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/samples/fengtai-sample.toml");
    let text = std::fs::read_to_string(root).expect("the file is there");
    let beside = text
        .replace("fengtai-sample", "beside")
        .replace("丰台区", "昌平区")
        .replace("issued_on = 2024-01-01", "issued_on = 2026-01-01");
    let beside = Policy::parse(&beside).unwrap_or_else(|error| panic!("{error:?}"));
    let policies = [DOCUMENTS[0].clone(), DOCUMENTS[1].clone(), beside];
    let program = Policy::joined(&policies, &CATALOGUE, &[]).unwrap_or_else(|error| panic!("{error:?}"));
    let story = product(holder(), "2026-03-01", "P1");
    assert_eq!(net(&story.under(&program, "2027-06-30"), PRODUCT), "50000.00");
}

#[test]
fn every_fact_has_one_document_whatever_each_of_them_says() {
    let story = product(product(holder(), "2025-03-01", "P1"), "2025-10-20", "P2");
    let mut program = story.program();
    program.documents[1].options.governed_on = GovernedOn::FactDay;
    let position = story.under(&program, "2026-06-30");
    let documents: Vec<usize> = items(&position, PRODUCT).iter().map(|item| item.document).collect();
    assert_eq!(documents, [0, 1], "the last of the line says which day decides, for all of it");
}

#[test]
fn a_service_is_owed_under_the_document_in_force_to_whom_it_speaks_of() {
    let duty = "第十八条/人才服务";
    let owed = |on: &str| holder().position(on).duties.iter().filter(|owed| &*owed.duty == duty).count();
    assert_eq!(owed("2025-06-30"), 0, "the document of 2024 owes none");
    assert_eq!(owed("2026-06-30"), 1);
    let late = json!({"cert_no": "GR3", "issued_on": "2028-10-12", "track": "ordinary"});
    let on = |day: &str| holder().fact("2028-10-12", "hightech.certified", late.clone()).position(day);
    assert!(on("2030-12-31").duties.iter().all(|owed| owed.since != day("2028-10-12")), "no document is in force");
    let left =
        holder().fact("2026-03-01", "enterprise.relocated", json!({"from": "昌平区", "to": "海淀区", "whole": true}));
    let position = left.position("2026-06-30");
    let owed = position.duties.iter().find(|owed| &*owed.duty == duty).expect("shown");
    assert_eq!(owed.entitled, Ok(false), "no longer in the district");
}

#[test]
fn a_difference_is_seen_wherever_it_is_written() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/changping-2025-8.toml");
    let text = std::fs::read_to_string(path).expect("the file is there");
    let one = &DOCUMENTS[1];
    for (right, wrong) in [
        ("\"第八条/中国专利奖/银奖\" = [{ value = \"20万元\"", "\"第八条/中国专利奖/银奖\" = [{ value = \"21万元\""),
        ("{ is = [\"中国专利奖\", \"*\", \"银奖\"], amount", "{ is = [\"中国专利奖\", \"*\", \"铜奖\"], amount"),
        ("within_days = 90", "within_days = 91"),
        ("successors = {", "successors  = {"),
    ] {
        assert!(text.contains(right), "{right}");
        let other = Policy::parse(&text.replacen(right, wrong, 1)).unwrap_or_else(|error| panic!("{error:?}"));
        let spaces_only = wrong.replace(' ', "") == right.replace(' ', "");
        assert_eq!(one.changes(&other).is_empty(), spaces_only, "{wrong}");
    }
}

/// The first amount under a path of a document, as a later event leaves it.
fn amounts(program: &Program, policy: &str, path: &str) -> Vec<String> {
    let document = program.documents.iter().position(|document| &*document.policy == policy);
    let own = program.parameters.iter().find(|known| Some(known.document) == document && &*known.path == path);
    own.map_or_else(Vec::new, |own| own.values.iter().map(|value| value.written.to_string()).collect())
}

#[test]
fn a_reading_taken_otherwise_keeps_what_later_events_changed_in_each_document() {
    let path = "第四条/首次入库/金额";
    let two: Vec<Policy> = DOCUMENTS.iter().take(2).cloned().collect();
    let mut known = Policy::joined(&two, &CATALOGUE, &[]).expect("compiles");
    let amendment = |value: &str, from: &str| Amendment {
        path: path.into(),
        from: day(from),
        value: value.into(),
        unit: "yuan".into(),
    };
    known.amend("changping-2025-8", &[amendment("3万元", "2027-01-01"), amendment("2万元", "2027-01-01")]);
    assert_eq!(amounts(&known, "changping-2025-8", path), ["1万元", "2万元"], "of one day the later one alone");
    known.documents[1].force.last = day("2027-06-30");
    let (reading, option) = (ReadingId("R4.1".into()), "new_list_new_first");
    let flipped = Policy::flipped(&two, &CATALOGUE, &known, (&reading, option)).expect("compiles");
    assert_eq!(amounts(&flipped, "changping-2025-8", path), ["1万元", "2万元"]);
    assert_eq!(amounts(&flipped, "changping-2024-5", path), ["1万元"]);
    assert_eq!(flipped.documents[1].force.last, day("2027-06-30"), "it stays repealed");
    assert_eq!(flipped.documents[1].choices.0.get(&reading).map(|token| &**token), Some(option));
}

#[test]
fn no_document_ends_one_of_another_district() {
    let sample = DOCUMENTS[2].text().replacen("last_on = ", "repeals = [\"昌政办发〔2025〕8号\"]\nlast_on = ", 1);
    let sample = sample.replacen("issued_on = 2024-01-01", "issued_on = 2026-01-01", 1);
    let abroad = Policy::parse(&sample).expect("parses");
    let program = Policy::joined(&[DOCUMENTS[1].clone(), abroad], &CATALOGUE, &[]).expect("compiles");
    assert_eq!(program.documents[1].repeals.len(), 1);
    assert_eq!(program.documents[0].force.last, day("2030-09-05"));
    assert_eq!(program.governing(0, day("2026-06-30")), Some(0));
}
