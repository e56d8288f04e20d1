//! What stands beside an item: rivals of the same matter, linked matters, other schemes, and caps.

use super::outcome::{room, scheme};
use crate::explain::{Case, Choice, Document, Label, Phrase};
use crate::policy::AboveCap;
use crate::position::{CapUse, Excluded, ExcludedBy, Item, Outcome};
use crate::value::{Bilingual, Fen};

/// What beat the item, and the paths not taken because of it.
pub(super) fn choice(page: &mut Document, case: &Case<'_>, item: &Item) {
    if item.outcome != Outcome::Due {
        return;
    }
    let mut said: Vec<Phrase> = Vec::new();
    for excluded in &item.excluded {
        said.push(against(case, excluded));
        if let ExcludedBy::Item(other) = excluded.by {
            said.extend(case.position.items.get(other).and_then(|other| no_room(case, item, other)));
        }
    }
    let rejected = rejected(case, item);
    let rivals =
        !rejected.is_empty() || item.excluded.iter().any(|excluded| matches!(excluded.by, ExcludedBy::Item(_)));
    said.extend(rejected);
    if said.is_empty() {
        said.push(Choice::Alone.into());
    }
    if rivals {
        let total = case.position.items.iter().map(|item| item.net).sum();
        said.push(Choice::BestTotal { total }.into());
    }
    page.say_under(1, Label::NoRepeat, said);
}

/// The cap that makes a lesser item stand in place of a higher one.
fn no_room(case: &Case<'_>, item: &Item, other: &Item) -> Option<Phrase> {
    let lost = !item.net.is_positive();
    room(case, item, other).filter(|_| lost).map(|room| room.told(case.title(item)))
}

fn against(case: &Case<'_>, excluded: &Excluded) -> Phrase {
    let amount = excluded.amount;
    match &excluded.by {
        ExcludedBy::Item(other) => match case.position.items.get(*other) {
            Some(other) => {
                let (title, matter) = (case.title(other), case.matter(other));
                Choice::TakenBy { amount, title, matter, year: other.fact_year, net: other.net }.into()
            }
            None => Choice::Alone.into(),
        },
        ExcludedBy::Linked { exclusion, item } => {
            let rule = case.program.exclusions.get(*exclusion);
            let article = rule.map_or_else(|| "".into(), |rule| rule.article.clone());
            let rule = rule.map_or_else(|| Bilingual::new("不重复", "no repeat"), |rule| rule.title.clone());
            match item.and_then(|other| case.position.items.get(other)) {
                Some(other) => Choice::TakenByLinked { amount, rule, article, matter: case.matter(other) }.into(),
                None => Choice::TakenByLink { amount, rule, article }.into(),
            }
        }
        ExcludedBy::Other(fact) => Choice::TakenByOther { amount, scheme: scheme(case, *fact), fact: *fact }.into(),
    }
}

/// The items this one stands in place of, each with what it would be by itself.
fn rejected(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let Some(own) = case.position.items.iter().position(|known| known == item) else { return Vec::new() };
    let beaten = |other: &&Item| {
        other.excluded.iter().any(|excluded| match &excluded.by {
            ExcludedBy::Item(by) => *by == own,
            ExcludedBy::Linked { item, .. } => *item == Some(own),
            ExcludedBy::Other(_) => false,
        })
    };
    let mut said: Vec<Phrase> = Vec::new();
    for other in case.position.items.iter().filter(beaten) {
        let (title, matter) = (case.title(other), case.matter(other));
        said.push(Choice::Rejected { title, matter, year: other.fact_year, gross: other.gross, net: other.net }.into());
        let rival = other.excluded.iter().any(|excluded| excluded.by == ExcludedBy::Item(own));
        said.extend(no_room(case, other, item).filter(|_| rival));
    }
    said
}

/// Every cap above the item, also those that do not bind.
pub(super) fn caps(page: &mut Document, case: &Case<'_>, item: &Item) {
    let (Some(grant), Outcome::Due) = (item.grant, &item.outcome) else { return };
    let mut said: Vec<Phrase> = Vec::new();
    let year = item.cap_year(case.document(item));
    let carried = case.document(item).options.above_cap == AboveCap::Carried;
    let limits = case.program.limits.iter().enumerate().filter(|(_, limit)| limit.grants.contains(&grant));
    for (number, limit) in limits {
        let later = |cap: &&CapUse| carried && cap.year > year && cap.used.is_positive();
        let own = case.position.caps.iter().filter(|cap| cap.limit == number);
        for used in own.filter(|cap| cap.year == year || later(cap)) {
            if used.year > year {
                said.push(Choice::Carried { from: year, to: used.year }.into());
            }
            let (article, title) = (limit.article.clone(), limit.title.clone());
            let (year, cap, left) = (used.year, used.cap, used.cap.less(used.used));
            let used = used.used;
            let use_of = if left == Fen::ZERO {
                Choice::Full { article, title, year, used, cap }
            } else {
                Choice::Free { article, title, year, used, cap, left }
            };
            said.push(use_of.into());
        }
    }
    for cut in &item.cuts {
        if let Some(limit) = case.program.limits.get(cut.limit) {
            said.push(Choice::CutBy { amount: cut.amount, title: limit.title.clone(), year: cut.year }.into());
        }
    }
    if said.is_empty() {
        said.push(Choice::NoCap.into());
    }
    page.say_under(1, Label::Cap, said);
}
