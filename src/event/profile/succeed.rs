//! The next version of a declaration to begin with: the same text under the next number.

use crate::event::profile::tree::{Content, Entry, Node};

/// The text of the next version: all as before but the number, and an empty `x-upcast`, which says that everything reads as it did. None
/// where the text is no declaration of this version.
pub(in crate::event) fn succeed(text: &str, version: u16, next: u16) -> Option<String> {
    let node = Node::read(text).ok()?;
    let Content::Object(entries) = &node.content else { return None };
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    let id = find("$id")?;
    let (number, rest) = (version.to_string(), id.value.text.trim_matches('"'));
    let (stem, end) = match rest.strip_suffix(".json") {
        Some(stem) => (stem, ".json"),
        None => (rest, ""),
    };
    let renamed = format!("\"{}{next}{end}\"", stem.strip_suffix(&number)?);
    let mut changes = vec![(id.value.at, id.value.text.len(), renamed)];
    match find("x-upcast") {
        Some(old) => changes.push((old.value.at, old.value.text.len(), "{}".to_owned())),
        None => changes.push((properties(entries)?.at, 0, "\"x-upcast\": {},\n  ".to_owned())),
    }
    // From the end, so that the places before stay where they are.
    changes.sort_by_key(|(at, _, _)| std::cmp::Reverse(*at));
    let mut next = text.to_owned();
    for (at, length, with) in changes {
        next.replace_range(at..at.checked_add(length)?, &with);
    }
    Some(next)
}

fn properties<'e, 't>(entries: &'e [Entry<'t>]) -> Option<&'e Entry<'t>> {
    entries.iter().find(|entry| entry.key == "properties")
}
