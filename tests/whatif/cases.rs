//! Cases with a pencil: bounds on both sides of a fen, caps, conditions, readings, facts; and parts that add up.

use super::{ON, run, scenario, set, spent};
use crate::audit::Office;
use qizhang::ledger::{Changed, Scenario, WhatIf};
use qizhang::value::Fen;
use qizhang::whatif::{BoundMove, Cause, Delta, Still};
use serde_json::json;

const RATE: &str = "第五条/新认定/比例";

/// A line: what is due as it is and as supposed, and the parts of the difference.
type Told = (Option<String>, Option<String>, Vec<(Cause, String)>);

fn told(run: &WhatIf<'_>) -> Vec<Told> {
    let parts = |one: &Changed| one.parts.iter().map(|part| (part.cause, part.amount.to_yuan())).collect();
    run.changed.iter().map(|one| (one.due.0.map(Fen::to_yuan), one.due.1.map(Fen::to_yuan), parts(one))).collect()
}

fn hold(row: &str, run: &WhatIf<'_>, expected: &[Told]) {
    assert_eq!(told(run), expected, "{row}");
    for one in &run.changed {
        let whole: Fen = one.parts.iter().map(|part| part.amount).sum();
        match one.delta {
            Delta::By(amount) => assert_eq!(whole, amount, "{row}: the parts add up"),
            Delta::Opened(_) | Delta::Settled(_) | Delta::Open => assert!(one.parts.is_empty(), "{row}"),
        }
    }
    let bridge: Fen = run.bridge.0.values().map(|(_, amount)| *amount).sum();
    assert_eq!(bridge, run.sums.difference(), "{row}: the bridge leads from one sum to the other");
}

fn line(base: &str, supposed: &str, parts: &[(Cause, &str)]) -> Told {
    let parts = parts.iter().map(|(cause, amount)| (*cause, (*amount).to_owned())).collect();
    (Some(base.to_owned()), Some(supposed.to_owned()), parts)
}

/// Known in one arm alone.
fn opened(base: &str) -> Told {
    (Some(base.to_owned()), None, Vec::new())
}

fn settled(supposed: &str) -> Told {
    (None, Some(supposed.to_owned()), Vec::new())
}

fn rate(value: &str) -> Scenario {
    scenario(&[&set(RATE, value)], &[], &[])
}

/// The share of the research expense of the year before, at least 50,000 and at most 500,000 yuan.
#[test]
fn another_rate_between_its_floor_and_its_ceiling() {
    let rows: [(&str, &str, &str, Vec<Told>); 9] = [
        ("in between", "3000000", "15%", vec![line("300000.00", "450000.00", &[(Cause::Amount, "150000.00")])]),
        ("less", "3000000", "9.99%", vec![line("300000.00", "299700.00", &[(Cause::Amount, "-300.00")])]),
        // 333,333.33 × 15% = 49,999.9995, which rounds to the floor and is below it; a fen more is above it.
        ("still at the floor", "333333.33", "15%", vec![]),
        ("just at the floor", "333333.40", "15%", vec![line("50000.00", "50000.01", &[(Cause::Amount, "0.01")])]),
        // 3,333,333.33 × 15% = 499,999.9995 rounds to the ceiling without being limited by it.
        ("to the ceiling", "4000000", "15%", vec![line("400000.00", "500000.00", &[(Cause::Amount, "100000.00")])]),
        ("a fen below it", "3333333.20", "15%", vec![line("333333.32", "499999.98", &[(Cause::Amount, "166666.66")])]),
        ("still at the ceiling", "5000000.10", "15%", vec![]),
        ("off the ceiling", "5000000.10", "9.9%", vec![line("500000.00", "495000.01", &[(Cause::Amount, "-4999.99")])]),
        ("down to the floor", "3000000", "1%", vec![line("300000.00", "50000.00", &[(Cause::Amount, "-250000.00")])]),
    ];
    for (row, amount, value, expected) in rows {
        hold(row, &run(&spent(amount).ledger(), rate(value), ON), &expected);
    }
}

#[test]
fn floors_and_ceilings_are_told_apart() {
    let rows = [
        ("3000000", "15%", vec![]),
        ("333333.33", "15%", vec![(BoundMove::StillAtFloor, 1)]),
        ("333333.40", "15%", vec![(BoundMove::OffFloor, 1)]),
        ("4000000", "15%", vec![(BoundMove::ToCeiling, 1)]),
        ("6000000", "15%", vec![(BoundMove::StillAtCeiling, 1)]),
        ("6000000", "1%", vec![(BoundMove::OffCeiling, 1)]),
        ("3000000", "1%", vec![(BoundMove::ToFloor, 1)]),
        ("10000000", "0.1%", vec![(BoundMove::OffCeiling, 1), (BoundMove::ToFloor, 1)]),
    ];
    for (amount, value, expected) in rows {
        let bounds = run(&spent(amount).ledger(), rate(value), ON).bounds;
        let mut expected = expected;
        expected.sort();
        assert_eq!(bounds.0.into_iter().collect::<Vec<_>>(), expected, "{amount} at {value}");
    }
}

/// A value from a day on acts on the facts of calls that open from that day on; of two the later one counts from its own day.
#[test]
fn a_value_from_a_day_on() {
    let base = || spent("3000000").ledger();
    let dated = |days: &[(&str, &str)]| {
        let sets: Vec<String> = days.iter().map(|(day, value)| set(&format!("{RATE}@{day}"), value)).collect();
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        run(&base(), scenario(&sets, &[], &[]), ON)
    };
    let more = [line("300000.00", "450000.00", &[(Cause::Amount, "150000.00")])];
    // The certificate is of November 2026, and its call opens on 1 March 2027.
    hold("the very day", &dated(&[("2027-03-01", "15%")]), &more);
    let later = dated(&[("2027-03-02", "15%")]);
    hold("the day after", &later, &[]);
    assert_eq!(
        later.changes[0].1.still.iter().map(|(why, count)| (*why, *count)).collect::<Vec<_>>(),
        [(Still::Earlier, 1)]
    );
    // The certificate is older than the value and its call is not: it is the ceiling that keeps the amount.
    let dated_at_ceiling = scenario(&[&set(&format!("{RATE}@2027-01-15"), "15%")], &[], &[]);
    let bounded = run(&spent("6000000").ledger(), dated_at_ceiling, ON);
    assert_eq!(bounded.changes[0].1.still.keys().copied().collect::<Vec<_>>(), [Still::Bounded]);
    for days in [[("2027-01-01", "12%"), ("2027-03-01", "15%")], [("2027-03-01", "15%"), ("2027-01-01", "12%")]] {
        hold("in whatever order they are given", &dated(&days), &more);
    }
    let before = dated(&[("2027-01-01", "12%"), ("2027-03-02", "15%")]);
    hold("the earlier one still", &before, &[line("300000.00", "360000.00", &[(Cause::Amount, "60000.00")])]);
}

/// Standards: 300,000 for a national one, at most 1,000,000 a year of facts.
fn standards(count: u32) -> Office {
    let mut office = Office::certified();
    for number in 1..=count {
        let data = json!({
            "standard_no": format!("GB/T {}-2026", 90_000 + number), "title": "示例", "level": "national", "nature": "new",
            "units": [{"rank": 1, "name": "北京某某科技有限公司", "uscc": crate::story::ENTERPRISE}],
        });
        office = office.everybody("2026-12-05", "2026-12-05", "standard.published", data);
    }
    office
}

#[test]
fn another_cap() {
    let cap = |value: &str| scenario(&[&set("第七条/年度上限", value)], &[], &[]);
    let ledger = standards(4).ledger();
    hold(
        "all four",
        &run(&ledger, cap("150万元"), ON),
        &[line("100000.00", "300000.00", &[(Cause::Cap, "200000.00")])],
    );
    hold(
        "a fen below",
        &run(&ledger, cap("1199999.99"), ON),
        &[line("100000.00", "299999.99", &[(Cause::Cap, "199999.99")])],
    );
    hold("one less", &run(&ledger, cap("90万元"), ON), &[line("100000.00", "0.00", &[(Cause::Cap, "-100000.00")])]);
    // A higher amount for each is taken up by the cap of the year.
    let more = run(&standards(3).ledger(), scenario(&[&set("第七条/标准/国家", "40万元")], &[], &[]), ON);
    assert_eq!((more.sums.base, more.sums.supposed), (Fen::yuan(900_000), Fen::yuan(1_000_000)));
    let bridge: Vec<(Cause, usize, String)> =
        more.bridge.0.iter().map(|(cause, (count, amount))| (*cause, *count, amount.to_yuan())).collect();
    assert_eq!(bridge, [(Cause::Amount, 3, "300000.00".to_owned()), (Cause::Cap, 1, "-200000.00".to_owned())]);
}

/// What is still to be paid has all that is known on its side, and says so; where both sides know the same there is nothing to say.
#[test]
fn what_is_to_be_paid_says_what_it_counts() {
    let (office, report) = Office::reported();
    let ledger = office.ledger();
    let rows = [
        ("the report gone", scenario(&[], &[], &[&report]), true),
        ("a higher rate", scenario(&[&set(RATE, "15%")], &[], &[]), false),
    ];
    for (row, scenario, differs) in rows {
        let run = run(&ledger, scenario, ON);
        let whole = [run.sums.base.plus(run.sums.opened.amount), run.sums.supposed.plus(run.sums.settled.amount)];
        let sum = |arm: usize| run.to_pay().iter().map(|year| year.outstanding[arm]).sum::<Fen>();
        assert_eq!([sum(0), sum(1)], whole, "{row}: nothing was paid yet");
        let page = run.page(&qizhang::ledger::Extent::lines(20));
        for (lang, head, words) in [
            (qizhang::value::Lang::Zh, "仍可拨付", "各算本边已知的全部项，不只两边都已知的"),
            (
                qizhang::value::Lang::En,
                "Still to be paid",
                "each side with all items known there, not only those known in both",
            ),
        ] {
            let page = page.render(lang);
            assert!(page.contains(head) && page.contains(words) == differs, "{row}: {page}");
        }
    }
}

#[test]
fn a_reading_a_fact_less_and_a_fact_more() {
    let (office, report) = Office::reported();
    let ledger = office.ledger();
    // The item that the growth of the expense might have earned is not there any more; it was undetermined.
    let gone = run(&ledger, scenario(&[], &[], &[&report]), ON);
    hold("the report gone", &gone, &[opened("300000.00"), settled("0.00")]);
    assert_eq!((gone.sums.difference(), gone.sums.opened.count, gone.sums.settled.count), (Fen::ZERO, 1, 1));
    assert_eq!((gone.sums.opened.amount, gone.sums.settled.amount), (Fen::yuan(300_000), Fen::ZERO));
    assert_eq!(gone.changes[0].1.sums.base, gone.sums.base, "one change is all there is");
    // A report that is not there yet, brought in, settles what is not known.
    let open = Office::certified().ledger();
    let data = serde_json::json!({"type": "rnd.expense_reported", "occurred_on": "2026-12-01", "data": {
        "uscc": crate::story::ENTERPRISE, "year": 2025, "amount": "3000000", "basis": "special_audit"}});
    let with = Scenario { adds: vec![super::added(&[data.to_string()])], ..Scenario::default() };
    let head = open.head();
    let there = run(&open, with, ON);
    hold("the report brought in", &there, &[settled("300000.00"), opened("0.00")]);
    assert_eq!((there.sums.settled.count, there.sums.settled.amount), (1, Fen::yuan(300_000)));
    assert_eq!(open.head(), head, "nothing is recorded");
    // A correction brought in is a fact replaced.
    let data = json!({"event": report, "reason": "试算", "data": {"uscc": crate::story::ENTERPRISE, "year": 2025, "amount": "2600000", "basis": "special_audit"}});
    let corrected = json!({"type": "fact.corrected", "occurred_on": "2027-11-02", "data": data}).to_string();
    let with = Scenario { adds: vec![super::added(&[corrected])], ..Scenario::default() };
    hold("replaced", &run(&ledger, with, ON), &[line("300000.00", "260000.00", &[(Cause::Amount, "-40000.00")])]);
    // With the certificate goes what rests on it; its correction goes too.
    let (office, _) = Office::reported();
    let certificate = Office::certified().last();
    let data = json!({"cert_no": "GR1", "issued_on": "2026-11-21", "track": "ordinary"});
    let corrected = office.correct("2027-11-02", &certificate, data);
    let without = run(&corrected.ledger(), scenario(&[], &[], &[&certificate]), ON);
    let certified = line("300000.00", "0.00", &[(Cause::Vanishes, "-300000.00")]);
    hold("no certificate", &without, &[certified, settled("0.00")]);
    assert!(matches!(without.changes[0].0, qizhang::whatif::Change::Drop { with: 1, .. }));
    assert_eq!(without.changes[0].1.touched, 2, "what differs was touched, by whatever way");
}

/// What each change does by itself, and what they do together: 300,000 become 450,000 at 15 percent and are cut to 400,000 by a lower
/// ceiling, which by itself does nothing.
#[test]
fn changes_by_themselves_and_together() {
    let (rate, ceiling) = (set(RATE, "15%"), set("第五条/新认定/上限", "40万元"));
    let both = run(&spent("3000000").ledger(), scenario(&[&rate, &ceiling], &[], &[]), ON);
    hold("both", &both, &[line("300000.00", "400000.00", &[(Cause::Amount, "100000.00")])]);
    let alone: Vec<String> = both.changes.iter().map(|(_, effect)| effect.sums.difference().to_yuan()).collect();
    assert_eq!(alone, ["150000.00", "0.00"]);
    let still: Vec<Still> = both.changes[1].1.still.keys().copied().collect();
    assert_eq!((both.changes[1].1.touched, still), (1, vec![Still::Same]));
    assert!(
        both.page(&qizhang::ledger::Extent::lines(20))
            .render(qizhang::value::Lang::Zh)
            .contains("单独差额之和 +150,000.00，共同作用另有 −50,000.00")
    );
}

/// Why nothing differs is said.
#[test]
fn a_change_without_effect_says_why() {
    let listed = || Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).ledger();
    let rows = [
        // Nobody was certified: the grant looks at it and has no item.
        (run(&listed(), rate("15%"), ON), "用到它的 1 个支持条目还没有事项"),
        (run(&spent("333333.33").ledger(), rate("15%"), ON), "1 项由最低额、最高额决定"),
        // The document of 2024 has a grant of the same name, which governs nobody here.
        (
            run(&spent("3000000").ledger(), scenario(&["changping-2024-5:第五条/新认定/比例=15%"], &[], &[]), ON),
            "用到它的 1 个支持条目还没有事项",
        ),
        (run(&Office::certified().ledger(), rate("15%"), ON), "1 项待定"),
    ];
    for (run, why) in rows {
        assert_eq!(run.changed.len(), 0, "{why}");
        let page = run.page(&qizhang::ledger::Extent::lines(20)).render(qizhang::value::Lang::Zh);
        assert!(page.contains("没有一项不同") && page.contains(why), "{page}");
    }
}

/// A reading that puts the fact into another year: each arm's money stands in its own year, and the rows lead from one sum to the other.
#[test]
fn a_line_that_changes_its_year() {
    let certified = json!({"cert_no": "GR1", "issued_on": "2026-11-20", "track": "ordinary"});
    let announced = json!({"cert_no": "GR1", "announced_on": "2027-01-05"});
    let office = Office::new().fact("2026-11-20", "hightech.certified", certified);
    let office = office.fact("2027-01-05", "hightech.announced", announced);
    let run = run(
        &office.fact("2026-12-01", "rnd.expense_reported", crate::audit::research("3000000")).ledger(),
        scenario(&[], &[("R5.4", "announcement")], &[]),
        ON,
    );
    let rows: Vec<(i32, String, String)> = run
        .table
        .iter()
        .filter(|(row, _)| &*row.article == "第五条")
        .map(|(row, sums)| {
            let base = sums.base.plus(sums.opened.amount);
            (row.year, base.to_yuan(), sums.supposed.plus(sums.settled.amount).to_yuan())
        })
        .collect();
    assert_eq!(rows[0], (2026, "300000.00".to_owned(), "0.00".to_owned()), "{rows:?}");
    assert!(rows.len() == 2 && rows[1].0 == 2027 && rows[1].1 == "0.00", "{rows:?}");
}

/// Three products at 50,000 under 100,000 a year: at 60,000 the third is cut by so much more, and nothing is due for it either way.
#[test]
fn what_is_made_up_otherwise_and_due_the_same() {
    let office = (1..=3).fold(Office::certified(), |office, number| {
        let data = json!({"product_key": format!("P{number}"), "cert_no": format!("N{number}")});
        office.fact(&format!("2026-12-0{number}"), "new_product.recognized", data)
    });
    let run = run(&office.ledger(), scenario(&[&set("第十三条/新产品/金额", "6万元")], &[], &[]), ON);
    let second = line("50000.00", "40000.00", &[(Cause::Amount, "10000.00"), (Cause::Cap, "-20000.00")]);
    let third = line("0.00", "0.00", &[(Cause::Amount, "10000.00"), (Cause::Cap, "-10000.00")]);
    hold("three", &run, &[line("50000.00", "60000.00", &[(Cause::Amount, "10000.00")]), second, third]);
    let page = run.page(&qizhang::ledger::Extent::lines(20)).render(qizhang::value::Lang::Zh);
    assert!(page.contains("1 项的构成变了而应享不变") && page.contains("变动的各项（2 项）"), "{page}");
}

/// With the expense of the year after on record as well both are known: less in the one year, more in the other.
#[test]
fn what_moves_to_another_year_leaves_one_row_and_enters_another() {
    let announced = json!({"cert_no": "GR1", "announced_on": "2027-01-05"});
    let office =
        spent("3000000").fact("2027-01-05", "hightech.announced", announced).spent(2026, "4000000", "special_audit");
    let run = run(&office.ledger(), scenario(&[], &[("R5.4", "announcement")], &[]), ON);
    hold("one line", &run, &[line("300000.00", "400000.00", &[(Cause::Amount, "100000.00")])]);
    let rows: Vec<_> = run.table.iter().filter(|(row, _)| &*row.article == "第五条").collect();
    let told: Vec<_> = rows
        .iter()
        .map(|(row, sums)| (row.year, sums.less.count, sums.less.amount, sums.more.count, sums.more.amount))
        .collect();
    assert_eq!(told, [(2026, 1, Fen::yuan(300_000), 0, Fen::ZERO), (2027, 0, Fen::ZERO, 1, Fen::yuan(400_000))]);
}

/// One product under two articles: the better one wins. When the other one becomes the better, each says so in its own parts.
#[test]
fn the_better_choice_changes() {
    let office = Office::certified()
        .fact("2026-12-05", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2026-12-06", "first_set.recognized", json!({"product_key": "P1", "level": "municipal"}));
    let run = run(&office.ledger(), scenario(&[&set("第十四条/每项/金额", "3万元")], &[], &[]), ON);
    let first_set = line("500000.00", "0.00", &[(Cause::Amount, "-470000.00"), (Cause::Elsewhere, "-30000.00")]);
    hold("the lower one wins", &run, &[first_set, line("0.00", "50000.00", &[(Cause::Elsewhere, "50000.00")])]);
}

/// Projects counted one by one make several matters of the year's one; where the money is the same, nothing differs.
#[test]
fn the_same_facts_in_other_matters() {
    let funds = |office: Office, project: &str, own: &str| {
        let data = json!({"level": "national", "project_key": project, "amount": own, "own_share": own, "approved_amount": own});
        office.fact("2026-12-05", "research_grant.received", data)
    };
    let read = || scenario(&[], &[("R12.1", "per_project")], &[]);
    let same = funds(funds(Office::certified(), "A", "1000000.00"), "B", "500000.00").ledger();
    hold("100,000 and 50,000 of 150,000", &run(&same, read(), ON), &[]);
    // Of two at 12,000,000 the year has at most 2,000,000 and each project 1,200,000.
    let more = funds(funds(Office::certified(), "A", "12000000.00"), "B", "12000000.00").ledger();
    let more = run(&more, read(), ON);
    hold("two ceilings", &more, &[line("2000000.00", "2400000.00", &[(Cause::Regrouped, "400000.00")])]);
    assert_eq!((more.changed[0].base.len(), more.changed[0].supposed.len()), (1, 2));
}

/// A reading taken otherwise leaves what later documents made of the parameters.
#[test]
fn a_reading_leaves_what_was_amended() {
    let amended = json!({
        "policy": super::POLICY, "path": RATE, "value": "12", "unit": "percent", "from": "2026-01-01", "document": "示例",
    });
    let ledger = spent("3000000").everybody("2027-01-10", "2027-01-10", "policy.amended", amended).ledger();
    let read = run(&ledger, scenario(&[], &[("R12.1", "per_project")], &[]), ON);
    hold("12 percent in both", &read, &[]);
    assert_eq!(read.sums.supposed, Fen::yuan(360_000));
    // A value supposed takes the place of the amended one too.
    hold(
        "15 percent",
        &run(&ledger, rate("15%"), ON),
        &[line("360000.00", "450000.00", &[(Cause::Amount, "90000.00")])],
    );
    let page = run(&ledger, rate("15%"), ON).page(&qizhang::ledger::Extent::lines(20)).render(qizhang::value::Lang::Zh);
    assert!(page.contains("10%；12%（自 2026-01-01）  15%"), "{page}");
}

/// What was approved and paid stays as it was decided: the difference is what would be due.
#[test]
fn approvals_and_payments_stay() {
    let (office, _) = Office::reported();
    let approved =
        office.applied().approved("2027-08-20", "A1", (crate::audit::CERTIFIED, "certificate:GR1"), "300000");
    let paid = approved.paid("2027-09-25", "P1", "A1", "300000").ledger();
    let run = run(&paid, rate("5%"), "2027-12-31");
    hold("less is due", &run, &[line("300000.00", "150000.00", &[(Cause::Amount, "-150000.00")])]);
    // Without the certificate there is no matter: what is left of it is only what was approved and paid.
    let certificate = Office::certified().last();
    let gone = super::run(&paid, scenario(&[], &[], &[&certificate]), "2027-12-31");
    assert_eq!(told(&gone)[0], line("300000.00", "0.00", &[(Cause::Vanishes, "-300000.00")]));
    assert!(
        gone.page(&qizhang::ledger::Extent::lines(20))
            .render(qizhang::value::Lang::Zh)
            .contains("没有这个事项（只有已批、已拨）")
    );
    let item = &run.changed[0].supposed[0];
    assert_eq!((item.paid, item.overpaid), (Fen::yuan(300_000), Fen::yuan(150_000)));
}
