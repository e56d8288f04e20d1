//! A program in another language, written with nothing of ours, records events.

use super::{Open, SUBJECT};
use crate::cli::Office;
use qizhang::access::Scope;
use std::path::Path;
use std::process::Command;

const CLIENT: &str = "docs/examples/append.py";

/// What the program said and how it ended; nothing where there is no Python to run it.
fn run(open: &Open, office: &Office, token: &str, words: &[&str]) -> Option<(Option<i32>, String, String)> {
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join(CLIENT);
    let mut command = Command::new("python3");
    command.arg(client).arg(format!("http://{}", open.address)).args(words).current_dir(office.path("."));
    match command.env("QIZHANG_TOKEN", token).output() {
        Ok(output) => {
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            Some((output.status.code(), text(output.stdout), text(output.stderr)))
        }
        Err(_) => {
            // On a machine that checks for others it is there: the reader of the store in Python insists on it.
            crate::store::stranger::by_python("tests/store/reader.py", &["--help"])?;
            None
        }
    }
}

#[test]
fn it_is_no_longer_than_sixty_lines() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(CLIENT)).unwrap();
    assert!(text.lines().count() <= 60, "{}", text.lines().count());
    assert!(text.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn it_records_once_under_its_key_and_stops_at_a_condition() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let token = open.token(&[Scope::Append, Scope::Read]);
    let line = serde_json::json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": "北京甲有限公司"},
    });
    let file = office.write("facts.jsonl", format!("{line}\n"));
    let tag = format!("enterprise:{SUBJECT}");
    let unless = ["--unless", "enterprise.renamed", &tag];
    let Some((code, first, talk)) = run(&open, &office, &token, &[&[&*file], &unless[..]].concat()) else { return };
    assert_eq!(code, Some(0), "{talk}");
    let receipt: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!((&receipt["first"], &receipt["recorded"]), (&197.into(), &1.into()));
    // The same once more: what it asks about has happened, and it was it.
    let (code, again, talk) =
        run(&open, &office, &token, &[&*file, "--after", "196", "--unless", "enterprise.renamed", &tag]).unwrap();
    assert_eq!((code, again), (Some(0), first), "{talk}");
    // Another decision on what was so before it.
    let other = office.write("other.jsonl", format!("{}\n", line.to_string().replace("甲", "乙")));
    let (code, data, talk) =
        run(&open, &office, &token, &[&*other, "--after", "196", "--unless", "enterprise.renamed", &tag]).unwrap();
    assert_eq!((code, data.as_str()), (Some(1), ""), "{talk}");
    assert!(talk.contains("conflict") && talk.contains("197"), "{talk}");
    let (code, _, talk) = run(&open, &office, "qz_x", &[&*other]).unwrap();
    assert!(code == Some(1) && talk.contains("token-unknown"), "{talk}");
}
