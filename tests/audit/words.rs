//! Detectors and findings in both languages.

use super::Office;
use qizhang::explain::Listing;
use qizhang::ledger::detectors;
use qizhang::value::Lang;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn every_detector_says_what_it_is_in_both_languages() {
    let all = detectors(&[]).unwrap_or_default();
    let ids: BTreeSet<&str> = all.iter().map(|detector| detector.id).collect();
    assert_eq!(ids.len(), all.len(), "no two have one name");
    assert!(all.is_sorted_by_key(|detector| detector.id));
    for detector in all {
        assert!(detector.id.len() == 3 && detector.id.starts_with(['D', 'L', 'P']), "{}", detector.id);
        for words in [detector.title, detector.looks_for, detector.basis, detector.beware] {
            let (zh, en) = (words.get(Lang::Zh), words.get(Lang::En));
            assert!(zh.chars().any(|letter| letter > '\u{2e80}'), "{}: {zh}", detector.id);
            assert!(!en.is_empty() && en.is_ascii(), "{}: {en}", detector.id);
        }
    }
}

#[test]
fn names_are_found_however_they_are_written() {
    let named = |name: &str| detectors(&[name.to_owned()]).map(|found| found[0].id);
    assert_eq!(named("d05"), Ok("D05"));
    assert_eq!(named("D00"), Err(("D00".to_owned(), Some("D01".to_owned()))));
}

#[test]
fn a_finding_in_words() {
    let office = Office::listed().paid("2027-10-08", "P2", "A1", "10000");
    let audited = office.audited("2027-12-31");
    let found = super::everything(&audited);
    let told = audited.told(&found[0]);
    for (lang, name) in [(Lang::Zh, "finding.zh.txt"), (Lang::En, "finding.en.txt")] {
        // Where the events stand depends on how many types the program brings along.
        let places = found[0].facts.iter().zip('a'..);
        let said = places.fold(told.render(lang), |said, (fact, name)| {
            said.replace(&format!("#{}", fact.position), &format!("#{name}"))
        });
        crate::explain::reviewed(name, &said);
    }
}

#[test]
fn what_is_not_about_money_names_no_sum() {
    let late = Office::new()
        .fact("2027-05-01", "application.submitted", json!({"application_no": "SB1", "call_year": 2027}))
        .fact("2027-05-10", "application.accepted", json!({"application_no": "SB1"}));
    let audited = late.audited("2027-11-18");
    let page = audited.page(&super::everything(&audited), Listing { settled: false, information: false });
    let said = page.render(Lang::Zh);
    assert!(said.contains("D33 逾期申报被受理（问题）　1 处\n") && !said.contains('¥'), "{said}");
}
