//! Whole answers as people read them, in both languages.

use super::{Office, is_legible, reviewed};
use qizhang::explain::{Align, Cell, Clause, Column, Document, Line, Part, Phrase, Sheet, Spoken};
use qizhang::value::Lang;

const SUBJECT: &str = "91110108551385082Q";
const PRODUCTS: &str = "91110114000000027L";

#[test]
fn answers_read_as_they_were_reviewed() {
    let office = Office::with_story();
    let rows: [(&str, &[&str]); 9] = [
        ("show", &["show", SUBJECT, "--on", "2026-12-31"]),
        ("why_payment", &["why", "P-2026-0001", "--on", "2026-12-31"]),
        ("why_choice", &["why", PRODUCTS, "第十四条", "--on", "2027-06-30", "--full"]),
        ("why_refused", &["why", SUBJECT, "第七条", "--on", "2026-12-31"]),
        ("statement", &["statement", PRODUCTS, "--on", "2027-06-30"]),
        ("lapses", &["lapses", "--within", "1100d", "--on", "2026-01-31"]),
        ("log", &["event", "log", SUBJECT]),
        ("overview", &["overview", "--within", "1100d", "--on", "2026-12-31"]),
        ("search", &["search", "装备"]),
    ];
    for (name, words) in rows {
        for lang in ["zh", "en"] {
            let words: Vec<&str> = words.iter().copied().chain(["--lang", lang]).collect();
            reviewed(&format!("tests/cli/shown/{name}.{lang}.txt"), &office.done(&words));
        }
    }
}

/// A name that somebody sent: it clears the screen, begins a line of its own and turns the writing round.
const SENT: &str = "甲\u{1b}[2J\r\n多付 ¥0.00\u{202e}\u{200b}\u{9b}\u{feff}乙";
const READ: &str = "甲\u{fffd}[2J\u{fffd}\u{fffd}多付 ¥0.00\u{fffd}\u{fffd}\u{fffd}\u{fffd}乙";

#[test]
fn what_somebody_sent_is_read_and_does_nothing() {
    let sent = || Phrase::Value(Spoken::Text(SENT.into()));
    let quoted = Phrase::Clause(Clause::Quoted { text: "第一句。\r\n第二句\u{1b}。".into() });
    let sheet = Sheet {
        title: sent(),
        columns: vec![Column { head: sent(), align: Align::Left }],
        rows: vec![vec![Cell::Phrase(sent())]],
    };
    let line = |phrase| Part::Line(Line { level: 0, phrase });
    let page = Document { parts: vec![line(sent()), line(quoted), Part::Sheet(sheet)] };
    for lang in [Lang::Zh, Lang::En] {
        // A plain sheet has no title.
        for (told, sent, lines) in [(page.render(lang), 4, 6), (page.render_plain(lang), 3, 5)] {
            assert!(is_legible(&told), "{told:?}");
            assert_eq!((told.matches(READ).count(), told.lines().count()), (sent, lines), "{told:?}");
            // An official text has its own lines; nobody else begins one.
            assert!(told.contains("第一句。\n第二句\u{fffd}。\n") && !told.contains("\n多付"), "{told:?}");
        }
    }
    let said = Office::new().run(&["show", SENT]);
    assert!(said.code == Some(1) && is_legible(&said.talk) && !said.talk.contains("\n多付"), "{said:?}");
}
