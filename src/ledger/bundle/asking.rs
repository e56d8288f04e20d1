//! The question of a bundle, and what answers it. It is asked twice: of the ledger, and of the excerpt that was taken away.

use super::make::{Claim, Figure};
use crate::event::Said;
use crate::ledger::error::LedgerError;
use crate::ledger::find::{OnRecord, Paid};
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::{Question, Scope, World};
use crate::position::{Item, Outcome, Position as Worth};
use crate::timeline::Fact;
use crate::value::{Day, Fen, Position, Uscc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a bundle is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// One payment, by its number.
    Payment(Arc<str>),
    /// Everything of one subject.
    Subject(Uscc),
}

/// A question with nothing left open: asked again it has the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// What it is about.
    pub about: About,
    /// The business day.
    pub on: Day,
    /// The last event that may be used.
    pub known: Position,
    /// Readings flipped for this question: id and option.
    pub reads: Vec<(String, String)>,
}

/// What the ledger knew.
#[derive(Debug)]
pub struct Answered {
    /// Whom it is about.
    pub subject: Uscc,
    /// The payment, and what was known when it was made.
    pub paid: Option<(Paid, World)>,
    /// What is known now.
    pub now: World,
}

/// Money that the bank sent back.
const BOUNCED: &str = "payment.bounced";

impl Answered {
    /// The day the payment came back, where it did by the business day.
    pub(super) fn bounced_on(&self) -> Option<Day> {
        let (paid, _) = self.paid.as_ref()?;
        let World { catalogue, timeline, horizon, .. } = &self.now;
        let back = timeline.of_kind(catalogue.type_id_of(BOUNCED)?).filter(|fact| fact.day <= horizon.on);
        let own = |fact: &&Fact| {
            let said = Said { catalogue, kind: fact.kind, record: &fact.record };
            said.text("payment_no").is_some_and(|number| *number == *paid.number)
        };
        back.filter(own).map(|fact| fact.day).min()
    }

    /// The items it is about, with their numbers: those that were paid for, or all that money is at stake in.
    fn at_stake<'p>(&self, position: &'p Worth) -> impl Iterator<Item = (usize, &'p Item)> {
        let paid = self.paid.as_ref().map(|(paid, _)| paid.position);
        position.items.iter().enumerate().filter(move |(_, item)| match paid {
            Some(paid) => item.payments.iter().any(|fact| fact.position == paid),
            // What cannot be computed may come to anything.
            None => !item.is_known() || [item.net, item.approved, item.paid].iter().any(|amount| amount.is_positive()),
        })
    }

    /// What is due for those items, what was paid and how much too much, and where a file that has the position says so. Of a
    /// payment all of it is told, also where it is nothing: that nothing was overpaid is the answer to the question. Where
    /// what is due is not known, how much too much was paid is not known either.
    pub fn claims(&self, position: &Worth, file: &'static str) -> Vec<Claim> {
        let figures = self.at_stake(position).flat_map(|(number, item)| {
            let paid = self.paid.is_some() || item.paid.is_positive();
            [
                (true, Figure::Due, "net", item.net),
                (paid, Figure::Paid, "paid", item.paid),
                (self.is_told(item), Figure::Overpaid, "overpaid", item.overpaid),
            ]
            .into_iter()
            .filter(|(told, ..)| *told)
            .map(move |(_, figure, field, amount)| claim((number, item), (figure, field, amount), file))
        });
        figures.collect()
    }

    fn is_told(&self, item: &Item) -> bool {
        self.paid.is_some() || item.overpaid.is_positive() || item.paid.is_positive() && !item.is_known()
    }

    /// What was due for those items as known when they were paid for, and where a file that has that position says so.
    pub fn claims_then(&self, position: &Worth, file: &'static str) -> Vec<Claim> {
        let due = |own: (usize, &Item)| claim(own, (Figure::DueThen, "net", own.1.net), file);
        self.at_stake(position).map(due).collect()
    }

    /// The texts of the policies that answer for those items; of the one of the day where there are none.
    pub fn policy_texts(&self, position: &Worth) -> Result<Vec<(String, Vec<u8>)>, LedgerError> {
        let governed = |item: &Item| !matches!(item.outcome, Outcome::NoGoverningPolicy(_));
        let own = self.at_stake(position).filter(|(_, item)| governed(item));
        let mut documents: BTreeSet<usize> = own.map(|(_, item)| item.document).collect();
        if documents.is_empty() {
            documents.insert(self.now.principal());
        }
        self.now.policy_texts(&documents)
    }
}

fn claim(
    (number, item): (usize, &Item),
    (figure, field, amount): (Figure, &'static str, Fen),
    file: &'static str,
) -> Claim {
    let (grant, matter) = (Arc::clone(&item.grant_id), Arc::clone(&item.matter));
    let amount = Some(amount).filter(|_| item.is_known() || !figure.rests_on_due());
    Claim { figure, grant, matter, file, item: number, field, amount }
}

impl Ledger {
    /// The payment of a number. One that was made or recorded later than is asked about is refused: the answer would say
    /// nothing of it, as if there were nothing to say. One that was taken back is refused too.
    pub fn payment_by(&self, number: &str, asked: Horizon) -> Result<Option<Paid>, LedgerError> {
        self.payment_by_in(self.sight(), number, asked)
    }

    /// The same where some of it is remembered.
    pub(in crate::ledger) fn payment_by_in(
        &self,
        sight: Sight<'_>,
        number: &str,
        asked: Horizon,
    ) -> Result<Option<Paid>, LedgerError> {
        let later = |(day, position), stays| {
            let number = Arc::from(number.trim());
            Err(LedgerError::PaymentLater { number, day, position, stays, asked })
        };
        if let Some(paid) = self.payment_in(sight, number, asked.known)? {
            return if paid.day <= asked.on { Ok(Some(paid)) } else { later((paid.day, paid.position), true) };
        }
        // It is not on record there: it was before, or it is behind it, or never.
        let all = self.on_record(number)?;
        if let Some(OnRecord { from, day, ended, .. }) = all.iter().rfind(|own| own.from <= asked.known) {
            let number = number.trim().to_owned();
            let undone = |by| LedgerError::PaymentUndone { number, from: *from, by, day: *day, asked };
            return ended.map_or(Ok(None), |by| Err(undone(by)));
        }
        all.first().map_or(Ok(None), |next| later((next.first, next.from), next.ended.is_none()))
    }

    /// Everything the answer to a question is told from. All that is read for it is read here.
    pub fn answered(&self, asking: &Asking) -> Result<Answered, LedgerError> {
        let Asking { about, on, known, reads } = asking;
        let horizon = Horizon { on: *on, known: *known };
        match about {
            About::Subject(subject) => {
                let subject = self.subject(subject.as_str(), *known)?;
                let now = self.world(&Question { horizon, scope: Scope::Subject(subject), reads: reads.clone() })?;
                Ok(Answered { subject, paid: None, now })
            }
            About::Payment(number) => {
                let unknown = || LedgerError::UnknownPayment { number: number.to_string(), nearest: None };
                let paid = self.payment_by(number, horizon)?.ok_or_else(unknown)?;
                let (now, then) = self.now_and_then(&paid, horizon, reads)?;
                Ok(Answered { subject: paid.subject, paid: Some((paid, then)), now })
            }
        }
    }
}
