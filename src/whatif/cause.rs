//! What the difference of a line is made of: parts that add up to it.

use crate::position::{Item, Outcome};
use crate::value::Fen;
use crate::whatif::{Delta, Line};
use std::collections::BTreeMap;

/// Why there is more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The item by itself comes to another amount.
    Amount,
    /// Another amount is taken off because the matter is paid elsewhere.
    Elsewhere,
    /// Caps take another amount.
    Cap,
    /// The policy answers otherwise: a condition holds that did not, or the other way round.
    Answer,
    /// The matter is there as supposed only.
    Appears,
    /// The matter is there as it is only.
    Vanishes,
    /// The same facts make other items.
    Regrouped,
    /// What was approved keeps its place before caps and rivals, whatever remains by the rules.
    Approved,
    /// Money is asked back, or no longer.
    AskedBack,
}

/// A part of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Why.
    pub cause: Cause,
    /// How much more.
    pub amount: Fen,
}

/// What a whole difference is made of: lines and amount by cause. Lines whose parts cancel each other are in it too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bridge(pub BTreeMap<Cause, (usize, Fen)>);

/// The parts of a line's difference, where what is due is known in both arms; without those that are nothing.
pub fn parts(line: &Line<'_>) -> Vec<Part> {
    let Delta::By(whole) = line.delta() else { return Vec::new() };
    let alone = |cause| vec![Part { cause, amount: whole }];
    let mut found = match line.pair() {
        Some((base, supposed)) if is_due(base) && is_due(supposed) => of_dues(base, supposed, whole),
        // What is left of a matter that was paid for is no matter.
        Some((_, supposed)) if supposed.outcome == Outcome::FactGone => alone(Cause::Vanishes),
        Some((base, _)) if base.outcome == Outcome::FactGone => alone(Cause::Appears),
        Some(_) => alone(Cause::Answer),
        None if line.base.is_empty() => alone(Cause::Appears),
        None if line.supposed.is_empty() => alone(Cause::Vanishes),
        None => alone(Cause::Regrouped),
    };
    found.retain(|part| part.amount != Fen::ZERO);
    found
}

fn is_due(item: &Item) -> bool {
    item.outcome == Outcome::Due
}

/// Of two items that are due, what each step from the own amount to the net one changes.
fn of_dues(base: &Item, supposed: &Item, whole: Fen) -> Vec<Part> {
    let off = |item: &Item| item.excluded.iter().map(|excluded| excluded.amount).sum::<Fen>();
    let cut = |item: &Item| item.cuts.iter().map(|cut| cut.amount).sum::<Fen>();
    let amount = supposed.gross.minus(base.gross);
    let elsewhere = off(base).minus(off(supposed));
    let cap = cut(base).minus(cut(supposed));
    // What is due beyond what the steps leave was approved before; what is due below it is asked back.
    let beyond = |item: &Item| item.net.minus(item.gross.minus(off(item)).minus(cut(item)));
    let approved = beyond(supposed).max(Fen::ZERO).minus(beyond(base).max(Fen::ZERO));
    let asked_back = whole.minus(amount).minus(elsewhere).minus(cap).minus(approved);
    let named = [
        (Cause::Amount, amount),
        (Cause::Elsewhere, elsewhere),
        (Cause::Cap, cap),
        (Cause::Approved, approved),
        (Cause::AskedBack, asked_back),
    ];
    named.into_iter().map(|(cause, amount)| Part { cause, amount }).collect()
}

impl Bridge {
    /// Adds the parts of a line.
    pub fn add(&mut self, parts: &[Part]) {
        for part in parts {
            let (count, amount) = self.0.entry(part.cause).or_default();
            *count = count.saturating_add(1);
            *amount = amount.plus(part.amount);
        }
    }

    /// Adds another one.
    pub fn join(&mut self, other: &Bridge) {
        for (cause, (count, amount)) in &other.0 {
            let (own, sum) = self.0.entry(*cause).or_default();
            *own = own.saturating_add(*count);
            *sum = sum.plus(*amount);
        }
    }
}
