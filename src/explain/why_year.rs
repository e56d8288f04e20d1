//! Everything a subject gets for the facts of one year, on one page: each item with its clause, formula and result.

use crate::explain::why::{conclusion, formula_phrases};
use crate::explain::{Case, Clause, Count, Document, Filed, Heading, Ordinal};
use crate::position::{Item, Outcome};

/// One page for the facts of a year, in the order of the document, with the sum at the end.
pub fn why_year(case: &Case<'_>, year: i32) -> Document {
    let mut page = Document::default();
    page.say(0, Heading::WhyYear { year, who: case.who() });
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    let mut own: Vec<&Item> = case.position.items.iter().filter(|item| item.fact_year == year).collect();
    own.sort_by_key(|item| (item.grant.unwrap_or(usize::MAX), item.day));
    for item in &own {
        page.say(1, Heading::ItemOf { title: case.heading(item).both(), matter: case.matter(item) });
        if let Some(grant) = case.grant(item) {
            let (document, article) = (case.document(item).document.clone(), grant.article.clone());
            page.say(2, Clause::Sentence { document, article, sentence: Ordinal(grant.sentence) });
        }
        for phrase in formula_phrases(case, item).into_iter().chain(conclusion(case, item)) {
            page.say(2, phrase);
        }
    }
    let net = own.iter().map(|item| item.net).sum();
    page.say(0, Heading::YearSum { year, items: Count::of(own.len(), "item"), net });
    let count = |known: fn(&Outcome) -> bool| own.iter().filter(|item| known(&item.outcome)).count();
    let open = count(|outcome| matches!(outcome, Outcome::Undetermined(_)));
    let ungoverned = count(|outcome| matches!(outcome, Outcome::NoGoverningPolicy(_)));
    if open > 0 {
        page.say(1, Filed::OpenBesides { count: open });
    }
    if ungoverned > 0 {
        page.say(1, Filed::UngovernedBesides { count: ungoverned });
    }
    page
}
