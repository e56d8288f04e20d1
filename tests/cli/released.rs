//! Texts of policies are released in order and never change again.

use super::Office;
use super::json::keeps;
use qizhang::value::Digest;
use serde_json::{Value, json};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies");
const FIRST: &str = "policies/fengtai-sample.toml";
const SECOND: &str = "policies/fengtai-sample.2.toml";
const THIRD: &str = "policies/fengtai-sample.3.toml";
const LOCK: &str = "policies/lock.json";

fn sample() -> String {
    std::fs::read_to_string(format!("{SHIPPED}/samples/fengtai-sample.toml")).unwrap()
}

/// The sample as a later text of itself.
fn version(number: u16) -> String {
    let text = sample();
    assert_eq!(text.matches("\nformat = 1\n").count(), 1);
    text.replace("\nformat = 1\n", &format!("\nformat = 1\nversion = {number}\n"))
}

fn office() -> Office {
    let office = Office::new();
    std::fs::create_dir_all(office.path("policies")).unwrap();
    office.write(FIRST, sample());
    office
}

fn refused(office: &Office, words: &[&str], code: &str) -> String {
    let said = office.run(&[words, &["--lang", "en"]].concat());
    assert_eq!(said.code, Some(1), "{words:?}: {}{}", said.data, said.talk);
    assert!(said.talk.contains(&format!("[{code}]")), "{words:?}: {}", said.talk);
    said.talk
}

#[test]
fn a_text_is_pinned_and_the_next_waits_for_it() {
    let office = office();
    let dry = office.run(&["policy", "release", FIRST, "--dry-run", "--lang", "en"]);
    assert_eq!((dry.code, office.path(LOCK).exists()), (Some(0), false), "{}", dry.talk);
    assert!(dry.talk.contains("nothing was written"), "{}", dry.talk);
    office.write(SECOND, version(2));
    let told = refused(&office, &["policy", "release", SECOND], "policy-before-unreleased");
    assert!(told.contains("qizhang policy release policies/fengtai-sample.toml first"), "{told}");
    let told: Value = serde_json::from_str(&office.done(&["policy", "release", FIRST, "--json"])).unwrap();
    keeps(&told, "policy-release.v1");
    let digest = Digest::of(sample().as_bytes()).to_string();
    let wanted = json!({
        "format": "policy-release.v1", "policy": "fengtai-sample", "version": 1, "digest": digest, "lock": LOCK,
        "already": false, "written": true,
    });
    assert_eq!(told, wanted);
    let lock = std::fs::read_to_string(office.path(LOCK)).unwrap();
    assert_eq!(lock, format!("{{\n  \"fengtai-sample/1\": \"{digest}\"\n}}\n"));
    // Again it changes nothing.
    let told: Value = serde_json::from_str(&office.done(&["policy", "release", FIRST, "--json"])).unwrap();
    assert_eq!((&told["already"], &told["written"]), (&json!(true), &json!(false)));
    office.write(THIRD, version(3));
    refused(&office, &["policy", "release", THIRD], "policy-before-unreleased");
    for later in [SECOND, THIRD] {
        office.done(&["policy", "release", later]);
    }
    let lock: Value = serde_json::from_str(&std::fs::read_to_string(office.path(LOCK)).unwrap()).unwrap();
    assert_eq!(
        lock.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["fengtai-sample/1", "fengtai-sample/2", "fengtai-sample/3"]
    );
}

#[test]
fn a_released_text_that_changed_is_refused_everywhere() {
    let office = office();
    office.done(&["policy", "release", FIRST]);
    office.write(SECOND, version(2));
    let lock = std::fs::read_to_string(office.path(LOCK)).unwrap();
    // One blank more at the end.
    office.write(FIRST, sample() + "\n");
    for words in [["policy", "check", FIRST], ["policy", "release", FIRST], ["policy", "release", SECOND]] {
        let told = refused(&office, &words, "policy-released-changed");
        assert!(told.contains("fengtai-sample.2.toml"), "{told}");
    }
    refused(&office, &["policy", "issue", FIRST], "policy-released-changed");
    assert_eq!(std::fs::read_to_string(office.path(LOCK)).unwrap(), lock);
    office.write(FIRST, sample());
    office.done(&["policy", "check", FIRST]);
    office.done(&["policy", "release", SECOND]);
    // What the program brings along was released with it, wherever a file of that name lies; a draft may be looked at.
    let shipped = std::fs::read_to_string(format!("{SHIPPED}/changping-2025-8.toml")).unwrap();
    office.write("changping-2025-8.toml", &shipped);
    office.done(&["policy", "release", "changping-2025-8.toml", "--dry-run"]);
    office.write("changping-2025-8.toml", shipped.clone() + "\n");
    office.done(&["policy", "check", "changping-2025-8.toml"]);
    refused(&office, &["policy", "release", "changping-2025-8.toml"], "policy-released-changed");
    office.write("changping-2025-8.2.toml", shipped.replace("\nformat = 1\n", "\nformat = 1\nversion = 2\n") + "\n");
    office.done(&["policy", "release", "changping-2025-8.2.toml"]);
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_not_released() {
    let office = office();
    office.write("policies/fengtai.toml", sample());
    office.write(SECOND, sample());
    for file in ["policies/fengtai.toml", SECOND] {
        let told = refused(&office, &["policy", "release", file], "policy-misnamed");
        assert!(told.contains("fengtai-sample.toml"), "{told}");
    }
    office.write(THIRD, version(0));
    refused(&office, &["policy", "release", THIRD], "policy-out-of-range");
    office.write(FIRST, sample().replace("[options]", "[option]"));
    let told = refused(&office, &["policy", "release", FIRST], "missing-key");
    assert!(told.contains("line"), "{told}");
    office.write(FIRST, sample());
    office.write(LOCK, "[]");
    refused(&office, &["policy", "release", FIRST], "bad-lock");
    let said = office.run(&["policy", "release", "policies/none.toml"]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert_eq!(office.run(&["policy", "release", FIRST, "--on", "2027-01-01"]).code, Some(2));
}
