//! The file of an enterprise tells what stood there last, in the words in which it stood, and by which event that ended.

use super::amendments::{NOW, id, listed, record, word};
use super::{ledger, world};
use crate::story::{CATALOGUE, ENTERPRISE, code, nth_code};
use qizhang::explain::Superseded;
use qizhang::ledger::{KnownAt, Ledger, Scope};
use qizhang::position::FactRef;
use serde_json::json;

/// What is done with the first event, which enters the first enterprise in a list.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// An event of this number is corrected to an enterprise and the number of a list.
    To(u64, usize, &'static str),
    /// An event of this number is taken back.
    Back(u64),
}

/// Which event, of which list, how it ended and by which event.
type Row = (u64, &'static str, &'static str, u64);

fn told(ledger: &Ledger, uscc: &str) -> Vec<(u64, String, &'static str, u64)> {
    let world = world(ledger, "2026-12-31", KnownAt::Head, Scope::Subject(code(uscc)));
    let number = |fact: FactRef| (1..99).find(|number| fact.id.to_string() == id(*number)).unwrap();
    let list = |old: &Superseded| {
        let field = CATALOGUE.field(old.kind, "list_no");
        field.and_then(|field| old.record.get(field).text()).unwrap_or_default().to_owned()
    };
    let told = ledger.superseded(code(uscc), &world).unwrap();
    told.iter().map(|old| (number(old.fact), list(old), word(old.ending), number(old.by))).collect()
}

#[test]
fn each_file_tells_what_it_last_had_and_what_ended_it() {
    use Act::{Back, To};
    let names = [ENTERPRISE.to_owned(), nth_code(7), nth_code(8)];
    let rows: [(&[Act], [&[Row]; 3]); 9] = [
        (&[To(1, 0, "L2"), Back(1)], [&[(1, "L2", "taken back", 3)], &[], &[]]),
        (&[To(1, 0, "L2"), To(1, 0, "L3"), Back(3), Back(1)], [&[(1, "L2", "taken back", 5)], &[], &[]]),
        (&[To(1, 0, "L2"), To(1, 1, "L3")], [&[(1, "L2", "moved", 3)], &[], &[]]),
        (&[To(1, 1, "L2"), Back(1)], [&[(1, "L1", "moved", 2)], &[(1, "L2", "taken back", 3)], &[]]),
        // The correction is taken back, and what was recorded stands where it was recorded.
        (&[To(1, 1, "L2"), Back(2)], [&[], &[(1, "L2", "taken back", 3)], &[]]),
        // That is taken back as well: the correction stands again.
        (
            &[To(1, 1, "L2"), Back(2), Back(3)],
            [&[(1, "L1", "moved", 2), (3, "", "taken back", 4)], &[(3, "", "taken back", 4)], &[]],
        ),
        (&[To(1, 1, "L2"), To(2, 2, "L3"), To(1, 1, "L4")], [&[(1, "L1", "moved", 2)], &[], &[(1, "L3", "moved", 4)]]),
        (&[To(1, 1, "L2"), To(1, 0, "L3")], [&[(1, "L1", "corrected", 3)], &[(1, "L2", "moved", 3)], &[]]),
        // What stands is told with what was recorded at first, however often it was corrected.
        (&[To(1, 0, "L2"), To(1, 0, "L3")], [&[(1, "L1", "corrected", 3)], &[], &[]]),
    ];
    for (acts, expected) in rows {
        let ledger = ledger(NOW);
        record(&ledger, 1, "cultivation_list.entered", listed(&names[0], "L1")).unwrap();
        for (number, act) in (2..).zip(acts) {
            let (kind, data) = match act {
                To(of, who, list) => {
                    let data = listed(&names[*who], list);
                    ("fact.corrected", json!({"event": id(*of), "data": data, "reason": "录错"}))
                }
                Back(of) => ("fact.retracted", json!({"event": id(*of), "reason": "误录"})),
            };
            record(&ledger, number, kind, data).unwrap();
        }
        for (name, rows) in names.iter().zip(expected) {
            let rows: Vec<_> = rows.iter().map(|(at, list, how, by)| (*at, (*list).to_owned(), *how, *by)).collect();
            assert_eq!(told(&ledger, name), rows, "{acts:?} {name}");
        }
    }
}
