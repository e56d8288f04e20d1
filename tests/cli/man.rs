//! The pages of the manual, and what a reader of such pages makes of them.

use super::Office;
use std::collections::BTreeSet;

#[test]
fn a_page_has_what_the_help_has() {
    let office = Office::new();
    let page = office.done(&["man", "event", "check", "--lang", "en"]);
    assert!(page.contains(".TH qizhang-event-check 1 "), "{page}");
    assert!(page.contains("\n.SH OPTIONS\n") && page.contains("\\-\\-against"), "{page}");
    let page = office.done(&["man", "event", "check"]);
    assert!(page.contains("\n.SH 选项\n") && page.contains("检查类型声明"), "{page}");
    assert!(page.contains("\n.SH 名称\n") && !page.contains(".SH NAME"), "{page}");
    let whole = office.done(&["man", "--lang", "en"]);
    assert!(whole.contains("qizhang\\-whatif"), "the commands lead to their pages: {whole}");
    let slip = office.run(&["man", "event", "chek", "--lang", "en"]);
    assert!(slip.code == Some(2) && slip.talk.contains("did you mean “check”?"), "{}", slip.talk);
    assert_eq!(office.run(&["man", "--on", "2027-01-01"]).code, Some(2), "a page is the same on every day");
}

#[test]
fn all_pages_are_written_to_a_new_folder() {
    let office = Office::new();
    let said = office.run(&["man", "--out", "man1", "--lang", "en"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let found: BTreeSet<String> = std::fs::read_dir(office.path("man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(said.talk.contains(&format!("written to man1: {} pages", found.len())), "{}", said.talk);
    for name in ["qizhang.1", "qizhang-show.1", "qizhang-event-check.1", "qizhang-index-rebuild.1", "qizhang-man.1"] {
        assert!(found.contains(name), "{name}: {found:?}");
    }
    for name in &found {
        let text = std::fs::read_to_string(office.path(&format!("man1/{name}"))).unwrap();
        assert!(text.contains(".SH NAME") && text.contains(".SH SYNOPSIS"), "{name}");
    }
    let again = office.run(&["man", "--out", "man1", "--lang", "en"]);
    assert_eq!(again.code, Some(1), "nothing is overwritten: {}", again.talk);
    assert!(
        again.talk.contains("name one that is not there yet") && !again.talk.contains("permission"),
        "{}",
        again.talk
    );
}
