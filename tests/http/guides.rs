//! The guide names addresses that answer when they are typed as written, the same in both languages.

use super::Open;
use crate::cli::Office;
use std::path::Path;

/// The addresses of a page, in code.
fn addresses(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|piece| piece.starts_with('/')).map(str::to_owned).collect()
}

/// What stands in a block of a guide, by the word behind its marks.
fn blocks(page: &str, kind: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let begun = format!("```{kind}\n");
    let found = text.split(begun.as_str()).skip(1).filter_map(|rest| rest.split("\n```").next());
    found.map(str::to_owned).collect()
}

/// The commands of the guide for programs, as they stand: tokens are issued, and what is sent is recorded.
#[test]
fn the_guide_for_programs_goes_as_it_stands() {
    let (english, chinese) = ("docs/guides/api.md", "docs/guides/api.zh.md");
    assert_eq!(addresses(english).len(), addresses(chinese).len());
    assert_eq!(blocks(english, "sh"), blocks(chinese, "sh"), "the commands are the same in both languages");
    let office = Office::with_story();
    let open = Open::written(&office);
    let plain = |address: &&String| !address.contains(['…', '?']) || address.contains('=');
    for address in addresses(english).iter().filter(plain).filter(|address| !address.contains("subscribe")) {
        let reply = open.get(address);
        assert_eq!(reply.status, 200, "{address}: {}", reply.text);
    }
    let blocks = blocks(english, "sh");
    let new = blocks.iter().find_map(|block| block.lines().find(|line| line.starts_with("qizhang token new"))).unwrap();
    let words: Vec<&str> =
        new.split(' ').skip(1).map(|word| if word == "2027-06-30" { "2900-01-01" } else { word }).collect();
    let token = office.done(&words);
    let sent = blocks.last().unwrap();
    let body = sent.split("-d '").nth(1).unwrap().trim_end_matches('\'');
    let header = |name: &str| {
        let line = sent.lines().find(|line| line.contains(&format!("{name}:"))).unwrap();
        line.split(&format!("{name}: ")).nth(1).unwrap().trim_end_matches([' ', '\\', '\'']).to_owned()
    };
    let bearer = format!("Bearer {}", token.trim());
    let (kind, key) = (header("Content-Type"), header("Idempotency-Key"));
    let headers = [("Authorization", &*bearer), ("Content-Type", &*kind), ("Idempotency-Key", &*key)];
    let reply = open.post("/api/v1/events", &headers, body);
    assert_eq!(reply.status, 201, "{}", reply.text);
    let again = open.post("/api/v1/events", &headers, body);
    assert_eq!((again.status, again.text), (200, reply.text));
}

/// The lines about what-ifs that take long, one after the other.
#[test]
fn the_jobs_of_the_guide_go_as_they_stand() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let blocks = blocks("docs/guides/api.md", "sh");
    let lines: Vec<&str> = blocks.iter().find(|block| block.contains("/jobs/1/result")).unwrap().lines().collect();
    let path = |line: &str| {
        let address = line.split("http://127.0.0.1:7480").nth(1).unwrap();
        address.trim_end_matches('\'').to_owned()
    };
    let [begin, look, result, stop] = lines[..] else { panic!("{lines:?}") };
    assert_eq!(open.post(&path(begin), &[], "").status, 202);
    assert_eq!(super::jobs::ended(&open, &path(look))["state"], "done");
    assert_eq!(open.get(&path(result)).status, 200);
    assert_eq!(open.post(&path(stop), &[], "").status, 200);
}

#[test]
fn the_addresses_of_the_guide_answer() {
    let named = addresses("docs/guides/serve.md");
    assert_eq!(named, addresses("docs/guides/serve.zh.md"));
    assert!(named.len() > 15, "{named:?}");
    let office = Office::with_story();
    // A bundle is signed, so it is given where the ledger is open for writing.
    let open = Open::written(&office);
    for address in named {
        let reply = open.get(&address);
        assert!(
            reply.status == 200 || (reply.status == 303 && address.starts_with("/search")),
            "{address}: {}",
            reply.text
        );
    }
}
