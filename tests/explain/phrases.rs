//! What holds of every document, over the stories told here.

use super::{certified, high_tech};
use crate::story::ENTERPRISE;
use qizhang::explain::{Document, Part, why, why_not};
use qizhang::value::Lang;

fn documents() -> Vec<Document> {
    let told = [certified(), high_tech(), super::why::choice()]
        .map(|story| story.told(ENTERPRISE, "2027-06-30", "2027-06-30"));
    let mut all = Vec::new();
    for told in &told {
        all.extend(told.position.items.iter().map(|item| why(&told.case(), item, None)));
        all.push(why_not(&told.case(), "5"));
    }
    all
}

#[test]
fn names_are_stable_words_and_sentences_are_not_empty() {
    for document in documents() {
        for part in &document.parts {
            let Part::Line(line) = part else { continue };
            let name = line.phrase.name();
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
            for lang in [Lang::Zh, Lang::En] {
                let said = line.phrase.say(lang);
                assert!(
                    !said.trim().is_empty() && !said.contains("  ，") && !said.contains("，，"),
                    "{name}: {said:?}"
                );
            }
        }
    }
}

#[test]
fn what_a_line_names_can_be_picked_out() {
    let told = super::why::choice().told(ENTERPRISE, "2027-06-30", "2027-06-30");
    let item = told.items("第十四条/首台套")[0];
    let document = why(&told.case(), item, None);
    assert!(document.facts().contains(&item.facts[0]), "the fact of the item is named");
    let amounts: Vec<_> = document
        .parts
        .iter()
        .filter_map(|part| if let Part::Line(line) = part { Some(line.phrase.amounts()) } else { None })
        .flatten()
        .collect();
    assert!(amounts.contains(&item.gross), "its gross is named");
}
