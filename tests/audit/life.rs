//! The life of public money: every row of its table, possible and impossible in each way.

use super::{LISTED, Office, everything, look};
use crate::cli::reviewed as page_is;
use crate::ledger::{append, codes, ledger_as_of, line, try_append};
use crate::story::{CATALOGUE, ENTERPRISE, day, nth_code};
use qizhang::audit::{Asks, LIFE, Rule};
use qizhang::ledger::{AppendOptions, KnownAt, Ledger, detectors, needs};
use qizhang::value::Lang;
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Steps = Vec<(&'static str, &'static str, Value)>;

const S: &str = "application.submitted";
const A: &str = "application.accepted";
const RETURNED: &str = "application.returned";
const REJECTED: &str = "application.rejected";
const WITHDRAWN: &str = "application.withdrawn";
const REVIEWED: &str = "review.completed";
const STARTED: &str = "publicity.started";
const ENDED: &str = "publicity.ended";
const FILED: &str = "objection.filed";
const RESOLVED: &str = "objection.resolved";
const APPROVED: &str = "grant.approved";
const MADE: &str = "payment.made";
const BOUNCED: &str = "payment.bounced";
const ORDERED: &str = "clawback.ordered";
const RECOVERED: &str = "clawback.recovered";
const WAIVED: &str = "clawback.waived";

fn other() -> String {
    nth_code(7)
}

/// The usual body of a step.
fn body(kind: &str) -> Value {
    match kind {
        S => json!({"application_no": "SB1", "call_year": 2027}),
        RETURNED | REJECTED | WITHDRAWN => json!({"application_no": "SB1", "reason": "材料不齐"}),
        A => json!({"application_no": "SB1"}),
        REVIEWED => json!({"application_no": "SB1", "passed": true, "opinion_no": "PS1"}),
        STARTED => json!({"list_no": "GS1", "days": 5}),
        ENDED => json!({"list_no": "GS1"}),
        FILED => json!({"objection_no": "Y1", "list_no": "GS1", "application_no": "SB1"}),
        RESOLVED => json!({"objection_no": "Y1", "upheld": false}),
        APPROVED => {
            let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
            json!({"approval_no": "A1", "application_no": "SB1", "lines": lines})
        }
        MADE => json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"}),
        BOUNCED => json!({"payment_no": "P1", "reason": "账号有误"}),
        ORDERED => json!({"clawback_no": "C1", "payment_no": "P1", "amount": "4000", "basis": "复核"}),
        RECOVERED => json!({"clawback_no": "C1", "amount": "4000"}),
        WAIVED => json!({"clawback_no": "C1", "amount": "4000", "reason": "企业注销"}),
        _ => panic!("{kind} is no step"),
    }
}

fn step(on: &'static str, kind: &'static str) -> (&'static str, &'static str, Value) {
    (on, kind, body(kind))
}

/// The usual step with some fields changed.
fn with(on: &'static str, kind: &'static str, fields: Value) -> (&'static str, &'static str, Value) {
    let mut data = body(kind);
    for (name, value) in fields.as_object().into_iter().flatten() {
        data[name] = value.clone();
    }
    (on, kind, data)
}

/// A case: what it is, the steps on record, the step that comes, and a piece of what stands against it; nothing where it is possible.
struct Case(&'static str, Steps, (&'static str, &'static str, Value), &'static str);

fn submitted() -> Steps {
    vec![step("2027-03-10", S)]
}

fn accepted() -> Steps {
    vec![step("2027-03-10", S), step("2027-03-15", A)]
}

fn paid() -> Steps {
    let review = step("2027-06-10", REVIEWED);
    let shown = [step("2027-08-02", STARTED), step("2027-08-09", ENDED)];
    let money = [step("2027-08-20", APPROVED), step("2027-09-25", MADE)];
    accepted().into_iter().chain([review]).chain(shown).chain(money).collect()
}

fn ordered() -> Steps {
    and(paid(), step("2027-10-10", ORDERED))
}

fn and(mut steps: Steps, one: (&'static str, &'static str, Value)) -> Steps {
    steps.push(one);
    steps
}

fn of_other() -> Value {
    json!({"uscc": other()})
}

fn applications() -> Vec<Case> {
    let mut cases = vec![Case("submitted", vec![], step("2027-03-10", S), "")];
    for kind in [A, RETURNED, REJECTED, WITHDRAWN] {
        let on = "2027-03-20";
        cases.extend([
            Case("after the submission", submitted(), step(on, kind), ""),
            Case("on its day", submitted(), step("2027-03-10", kind), ""),
            Case("no submission", vec![], step(on, kind), "没有登记“提交申请”SB1"),
            Case("another subject's", vec![with("2027-03-10", S, of_other())], step(on, kind), "属于另一主体"),
            Case("the day before", submitted(), step("2027-03-09", kind), "晚于 2027-03-09"),
        ]);
        for end in [REJECTED, WITHDRAWN].into_iter().filter(|end| *end != kind) {
            cases.push(Case("ended", and(submitted(), step("2027-03-12", end)), step(on, kind), "2027-03-12 已有"));
            if [A, RETURNED].contains(&kind) {
                cases.push(Case("ends later", and(submitted(), step("2027-03-21", end)), step(on, kind), ""));
            }
        }
    }
    cases.extend([
        Case("returned and accepted", and(submitted(), step("2027-03-12", RETURNED)), step("2027-03-20", A), ""),
        Case("rejected after the approval", paid(), step("2027-10-01", REJECTED), "已有“支持资金审批”SB1"),
    ]);
    cases
}

fn reviews() -> Vec<Case> {
    let again = json!({"opinion_no": "PS2", "passed": false});
    let mut cases = vec![
        Case("after the acceptance", accepted(), step("2027-06-10", REVIEWED), ""),
        Case("no submission", vec![], step("2027-06-10", REVIEWED), "没有登记“提交申请”SB1"),
        Case("not accepted", submitted(), step("2027-06-10", REVIEWED), "没有登记“受理申请”SB1"),
        Case("before the acceptance", accepted(), step("2027-03-14", REVIEWED), "晚于 2027-03-14"),
        Case("of another subject", accepted(), with("2027-06-10", REVIEWED, of_other()), "属于另一主体"),
        Case("once more", and(accepted(), step("2027-06-10", REVIEWED)), with("2027-07-01", REVIEWED, again), ""),
    ];
    for end in [REJECTED, WITHDRAWN] {
        cases.push(Case("ended", and(accepted(), step("2027-06-01", end)), step("2027-06-10", REVIEWED), "已有"));
    }
    cases
}

fn publicity() -> Vec<Case> {
    let shown = || and(accepted(), step("2027-08-02", STARTED));
    let filed = || and(shown(), step("2027-08-03", FILED));
    vec![
        Case("shown", accepted(), step("2027-08-02", STARTED), ""),
        Case("ended", shown(), step("2027-08-07", ENDED), ""),
        Case("ended without a start", accepted(), step("2027-08-07", ENDED), "没有登记“公示开始”GS1"),
        Case("ended before it", shown(), step("2027-08-01", ENDED), "晚于 2027-08-01"),
        Case("an objection", shown(), step("2027-08-03", FILED), ""),
        Case("against no list and no application", vec![], ("2027-08-03", FILED, json!({"objection_no": "Y1"})), ""),
        Case("against a list nobody saw", accepted(), step("2027-08-03", FILED), "没有登记“公示开始”GS1"),
        Case("before the list was shown", shown(), step("2027-08-01", FILED), "晚于 2027-08-01"),
        Case(
            "against no application",
            vec![step("2027-08-02", STARTED)],
            step("2027-08-03", FILED),
            "没有登记“提交申请”",
        ),
        Case("resolved", filed(), step("2027-08-05", RESOLVED), ""),
        Case("resolved without one", shown(), step("2027-08-05", RESOLVED), "没有登记“提出异议”Y1"),
        Case("resolved before it", filed(), step("2027-08-02", RESOLVED), "晚于 2027-08-02"),
        Case("about another subject", filed(), with("2027-08-05", RESOLVED, of_other()), "属于另一主体"),
    ]
}

fn approvals() -> Vec<Case> {
    let reviewed = || and(accepted(), step("2027-06-10", REVIEWED));
    let nameless = json!({"approval_no": "A1", "lines": body(APPROVED)["lines"]});
    let mut cases = vec![
        Case("after the review", reviewed(), step("2027-08-20", APPROVED), ""),
        Case("on no application", vec![], ("2027-08-20", APPROVED, nameless), ""),
        Case("not on record", vec![], step("2027-08-20", APPROVED), "没有登记“提交申请”SB1"),
        Case(
            "of another subject",
            vec![with("2027-03-10", S, of_other())],
            step("2027-08-20", APPROVED),
            "属于另一主体",
        ),
        Case("before the application", submitted(), step("2027-03-09", APPROVED), "晚于 2027-03-09"),
    ];
    for end in [REJECTED, WITHDRAWN] {
        cases.push(Case("ended", and(accepted(), step("2027-06-01", end)), step("2027-08-20", APPROVED), "已有"));
    }
    cases
}

fn money() -> Vec<Case> {
    let part = |amount: &str| json!({"amount": amount});
    let second = |amount: &str| json!({"clawback_no": "C2", "amount": amount});
    let bounced = || and(paid(), step("2027-10-01", BOUNCED));
    let whole_waiver = json!({"clawback_no": "C1", "reason": "企业注销"});
    let mut cases = vec![
        Case("paid", paid().into_iter().take(6).collect(), step("2027-09-25", MADE), ""),
        Case("bounced", paid(), step("2027-10-01", BOUNCED), ""),
        Case("bounced without a payment", vec![], step("2027-10-01", BOUNCED), "没有登记“资金拨付”P1"),
        Case("bounced before it", paid(), step("2027-09-24", BOUNCED), "晚于 2027-09-24"),
        Case("bounced for another", paid(), with("2027-10-01", BOUNCED, of_other()), "属于另一主体"),
        Case("ordered back in part", paid(), step("2027-10-10", ORDERED), ""),
        Case("ordered back whole", paid(), with("2027-10-10", ORDERED, part("10000")), ""),
        Case("a fen more", paid(), with("2027-10-10", ORDERED, part("10000.01")), "只剩 ¥10,000.00"),
        Case("of no payment", vec![], step("2027-10-10", ORDERED), "没有登记“资金拨付”P1"),
        Case("of another's", paid(), with("2027-10-10", ORDERED, of_other()), "属于另一主体"),
        Case("before the payment", paid(), step("2027-09-24", ORDERED), "晚于 2027-09-24"),
        Case("of one that came back", bounced(), step("2027-10-10", ORDERED), "2027-10-01 已有“拨付退回”P1"),
        Case("the rest", ordered(), with("2027-10-12", ORDERED, second("6000")), ""),
        Case("beyond the rest", ordered(), with("2027-10-12", ORDERED, second("6000.01")), "只剩 ¥6,000.00"),
        Case(
            "what was waived, ordered again",
            and(ordered(), ("2027-10-11", WAIVED, whole_waiver.clone())),
            with("2027-10-12", ORDERED, second("10000")),
            "",
        ),
        Case("whole waiver", ordered(), ("2027-10-11", WAIVED, whole_waiver.clone()), ""),
        Case(
            "after the rest was waived",
            and(ordered(), ("2027-10-11", WAIVED, whole_waiver)),
            with("2027-10-12", RECOVERED, part("0.01")),
            "超过余额 ¥0.00",
        ),
    ];
    for kind in [RECOVERED, WAIVED] {
        cases.extend([
            Case("in whole", ordered(), step("2027-10-20", kind), ""),
            Case("a fen more", ordered(), with("2027-10-20", kind, part("4000.01")), "超过余额 ¥4,000.00"),
            Case("no order", paid(), step("2027-10-20", kind), "没有登记“决定追回”C1"),
            Case("before the order", ordered(), step("2027-10-09", kind), "晚于 2027-10-09"),
            Case("of another", ordered(), with("2027-10-20", kind, of_other()), "属于另一主体"),
            Case(
                "the rest",
                and(ordered(), with("2027-10-15", RECOVERED, part("1500"))),
                with("2027-10-20", kind, part("2500")),
                "",
            ),
            Case(
                "beyond the rest",
                and(ordered(), with("2027-10-15", RECOVERED, part("1500"))),
                with("2027-10-20", kind, part("2500.01")),
                "超过余额 ¥2,500.00",
            ),
        ]);
    }
    cases
}

fn cases() -> Vec<Case> {
    [applications(), reviews(), publicity(), approvals(), money()].into_iter().flatten().collect()
}

fn recorded(steps: &Steps) -> Office {
    let listed = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    steps.iter().fold(listed, |office, (on, kind, data)| {
        let mut office = match *kind {
            STARTED | ENDED => office.everybody(on, on, kind, data.clone()),
            _ => office.fact(on, kind, data.clone()),
        };
        if *kind == WAIVED {
            office = office.proven("免予追回批准文件");
        }
        office
    })
}

/// A step as a line of a file.
fn drafted((on, kind, data): &(&str, &str, Value)) -> String {
    let mut data = data.clone();
    if !matches!(*kind, STARTED | ENDED) && data.get("uscc").is_none() {
        data["uscc"] = json!(ENTERPRISE);
    }
    let mut line: Value = serde_json::from_str(&line(on, kind, data)).unwrap_or_default();
    if *kind == WAIVED {
        let sha256 = qizhang::value::Digest::of(b"waiver").to_string();
        line["evidence"] = json!([{"title": "免予追回批准文件", "sha256": sha256}]);
    }
    line.to_string()
}

fn by(name: &str) -> AppendOptions {
    AppendOptions { by: name.into(), clock_is_right: true, ..AppendOptions::default() }
}

/// What stands against some lines, in Chinese; empty for one that is let in.
fn refusals(ledger: &Ledger, lines: &[String]) -> Vec<(u64, String)> {
    let options = AppendOptions { dry_run: true, ..by("somebody") };
    let (_, rejected) = try_append(ledger, options, lines).unwrap_or_else(|error| panic!("{error:?}"));
    rejected
        .iter()
        .map(|one| (one.line, one.fault.complaint()))
        .map(|(at, told)| (at, format!("{} {}", told.what.get(Lang::Zh), told.why.get(Lang::Zh))))
        .collect()
}

/// Impossible steps that the audit finds.
fn found(ledger: &Ledger) -> Vec<String> {
    let own = detectors(&["L01".to_owned()]).unwrap_or_default();
    let horizon = ledger.horizon(Some(day("2031-12-31")), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    let audited = ledger.audited(horizon, &[], needs(&own)).unwrap_or_else(|error| panic!("{error:?}"));
    audited.found(&own).into_iter().map(|one| one.says.zh.to_string()).collect()
}

/// At the door and in the audit of a history that came in past it.
#[test]
fn each_step_is_possible_or_not() {
    for Case(name, before, comes, piece) in cases() {
        let row = format!("{} {name}", comes.1);
        let office = recorded(&before);
        let ledger = office.ledger();
        assert_eq!(found(&ledger), [""; 0], "{row}: what is on record is possible");
        let refused = refusals(&ledger, &[drafted(&comes)]);
        let own: Vec<&(u64, String)> = refused.iter().filter(|(_, told)| told.contains("L01")).collect();
        let brought = recorded(&and(before, comes)).ledger();
        if piece.is_empty() {
            assert!(own.is_empty(), "{row}: {own:?}");
            assert_eq!(found(&brought), [""; 0], "{row}");
        } else {
            assert!(own.iter().any(|(at, told)| *at == 1 && told.contains(piece)), "{row}: {refused:?}");
            assert!(found(&brought).iter().any(|told| told.contains(piece)), "{row}: {:?}", found(&brought));
        }
    }
}

/// Each condition of the table is broken by a case, so that no row is words alone.
#[test]
fn every_condition_of_the_table_has_its_case() {
    let mut told = BTreeSet::new();
    for Case(_, before, comes, piece) in cases() {
        if !piece.is_empty() {
            told.extend(found(&recorded(&and(before, comes)).ledger()));
        }
    }
    let kinds: BTreeSet<&str> = cases().iter().map(|case| case.2.1).collect();
    for step in &LIFE {
        assert!(kinds.contains(step.kind), "{} has no case", step.kind);
        for rule in step.rules {
            if let Asks::AskedBy(id) = rule.asks {
                let known = detectors(&[id.to_owned()]).unwrap_or_default();
                assert!(known.iter().any(|one| one.guards), "{id} guards");
                continue;
            }
            let title = CATALOGUE.type_id_of(step.kind).map(|kind| CATALOGUE.declaration(kind).title.zh.to_string());
            let said = format!("{}：须{}；", title.unwrap_or_default(), rule.says.0);
            assert!(told.iter().any(|one| one.starts_with(&said)), "nothing breaks {said}");
        }
    }
}

/// Of one batch each line rests on those above it.
#[test]
fn steps_of_a_batch_see_each_other_in_order() {
    let ledger = recorded(&vec![]).ledger();
    let lines: Vec<String> = accepted().iter().map(drafted).collect();
    assert_eq!(refusals(&ledger, &lines), []);
    let back: Vec<String> = lines.into_iter().rev().collect();
    let refused = refusals(&ledger, &back);
    let [(1, told)] = &refused[..] else { panic!("{refused:?}") };
    assert!(told.contains("排在它之后") && told.contains("本文件第 2 行"), "{told}");
}

#[test]
fn what_stands_in_the_way_is_named() {
    let ledger = recorded(&and(submitted(), step("2027-03-12", WITHDRAWN))).ledger();
    let withdrawn = ledger.head();
    let refused = refusals(&ledger, &[drafted(&step("2027-03-20", A))]);
    assert!(refused[0].1.contains(&format!("事件 #{withdrawn}")), "{refused:?}");
}

/// A fact that comes late may make impossible what is on record; it is the one that is stopped.
#[test]
fn what_would_make_impossible_what_is_on_record_is_stopped_too() {
    let ledger = recorded(&paid()).ledger();
    let head = ledger.head();
    let refused = refusals(&ledger, &[drafted(&step("2027-03-12", WITHDRAWN))]);
    assert!(matches!(&refused[..], [(1, told)] if told.contains("L01") && told.contains("事件 #")), "{refused:?}");
    assert_eq!(ledger.head(), head);
}

fn amendment(kind: &str, event: &str, more: Value) -> String {
    let mut data = json!({"event": event, "reason": "录入有误"});
    for (name, value) in more.as_object().into_iter().flatten() {
        data[name] = value.clone();
    }
    line("2027-12-01", kind, data)
}

#[test]
fn a_correction_that_makes_a_step_impossible_is_refused() {
    let office = recorded(&ordered());
    let event = office.last();
    let corrected = |amount: &str| {
        let mut data = body(ORDERED);
        data["uscc"] = json!(ENTERPRISE);
        data["amount"] = json!(amount);
        amendment("fact.corrected", &event, json!({"data": data}))
    };
    let ledger = office.ledger();
    let refused = refusals(&ledger, &[corrected("10000.01")]);
    assert!(matches!(&refused[..], [(1, told)] if told.contains("只剩 ¥10,000.00")), "{refused:?}");
    assert_eq!(refusals(&ledger, &[corrected("10000")]), []);
}

#[test]
fn what_later_steps_rest_on_is_not_taken_back() {
    let office = recorded(&paid());
    let payment = office.last();
    let office = office.fact("2027-10-01", BOUNCED, body(BOUNCED));
    let bounce = office.last();
    let ledger = office.ledger();
    let back = |event: &str| amendment("fact.retracted", event, json!({}));
    let refused = refusals(&ledger, &[back(&payment)]);
    assert!(
        refused.len() == 1 && refused[0].1.contains("没有登记“资金拨付”P1") && refused[0].1.contains("事件 #"),
        "{refused:?}"
    );
    assert_eq!(refusals(&ledger, &[back(&bounce), back(&payment)]), [], "the later one first");
}

#[test]
fn an_approval_that_was_paid_is_not_taken_back() {
    let steps = paid();
    let approval = recorded(&steps.iter().take(6).cloned().collect()).last();
    let ledger = recorded(&steps).ledger();
    let refused = refusals(&ledger, &[amendment("fact.retracted", &approval, json!({}))]);
    assert!(matches!(&refused[..], [(1, told)] if told.contains("D17") && told.contains("事件 #")), "{refused:?}");
    let unpaid = recorded(&steps.iter().take(6).cloned().collect()).ledger();
    assert_eq!(refusals(&unpaid, &[amendment("fact.retracted", &approval, json!({}))]), []);
}

/// The road of what began before the ledger: recorded with a reason, and with a finding the audit knows again.
#[test]
fn a_reason_lets_a_step_in_and_its_finding_keeps_its_number() {
    let ledger = recorded(&vec![]).ledger();
    let overriding = AppendOptions { overriding: Some("账本启用前已受理".into()), ..by("finance") };
    let receipt = append(&ledger, overriding, &[drafted(&step("2027-06-10", REVIEWED))]);
    assert_eq!(receipt.recorded, 2, "the review and the finding");
    let all = everything(&look(&ledger, "2031-12-31"));
    let own: Vec<_> = all.iter().filter(|one| one.detector.id == "L01").collect();
    assert!(matches!(own[..], [one] if one.state.word() == "in_review"), "{own:?}");
}

/// A successor carries on what was begun under another code.
#[test]
fn a_successor_goes_on_with_the_application() {
    let heir = other();
    let merged = json!({"uscc": heir, "absorbed": [{"uscc": ENTERPRISE}]});
    let recoded = json!({"uscc": heir, "old_uscc": ENTERPRISE, "reason": "换证"});
    for (kind, data) in [("enterprise.merged", merged), ("enterprise.recoded", recoded)] {
        let ledger = recorded(&submitted()).everybody("2027-03-12", "2027-03-12", kind, data).ledger();
        assert_eq!(refusals(&ledger, &[drafted(&with("2027-03-15", A, of_other()))]), [], "{kind}");
    }
}

/// Of many numbers all steps are read at once: the same lines are refused.
#[test]
fn many_steps_are_held_as_few_are() {
    let ledger = ledger_as_of("2031-12-31T09:00:00+08:00", Some("2010-01-01"));
    let number = |n: u32| json!({"uscc": nth_code(n), "application_no": format!("SB{n}")});
    let submitted = |n: u32| {
        let mut data = number(n);
        data["call_year"] = json!(2027);
        line("2027-03-10", S, data)
    };
    let lines: Vec<String> = (1..=300).filter(|n| n % 100 != 0).map(submitted).collect();
    append(&ledger, by("window"), &lines);
    let lines: Vec<String> = (1..=300).map(|n| line("2027-03-15", A, number(n))).collect();
    let (_, rejected) = try_append(&ledger, by("window"), &lines).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(codes(&rejected), [(100, "guarded"), (200, "guarded"), (300, "guarded")]);
}

/// The pages that print the table.
#[test]
fn the_table_is_printed() {
    page_is("docs/lifecycle.md", &page(Lang::En));
    page_is("docs/lifecycle.zh.md", &page(Lang::Zh));
}

fn page(lang: Lang) -> String {
    let pick = |zh: &'static str, en: &'static str| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let mut page = pick(include_str!("life.zh.md"), include_str!("life.en.md")).to_owned();
    for step in &LIFE {
        let Some(kind) = CATALOGUE.type_id_of(step.kind) else { panic!("{} is declared", step.kind) };
        let declared = CATALOGUE.declaration(kind);
        let of =
            |which: fn(&Asks) -> bool| -> Vec<&Rule> { step.rules.iter().filter(|one| which(&one.asks)).collect() };
        let told = |rules: Vec<&Rule>| {
            let said = rules.into_iter().map(|rule| match rule.asks {
                Asks::AskedBy(id) => format!("{} ({id})", rule.says.get(lang)),
                Asks::After(..) | Asks::Unless(..) | Asks::Within(_) => rule.says.get(lang).to_owned(),
            });
            said.collect::<Vec<_>>().join(pick("；", "; "))
        };
        let once = declared.natural_key.iter().filter_map(|index| declared.fields.get(*index));
        let once: Vec<String> = once.map(|field| field.title.get(lang).to_owned()).collect();
        let cells = [
            format!("{} `{}`", declared.title.get(lang), step.kind),
            told(of(|asks| matches!(asks, Asks::After(..)))),
            told(of(|asks| matches!(asks, Asks::Unless(..)))),
            told(of(|asks| matches!(asks, Asks::Within(_)))),
            told(of(|asks| matches!(asks, Asks::AskedBy(_)))),
            once.join(pick("＋", " + ")),
        ];
        page.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    page
}
