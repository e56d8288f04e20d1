//! Whole pages as people have read them.

use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::{Office, reviewed};

#[test]
fn pages_read_as_they_were_reviewed() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let rows = [
        ("start.zh.html", format!("/?{ON}")),
        ("subject.zh.html", format!("/subjects/{SUBJECT}?{ON}")),
        ("payment.zh.html", format!("/payments/{PAYMENT}?{ON}")),
        ("findings.en.html", format!("/findings?{ON}&lang=en")),
        ("whatif.zh.html", format!("/whatif?{ON}&read=R5.2%3Dlike_first")),
    ];
    for (name, path) in rows {
        reviewed(&format!("tests/http/shown/{name}"), &open.page(&path));
    }
}

/// Both languages have the same parts; only the words differ.
#[test]
fn a_page_has_one_shape_in_both_languages() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let tags = |page: &str| {
        page.split('<').skip(1).filter_map(|rest| rest.split([' ', '>']).next().map(str::to_owned)).collect::<Vec<_>>()
    };
    for path in
        ["/", "/findings", "/lapses", "/registers", "/policies", "/types", "/events", "/whatif", "/policies/readings"]
    {
        let (zh, en) = (open.page(&format!("{path}?{ON}&lang=zh")), open.page(&format!("{path}?{ON}&lang=en")));
        assert_eq!(tags(&zh), tags(&en), "{path}");
        assert!(zh.contains("<html lang=\"zh-CN\">") && en.contains("<html lang=\"en\">"), "{path}");
    }
}

/// One who finds a single thing is there; several are listed; of none the nearest is named.
#[test]
fn a_search_leads_to_what_was_meant() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let there = |words: &str| open.get(&format!("/search?{ON}&q={words}"));
    for (words, place) in [
        (SUBJECT, format!("/subjects/{SUBJECT}?{ON}")),
        ("%E5%8C%97%E4%BA%AC%E7%A4%BA%E4%BE%8B%E7%A7%91%E6%8A%80", format!("/subjects/{SUBJECT}?{ON}")),
        (PAYMENT, format!("/payments/{PAYMENT}?{ON}")),
        ("%23190", format!("/events/190?{ON}")),
    ] {
        let reply = there(words);
        assert_eq!((reply.status, reply.header("location")), (303, Some(&*place)), "{words}: {}", reply.text);
        assert_eq!(open.get(&place).status, 200, "{place}");
    }
    let many = there("%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8").text;
    assert!(many.matches("/subjects/").count() > 1, "{many}");
    let document = there("GR202511000123");
    assert!(document.status == 200 || document.status == 303, "{}", document.text);
    let none = there("P-2026-0009");
    assert!(none.status == 200 && none.text.contains("P-2026-0001") && none.text.contains("没有"), "{}", none.text);
    assert_eq!(there("").status, 200, "nothing was asked for yet");
}

/// What is not all is said to be a part; amounts that several rules may find are not added up; no document in force is said as well.
#[test]
fn a_page_does_not_say_more_than_it_knows() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "60"]);
    let open = Open::of(&office);
    let found = open.page("/search?q=%E5%8C%97%E4%BA%AC&on=2030-12-31");
    assert!(found.contains("只列出前 50 项") && !found.contains("”　50 项"), "{found}");
    let start = open.page("/?on=2030-12-31");
    assert!(start.contains("这一天没有文件有效，最后一个到 2030-09-05 为止"), "{start}");
    assert!(start.contains("待处理的疑点") && !start.contains("涉及金额"), "{start}");
    assert!(open.page("/?on=2030-09-05").contains("昌政办发〔2025〕8号"));
}
