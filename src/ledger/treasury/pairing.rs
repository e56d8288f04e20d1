//! The rows of the list and what is approved, put together.

use crate::event::{Draft, Said};
use crate::ledger::append::Rejected;
use crate::ledger::drafted::draft;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::input::Back;
use crate::ledger::treasury::columns::Heads;
use crate::ledger::treasury::listed::{Listed, amount_of, is_total, read};
use crate::ledger::treasury::open::{OpenLine, lines};
use crate::ledger::treasury::{TextRow, Unmatched};
use crate::ledger::world::World;
use crate::value::{Fen, Position, Uscc};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row whose payment is on record as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its line.
    pub line: u64,
    /// The number of the payment.
    pub number: Arc<str>,
    /// The event.
    pub by: Position,
    /// How much.
    pub amount: Fen,
}

/// What became of a list.
#[derive(Debug, Default)]
pub struct PaymentList {
    /// What is to be recorded, with the line it comes from.
    pub drafts: Vec<(u64, Draft)>,
    /// The rows that come back.
    pub back: Vec<Rejected>,
    /// The rows that are on record already.
    pub known: Vec<Known>,
    /// How many rows there are, the total aside, and their sum as far as it reads.
    pub rows: (usize, Fen),
    /// How many were paid by the list and are matched, with their sum.
    pub paid: (usize, Fen),
    /// How many came back from the bank, with their sum.
    pub returned: (usize, Fen),
    /// The total the list states.
    pub stated: Option<Fen>,
}

/// A payment on record.
struct OnRecord {
    amount: Fen,
    by: Position,
    bounced: Option<Position>,
    /// What it was paid on, open again if it came back.
    on: OpenLine,
}

/// A row that was matched.
struct Met {
    line: u64,
    subject: Uscc,
    amount: Fen,
    /// What it paid, open again if it comes back; nothing where it came back already.
    on: Option<Vec<OpenLine>>,
}

/// The list against the ledger.
struct Pairing<'w> {
    open: Vec<OpenLine>,
    payments: BTreeMap<&'w str, OnRecord>,
    /// The rows matched so far, by number.
    met: BTreeMap<Arc<str>, Met>,
    list: PaymentList,
}

impl PaymentList {
    /// Matches the rows of a list with what is approved and not paid in a world.
    pub fn of(world: &World, rows: &[TextRow]) -> Result<Self, LedgerError> {
        let (heads, rows) = Heads::find(rows).map_err(LedgerError::List)?;
        let mut pairing = Pairing {
            open: lines(world),
            payments: payments(world),
            met: BTreeMap::new(),
            list: PaymentList::default(),
        };
        let mut total = None;
        for row in rows {
            if is_total(&heads, row) {
                total = Some((row, amount_of(&heads, row).unwrap_or_default()));
                continue;
            }
            let (count, sum) = pairing.list.rows;
            pairing.list.rows = (count.saturating_add(1), sum.plus(amount_of(&heads, row).unwrap_or_default()));
            let taken = match read(&heads, row) {
                Ok(listed) => pairing.take(&listed)?,
                Err(why) => Err(why),
            };
            if let Err(why) = taken {
                pairing.list.back.push(rejected(row, why));
            }
        }
        let mut list = pairing.list;
        list.stated = total.map(|(_, stated)| stated);
        let sum = list.rows.1;
        let disagrees = total.filter(|(_, stated)| *stated != sum);
        list.back.extend(disagrees.map(|(row, stated)| rejected(row, Unmatched::Total { stated, sum })));
        Ok(list)
    }
}

fn rejected(row: &TextRow, why: Unmatched) -> Rejected {
    let back = Back { text: Some(row.cells.join(",")), begins: None };
    Rejected { line: row.line, back, fault: Fault::Listed(Box::new(why)) }
}

impl Pairing<'_> {
    /// A row becomes drafts, or is on record already, or comes back.
    fn take(&mut self, listed: &Listed) -> Result<Result<(), Unmatched>, LedgerError> {
        let number = Arc::clone(&listed.number);
        if let Some(known) = self.payments.get(&*number).filter(|_| !self.met.contains_key(&number)) {
            return match on_record(known, listed) {
                Ok(Some(by)) => {
                    self.list.known.push(Known { line: listed.line, number, by, amount: listed.amount });
                    Ok(Ok(()))
                }
                Ok(None) => {
                    let on = vec![known.on.clone()];
                    self.bounce(listed, on).map(Ok)
                }
                Err(why) => Ok(Err(why)),
            };
        }
        if let Some(met) = self.met.get_mut(&number) {
            let same = (met.subject, met.amount) == (listed.subject, listed.amount);
            return match met.on.take().filter(|_| listed.returned && same) {
                // Paid by a row above, and back by this one.
                Some(on) => self.bounce(listed, on).map(Ok),
                None => Ok(Err(Unmatched::Twice { number, line: met.line })),
            };
        }
        let chosen = match self.choose(listed) {
            Ok(chosen) => chosen,
            Err(why) => return Ok(Err(why)),
        };
        let on: Vec<OpenLine> = chosen.iter().filter_map(|at| self.open.get(*at)).cloned().collect();
        self.list.drafts.push((listed.line, payment(listed, &on)?));
        for at in chosen {
            if let Some(line) = self.open.get_mut(at) {
                line.open = Fen::ZERO;
            }
        }
        if listed.returned {
            // It was tried and came back: both are on record, and the line stays open.
            return self.bounce(listed, on).map(Ok);
        }
        let (count, sum) = self.list.paid;
        self.list.paid = (count.saturating_add(1), sum.plus(listed.amount));
        let met = Met { line: listed.line, subject: listed.subject, amount: listed.amount, on: Some(on) };
        self.met.insert(number, met);
        Ok(Ok(()))
    }

    /// What came back is recorded as such, and may be paid again by another row.
    fn bounce(&mut self, listed: &Listed, on: Vec<OpenLine>) -> Result<(), LedgerError> {
        self.open.extend(on);
        let reason = listed.reason.as_deref().unwrap_or("名单未写明原因");
        let data = json!({"uscc": listed.subject.as_str(), "payment_no": &*listed.number, "reason": reason});
        self.list.drafts.push((listed.line, draft("payment.bounced", listed.day, &data)?));
        let (count, sum) = self.list.returned;
        self.list.returned = (count.saturating_add(1), sum.plus(listed.amount));
        let met = Met { line: listed.line, subject: listed.subject, amount: listed.amount, on: None };
        self.met.insert(Arc::clone(&listed.number), met);
        Ok(())
    }

    /// The open lines a row pays: a whole approval, or one line of it. Of several choices none is taken.
    fn choose(&self, listed: &Listed) -> Result<Vec<usize>, Unmatched> {
        let own = (0..).zip(&self.open).filter(|(_, line)| {
            let named = listed.approval.as_ref().is_none_or(|approval| *approval == line.approval);
            line.subject == listed.subject && named && line.open.is_positive()
        });
        let own: Vec<(usize, &OpenLine)> = own.collect();
        let told =
            |which: &[usize]| own.iter().filter(|(at, _)| which.contains(at)).map(|(_, line)| line.told()).collect();
        let mut choices: Vec<Vec<usize>> = own.iter().map(|(at, _)| vec![*at]).collect();
        let mut approvals: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, line) in &own {
            approvals.entry(&line.approval).or_default().push(*at);
        }
        choices.extend(approvals.into_values().filter(|lines| lines.len() > 1));
        let sum = |lines: &[usize]| lines.iter().filter_map(|at| self.open.get(*at)).map(|line| line.open).sum::<Fen>();
        choices.retain(|lines| sum(lines) == listed.amount);
        match choices.len() {
            1 => Ok(choices.remove(0)),
            0 if own.is_empty() => Err(Unmatched::NothingOpen {
                subject: listed.subject.as_str().to_owned(),
                approval: listed.approval.clone(),
            }),
            0 => {
                let all: Vec<usize> = own.iter().map(|(at, _)| *at).collect();
                Err(Unmatched::OtherAmount { given: listed.amount, open: told(&all) })
            }
            _ => Err(Unmatched::Ambiguous { open: told(&choices.concat()) }),
        }
    }
}

/// Where a row's payment or its return is on record; none where a payment on record now came back; or that the number is another payment's.
fn on_record(known: &OnRecord, listed: &Listed) -> Result<Option<Position>, Unmatched> {
    if known.on.subject != listed.subject || known.amount != listed.amount {
        return Err(Unmatched::OtherPayment { number: Arc::clone(&listed.number), by: known.by });
    }
    match (listed.returned, known.bounced) {
        (false, None) => Ok(Some(known.by)),
        (true, Some(bounced)) => Ok(Some(bounced)),
        (true, None) => Ok(None),
        // It came back, and this row says that it was paid: whichever is right, it is no new payment under the old number.
        (false, Some(bounced)) => Err(Unmatched::OtherPayment { number: Arc::clone(&listed.number), by: bounced }),
    }
}

/// A payment on a whole approval, or on the one line it pays.
fn payment(listed: &Listed, lines: &[OpenLine]) -> Result<Draft, LedgerError> {
    let mut data = json!({
        "uscc": listed.subject.as_str(), "payment_no": &*listed.number, "amount": listed.amount.to_yuan(),
        "approval_no": lines.first().map(|line| &*line.approval),
    });
    if let Some(fields) = data.as_object_mut() {
        // A payment that came back may have named no line of its approval.
        if let [line] = lines
            && !line.grant.is_empty()
        {
            fields.insert("grant".to_owned(), json!(&*line.grant));
            fields.insert("matter".to_owned(), json!(&*line.matter));
        }
        if let Some(account) = &listed.account {
            fields.insert("account".to_owned(), json!(account));
        }
    }
    draft("payment.made", listed.day, &data)
}

/// The payments on record by number, with what came back of them.
fn payments(world: &World) -> BTreeMap<&str, OnRecord> {
    let facts = |name: &str| {
        let kind = world.catalogue.type_id_of(name);
        kind.into_iter().flat_map(|kind| world.timeline.of_kind(kind))
    };
    let mut found = BTreeMap::new();
    for fact in facts("payment.made") {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        if let Some((number, subject)) = said.text("payment_no").zip(said.slot("uscc").code()) {
            let amount = said.slot("amount").money().unwrap_or_default();
            let named = |field| said.shared(field).unwrap_or_else(|| Arc::from(""));
            let (approval, grant, matter) = (named("approval_no"), named("grant"), named("matter"));
            let on = OpenLine { subject, approval, grant, matter, open: amount };
            found.insert(number, OnRecord { amount, by: fact.position, bounced: None, on });
        }
    }
    for fact in facts("payment.bounced") {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        if let Some(payment) = said.text("payment_no").and_then(|number| found.get_mut(number)) {
            payment.bounced = Some(fact.position);
        }
    }
    found
}
