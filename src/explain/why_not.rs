//! Why there is nothing, or less than hoped for: the nearest failed condition first, and which fact would change it.

use crate::explain::filing::makers;
use crate::explain::why::conclusion;
use crate::explain::{Case, Document, Heading, Label, Phrase, Remedy};
use crate::policy::Grant;
use crate::position::Item;

/// Explains every item of an article (`第七条`, `7`, `art7`) or of one grant (`第七条/标准`), and for a grant without any item
/// which fact would make one.
pub fn why_not(case: &Case<'_>, wanted: &str) -> Document {
    let mut page = Document::default();
    page.say(0, Heading::WhyNot { wanted: wanted.into(), who: case.who() });
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    let grants: Vec<&Grant> = case.program.grants.iter().filter(|grant| is_meant(grant, wanted)).collect();
    if grants.is_empty() {
        let mut articles: Vec<&std::sync::Arc<str>> = case.program.grants.iter().map(|grant| &grant.article).collect();
        articles.dedup();
        let articles =
            articles.into_iter().map(|text| crate::explain::Filed::Text { text: text.clone() }.into()).collect();
        page.say(0, Remedy::NoSuch { wanted: wanted.into(), articles });
    }
    for grant in grants {
        page.say(0, Heading::Grant { title: grant.title.clone(), article: grant.article.clone() });
        let own: Vec<&Item> = case.position.items.iter().filter(|item| item.grant_id == grant.id).collect();
        if own.is_empty() {
            page.say_under(1, Label::Remedy, makers(case, grant));
        }
        for item in own {
            let said: Vec<Phrase> = conclusion(case, item);
            page.say(1, Heading::Item { title: case.title(item), matter: case.matter(item), gross: item.gross });
            for phrase in said {
                page.say(2, phrase);
            }
        }
    }
    page
}

fn is_meant(grant: &Grant, wanted: &str) -> bool {
    *grant.id == *wanted || *grant.article == *wanted
}
