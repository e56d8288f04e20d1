//! A draft of a policy made from the one that was issued, and run in its place; without what was decided; and what is left behind by a run
//! that was broken off.

use super::json::keeps;
use super::{Office, reviewed};
use serde_json::Value;
use std::process::Stdio;
use std::time::Duration;

const LAW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/changping-2025-8.toml");
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/first.jsonl");
const ON: [&str; 2] = ["--on", "2026-12-31"];

fn office() -> Office {
    let office = Office::new();
    office.done(&["init", "--as-of", "2010-01-01"]);
    office.done(&["append", FIRST, "--preserve-recorded-at"]);
    office
}

/// The text comes out to the byte; a draft of it is the same answer as the parameter it changes, cited by a digest of its own and kept whole.
#[test]
fn a_draft_is_made_from_what_was_issued() {
    let office = office();
    let text = office.done(&["policy", "text", "--policy", "changping-2025-8"]);
    assert_eq!(text, std::fs::read_to_string(LAW).unwrap());
    let told: Value = serde_json::from_str(&office.done(&["policy", "text", "--json"])).unwrap();
    keeps(&told, "policy-file.v1");
    assert_eq!(told["text"], Value::from(office.done(&["policy", "text"])));
    let rate = "\"第五条/新认定/比例\" = [{ value = \"10\"";
    office.write("draft.toml", text.replace(rate, &rate.replace("10", "15")));
    let words = |own: &[&str]| -> Value {
        let told = office.done(&[&["whatif", "run"], own, &ON[..], &["--json"]].concat());
        let told: Value = serde_json::from_str(&told).unwrap();
        keeps(&told, "whatif.v1");
        told
    };
    let draft = words(&["--policy", "draft.toml", "--save", "kept.toml"]);
    let set = words(&["--set", "changping-2025-8:第五条/新认定/比例=15%"]);
    assert_ne!(draft["sums"]["difference"], "0.00");
    for part in ["sums", "rows", "bridge", "subjects"] {
        assert_eq!(draft[part], set[part], "{part}");
    }
    assert_eq!(draft["changes"][0]["kind"], "policy");
    std::fs::remove_file(office.path("draft.toml")).unwrap();
    let again = office.run(&["whatif", "run", "kept.toml"]);
    assert!(again.code == Some(0) && again.talk.contains("逐字节相同"), "{}", again.talk);
    let tree = office.done(&[&["whatif", "run", "kept.toml", "--why", "1"][..], &ON[..]].concat());
    assert!(
        !tree.contains("#197") && tree.matches("#1–#196").count() > 1,
        "what is supposed is no place of the ledger: {tree}"
    );
    // A file says the same, and names the draft from where it stands.
    std::fs::create_dir(office.path("in")).unwrap();
    office.write("in/draft.toml", text.replace(rate, &rate.replace("10", "15")));
    office.write("in/scenario.toml", "policy = [\"draft.toml\"]");
    assert_eq!(words(&["in/scenario.toml"])["sums"], draft["sums"]);
    office.write("broken.toml", text.replacen("years = 5", "years = \"5\"", 1));
    let broken = office.run(&["whatif", "run", "--policy", "broken.toml"]);
    assert!(
        broken.code == Some(1) && broken.talk.contains("broken.toml：政策文件没有采用：第 13 行第 9 列"),
        "{}",
        broken.talk
    );
}

#[test]
fn nothing_that_was_decided_counts_in_either_arm() {
    let office = office();
    let rate = ["whatif", "run", "--set", "changping-2025-8:第五条/新认定/比例=15%", ON[0], ON[1]];
    for lang in ["zh", "en"] {
        let told = office.done(&[&rate[..], &["--afresh", "--lang", lang]].concat());
        reviewed(&format!("tests/cli/shown/whatif_afresh.{lang}.txt"), &told);
    }
    let json = |own: &[&str]| -> Value {
        let told: Value = serde_json::from_str(&office.done(&[&rate[..], own, &["--json"]].concat())).unwrap();
        told
    };
    let (held, afresh) = (json(&[]), json(&["--afresh"]));
    keeps(&afresh, "whatif.v1");
    assert!(held.get("afresh").is_none() && afresh["afresh"].as_u64() > Some(1), "{afresh}");
    assert_ne!(held["scenario"]["digest"], afresh["scenario"]["digest"]);
    assert_ne!(held["to_pay"], afresh["to_pay"]);
    // A file says so for whatever is held against it as well.
    office.write("a.toml", "afresh = true\nset = [\"changping-2025-8:第五条/新认定/比例=12%\"]");
    for own in [&["--beside", "a.toml"][..], &["--beside", "a.toml", "--afresh"]] {
        assert_eq!(json(own)["afresh"], afresh["afresh"], "{own:?}");
    }
    let sweep = office.done(&[
        "whatif",
        "run",
        "--sweep",
        "changping-2025-8:第五条/新认定/比例=5%..15%/5%",
        "--afresh",
        "--json",
    ]);
    let sweep: Value = serde_json::from_str(&sweep).unwrap();
    keeps(&sweep, "whatif-sweep.v1");
    assert_eq!(sweep["afresh"], afresh["afresh"]);
}

/// Broken off while it computes a run leaves nothing: not even a beginning of the file it was to keep.
#[test]
fn a_run_that_is_broken_off_leaves_nothing() {
    let office = office();
    let rate = "changping-2025-8:第五条/新认定/比例=15%";
    let own = ["whatif", "run", "--set", rate, "--sensitivity", "--save", "kept.toml"];
    let before = everything(office.path(""));
    for moment in (0..6).map(|step| Duration::from_millis(step * 30)) {
        let mut child = office.command(&own).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        // A fast machine may have been through with it.
        if !office.path("kept.toml").exists() {
            assert!(!ended.success(), "{moment:?}");
            assert_eq!(everything(office.path("")), before, "{moment:?}");
        }
    }
}

fn everything(folder: std::path::PathBuf) -> Vec<(std::path::PathBuf, u64)> {
    let mut found = Vec::new();
    let mut open = vec![folder];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path, entry.metadata().unwrap().len()));
            }
        }
    }
    found.sort();
    found
}
