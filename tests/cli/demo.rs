//! The demonstration shows what it promises, and the same on any day.

use super::Office;

fn play(office: &Office, path: &str) -> String {
    office.done(&["demo", path, "--enterprises", "60", "--lang", "en"])
}

#[test]
fn a_district_is_made_decided_paid_and_explained() {
    let office = Office::new();
    let told = play(&office, "one");
    for piece in [
        "Money by grant",
        "Total",
        "What lapses",
        "right when it was paid",
        "¥110,000.00 was overpaid",
        "among the first two drafting units",
        "root ",
    ] {
        assert!(told.contains(piece), "{piece}\n{told}");
    }
    assert_eq!(
        told.replace("ledger one", "ledger two").replace("--ledger one", "--ledger two"),
        play(&office, "two"),
        "the same on any day, to the root"
    );
    // What it names to try next works.
    let commands: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("  qizhang ")).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for line in commands {
        let words: Vec<&str> = line.split_whitespace().collect();
        let said = office.run(&words);
        assert_eq!(said.code, Some(0), "{line}: {}", said.talk);
    }
    assert_eq!(office.run(&["demo", "one"]).code, Some(1), "nothing is overwritten");
}
