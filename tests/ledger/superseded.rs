//! The file of an enterprise tells what stood there last, in the words in which it stood, and by which event that ended.

use super::amendments::{NOW, id, listed, record, word};
use super::{ledger, world};
use crate::story::{CATALOGUE, ENTERPRISE, code, nth_code};
use qizhang::explain::{Superseded, Telling};
use qizhang::ledger::{KnownAt, Ledger, Scope};
use qizhang::position::FactRef;
use qizhang::value::Lang;
use serde_json::{Value, json};

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

/// The lines of the file that tell of a type.
fn lines(ledger: &Ledger, title: &str) -> Vec<String> {
    let world = world(ledger, "2026-12-31", KnownAt::Head, Scope::Subject(code(ENTERPRISE)));
    let superseded = ledger.superseded(code(ENTERPRISE), &world).unwrap();
    let position = world.position(code(ENTERPRISE));
    let page = world.file(&position, Telling { superseded: &superseded, only: None }).unwrap().render(Lang::En);
    let own = page.lines().filter(|line| line.trim_start().starts_with("20") && line.contains(title));
    own.map(str::to_owned).collect()
}

/// A type, what it is called, and a body of it with a rank.
type Ranked<'a> = (&'a str, &'a str, &'a dyn Fn(u32) -> Value);

/// The row of a list that names the enterprise is told of what stood as it is of what stands.
#[test]
fn a_rank_that_was_corrected_is_told_with_the_one_that_stands() {
    let units =
        |rank: u32| json!([{"rank": 1, "name": "某大学"}, {"rank": rank, "name": "某单位", "uscc": ENTERPRISE}]);
    let standard = |rank| json!({"standard_no": "GB/T 1-2026", "title": "某规范", "level": "national", "nature": "new", "units": units(rank)});
    let award = |rank| json!({"scheme": "国家科学技术奖", "grade": "二等奖", "year": 2025, "project_key": "XM-1", "units": units(rank)});
    let rows: [Ranked<'_>; 2] =
        [("standard.published", "Standard published", &standard), ("award.won", "Award won", &award)];
    for (kind, title, data) in rows {
        let ledger = ledger(NOW);
        record(&ledger, 1, kind, data(3)).unwrap();
        let [stands] = &lines(&ledger, title)[..] else { panic!("{kind}") };
        let own = &stands[stands.find("Rank 3").unwrap()..];
        assert!(own.contains("某单位"), "{stands}");
        record(&ledger, 2, "fact.corrected", json!({"event": id(1), "data": data(2), "reason": "排名录错"})).unwrap();
        let [first, stands] = &lines(&ledger, title)[..] else { panic!("{kind}") };
        assert!(first.contains("as first recorded, corrected by") && first.ends_with(own), "{first}");
        let own = own.replace("Rank 3", "Rank 2");
        assert!(stands.ends_with(&own), "{stands}");
        record(&ledger, 3, "fact.retracted", json!({"event": id(1), "reason": "误录"})).unwrap();
        let [gone] = &lines(&ledger, title)[..] else { panic!("{kind}") };
        assert!(gone.contains("taken back by") && gone.ends_with(&own), "{gone}");
    }
}
