//! A scenario held against another one: what leads from one to the other, and the difference between the two.

use super::same::{self, Nets, decided, everybody, nets, replaced};
use super::{ON, added, as_it_is, scenario, set, spent};
use qizhang::ledger::{AsItIs, Ledger, Scenario, WhatIf};
use qizhang::value::{Fen, KnownAt, Lang, Position};
use qizhang::whatif::Change;
use serde_json::json;

const RATE: &str = "第五条/新认定/比例";
const CEILING: &str = "第五条/新认定/上限";

fn baseline(ledger: &Ledger, law: &AsItIs, scenario: Scenario) -> AsItIs {
    law.baseline(ledger, scenario).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

fn beside<'b>(ledger: &Ledger, base: &'b AsItIs, scenario: Scenario) -> WhatIf<'b> {
    base.what_if(ledger, scenario).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

fn rate(value: &str) -> String {
    set(RATE, value)
}

/// What a change is about.
pub(super) fn kind(change: &Change) -> &'static str {
    match change {
        Change::Set(_) => "set",
        Change::Read { .. } => "read",
        Change::Drop { .. } => "drop",
        Change::DropAlike { .. } => "drop_alike",
        Change::OnlyKnown { .. } => "only_known",
        Change::Add { .. } => "add",
        Change::Policy { .. } => "policy",
        Change::Back(_) => "back",
    }
}

fn changes(run: &WhatIf<'_>) -> Vec<&'static str> {
    run.changes.iter().map(|(change, _)| kind(change)).collect()
}

/// Its name, the parameters of both, the difference, and the steps.
type Row<'r> = (&'r str, [&'r [&'r str]; 2], &'r str, &'r [&'r str]);

/// Of 3,000,000 yuan: 10% is 300,000, 15% is 450,000, and a ceiling of 400,000 leaves that.
#[test]
fn each_step_from_one_to_the_other_with_a_pencil() {
    let ledger = spent("3000000").ledger();
    let law = as_it_is(&ledger, ON);
    let (more, lower) = (rate("15%"), set(CEILING, "40万元"));
    let rows: [Row<'_>; 6] = [
        ("the same with one more", [&[&more], &[&more, &lower]], "-50000.00", &["set"]),
        ("one for another", [&[&more], &[&lower]], "-150000.00", &["set", "back"]),
        ("nothing any more", [&[&more], &[]], "-150000.00", &["back"]),
        ("nothing of two any more", [&[&more, &lower], &[]], "-100000.00", &["back", "back"]),
        ("another value of the same", [&[&more], &[&rate("12%")]], "-90000.00", &["set"]),
        ("the value of the law", [&[&more], &[&rate("10%")]], "-150000.00", &["set"]),
    ];
    for (row, [base, supposed], difference, expected) in rows {
        let base = baseline(&ledger, &law, scenario(base, &[], &[]));
        let run = beside(&ledger, &base, scenario(supposed, &[], &[]));
        assert_eq!(run.sums.difference().to_yuan(), difference, "{row}");
        assert_eq!(changes(&run), expected, "{row}");
    }
    // Without the ceiling 450,000, without the rate 300,000: together they do less than by themselves.
    let base = baseline(&ledger, &law, scenario(&[&more, &lower], &[], &[]));
    let run = beside(&ledger, &base, Scenario::default());
    let alone: Vec<String> = run.changes.iter().map(|(_, effect)| effect.sums.difference().to_yuan()).collect();
    assert_eq!(alone, ["-100000.00", "50000.00"]);
}

#[test]
fn what_is_the_baseline_already_is_not_run() {
    let ledger = spent("3000000").ledger();
    let law = as_it_is(&ledger, ON);
    let more = rate("15%");
    let base = baseline(&ledger, &law, scenario(&[&more], &[("R7.2", "shared")], &["type=rnd.expense_reported"]));
    let same = base.what_if(&ledger, scenario(&[&more], &[("R7.2", "shared")], &["type=rnd.expense_reported"]));
    assert_eq!(same.err().map(|error| error.complaint().code), Some("whatif-same"));
    let refused = law.baseline(&ledger, scenario(&[&rate("10%"), &set(CEILING, "1元")], &[], &[]));
    assert_eq!(refused.err().map(|error| error.complaint().code), Some("whatif-empty-range"));
    let empty = law.baseline(&ledger, Scenario::default());
    assert_eq!(empty.err().map(|error| error.complaint().code), Some("whatif-empty"));
}

fn accident(subject: &str) -> String {
    let day = "2028-03-02";
    let data = json!({"uscc": subject, "accident_on": day, "level": "general", "authority": "应急管理局"});
    json!({"type": "conduct.accident_recorded", "occurred_on": day, "data": data}).to_string()
}

/// Whatever two scenarios are, one held against the other comes to what each comes to against the law; and its lines lead from the
/// items of the one to those of the other.
#[test]
fn one_against_another_is_the_difference_of_both() {
    let ledger = decided();
    let law = as_it_is(&ledger, same::ON);
    let whom: Vec<String> =
        everybody(&ledger).timeline.subjects().iter().take(40).map(|code| accident(&code.to_string())).collect();
    let (few, many) = (&whom[..15], &whom[10..]);
    let until = Some(KnownAt::Position(Position(ledger.head().0 - 2_000)));
    let kinds: [fn() -> Scenario; 4] = [
        || scenario(&[&rate("15%"), &set("第七条/年度上限", "50万元")], &[], &[]),
        || scenario(&[&rate("12%")], &[("R7.1", "eligible_units")], &[]),
        || {
            scenario(
                &[&set("第七条/年度上限@2028-01-01", "20万元")],
                &[("R7.2", "shared")],
                &["type=hightech.certified,from=2028-01-01,until=2028-12-31"],
            )
        },
        || scenario(&[], &[("R5.3", "year_before_application")], &["type=award.won"]),
    ];
    let with = |scenario: Scenario, lines: &[String]| Scenario { adds: vec![added(lines)], ..scenario };
    let all: [&dyn Fn() -> Scenario; 7] =
        [&kinds[0], &kinds[1], &kinds[2], &kinds[3], &|| with(kinds[0](), few), &|| with(kinds[2](), many), &|| {
            Scenario { only_known: until, ..kinds[1]() }
        }];
    let mut moving = 0;
    for (one, base) in all.iter().enumerate() {
        let base = baseline(&ledger, &law, base());
        let as_based = nets(&base.world);
        for (other, supposed) in all.iter().enumerate().filter(|(other, _)| *other != one) {
            let run = beside(&ledger, &base, supposed());
            assert_eq!(replaced(as_based.clone(), &run), nets(&run.supposed), "{one} to {other}");
            let sum = |nets: &Nets| nets.values().map(|(sum, _)| *sum).sum::<Fen>();
            assert_eq!(run.sums.base.plus(run.sums.opened.amount), sum(&as_based), "{one} to {other}");
            let against_law = law.what_if(&ledger, supposed()).unwrap_or_else(|error| panic!("{error:?}"));
            assert_eq!(nets(&run.supposed), nets(&against_law.supposed), "{one} to {other}: the arm is the same one");
            assert_ne!(
                run.cited.digest, against_law.cited.digest,
                "{one} to {other}: what it is held against is cited"
            );
            moving += usize::from(run.changed.iter().any(qizhang::ledger::Changed::differs));
        }
    }
    assert_eq!(moving, 42, "all of them differ");
}

/// Of a reading that is not flipped any more both options are told by their names.
#[test]
fn a_reading_taken_back() {
    let ledger = spent("3000000").ledger();
    let law = as_it_is(&ledger, ON);
    let base = baseline(&ledger, &law, scenario(&[], &[("R7.1", "eligible_units")], &[]));
    let run = beside(&ledger, &base, Scenario::default());
    let Change::Back(change) = &run.changes[0].0 else { panic!("{:?}", run.changes) };
    let Change::Read { was, option, .. } = &**change else { panic!("{change:?}") };
    let reading = crate::story::POLICY.reading("R7.1").unwrap_or_else(|| panic!("R7.1"));
    let titles = [
        &reading.options[0].title,
        &reading
            .options
            .iter()
            .find(|own| &*own.token == "eligible_units")
            .unwrap_or_else(|| panic!("eligible_units"))
            .title,
    ];
    assert_eq!([was, option], titles);
}

/// What stays left out does not come back, and what is known goes from one place to another in one step.
#[test]
fn what_both_leave_out_is_no_step() {
    let ledger = decided();
    let law = as_it_is(&ledger, same::ON);
    let dropping = |text: &str| scenario(&[], &[], &[text]);
    let (few, many) = ("type=hightech.certified,from=2029-01-01", "type=hightech.certified,from=2028-01-01");
    let base = baseline(&ledger, &law, dropping(few));
    let run = beside(&ledger, &base, dropping(many));
    assert_eq!(changes(&run), ["drop_alike"]);
    assert_eq!(run.changes[0].1.sums.difference(), run.sums.difference(), "by itself it is all there is");
    let back = baseline(&ledger, &law, dropping(many));
    let run = beside(&ledger, &back, dropping(few));
    assert_eq!(changes(&run), ["drop_alike", "back"], "some of them are there again");
    assert_eq!(run.changes[0].1.sums.difference(), Fen::ZERO, "what was left out anyway");
    let knowing = |behind: u64| Scenario {
        only_known: Some(KnownAt::Position(Position(ledger.head().0 - behind))),
        ..Scenario::default()
    };
    let base = baseline(&ledger, &law, knowing(3_000));
    let run = beside(&ledger, &base, knowing(1_000));
    assert_eq!(changes(&run), ["only_known"]);
    let Change::OnlyKnown { was, until, .. } = run.changes[0].0 else { panic!("{:?}", run.changes[0].0) };
    assert_eq!((was.0, until.0), (ledger.head().0 - 3_000, ledger.head().0 - 1_000));
    assert_eq!(run.changes[0].1.sums.difference(), run.sums.difference());
    assert!(run.sums.difference().is_positive());
    let both = beside(&ledger, &base, Scenario { sets: vec![rate("15%")], ..knowing(1_000) });
    assert_eq!(changes(&both), ["set", "only_known"]);
    assert_eq!(both.changes[1].1.sums, run.sums, "also beside another step");
}

/// What is known later, beside what was known then: the baseline knows less, and the scenario supposes nothing.
#[test]
fn had_we_known_then() {
    let (office, report) = crate::audit::Office::reported();
    let ledger = office.correct("2027-03-10", &report, crate::audit::research("2000000")).ledger();
    let law = as_it_is(&ledger, ON);
    let then = Scenario { only_known: KnownAt::parse("2027-03-09"), ..Scenario::default() };
    let base = baseline(&ledger, &law, then);
    let run = beside(&ledger, &base, Scenario::default());
    assert_eq!((run.sums.base.to_yuan(), run.sums.supposed.to_yuan()), ("300000.00".into(), "200000.00".into()));
    let page = run.page(&qizhang::ledger::Extent::lines(20)).render(Lang::Zh);
    assert!(
        page.contains("只知到") && page.contains("基准所设，不再设") && page.contains("与基准方案（摘要"),
        "{page}"
    );
    let anyway = Scenario { only_known: Some(KnownAt::Head), ..Scenario::default() };
    assert_eq!(law.what_if(&ledger, anyway).err().map(|error| error.complaint().code), Some("whatif-known-anyway"));
}
