//! Values that fit the names of addresses: what is said to whoever left one empty, and what the description of the API has, which answers in the
//! ledger of the front page.

/// What fits a name of an address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Example {
    /// As it is told, perhaps in several forms, or with where to find one.
    pub(super) told: &'static str,
    /// One that answers; none where that depends on the rules of a ledger.
    pub(super) asked: Option<&'static str>,
}

const fn one(value: &'static str) -> Example {
    Example { told: value, asked: Some(value) }
}

const fn told(told: &'static str, asked: &'static str) -> Example {
    Example { told, asked: Some(asked) }
}

const fn only_told(told: &'static str) -> Example {
    Example { told, asked: None }
}

/// The example of a name; none for a name that no address takes.
pub(super) fn example(name: &str) -> Option<Example> {
    Some(match name {
        "on" => told("2026-08-20", "2026-12-31"),
        "known" => told("2026-08-20, 2026-08-20T12:00:00+08:00, 48213", "2026-12-31"),
        "read" => told("R=OPTION (/policies/readings)", "R5.3=year_before_application"),
        "lang" => told("zh, en", "zh"),
        "q" => one("P-2026-0001"),
        "kind" | "type" => one("payment.made"),
        "subject" | "of" => one("91110108551385082Q"),
        "tag" => one("payment:P-2026-0001"),
        "version" => one("1"),
        "from" => told("48213", "190"),
        "before" => only_told("48213"),
        "limit" => told("100", "10"),
        "year" => told("2027", "2026"),
        "rule" => told("D01,D05", "D05"),
        "within" => one("90d"),
        "policy" => one("changping-2025-8"),
        "path" => only_told("PATH (/policies/parameters)"),
        "set" => only_told("PATH=15% (/policies/parameters)"),
        "sweep" => only_told("PATH=5%..20%/1% (/policies/parameters)"),
        "drop" => one("190"),
        "only-known" => told("2026-08-20, 48213", "150"),
        "by" => only_told("clerk"),
        "about" => only_told("subject:91110108551385082Q"),
        "since" | "until" => only_told("2026-11-30"),
        "afresh" | "all" | "backwards" | "dry_run" | "full" | "sensitivity" | "unfold" | "why" => one("yes"),
        "form" => only_told("yes"),
        "Last-Event-ID" => told("48213", "195"),
        _ => return None,
    })
}

/// What fits a step of a path that is a name, and answers.
pub(super) fn step(name: &str) -> Option<&'static str> {
    Some(match name {
        "code" => "91110108551385082Q",
        "article" => "5",
        "number" => "P-2026-0001",
        "finding" => "D05-64c76e818251",
        "job" | "version" => "1",
        "position" => "190",
        "name" => "payment.made",
        "register" => "19",
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
    assert!(example("nowhere").is_none() && step("nowhere").is_none());
}
