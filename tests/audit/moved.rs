//! A payment that was recorded as one enterprise's and is said to be another's since: the detectors and the explanation of the payment agree on
//! whether it was right when it was paid and whether it is now, and both tell whose it was said to be, by which approval, step by step.

use super::{CERTIFIED, ON, Office, everything, look};
use crate::story::{ENTERPRISE, day, nth_code};
use qizhang::ledger::{About, Asking, Ledger};
use qizhang::value::Lang;
use serde_json::{Value, json};

/// The other enterprise, which is certified too and has 300,000 to come.
const OTHER: u32 = 7;

/// Both are certified on 3,000,000 yuan of research; the first one is approved and paid. The payment, to be corrected.
fn paid() -> (Office, String) {
    let other = nth_code(OTHER);
    let office = Office::reported().0.neighbour(OTHER).certificate_of(&other, "GR7", "2026-11-21");
    let office = office.fact(
        "2026-12-02",
        "rnd.expense_reported",
        json!({"uscc": other, "year": 2025, "amount": "3000000", "basis": "special_audit"}),
    );
    let office = office.applied().approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "300000");
    let office = office.paid("2027-09-25", "P1", "A1", "300000");
    let payment = office.last();
    (office, payment)
}

fn own(office: Office, on: &str) -> Office {
    office.approved_for(OTHER, on, (CERTIFIED, "certificate:GR7"), "300000")
}

fn body(uscc: &str, approval: &str) -> Value {
    json!({"uscc": uscc, "payment_no": "P1", "approval_no": approval, "amount": "300000"})
}

fn why(ledger: &Ledger, lang: Lang) -> String {
    let asking = Asking { about: About::Payment("P1".into()), on: day(ON), known: ledger.head(), reads: Vec::new() };
    ledger.answered(&asking).unwrap_or_else(|error| panic!("{:?}", error.complaint())).explained().render(lang)
}

#[test]
fn explore() {
    let other = nth_code(OTHER);
    let (office, payment) = paid();
    let rows = vec![
        ("no approval of the other", office.clone().correct("2027-10-10", &payment, body(&other, "A1"))),
        ("own approval before", own(office.clone(), "2027-08-21").correct("2027-10-10", &payment, body(&other, "A-7"))),
        ("own approval after", own(office.clone(), "2027-10-08").correct("2027-10-10", &payment, body(&other, "A-7"))),
        (
            "and back",
            own(office.clone(), "2027-08-21").correct("2027-10-10", &payment, body(&other, "A-7")).correct(
                "2027-10-12",
                &payment,
                body(ENTERPRISE, "A1"),
            ),
        ),
    ];
    for (row, office) in rows {
        let ledger = office.ledger();
        println!("##### {row}");
        let audited = look(&ledger, ON);
        for finding in everything(&audited) {
            println!("{}", audited.told(&finding).render(Lang::Zh));
        }
        println!("{}", why(&ledger, Lang::Zh));
    }
}
