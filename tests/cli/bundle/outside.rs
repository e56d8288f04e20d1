//! A bundle in the hands of somebody who trusts no program of ours.

use super::{Handed, Pack, Row, other_id, row};
use crate::store::stranger::by_python;
use qizhang::proof::SecretKey;
use std::fs;

/// A program of somebody else, written from the documents, comes to the same without anything of ours.
#[test]
fn a_stranger_checks_a_bundle_with_a_program_of_his_own() {
    let handed = Handed::out();
    let run = |pack: &Pack| {
        fs::write(handed.office.path("x.zip"), pack.zip()).unwrap();
        by_python("tests/cli/bundle/check.py", &[&handed.office.path("x.zip").display().to_string(), &handed.key])
    };
    for pack in [&handed.payment, &handed.subject] {
        let Some(output) = run(pack) else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("187 events"));
    }
    let key = handed.secret();
    let of_key = |change: fn(&mut Pack)| {
        let key = key.clone();
        move |pack: &mut Pack| {
            change(pack);
            pack.sign(&key);
        }
    };
    let stranger = SecretKey::from_seed(key.public().name(), &[7; 32]).unwrap();
    let rows = [
        row("the files", &[], |pack| pack.edit("report.html", "310,000.00", "410,000.00")),
        row("the signature", &[], |pack| pack.edit("attestation.note", "report.html", "report.htm")),
        row("event", &[], of_key(|pack| pack.lines(|lines| lines[3] = other_id(&lines[3])))),
        row(
            "the selection",
            &[],
            of_key(|pack| {
                let mut proof = pack.value("proof.json");
                let all = proof["selection"].as_array_mut().unwrap();
                let own = all.iter_mut().find(|one| one["positions"][0].is_u64()).unwrap();
                own["positions"].as_array_mut().unwrap().pop();
                pack.put("proof.json", &proof);
            }),
        ),
        row("no signature by the key", &[], move |pack| pack.sign(&stranger)),
    ];
    for Row { name, change, .. } in rows {
        let mut changed = handed.payment.clone();
        change(&mut changed);
        let Some(output) = run(&changed) else { return };
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && told.contains(name), "{name}: {told}");
    }
}
