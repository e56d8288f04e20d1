//! One parameter through a range: each step is the what-if of its value, and the value of the law is one of them.

use super::{ON, POLICY, as_it_is, run, scenario, set, spent};
use qizhang::ledger::Scenario;
use qizhang::value::Lang;
use std::ops::ControlFlow;

const RATE: &str = "第五条/新认定/比例";

/// Of 3,000,000 yuan, at least 50,000 and at most 500,000.
#[test]
fn each_step_with_a_pencil() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let steps = |range: &str, own: Scenario| {
        let mut told = Vec::new();
        let sweep = base.sweep(&ledger, own, &set(RATE, range), &mut |done, of| {
            told.push((done, of));
            ControlFlow::Continue(())
        });
        let sweep = sweep.unwrap_or_else(|error| panic!("{range}: {error:?}"));
        let all = sweep.steps.len();
        assert_eq!(told, (0..all).map(|done| (done, all)).collect::<Vec<_>>(), "{range}: how far it has come");
        let of = |(value, sums): &(qizhang::whatif::Value, qizhang::whatif::Sums)| {
            (value.to_string(), sums.supposed.to_yuan(), sums.difference().to_yuan())
        };
        sweep.steps.iter().map(of).collect::<Vec<_>>()
    };
    let row =
        |value: &str, supposed: &str, difference: &str| (value.to_owned(), supposed.to_owned(), difference.to_owned());
    let expected = [
        row("1%", "50000.00", "-250000.00"),
        row("6%", "180000.00", "-120000.00"),
        row("11%", "330000.00", "30000.00"),
        row("16%", "480000.00", "180000.00"),
        row("21%", "500000.00", "200000.00"),
    ];
    assert_eq!(steps("1%..21%/5%", Scenario::default()), expected);
    assert_eq!(steps("1..25.9/5", Scenario::default()), expected, "the last step is inside");
    let law =
        [row("9.9%", "297000.00", "-3000.00"), row("10%", "300000.00", "0.00"), row("10.1%", "303000.00", "3000.00")];
    assert_eq!(steps("9.9%..10.1%/0.1%", Scenario::default()), law);
    // Beside another change, the value of the law is that change alone.
    let ceiling = set("第五条/新认定/上限", "30万元");
    let with = [row("5%", "150000.00", "-150000.00"), row("10%", "300000.00", "0.00"), row("15%", "300000.00", "0.00")];
    assert_eq!(steps("5%..15%/5%", scenario(&[&ceiling], &[], &[])), with);
    for (value, supposed, _) in steps("2%..30%/7%", Scenario::default()) {
        let alone = run(&ledger, scenario(&[&set(RATE, &value)], &[], &[]), ON);
        assert_eq!(alone.sums.supposed.to_yuan(), supposed, "{value}");
    }
    let page = base
        .sweep(&ledger, Scenario::default(), &set(RATE, "5%..15%/5%"), &mut |_, _| ControlFlow::Continue(()))
        .map(|sweep| sweep.page().render(Lang::Zh));
    let page = page.unwrap_or_else(|error| panic!("{error:?}"));
    assert!(page.contains(&format!("--sweep {POLICY}:{RATE}=5%..15%/5% --on {ON}")), "{page}");
}

#[test]
fn what_is_no_range() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let rows = [
        ("5%", "whatif-range"),
        ("5%..20%", "whatif-range"),
        ("20%..5%/1%", "whatif-range"),
        ("5%..5%/1%", "whatif-range"),
        ("5%..20%/0", "whatif-range"),
        ("5%..20%/30%", "whatif-range"),
        // Two hundred values are the most.
        ("1%..20.9%/0.1%", ""),
        ("1%..21%/0.1%", "whatif-range"),
        ("5%..x/1%", "whatif-value"),
        ("5%../1%", "whatif-setting"),
    ];
    // What several documents have is named as it was asked for.
    let plain = format!("{RATE}=5%..15%/5%");
    let refused = base.sweep(&ledger, Scenario::default(), &plain, &mut |_, _| ControlFlow::Continue(())).err();
    let remedy = refused.map_or_else(|| panic!("{plain} is refused"), |error| error.complaint().remedy);
    let named = format!("--sweep changping-2025-8:{RATE}=");
    assert!(remedy.zh.contains(&named) && remedy.en.contains(&named), "{remedy:?}");
    for (range, code) in rows {
        match base.sweep(&ledger, Scenario::default(), &set(RATE, range), &mut |_, _| ControlFlow::Continue(())) {
            Ok(sweep) => assert!(code.is_empty() && sweep.steps.len() == 200, "{range}"),
            Err(error) => assert_eq!(error.complaint().code, code, "{range}"),
        }
    }
    // A value that is set beside the range it runs through.
    let own = scenario(&[&set(RATE, "15%")], &[], &[]);
    let refused = base
        .sweep(&ledger, own, &set(RATE, "5%..20%/1%"), &mut |_, _| ControlFlow::Continue(()))
        .err()
        .map(|error| error.complaint().code);
    assert_eq!(refused, Some("whatif-twice"));
}

/// Facts are other ones at every step: 10% of 2,000,000 yuan where the report was corrected.
#[test]
fn beside_other_facts() {
    let (office, report) = crate::audit::Office::reported();
    let ledger = office.ledger();
    let base = as_it_is(&ledger, ON);
    let corrected =
        Scenario { adds: vec![super::added(&[super::corrects(&report, "2000000")])], ..Scenario::default() };
    let sweep = base
        .sweep(&ledger, corrected, &set(RATE, "5%..15%/5%"), &mut |_, _| ControlFlow::Continue(()))
        .unwrap_or_else(|error| panic!("{error:?}"));
    let sums: Vec<String> = sweep.steps.iter().map(|(_, sums)| sums.supposed.to_yuan()).collect();
    assert_eq!(sums, ["100000.00", "200000.00", "300000.00"]);
}
