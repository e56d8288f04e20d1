//! Whole answers as people read them, in both languages.

use super::{Office, reviewed};

const SUBJECT: &str = "91110108551385082Q";
const PRODUCTS: &str = "91110114000000027L";

#[test]
fn answers_read_as_they_were_reviewed() {
    let office = Office::with_story();
    let rows: [(&str, &[&str]); 7] = [
        ("show", &["show", SUBJECT, "--on", "2026-12-31"]),
        ("why_payment", &["why", "P-2026-0001", "--on", "2026-12-31"]),
        ("why_choice", &["why", PRODUCTS, "第十四条", "--on", "2027-06-30", "--full"]),
        ("why_refused", &["why", SUBJECT, "第七条", "--on", "2026-12-31"]),
        ("statement", &["statement", PRODUCTS, "--on", "2027-06-30"]),
        ("lapses", &["lapses", "--within", "1100d", "--on", "2026-01-31"]),
        ("log", &["event", "log", SUBJECT]),
    ];
    for (name, words) in rows {
        for lang in ["zh", "en"] {
            let words: Vec<&str> = words.iter().copied().chain(["--lang", lang]).collect();
            reviewed(&format!("tests/cli/shown/{name}.{lang}.txt"), &office.done(&words));
        }
    }
}
