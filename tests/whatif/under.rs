//! The same difference under other options of readings that nobody decided.

use super::same::{self, district};
use super::{as_it_is, scenario, set};
use qizhang::explain::Under;
use qizhang::ledger::{AsItIs, Extent, Ledger, Scenario};
use qizhang::value::Lang;
use qizhang::whatif::Sums;
use std::collections::BTreeSet;

fn under(ledger: &Ledger, base: &AsItIs, scenario: Scenario) -> (Vec<Under>, Sums) {
    let run = base.what_if(ledger, scenario).unwrap_or_else(|error| panic!("{error:?}"));
    let under =
        run.under_readings(&mut |_, _| std::ops::ControlFlow::Continue(())).unwrap_or_else(|error| panic!("{error:?}"));
    (under, run.sums)
}

/// Each option is what the scenario comes to beside a baseline that takes it, with that option in both.
#[test]
fn each_option_is_a_run_of_its_own() {
    let ledger = district();
    let law = as_it_is(&ledger, same::ON);
    let rate = set("第五条/新认定/比例", "15%");
    let (options, own) = under(&ledger, &law, scenario(&[&rate], &[], &[]));
    let mut moving = 0;
    for under in &options {
        let read = [(&*under.reading, &*under.token)];
        let alone = scenario(&[], &read, &[]);
        let base = law.baseline(&ledger, alone).unwrap_or_else(|error| panic!("{}: {error:?}", under.token));
        let both = base.what_if(&ledger, scenario(&[&rate], &read, &[]));
        let both = both.unwrap_or_else(|error| panic!("{}: {error:?}", under.token));
        assert_eq!(under.sums, both.sums, "{}={}", under.reading, under.token);
        moving += usize::from(under.sums.difference() != own.difference());
    }
    let readings: BTreeSet<&str> = options.iter().map(|under| &*under.reading).collect();
    assert!(moving > 3 && readings.len() > 10, "{moving} of {} move it", options.len());
    let once: BTreeSet<(&str, &str)> = options.iter().map(|under| (&*under.reading, &*under.token)).collect();
    assert_eq!(once.len(), options.len(), "an option is told once, also of documents that share a reading");
    let run = law.what_if(&ledger, scenario(&[&rate], &[], &[])).unwrap_or_else(|error| panic!("{error:?}"));
    let page = run.page(&Extent { under: Some(&options), ..Extent::lines(1) }).render(Lang::Zh);
    assert!(page.contains(&format!("另有 {} 个选项下差额相同", options.len() - moving)), "{page}");
    assert_eq!(page.matches("\n  口径 R").count(), moving, "{page}");
}

/// What is supposed or decided is not asked about.
#[test]
fn readings_that_are_settled_are_left_alone() {
    let ledger = district();
    let law = as_it_is(&ledger, same::ON);
    let readings = |base: &AsItIs, scenario: Scenario| {
        let (options, _) = under(&ledger, base, scenario);
        options.iter().map(|under| under.reading.to_string()).collect::<BTreeSet<_>>()
    };
    let all = readings(&law, scenario(&[&set("第七条/年度上限", "50万元")], &[], &[]));
    assert!(all.contains("R5.3") && all.contains("R7.1"), "{all:?}");
    let supposed = readings(&law, scenario(&[], &[("R5.3", "year_before_application")], &[]));
    assert!(!supposed.contains("R5.3") && supposed.contains("R7.1"), "{supposed:?}");
    let base = law.baseline(&ledger, scenario(&[], &[("R7.1", "eligible_units")], &[]));
    let base = base.unwrap_or_else(|error| panic!("{error:?}"));
    let beside = readings(&base, scenario(&[&set("第七条/年度上限", "50万元")], &[("R7.1", "eligible_units")], &[]));
    assert!(!beside.contains("R7.1") && beside.contains("R5.3"), "{beside:?}");
}
