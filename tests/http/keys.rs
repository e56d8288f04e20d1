//! The keys of a page are those that its list tells, and the command at its foot can be taken along.

use super::client::SCRIPT;
use super::{ON, Open, SUBJECT};
use crate::cli::Office;

/// What stands behind each place of a mark, up to the next mark of the other kind.
fn after<'p>(page: &'p str, from: &'p str, to: &'p str) -> impl Iterator<Item = &'p str> {
    page.split(from).skip(1).map(move |rest| rest.split(to).next().unwrap_or_default())
}

/// The letters that elements of a page have, and those that its list tells.
fn keys(page: &str) -> (Vec<String>, Vec<String>) {
    let mut held: Vec<String> = after(page, "accesskey=\"", "\"").map(str::to_uppercase).collect();
    let mut told: Vec<String> = after(page, "<kbd>", "</kbd>").map(str::to_owned).collect();
    held.sort();
    told.sort();
    (held, told)
}

#[test]
fn every_key_of_a_page_is_told_and_every_key_told_is_there() {
    let office = Office::with_story();
    let open = Open::written(&office);
    for (path, letters) in [
        ("/", "C D H J K L M S W"),
        ("/search?q=91", "C D H J K L M S W"),
        // Nothing was asked for.
        ("/search", "D H J K L M S W"),
        (&*format!("/subjects/{SUBJECT}?{ON}"), "C D H J K L M S W"),
        ("/findings?lang=en", "C D H J K L M S W"),
        // Nothing was supposed yet, so that there is no answer to take away.
        ("/whatif", "D H K L M S"),
        ("/sign-in", "H K L M S"),
        // What is refused is told and nothing else.
        ("/subjects/91110108MA01ABCD1X", ""),
    ] {
        let (held, told) = keys(&open.get(path).text);
        assert_eq!((held.join(" "), told.join(" ")), (letters.to_owned(), letters.to_owned()), "{path}");
    }
}

#[test]
fn the_command_is_taken_along_by_a_script_and_marked_by_a_click_without_one() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/subjects/{SUBJECT}?{ON}"));
    assert!(page.contains(SCRIPT), "{page}");
    let command = after(&page, "<code id=\"command\">", "</code>").collect::<Vec<_>>();
    assert_eq!(command, [format!("qizhang show {SUBJECT} --ledger qizhang.ledger --on 2026-12-31 --known 196")]);
    // A button that does nothing is not shown: the script shows it.
    let button = after(&page, "<button type=\"button\" ", ">").collect::<Vec<_>>();
    let [attributes] = button.as_slice() else { panic!("{button:?}") };
    assert!(attributes.starts_with("class=\"scripted\" hidden data-copies=\"command\""), "{attributes}");
    let script = open.get("/copy.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    for piece in ["'.scripted'", "button[data-copies]", "dataset.done", "dataset.marked"] {
        assert!(script.text.contains(piece), "{piece}");
    }
    assert!(open.get("/style.css").text.contains(".command code { user-select: all; white-space: pre-wrap; }"));
}
