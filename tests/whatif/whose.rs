//! Events chosen by whose they are.

use super::{ON, are_refused, run, scenario};
use crate::audit::Office;
use crate::story::nth_code;
use qizhang::whatif::Change;
use serde_json::json;

/// A carrier (3) with two tenants, the enterprise from before its certificate on and neighbour 1 from after its own; neighbour 2 is no
/// tenant. All four are certified.
fn office() -> Office {
    let office = Office::certified().neighbour(1).neighbour(2).neighbour(3);
    let office = office.fact("2026-01-04", "tenancy.started", json!({"carrier": nth_code(3)}));
    let tenant = json!({"carrier": nth_code(3), "uscc": nth_code(1)});
    let office = office.fact("2027-02-01", "tenancy.started", tenant);
    let renamed = |old: &str, new: &str| json!({"old_name": old, "new_name": new});
    let office = office.fact("2027-01-05", "enterprise.renamed", renamed("甲", "乙"));
    let office = office.fact("2030-01-05", "enterprise.renamed", renamed("乙", "丙"));
    let office = office.certificate_of(&nth_code(1), "GR2", "2027-01-10");
    office.certificate_of(&nth_code(2), "GR3", "2027-01-15").certificate_of(&nth_code(3), "GR4", "2027-01-20")
}

fn dropped(text: &str) -> (usize, String) {
    match &run(&office().ledger(), scenario(&[], &[], &[text]), ON).changes[0].0 {
        Change::DropAlike { events, alike, .. } => (events.len(), alike.to_string()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_tenants_of_a_carrier_and_those_who_have_a_status() {
    let carrier = format!("also=tenancy.started/carrier={}", nth_code(3));
    let rows = [
        ("type=hightech.certified".to_owned(), 4),
        // Who is named is not among those who are looked for.
        (format!("type=hightech.certified,{carrier}"), 2),
        ("type=hightech.certified,also=tenancy.started".to_owned(), 3),
        (format!("type=hightech.certified,{carrier},from=2027-01-01"), 1),
        (format!("type=hightech.certified,{carrier},from=2026-11-20"), 2),
        ("type=hightech.certified,status=在区".to_owned(), 4),
        // The status is asked for on the day of the event, the first day of it included.
        ("type=tenancy.started,status=高新技术企业".to_owned(), 1),
        ("type=hightech.certified,status=高新技术企业".to_owned(), 4),
        ("type=hightech.certified,status=住所在本区,also=application.submitted/application_no=SB-2".to_owned(), 1),
        ("type=hightech.certified,also=application.submitted/application_no=\"SB-2\"".to_owned(), 1),
        // The certificate of 2026 is over in 2030.
        ("type=enterprise.renamed".to_owned(), 2),
        ("type=enterprise.renamed,status=高新技术企业".to_owned(), 1),
        // Another event is not this one: the carrier alone has two.
        ("type=tenancy.started,also=tenancy.started".to_owned(), 2),
    ];
    for (text, count) in rows {
        assert_eq!(dropped(&text).0, count, "{text}");
    }
    let (_, said) = dropped("also=\"tenancy.started\" , status=住所在本区,type=hightech.certified");
    assert_eq!(said, "type=hightech.certified,status=在区,also=tenancy.started");
}

#[test]
fn what_names_nobody() {
    let rows = [
        ("type=hightech.certified,status=高新企业", "whatif-no-such-status", "status=高新技术企业"),
        ("type=hightech.certified,also=tenancy.begun", "no-such-type", ""),
        ("type=hightech.certified,also=tenancy.started/carier=1", "whatif-no-such-field", "最接近的是“carrier”"),
        ("type=hightech.certified,also=tenancy.started/carrier", "whatif-alike", "also=tenancy.started/carrier"),
        ("type=hightech.certified,also=award.won", "whatif-nothing-alike", "also=award.won"),
        ("type=hightech.certified,also=lpr.published", "whatif-nothing-alike", "查到 81 个"),
        ("type=hightech.certified,also=hightech.certified/cert_no=GR5", "whatif-nothing-alike", "cert_no=GR"),
        (
            "type=hightech.certified,also=hightech.certified/cert_no=",
            "whatif-alike",
            "also=hightech.certified/cert_no=",
        ),
        ("type=enterprise.registered,also=enterprise.registered", "whatif-nothing-alike", "查到"),
        ("type=tenancy.started,until=2027-01-31,status=高新技术企业", "whatif-nothing-alike", "查到 2 个"),
    ];
    let ledger = office().ledger();
    are_refused(&ledger, &rows);
}
