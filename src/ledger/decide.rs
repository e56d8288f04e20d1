//! The yearly decision and the payment that follows it, as drafts computed from a world. Nothing is recorded here.
//!
//! What is ready in a plan gets what the position says, line by line, with the entitlement, the readings, the policy and the
//! ledger position it was computed on.

use crate::event::{Draft, Said};
use crate::ledger::clock::derived_id;
use crate::ledger::drafted::draft;
use crate::ledger::error::LedgerError;
use crate::ledger::planned::Planned;
use crate::ledger::world::World;
use crate::policy::{Reading, ReadingId};
use crate::position::Item;
use crate::timeline::Fact;
use crate::value::{Day, Digest, Fen, Instant, Position as Place, Uscc};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The drafts of one decision or payment.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// The drafts, in order of subject.
    pub drafts: Vec<Draft>,
    /// The money in them.
    pub amount: Fen,
}

/// When and by whom a decision is made.
#[derive(Debug, Clone, Copy)]
struct Hand {
    on: Day,
    /// When it is recorded; by the ledger's clock and its writer when not given.
    at: Option<Instant>,
    by: &'static str,
}

/// The approvals of a call, as a history records them: for each subject with a decided application, what is due and not approved yet.
pub fn decide(world: &World, call_year: i32, at: Instant) -> Result<Decision, LedgerError> {
    let hand = Hand { on: world.horizon.on, at: Some(at), by: "审批岗" };
    approvals_of(world, call_year, &world.planned(call_year, None), hand, None)
}

/// The approvals of what is ready in a plan, to be recorded now; `undecided` says why readings that nobody decided are taken as
/// suggested.
pub fn approve(
    world: &World,
    call_year: i32,
    plan: &[Planned],
    undecided: Option<&str>,
) -> Result<Decision, LedgerError> {
    let open = undecided_readings(world, plan);
    if !open.is_empty() && undecided.is_none() {
        return Err(LedgerError::UndecidedReadings { readings: open });
    }
    let why =
        undecided.filter(|_| !open.is_empty()).map(|why| format!("未定口径按建议采用（{}）：{why}", open.join("、")));
    let hand = Hand { on: world.horizon.on, at: None, by: "" };
    approvals_of(world, call_year, plan, hand, why.as_deref())
}

/// The readings that what is ready rests on and nobody decided, in their order.
fn undecided_readings(world: &World, plan: &[Planned]) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for (index, policy) in world.policies.iter().enumerate() {
        let decided = world.decided.get(index);
        let lines = plan.iter().flat_map(Planned::ready).filter(|(item, _)| item.document == index);
        let used: BTreeSet<&ReadingId> = lines.flat_map(|(item, _)| item.readings.iter()).collect();
        let left = |reading: &&Reading| {
            used.contains(&reading.id) && decided.is_none_or(|decided| !decided.contains_key(&reading.id))
        };
        let names = policy.readings.iter().filter(left).map(|reading| reading.id.to_string());
        open.extend(names.filter(|name| !open.contains(name)).collect::<Vec<_>>());
    }
    open
}

fn approvals_of(
    world: &World,
    call_year: i32,
    plan: &[Planned],
    hand: Hand,
    reason: Option<&str>,
) -> Result<Decision, LedgerError> {
    let first = next_number(world, ("grant.approved", "approval_no"), &format!("PF-{call_year}-"));
    let mut decision = Decision::default();
    for planned in plan {
        let Some(application) = &planned.application else { continue };
        // An approval names the one document it rests on.
        let ready: Vec<(&Item, Fen)> = planned.ready().collect();
        for lines in by_document(&ready) {
            decision.amount = decision.amount.plus(lines.iter().map(|(_, amount)| *amount).sum());
            let approved = first.saturating_add(decision.drafts.len());
            let number = format!("PF-{call_year}-{approved:04}");
            let data = approval(world, planned.position.subject, &number, (application, reason), &lines);
            decision.drafts.push(hand.draft("grant.approved", &number, &data)?);
        }
    }
    Ok(decision)
}

fn by_document<'p>(ready: &[(&'p Item, Fen)]) -> Vec<Vec<(&'p Item, Fen)>> {
    let documents: BTreeSet<usize> = ready.iter().map(|(item, _)| item.document).collect();
    let own = |document| ready.iter().filter(|(item, _)| item.document == document).copied().collect();
    documents.into_iter().map(own).collect()
}

/// The payments of what was approved in a call year and may still be paid, one for each approved line.
pub fn pay(world: &World, call_year: i32, at: Instant) -> Result<Decision, LedgerError> {
    let hand = Hand { on: world.horizon.on, at: Some(at), by: "财务岗" };
    let engine = world.engine();
    let mut decision = Decision::default();
    let mut number = next_number(world, ("payment.made", "payment_no"), &format!("P-{call_year}-"));
    for subject in world.timeline.subjects() {
        let approvals = approvals(world, *subject);
        if approvals.is_empty() {
            continue;
        }
        let position = engine.position(*subject);
        for item in position.items.iter().filter(|item| item.fact_year.saturating_add(1) == call_year) {
            // What was approved and not paid yet, as far as it may still be paid.
            let amount = item.outstanding.min(item.approved.less(item.paid));
            let approval = item.payments.iter().rev().find_map(|fact| approvals.get(&fact.position));
            let Some(approval) = approval.filter(|_| amount.is_positive()) else { continue };
            decision.amount = decision.amount.plus(amount);
            let payment = format!("P-{call_year}-{number:04}");
            number = number.saturating_add(1);
            let data = json!({
                "uscc": subject.as_str(), "payment_no": payment, "approval_no": approval, "amount": amount.to_yuan(),
                "grant": &*item.grant_id, "matter": &*item.matter,
            });
            decision.drafts.push(hand.draft("payment.made", &payment, &data)?);
        }
    }
    Ok(decision)
}

/// Of some payments every so-manieth comes back from the bank, and is made again under another number: the drafts of
/// both.
pub fn returned(paid: &Decision, every: usize, at: Instant) -> Result<(Decision, Decision), LedgerError> {
    let hand = Hand { on: at.day(), at: Some(at), by: "财务岗" };
    let (mut bounced, mut again) = (Decision::default(), Decision::default());
    for draft in paid.drafts.iter().skip(every.saturating_sub(1)).step_by(every.max(1)) {
        let text = |field: &str| draft.data.get(field).and_then(Value::as_str).unwrap_or_default();
        let number = text("payment_no");
        let data = json!({"uscc": text("uscc"), "payment_no": number, "reason": "账号与户名不符"});
        bounced.drafts.push(hand.draft("payment.bounced", &format!("{number}/bounced"), &data)?);
        let second = format!("{number}-2");
        let mut data = draft.data.clone();
        if let Some(fields) = data.as_object_mut() {
            fields.insert("payment_no".to_owned(), json!(second));
        }
        again.drafts.push(hand.draft("payment.made", &second, &data)?);
    }
    Ok((bounced, again))
}

fn approval(
    world: &World,
    subject: Uscc,
    number: &str,
    (application, reason): (&str, Option<&str>),
    lines: &[(&Item, Fen)],
) -> Value {
    let line = |(item, amount): &(&Item, Fen)| {
        let mut line = json!({
            "grant": &*item.grant_id, "matter": &*item.matter, "amount": amount.to_yuan(),
            "entitlement": item.net.to_yuan(),
        });
        if let (Some(reason), Some(fields)) = (reason, line.as_object_mut()) {
            fields.insert("reason".to_owned(), json!(reason));
        }
        line
    };
    let chosen = readings_used(world, lines);
    // The lines are of one document.
    let policy = lines.first().and_then(|(item, _)| world.policies.get(item.document));
    json!({
        "uscc": subject.as_str(),
        "approval_no": number,
        "application_no": application,
        "lines": lines.iter().map(line).collect::<Vec<_>>(),
        "readings": chosen.join("; "),
        "policy_digest": policy.map(|policy| policy.digest.to_string()),
        "position": world.horizon.known.0,
    })
}

/// The readings the lines rest on with their options, in the order of the policies, each once.
fn readings_used(world: &World, lines: &[(&Item, Fen)]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for (index, policy) in world.policies.iter().enumerate() {
        let own = lines.iter().filter(|(item, _)| item.document == index);
        let used: BTreeSet<_> = own.flat_map(|(item, _)| item.readings.iter()).collect();
        for reading in policy.readings.iter().filter(|reading| used.contains(&reading.id)) {
            let option = reading.chosen(&world.program.document(index).choices);
            let told = option.map(|option| format!("{}={}", reading.id, option.token));
            said.extend(told.filter(|told| !said.contains(told)));
        }
    }
    said
}

/// The approvals of a subject by position, with the number of each.
fn approvals(world: &World, subject: Uscc) -> FxHashMap<Place, &str> {
    let numbered = facts(world, subject, "grant.approved").filter_map(|fact| {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        Some((fact.position, said.text("approval_no")?))
    });
    numbered.collect()
}

/// The first running number that no document of a prefix has.
fn next_number(world: &World, (name, field): (&str, &str), prefix: &str) -> usize {
    let kind = world.catalogue.type_id_of(name);
    let all = kind.into_iter().flat_map(|kind| world.timeline.of_kind(kind));
    let given = all.filter(|fact| {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        said.text(field).is_some_and(|number| number.starts_with(prefix))
    });
    given.count().saturating_add(1)
}

fn facts<'w>(world: &'w World, subject: Uscc, name: &str) -> impl Iterator<Item = &'w Fact> {
    let kind = world.catalogue.type_id_of(name);
    let on = world.horizon.on;
    kind.into_iter().flat_map(move |kind| world.timeline.of_subject(subject, kind)).filter(move |fact| fact.day <= on)
}

impl Hand {
    fn draft(self, kind: &str, number: &str, data: &Value) -> Result<Draft, LedgerError> {
        let mut draft = draft(kind, self.on, data)?;
        draft.recorded_at = self.at;
        draft.recorded_by = self.at.map(|_| self.by.into());
        // A history that is made up again has the same ids; what is recorded now has its own.
        draft.id = self.at.map(|_| derived_id(&Digest::of(number.as_bytes()), 0));
        Ok(draft)
    }
}
