//! What stands beside an item: rivals of the same matter, linked matters, other schemes, and caps.

use crate::explain::{Case, Choice, Document, Fields, Label, Phrase};
use crate::policy::CapYear;
use crate::position::{Excluded, ExcludedBy, Item, Outcome};
use crate::value::{Bilingual, Day, Fen};

/// What beat the item, and the paths not taken because of it.
pub(super) fn choice(page: &mut Document, case: &Case<'_>, item: &Item) {
    if item.outcome != Outcome::Due {
        return;
    }
    let mut said: Vec<Phrase> = item.excluded.iter().map(|excluded| against(case, excluded)).collect();
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

fn against(case: &Case<'_>, excluded: &Excluded) -> Phrase {
    let amount = excluded.amount;
    match &excluded.by {
        ExcludedBy::Item(other) => match case.position.items.get(*other) {
            Some(other) => {
                let (title, matter) = (case.title(other), case.matter(other));
                Choice::TakenBy { amount, title, matter, net: other.net }.into()
            }
            None => Choice::Alone.into(),
        },
        ExcludedBy::Linked { exclusion, .. } => {
            let rule = case.program.exclusions.get(*exclusion);
            let article = rule.map_or_else(|| "".into(), |rule| rule.article.clone());
            let rule = rule.map_or_else(|| Bilingual::new("不重复", "no repeat"), |rule| rule.title.clone());
            Choice::TakenByLink { amount, rule, article }.into()
        }
        ExcludedBy::Other(fact) => {
            let scheme = case.fact(*fact).map(|found| Fields::naming(case.catalogue, found)).unwrap_or_default();
            Choice::TakenByOther { amount, scheme, fact: *fact }.into()
        }
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
    let said = |other: &Item| {
        let (title, matter) = (case.title(other), case.matter(other));
        Choice::Rejected { title, matter, gross: other.gross, net: other.net }.into()
    };
    case.position.items.iter().filter(beaten).map(said).collect()
}

/// Every cap above the item, also those that do not bind.
pub(super) fn caps(page: &mut Document, case: &Case<'_>, item: &Item) {
    let (Some(grant), Outcome::Due) = (item.grant, &item.outcome) else { return };
    let mut said: Vec<Phrase> = Vec::new();
    let year = cap_year(case, item);
    let limits = case.program.limits.iter().enumerate().filter(|(_, limit)| limit.grants.contains(&grant));
    for (number, limit) in limits {
        for used in case.position.caps.iter().filter(|cap| cap.limit == number && cap.year == year) {
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

/// The year of the caps an item uses.
pub(in crate::explain) fn cap_year(case: &Case<'_>, item: &Item) -> i32 {
    match case.program.options.cap_year {
        CapYear::Fact => item.fact_year,
        CapYear::Payment => {
            let paid = item.moved.first().map(|(day, _)| *day).or(item.approved_on).map(Day::year);
            paid.unwrap_or(item.fact_year.saturating_add(1))
        }
    }
}
