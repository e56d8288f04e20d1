//! Every address that any page leads to answers.

use super::client::links;
use super::{ON, Open};
use crate::cli::Office;
use std::collections::BTreeSet;

/// Follows every link there is from the first page on.
pub(super) fn crawl(open: &Open, first: &str, most: usize) -> BTreeSet<String> {
    let mut open_paths = vec![first.to_owned()];
    let mut seen: BTreeSet<String> = open_paths.iter().cloned().collect();
    let mut at = 0;
    while let Some(path) = open_paths.get(at).cloned() {
        at += 1;
        let reply = open.get(&path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        if reply.header("content-type") != Some("text/html; charset=utf-8") {
            continue;
        }
        assert!(reply.text.len() < 200_000, "{path} is {} bytes", reply.text.len());
        for link in links(&reply.text) {
            assert!(link.starts_with('/'), "{path} leads away: {link}");
            // The other language has the same links; paging goes on and on.
            if !link.contains("lang=") && !link.contains("known=") && seen.len() < most && seen.insert(link.clone()) {
                open_paths.push(link);
            }
        }
    }
    seen
}

#[test]
fn every_link_on_every_page_answers() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let seen = crawl(&open, &format!("/?{ON}"), 2_000);
    for part in
        ["/subjects/", "/payments/", "/findings/", "/events/", "/types/", "/articles/", "/policies/readings?policy="]
    {
        assert!(seen.iter().any(|path| path.contains(part)), "{part} was reached");
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

#[test]
fn every_link_answers_in_a_district() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "12", "--quiet"]);
    let open = Open::of(&office);
    let seen = crawl(&open, "/lapses?on=2030-12-31&within=900d", 700);
    assert!(seen.iter().filter(|path| path.starts_with("/subjects/")).count() > 30, "{seen:?}");
}
