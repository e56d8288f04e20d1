//! A module is entered through its `mod.rs`, which names what is inside and does nothing.

use super::sources;

/// The items of a file, without comments and attributes.
fn items(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| line.to_owned() + "\n").collect();
    code.split(';').map(|item| without_attributes(item).to_owned()).filter(|item| !item.is_empty()).collect()
}

fn without_attributes(item: &str) -> &str {
    let mut rest = item.trim();
    while rest.starts_with('#') {
        let mut depth = 0_i32;
        let end = rest.find(|letter| {
            depth += i32::from(letter == '[') - i32::from(letter == ']');
            letter == ']' && depth == 0
        });
        rest = end.map_or("", |end| rest[end + 1..].trim());
    }
    rest
}

fn only_names(item: &str) -> bool {
    let item = item.strip_prefix("pub(crate) ").or_else(|| item.strip_prefix("pub(super) ")).unwrap_or(item);
    let item = item.strip_prefix("pub ").unwrap_or(item);
    (item.starts_with("mod ") && !item.contains('{')) || item.starts_with("use ")
}

#[test]
fn a_door_only_opens() {
    let mut wrong = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| path.ends_with("mod.rs")) {
        let others = items(text).into_iter().filter(|item| !only_names(item));
        wrong.extend(others.map(|item| format!("src/{path}: {}", item.lines().next().unwrap_or_default())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_doors_sees_what_does_more() {
    let door = "//! A door; it says so.\n\n#![deny(a, b)]\n\n#[cfg(feature = \"x\")]\nmod a;\npub use a::{B, C};\n";
    assert!(items(door).iter().all(|item| only_names(item)), "{:?}", items(door));
    for more in ["fn f() {}", "pub const A: u8 = 1;", "mod a { fn f() {} }", "pub struct A;", "macro!();"] {
        assert!(!items(more).iter().all(|item| only_names(item)), "{more}");
    }
}
