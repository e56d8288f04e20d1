//! `--json a,b.c`.

use super::position::shown;
use crate::story::Story;
use qizhang::view::select;
use serde_json::{Value, json};

fn document() -> Value {
    let story = Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    shown(&story.position("2027-06-30"), &story.program())
}

#[test]
fn only_the_named_fields_are_kept() {
    let kept = select(&document(), "subject, items.net,items.application.basis");
    let expected = json!({
        "subject": crate::story::ENTERPRISE,
        "items": [{"net": "10000.00", "application": {"basis": "horizon"}}],
    });
    assert_eq!(kept, Ok(expected));
}

#[test]
fn a_whole_field_swallows_its_parts_in_any_order() {
    let document = document();
    let whole = json!({"items": document["items"]});
    for fields in ["items", "items,items.net", "items.net,items"] {
        assert_eq!(select(&document, fields), Ok(whole.clone()), "{fields}");
    }
}

#[test]
fn nothing_named_keeps_everything() {
    let document = document();
    assert_eq!(select(&document, ""), Ok(document.clone()));
}

#[test]
fn an_unknown_name_tells_the_nearest() {
    let document = document();
    for (asked, meant) in [
        ("item.net", Some("items")),
        ("items.nett", Some("items.net")),
        // Nothing was cut here; the published schema knows the names all the same.
        ("items.cap_cut.amuont", Some("items.cap_cut.amount")),
        ("items.application.event.positon", Some("items.application.event.position")),
        ("subject.name", None),
        ("items.net.yuan", None),
    ] {
        let refused = select(&document, asked).expect_err(asked);
        assert_eq!((refused.field.as_str(), refused.nearest.as_deref()), (asked, meant));
    }
    let refused = select(&document, "items.excluded.colour").expect_err("no such field");
    assert_eq!(refused.known.first().map(String::as_str), Some("items.excluded.amount"));
}
