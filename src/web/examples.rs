//! A value that fits each name of an address, for whoever left it empty.

/// The example of a name; none for a name that no address takes.
pub(super) fn example(name: &str) -> Option<&'static str> {
    Some(match name {
        "on" => "2026-08-20",
        "known" => "2026-08-20, 2026-08-20T12:00:00+08:00, 48213",
        "read" => "R=OPTION (/policies/readings)",
        "lang" => "zh, en",
        "q" => "P-2026-0001",
        "kind" | "type" => "payment.made",
        "subject" | "of" => "91110108551385082Q",
        "tag" => "payment:P-2026-0001",
        "version" => "1",
        "from" | "before" => "48213",
        "limit" => "100",
        "year" => "2027",
        "rule" => "D01,D05",
        "within" => "90d",
        "policy" => "changping-2025-8",
        "path" => "PATH (/policies/parameters)",
        "set" => "PATH=15% (/policies/parameters)",
        "sweep" => "PATH=5%..20%/1% (/policies/parameters)",
        "drop" => "190",
        "only-known" => "2026-08-20, 48213",
        "by" => "clerk",
        "about" => "subject:91110108551385082Q",
        "since" | "until" => "2026-11-30",
        "afresh" | "all" | "backwards" | "dry_run" | "form" | "full" | "sensitivity" | "why" => "yes",
        _ => return None,
    })
}

#[test]
fn every_name_of_an_address_has_an_example() {
    let pages = super::routes::PAGES.iter().flat_map(|page| page.takes);
    let all = pages.copied().chain(super::api::takes()).chain(["on", "known", "read", "lang"]);
    for name in all {
        assert!(example(name).is_some(), "{name}");
    }
    assert_eq!(example("nowhere"), None);
}
