//! The difference by field and by scale, what may still be paid, and how both arms come to a line.

use super::same::{self, decided};
use super::{ON, as_it_is, run, scenario, set, spent};
use crate::audit::Office;
use qizhang::explain::Document;
use qizhang::ledger::{Extent, Scenario, WhatIf};
use qizhang::value::{Fen, Lang};
use qizhang::whatif::{Group, ToPay};
use serde_json::json;

const RATE: &str = "第五条/新认定/比例";

/// The name, both amounts, and how many lines differ.
fn told(groups: &[Group]) -> Vec<(Option<&str>, String, String, usize)> {
    let of = |group: &Group| (group.base.to_yuan(), group.supposed.to_yuan(), group.changed);
    let row = |group| {
        let (base, supposed, changed) = of(group);
        (group.name.as_ref().map(|(word, _)| word.as_str()), base, supposed, changed)
    };
    groups.iter().map(row).collect()
}

/// The last certificate up to the business day says the field; without one the registration does. The scale is that of the last change.
#[test]
fn what_a_subject_is_on_the_business_day() {
    let registered = |field: &str| {
        json!({"uscc": crate::story::ENTERPRISE, "name": "北京某某科技有限公司", "kind": "enterprise", "district": "昌平区",
            "field": field})
    };
    let certificate = |number: &str, field: &str, on: &str| json!({"cert_no": number, "issued_on": on, "track": "ordinary", "field": field});
    let scale = |scale: &str| json!({"scale": scale});
    let rate = || scenario(&[&set(RATE, "15%")], &[], &[]);
    let office = spent("3000000").fact("2027-01-05", "enterprise.scale_changed", scale("above"));
    let office = office.fact("2027-04-02", "enterprise.scale_changed", scale("below"));
    let none = run(&office.ledger(), rate(), ON);
    let amounts = || ("300000.00".to_owned(), "450000.00".to_owned(), 1);
    let row = |name| {
        let (base, supposed, changed) = amounts();
        vec![(name, base, supposed, changed)]
    };
    assert_eq!(told(&none.by_scale()), row(Some("above")), "the change of the day after does not count");
    assert_eq!(none.by_scale()[0].name.as_ref().map(|(_, label)| &*label.zh), Some("规模以上"));
    // The registration is the first event of an office.
    let own = Office::default().fact("2010-01-04", "enterprise.registered", json!({})).last();
    let office = spent("3000000").correct("2026-12-05", &own, registered("资源与环境"));
    assert_eq!(told(&run(&office.ledger(), rate(), ON).by_field()), row(Some("资源与环境")), "the registration");
    assert_eq!(told(&run(&office.ledger(), rate(), ON).by_scale()), row(None), "nothing is on record");
    let office = office.fact("2027-01-05", "hightech.certified", certificate("GR8", "新材料", "2027-01-05"));
    let office = office.fact("2027-04-02", "hightech.certified", certificate("GR9", "航空航天", "2027-04-02"));
    assert_eq!(
        told(&run(&office.ledger(), rate(), ON).by_field())[0].0,
        Some("新材料"),
        "the certificate up to the day"
    );
}

fn sum(amounts: impl Iterator<Item = Fen>) -> Fen {
    amounts.sum()
}

/// Groups add up to what all lines come to; and what is due more is to be paid more, or was paid too much less.
fn adds_up(row: &str, run: &WhatIf<'_>) {
    for groups in [run.by_field(), run.by_scale()] {
        assert_eq!(sum(groups.iter().map(|group| group.base)), run.sums.base, "{row}");
        assert_eq!(sum(groups.iter().map(|group| group.supposed)), run.sums.supposed, "{row}");
        let differ = run.changed.iter().filter(|one| one.differs()).count();
        assert_eq!(groups.iter().map(|group| group.changed).sum::<usize>(), differ, "{row}");
        let sizes: Vec<u128> = groups.iter().map(|group| group.difference().get().unsigned_abs()).collect();
        assert!(sizes.is_sorted_by(|one, next| one >= next), "{row}: {sizes:?}");
    }
}

#[test]
fn groups_and_years_add_up() {
    let ledger = decided();
    let base = as_it_is(&ledger, same::ON);
    let scenarios: [(&str, Scenario); 5] = [
        ("a rate", scenario(&[&set(RATE, "15%")], &[], &[])),
        ("a cap", scenario(&[&set("第七条/年度上限", "20万元")], &[], &[])),
        ("a reading", scenario(&[], &[("R5.3", "year_before_application")], &[])),
        ("facts less", scenario(&[], &[], &["type=hightech.certified,from=2028-01-01"])),
        ("registrations less", scenario(&[], &[], &["type=enterprise.registered,from=2028-01-01"])),
    ];
    for (row, scenario) in scenarios {
        let run = base.what_if(&ledger, scenario).unwrap_or_else(|error| panic!("{row}: {error:?}"));
        assert!(!run.changed.is_empty(), "{row}");
        adds_up(row, &run);
        let years = run.to_pay();
        let arm = |arm: usize, of: fn(&ToPay) -> [Fen; 2]| sum(years.iter().map(|own| of(own)[arm]));
        for (number, world) in [&base.world, &run.supposed].into_iter().enumerate() {
            let items: Vec<_> =
                world.timeline.subjects().iter().flat_map(|code| world.engine().items_of(*code)).collect();
            assert_eq!(arm(number, |own| own.outstanding), sum(items.iter().map(|item| item.outstanding)), "{row}");
            assert_eq!(arm(number, |own| own.overpaid), sum(items.iter().map(|item| item.overpaid)), "{row}");
        }
        assert!(years.is_sorted_by_key(|own| own.year), "{row}");
    }
}

/// Of 3,000,000 yuan, of which nothing is approved: all of it may still be paid.
#[test]
fn what_may_still_be_paid_with_a_pencil() {
    let run = run(&spent("3000000").ledger(), scenario(&[&set(RATE, "15%")], &[], &[]), ON);
    let nothing = [Fen::ZERO; 2];
    let expected = ToPay { year: 2026, outstanding: [Fen::yuan(300_000), Fen::yuan(450_000)], overpaid: nothing };
    assert_eq!(run.to_pay(), [expected]);
    let page = |lang| run.page(&Extent::lines(20)).render(lang);
    assert!(
        page(Lang::Zh).contains("2026  300,000.00  450,000.00  +150,000.00    0.00      0.00"),
        "{}",
        page(Lang::Zh)
    );
    // One group is no grouping.
    assert!(!page(Lang::Zh).contains("按规模") && !page(Lang::Zh).contains("按技术领域"), "{}", page(Lang::Zh));
}

/// Each arm is told with its own numbers and values, and without a command that would ask the other one.
#[test]
fn how_both_arms_come_to_a_line() {
    let ledger = spent("3000000").ledger();
    let run = run(&ledger, scenario(&[&set(RATE, "15%")], &[], &[]), ON);
    let trees = run.trees(3);
    let text = |document: &Document| document.render(Lang::Zh);
    let [[base, supposed]] = trees.as_slice() else { panic!("{} lines differ", trees.len()) };
    assert!(text(base).contains("3,000,000.00 × 10% = 300,000.00"), "{}", text(base));
    assert!(text(supposed).contains("3,000,000.00 × 15% = 450,000.00"), "{}", text(supposed));
    assert!(
        text(supposed).contains("比例 = 15%（2025-09-05 起）"),
        "it holds as long as the first one: {}",
        text(supposed)
    );
    assert!(run.trees(0).is_empty());
    let page = run.page(&Extent { trees: &trees, ..Extent::lines(20) }).render(Lang::Zh);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    let order = ["变动第 1 项", "【现行】", "× 10%", "【试算】", "× 15%"].map(at);
    assert!(order.is_sorted(), "{order:?}");
    assert!(!page.contains("复算：qizhang why"), "{page}");
    // Where the matter is gone there is nothing to tell.
    let certificate = Office::certified().last();
    let gone = super::run(&ledger, scenario(&[], &[], &[&certificate]), ON);
    let page = gone.page(&Extent { trees: &gone.trees(1), ..Extent::lines(20) }).render(Lang::En);
    assert!(page.contains("[As supposed]\n  no such matter"), "{page}");
}
