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

#[test]
fn the_addresses_of_the_guide_answer() {
    let named = addresses("docs/guides/serve.md");
    assert_eq!(named, addresses("docs/guides/serve.zh.md"));
    assert!(named.len() > 15, "{named:?}");
    let office = Office::with_story();
    let open = Open::of(&office);
    for address in named {
        let reply = open.get(&address);
        assert!(
            reply.status == 200 || (reply.status == 303 && address.starts_with("/search")),
            "{address}: {}",
            reply.text
        );
    }
}
