//! A table that is too long for a page comes in parts: together they are all of it.

use super::Open;
use super::client::links;
use crate::cli::{Office, said};

/// What each row of the only table of a page says.
fn rows(page: &str) -> Vec<String> {
    let (_, table) = page.split_once("<tbody>").unwrap();
    let (body, _) = table.split_once("</tbody>").unwrap();
    body.split("<tr").skip(1).map(|row| said(&format!("<body><tr{row}"))).collect()
}

/// The way on of a page that stands under these words.
fn way(page: &str, words: &str) -> Option<String> {
    let (_, ways) = page.split_once("<p class=\"rows\">")?;
    let (ways, _) = ways.split_once("</p>")?;
    let at = ways.find(&format!(">{words}</a>"))?;
    links(&ways[..=at]).pop()
}

#[test]
fn the_parts_of_a_table_are_all_of_it() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "90", "--quiet"]);
    let open = Open::of(&office);
    let first = "/plan?on=2030-12-31&year=2028";
    let whole = open.page(&format!("{first}&rows=all"));
    let all = rows(&whole);
    assert!(all.len() > 120, "{}: too few rows to come in three parts", all.len());
    assert!(whole.contains(&format!("共 {} 行，分页显示", all.len())));

    let (mut path, mut parts, mut pages) = (first.to_owned(), Vec::new(), 0);
    loop {
        let page = open.page(&path);
        assert!(page.len() < 100_000, "{path} is {} bytes", page.len());
        let here = rows(&page);
        let (begins, ends) = (parts.len() + 1, parts.len() + here.len());
        assert!(page.contains(&format!("第 {begins}–{ends} 行，共 {} 行", all.len())), "{path}");
        assert_eq!(way(&page, "上一页").is_some(), pages > 0, "{path}");
        parts.extend(here);
        pages += 1;
        let Some(next) = way(&page, "下一页") else { break };
        path = next.split('#').next().unwrap().replace("&amp;", "&");
    }
    assert_eq!(parts, all, "every row once, in its place");
    assert!(pages >= 3, "{pages}");

    // Files for programs are of all of it, and so is what the page says of its sums.
    let file = open.get("/plan.csv?on=2030-12-31&year=2028").text;
    assert_eq!(csv::Reader::from_reader(file.as_bytes()).records().count(), all.len());
    let sums =
        |page: &str| said(page).lines().filter(|line| line.contains("合计")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(sums(&open.page(first)), sums(&whole));

    // Today has another table, or none.
    let today = links(&open.page(&path)).into_iter().find(|link| link == "/plan?year=2028");
    assert!(today.is_some(), "the way to today drops the part");

    // The language changes and the part stays; another day begins at the first part.
    let second = open.page(&path);
    assert!(links(&second).iter().any(|link| link.contains("lang=en") && link.contains("rows=")), "{second}");
    assert!(!second.contains("type=\"hidden\" name=\"rows\""));
}

#[test]
fn rows_that_are_none_are_refused_and_those_behind_the_end_are_the_last() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "90", "--quiet"]);
    let open = Open::of(&office);
    let page = open.page("/plan?on=2030-12-31&year=2028");
    let table = way(&page, "下一页")
        .and_then(|next| Some(next.split_once("rows=")?.1.split_once("%3A")?.0.to_owned()))
        .unwrap();
    let last = open.page(&format!("/plan?on=2030-12-31&year=2028&rows={table}:99999"));
    assert!(way(&last, "下一页").is_none() && !rows(&last).is_empty());
    assert_eq!(rows(&open.page(&format!("/plan?on=2030-12-31&year=2028&rows={table}:1"))), rows(&page));
    for (given, status, code) in [
        ("0", 400, "parameter-not-understood"),
        ("51", 400, "parameter-not-understood"),
        (&format!("{table}:0"), 400, "parameter-not-understood"),
        (&format!("{table}:-1"), 400, "parameter-not-understood"),
        ("nothing:51", 404, "no-such-table"),
    ] {
        let reply = open.get(&format!("/plan?on=2030-12-31&year=2028&rows={given}"));
        assert_eq!(reply.status, status, "{given}: {}", reply.text);
        assert!(reply.text.contains(code), "{given}: {}", reply.text);
    }
    // A page that is shown whole takes no rows, however they are said.
    for page in ["/policies?", "/plan?on=2020-12-31&year=2020&", "/?"] {
        for given in ["all", "items:1", "nothing:51"] {
            let reply = open.get(&format!("{page}rows={given}"));
            assert_eq!(reply.status, 400, "{page}{given}: {}", reply.text);
            assert!(reply.text.contains("这一页没有“rows”这个参数"), "{page}{given}: {}", reply.text);
        }
    }
    let reply = open.get("/plan.json?on=2030-12-31&year=2028&rows=all");
    assert_eq!(reply.status, 400, "programs are given all of it: {}", reply.text);
}
