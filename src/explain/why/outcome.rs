//! What an item comes to in a few words, and what brings one that is due to nothing.

use crate::explain::{Case, Choice, Fields, Filed, Phrase, Verdict};
use crate::policy::{Exclusion, Limit, LowerPaid};
use crate::position::{ExcludedBy, FactRef, Item, Outcome};
use crate::value::{Bilingual, Day, Fen};

/// Why an item that is due nets nothing.
pub(super) enum Reason<'c> {
    /// Its own amount is nothing.
    Zero,
    /// It is asked back since this day.
    ClawedBack(Day),
    /// Another item of the matter is the better one.
    Rival(&'c Item),
    /// Another item of the matter gives less, but the cap leaves no room for this one.
    NoRoom(&'c Item, Room<'c>),
    /// A linked matter stands against it.
    Link(&'c Exclusion, Option<&'c Item>),
    /// Another scheme supports it.
    Other(FactRef),
    /// A cap took all.
    Cap(&'c Limit, i32),
}

/// A cap that has less room than an item needs.
pub(super) struct Room<'c> {
    limit: &'c Limit,
    year: i32,
    used: Fen,
    cap: Fen,
}

/// The largest reduction of an item that nets nothing.
pub(super) fn reason<'c>(case: &Case<'c>, item: &Item) -> Option<Reason<'c>> {
    if item.outcome != Outcome::Due || item.net.is_positive() {
        return None;
    }
    if !item.gross.is_positive() {
        return Some(Reason::Zero);
    }
    let excluded = item.excluded.iter().max_by_key(|excluded| excluded.amount);
    let cut = item.cuts.iter().max_by_key(|cut| cut.amount);
    let more = cut.is_some_and(|cut| excluded.is_none_or(|excluded| excluded.amount < cut.amount));
    if let Some(cut) = cut.filter(|_| more) {
        return case.program.limits.get(cut.limit).map(|limit| Reason::Cap(limit, cut.year));
    }
    let Some(excluded) = excluded else { return item.withheld_since.map(Reason::ClawedBack) };
    let items = &case.position.items;
    Some(match &excluded.by {
        ExcludedBy::Item(other) => {
            let other = items.get(*other)?;
            match room(case, item, other) {
                Some(room) => Reason::NoRoom(other, room),
                None => Reason::Rival(other),
            }
        }
        ExcludedBy::Linked { exclusion, item } => {
            Reason::Link(case.program.exclusions.get(*exclusion)?, item.and_then(|other| items.get(other)))
        }
        ExcludedBy::Other(fact) => Reason::Other(*fact),
    })
}

/// The cap that lets a lesser rival stand in place of an item; none where the rival is not lesser.
pub(super) fn room<'c>(case: &Case<'c>, item: &Item, rival: &Item) -> Option<Room<'c>> {
    let given_up = case.document(item).options.lower_paid == LowerPaid::Nothing && rival.approved.is_positive();
    if rival.net >= item.gross || given_up {
        return None;
    }
    let (grant, year) = (item.grant?, item.cap_year(case.document(item)));
    let mut limits = case.program.limits.iter().enumerate().filter(|(_, limit)| limit.grants.contains(&grant));
    limits.find_map(|(number, limit)| {
        let cap = case.position.caps.iter().find(|cap| cap.limit == number && cap.year == year)?;
        let short = cap.cap.less(cap.used) < item.gross;
        short.then_some(Room { limit, year, used: cap.used, cap: cap.cap })
    })
}

impl Room<'_> {
    /// The sentence that names the cap.
    pub(super) fn told(&self, higher: Bilingual) -> Phrase {
        let (title, used, cap) = (self.limit.title.clone(), self.used, self.cap);
        Choice::NoRoom { higher, title, year: self.year, used, cap, left: cap.less(used) }.into()
    }
}

/// The same reason as a sentence.
pub(super) fn nothing_left(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let Some(reason) = reason(case, item) else { return Vec::new() };
    let verdict = match reason {
        Reason::Zero => Verdict::ComesToNothing,
        Reason::ClawedBack(since) => Verdict::ClawedBack { since },
        Reason::Rival(other) if other.grant_id == item.grant_id => {
            Verdict::Earlier { year: other.fact_year, matter: case.matter(other) }
        }
        Reason::Rival(other) => Verdict::Elsewhere { title: case.title(other), matter: case.matter(other) },
        Reason::NoRoom(other, room) => {
            let verdict = Verdict::Elsewhere { title: case.title(other), matter: case.matter(other) };
            return vec![verdict.into(), room.told(case.title(item))];
        }
        Reason::Link(rule, Some(other)) => {
            let (article, matter) = (rule.article.clone(), case.matter(other));
            Verdict::Linked { article, rule: rule.title.clone(), matter }
        }
        Reason::Link(rule, None) => Verdict::LinkedAlone { article: rule.article.clone(), rule: rule.title.clone() },
        Reason::Other(fact) => Verdict::Scheme { scheme: scheme(case, fact), fact },
        Reason::Cap(limit, year) => Verdict::CutToNothing { title: limit.title.clone(), year },
    };
    vec![verdict.into()]
}

/// The other scheme by the fields that name its support.
pub(super) fn scheme(case: &Case<'_>, fact: FactRef) -> Fields {
    case.fact(fact).map(|found| Fields::of_record(case.catalogue, found.kind, &found.record)).unwrap_or_default()
}

/// The outcome of an item in a cell.
pub(in crate::explain) fn outcome_words(case: &Case<'_>, item: &Item) -> Phrase {
    let filed = match &item.outcome {
        Outcome::Due => return due_words(case, item),
        Outcome::Refused(failed) => {
            let title = item.checks.get(*failed).map(|check| check.title.clone());
            Filed::IsRefused { condition: title.unwrap_or_else(|| Bilingual::new("条件", "a condition")) }
        }
        Outcome::Undetermined(_) => Filed::IsOpen,
        Outcome::NotNamed => Filed::IsNotNamed,
        Outcome::MissedCall => Filed::IsMissed,
        Outcome::NoGoverningPolicy(_) => Filed::IsUngoverned,
        Outcome::FactGone if item.is_unattributed() => Filed::IsUnattributed,
        Outcome::FactGone => Filed::IsGone,
    };
    filed.into()
}

fn due_words(case: &Case<'_>, item: &Item) -> Phrase {
    let filed = match reason(case, item) {
        Some(Reason::Zero) => Filed::IsNothing,
        Some(Reason::ClawedBack(since)) => Filed::IsClawedBack { since },
        Some(Reason::Rival(other)) if other.grant_id == item.grant_id => Filed::IsEarlier { year: other.fact_year },
        Some(Reason::Rival(other)) => Filed::IsElsewhere { title: case.title(other) },
        Some(Reason::NoRoom(other, room)) => Filed::IsNoRoom { title: case.title(other), year: room.year },
        Some(Reason::Link(rule, Some(other))) => {
            Filed::IsLinked { rule: rule.title.clone(), matter: case.matter(other) }
        }
        Some(Reason::Link(rule, None)) => return rule.title.clone().into(),
        Some(Reason::Other(fact)) => Filed::IsOther { fact },
        Some(Reason::Cap(..)) => Filed::IsCut,
        None => match item.withheld_since.filter(|_| item.withheld().is_positive()) {
            Some(since) => Filed::IsWithheld { since },
            None => Filed::IsDue,
        },
    };
    filed.into()
}
