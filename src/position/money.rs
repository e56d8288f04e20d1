//! What was approved and paid, by grant and matter.

use crate::policy::Program;
use crate::position::owner::Owners;
use crate::position::returned::Returned;
use crate::position::{Application, ApplicationBasis, Engine, FactRef, Issue, IssueKind, Item, Outcome};
use crate::value::{Day, Fen, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The approvals and payments of one matter under one grant.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    pub(super) approved: Fen,
    approvals: Vec<FactRef>,
    /// Money that moved: the day, the amount (negative when it came back), the fact.
    moved: Vec<(Day, Fen, FactRef)>,
    /// What stayed of each payment, by its day.
    kept: Vec<(Day, Fen)>,
}

/// All accounts of a subject.
#[derive(Debug, Default)]
pub(super) struct Accounts(BTreeMap<Key, Account>);

/// A grant and a matter: what payments attach to.
type Key = (Arc<str>, Arc<str>);

/// One line of an approval, and the money that moved for it.
#[derive(Debug, Clone)]
struct Line {
    key: Key,
    amount: Fen,
    moved: Vec<(Day, Fen)>,
}

/// The part of a payment that went to one line, or to a key that its approval does not have.
struct Share {
    key: Key,
    line: Option<usize>,
    amount: Fen,
}

impl Account {
    pub(super) fn first_approval(&self) -> Option<FactRef> {
        self.approvals.first().copied()
    }

    fn paid(&self) -> Fen {
        self.moved.iter().map(|(_, amount, _)| *amount).sum()
    }
}

impl Accounts {
    pub(super) fn of(engine: &Engine<'_>, subject: Uscc, issues: &mut Vec<Issue>) -> Self {
        let mut accounts = Self::default();
        let mut lines: BTreeMap<Arc<str>, Vec<Line>> = BTreeMap::new();
        let [code, number, rows] = engine.words.approved.fields;
        for fact in engine.facts_of(subject, engine.words.approved.kind, code) {
            let found: Vec<Line> =
                fact.record.get(rows).rows().iter().filter_map(|row| line(row, engine.words.line)).collect();
            for line in &found {
                let account = accounts.0.entry(line.key.clone()).or_default();
                account.approved = account.approved.plus(line.amount);
                account.approvals.push(FactRef::of(fact));
            }
            if let Some(number) = fact.record.get(number).text() {
                lines.entry(number.into()).or_default().extend(found);
            }
        }
        accounts.payments(engine, subject, &mut lines, issues);
        accounts
    }

    /// Keeps the accounts of some grants, by name.
    pub(super) fn retain(&mut self, asked: &dyn Fn(&str) -> bool) {
        self.0.retain(|(grant, _), _| asked(grant));
    }

    fn payments(
        &mut self,
        engine: &Engine<'_>,
        subject: Uscc,
        lines: &mut BTreeMap<Arc<str>, Vec<Line>>,
        issues: &mut Vec<Issue>,
    ) {
        let [code, number, approval, amount, grant, matter] = engine.words.paid.fields;
        let mut returned = Returned::of(engine, subject);
        for fact in engine.facts_of(subject, engine.words.paid.kind, code) {
            let paid = fact.record.get(amount).money().unwrap_or(Fen::ZERO);
            let approved = fact.record.get(approval).text().and_then(|number| lines.get_mut(number));
            let approved = approved.map_or(&mut [][..], Vec::as_mut_slice);
            let named = fact.record.get(grant).text().zip(fact.record.get(matter).text());
            let mut shares = split(paid, fact.day, named, approved);
            if shares.is_empty() {
                // Nothing on record says what it was for. It stays in view under its own number, or it would be paid twice.
                let number = fact.record.get(number).text().unwrap_or_default();
                let key =
                    (fact.record.get(grant).text().unwrap_or_default().into(), format!("payment:{number}").into());
                shares.push(Share { key, line: None, amount: paid });
            }
            for share in &shares {
                self.moves(share, approved, fact.day, share.amount, FactRef::of(fact));
            }
            // What came back is taken from the last line first, as a treasury would unwind it.
            for (day, amount, fact) in returned.take(fact.record.get(number).text().unwrap_or_default()) {
                let mut left = amount.unwrap_or(paid);
                let kept: Fen = shares.iter().map(|share| share.amount).sum();
                if left > kept {
                    issues.push(Issue { kind: IssueKind::Conflict, article: None, facts: vec![fact] });
                }
                for share in shares.iter_mut().rev() {
                    let part = left.min(share.amount);
                    share.amount = share.amount.minus(part);
                    left = left.minus(part);
                    self.moves(share, approved, day, Fen::ZERO.minus(part), fact);
                }
            }
            for share in shares {
                self.0.entry(share.key).or_default().kept.push((fact.day, share.amount));
            }
        }
        issues.extend(returned.left());
    }

    fn moves(&mut self, share: &Share, lines: &mut [Line], day: Day, amount: Fen, fact: FactRef) {
        self.0.entry(share.key.clone()).or_default().moved.push((day, amount, fact));
        if let Some(line) = share.line.and_then(|index| lines.get_mut(index)) {
            line.moved.push((day, amount));
        }
    }

    pub(super) fn get(&self, grant: &Arc<str>, matter: &Arc<str>) -> Option<&Account> {
        self.0.get(&(Arc::clone(grant), Arc::clone(matter)))
    }

    /// Gives each account to its owner; an account without one becomes an item whose fact is gone, and where nothing was
    /// approved either, somebody has to find out what was paid for.
    pub(super) fn assign(self, program: &Program, owners: &Owners, items: &mut Vec<Item>, issues: &mut Vec<Issue>) {
        let mut gone = Vec::new();
        for ((grant, matter), account) in self.0 {
            let owner = owners.get(&(Arc::clone(&grant), Arc::clone(&matter)));
            match owner.and_then(|index| items.get_mut(*index)) {
                Some(item) => account.give(item),
                None => {
                    // Of several documents with such a grant the last one is named.
                    let declared = program.grants.iter().rfind(|declared| declared.id == grant);
                    let last = program.documents.len().saturating_sub(1);
                    let document = declared.map_or(last, |declared| declared.document);
                    let article = declared.map(|declared| Arc::clone(&declared.article));
                    let paid = account.moved.iter().filter(|(_, amount, _)| amount.is_positive());
                    let facts: Vec<FactRef> = paid.map(|(_, _, fact)| *fact).collect();
                    let mut item = account.without_fact(article.clone().unwrap_or_default(), grant, matter);
                    item.document = document;
                    if item.is_unattributed() {
                        issues.push(Issue { kind: IssueKind::Conflict, article, facts });
                    }
                    gone.push(item);
                }
            }
        }
        items.extend(gone);
    }
}

impl Account {
    fn give(self, item: &mut Item) {
        item.approved = self.approved;
        item.paid = self.paid();
        let mut facts: BTreeSet<FactRef> = self.approvals.iter().copied().collect();
        facts.extend(self.moved.iter().map(|(_, _, fact)| *fact));
        item.payments = facts.into_iter().collect();
        item.moved = self.moved.iter().map(|(day, amount, _)| (*day, *amount)).collect();
        item.kept = self.kept;
        item.approvals = self.approvals;
    }

    fn without_fact(self, article: Arc<str>, grant: Arc<str>, matter: Arc<str>) -> Item {
        let first = self.approvals.first().copied().or_else(|| self.moved.first().map(|(_, _, fact)| *fact));
        let day = first.map_or(Day::MIN, |fact| fact.day);
        let basis = first.map_or(ApplicationBasis::Horizon, ApplicationBasis::Approved);
        let application = Application { day, basis, test_day: day, governed_on: day, call_recorded: false };
        let mut item = Item::new(None, (grant, article), matter, day, application);
        item.fact_year = day.year().saturating_sub(1);
        item.outcome = Outcome::FactGone;
        self.give(&mut item);
        item
    }
}

impl Engine<'_> {
    /// What may still be paid, what was paid too much, and since when the rest is withheld.
    pub(super) fn balance(&self, subject: Uscc, item: &mut Item) {
        let from = item.application.test_day;
        let claw_back = self.document(item.document).options.after_approval == crate::policy::AfterApproval::ClawBack;
        let since = self.blocked_since((subject, item.document), from, !claw_back).filter(|_| item.net.is_positive());
        if claw_back && since.is_some() {
            item.net = Fen::ZERO;
        }
        item.withheld_since = since;
        let paid_in_time = since.map_or(item.paid, |day| item.paid_before(day));
        let owed = if since.is_some() { item.net.min(paid_in_time) } else { item.net };
        item.outstanding = owed.less(item.paid);
        // While it is not known what is due, it is not known either whether too much was paid.
        item.overpaid = if item.is_known() { item.paid.less(owed) } else { Fen::ZERO };
    }
}

impl Item {
    /// What was paid before a day and stayed: a payment that came back, then or later, was none.
    fn paid_before(&self, day: Day) -> Fen {
        self.kept.iter().filter(|(paid, _)| *paid < day).map(|(_, amount)| *amount).sum()
    }
}

fn line(row: &crate::event::Record, [grant, matter, amount]: [usize; 3]) -> Option<Line> {
    let key = (row.get(grant).text()?.into(), row.get(matter).text()?.into());
    Some(Line { key, amount: row.get(amount).money()?, moved: Vec::new() })
}

/// A payment over the lines of its approval: the one it names, or in order up to what is unpaid of each on its day.
fn split(paid: Fen, day: Day, named: Option<(&str, &str)>, lines: &[Line]) -> Vec<Share> {
    if let Some((grant, matter)) = named {
        let key: Key = (grant.into(), matter.into());
        let line = lines.iter().position(|line| line.key == key);
        return vec![Share { key, line, amount: paid }];
    }
    let mut left = paid;
    let mut shares: Vec<Share> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let before: Fen = line.moved.iter().filter(|(moved, _)| *moved <= day).map(|(_, amount)| *amount).sum();
        let part = left.min(line.amount.less(before));
        left = left.minus(part);
        shares.push(Share { key: line.key.clone(), line: Some(index), amount: part });
    }
    // More than was approved stays with the last line, where it shows as overpaid.
    if let Some(last) = shares.last_mut() {
        last.amount = last.amount.plus(left);
    }
    shares
}
