//! Why there is nothing, or less than hoped for: the nearest failed condition first, and which fact would change it.

use crate::explain::shown::numeral;
use crate::explain::why::{conclusion, condition_phrase, moving, steps};
use crate::explain::{
    Case, Clause, Document, Filed, Heading, Label, Listed, Phrase, Remedy, Verdict, makers, remedies,
};
use crate::policy::Grant;
use crate::position::{ApplicationBasis, Item, Outcome};
use std::sync::Arc;

/// Explains every item of an article (by its name, or by its number: `7`, `art7`) or of one grant by its id, and for a
/// grant without any item which fact would make one.
pub fn why_not(case: &Case<'_>, wanted: &str) -> Document {
    let mut page = Document::default();
    let grants: Vec<&Grant> = case.program.grants.iter().filter(|grant| is_meant(grant, wanted)).collect();
    page.say(0, Heading::WhyNot { wanted: asked(&grants, wanted), who: case.who() });
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    if grants.is_empty() {
        page.say(1, Remedy::NoSuch { wanted: wanted.into(), articles: Listed(articles(case.program.grants.iter())) });
    }
    for grant in grants {
        let own: Vec<&Item> = case.position.items.iter().filter(|item| is_of(case, item, grant)).collect();
        if own.is_empty() && !is_last(case, grant) {
            continue;
        }
        page.say(0, Heading::Grant { title: grant.title.clone(), article: grant.article.clone() });
        page.say(1, Clause::Restated { words: grant.restates.clone() });
        if own.is_empty() {
            page.say_under(1, Label::Remedy, makers::makers(case, grant));
            for asked in makers::asked_of_facts(case, grant) {
                page.say(3, asked);
            }
        }
        for item in own {
            one(&mut page, case, item);
        }
    }
    // Money that nobody can place may have been paid for what is asked about.
    for item in case.position.items.iter().filter(|item| item.grant_id.is_empty()) {
        one(&mut page, case, item);
    }
    page
}

/// Whether an item is of a grant, and of no other document's grant of the same name.
fn is_of(case: &Case<'_>, item: &Item, grant: &Grant) -> bool {
    item.grant_id == grant.id && case.grant(item).is_none_or(|own| own.document == grant.document)
}

/// Whether no later document has a grant of the same name. What an earlier one would give is told only where it gives.
pub(super) fn is_last(case: &Case<'_>, grant: &Grant) -> bool {
    let first = |document: usize| case.program.document(document).force.first;
    let mut same = case.program.grants.iter().filter(|other| other.id == grant.id);
    !same.any(|other| first(other.document) > first(grant.document))
}

fn articles<'g>(grants: impl Iterator<Item = &'g Grant>) -> Vec<Phrase> {
    let mut articles: Vec<&Arc<str>> = grants.map(|grant| &grant.article).collect();
    articles.dedup();
    articles.into_iter().map(|text| Filed::Text { text: text.clone() }.into()).collect()
}

/// What was asked for, by the names of the articles; as it was typed where nothing goes by it.
fn asked(grants: &[&Grant], wanted: &str) -> Listed {
    if grants.is_empty() {
        return Listed(vec![Filed::Text { text: wanted.into() }.into()]);
    }
    Listed(articles(grants.iter().copied()))
}

/// A grant by its id or its title, an article by its name or its number.
fn is_meant(grant: &Grant, wanted: &str) -> bool {
    let wanted = wanted.trim();
    let named = *grant.id == *wanted || *grant.article == *wanted || *grant.title.zh == *wanted;
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    let prefix = wanted.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
    let by_number = matches!(prefix.to_ascii_lowercase().as_str(), "" | "art" | "art." | "article");
    let number: Option<u16> = digits.parse().ok().filter(|_| by_number);
    let spelt: String = grant.article.chars().filter(|letter| NUMERALS.contains(*letter)).collect();
    named || number.is_some_and(|number| spelt == numeral(number)) || (!wanted.is_empty() && spelt == wanted)
}

/// The letters Chinese numerals are made of.
const NUMERALS: &str = "一二三四五六七八九十";

/// One item: what follows, each failed condition with what would change it, and what it would give then.
fn one(page: &mut Document, case: &Case<'_>, item: &Item) {
    let (title, matter) = (case.title(item), case.matter(item));
    page.say(1, Heading::Item { title, matter, year: item.fact_year });
    match item.outcome {
        Outcome::Refused(_) => {}
        Outcome::Due
        | Outcome::Undetermined(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::NoGoverningPolicy(_)
        | Outcome::FactGone => {
            for phrase in conclusion(case, item) {
                page.say(2, phrase);
            }
        }
    }
    match item.outcome {
        Outcome::Refused(_) => refused(page, case, item),
        Outcome::MissedCall => page.say(2, Remedy::Lost),
        Outcome::Due if item.outstanding.is_positive() => match item.application.basis {
            ApplicationBasis::Horizon => page.say(2, Remedy::Apply { year: item.fact_year.saturating_add(1) }),
            ApplicationBasis::Submitted(_) | ApplicationBasis::Approved(_) | ApplicationBasis::Missed => {}
        },
        Outcome::Due
        | Outcome::Undetermined(_)
        | Outcome::NotNamed
        | Outcome::NoGoverningPolicy(_)
        | Outcome::FactGone => {}
    }
}

fn refused(page: &mut Document, case: &Case<'_>, item: &Item) {
    let failed = remedies::failed(case, item);
    if failed.len() > 1 {
        page.say(2, Verdict::RefusedBy { count: failed.len() });
    } else {
        for phrase in conclusion(case, item) {
            page.say(2, phrase);
        }
    }
    for index in failed {
        let Some(check) = item.checks.get(index) else { continue };
        page.say(2, condition_phrase(case, item, index, check));
        for step in steps(case, item, check) {
            page.say(3, step);
        }
        for remedy in remedies::remedies(case, item, index) {
            page.say(3, remedy);
        }
    }
    if let Some(lifted) = remedies::lifted(case, item) {
        page.say(2, lifted);
    }
    for (reading, others) in moving(case, item).0 {
        page.say(2, reading);
        for other in others {
            page.say(3, other);
        }
    }
}
