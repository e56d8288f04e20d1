//! Recording a form: once under its key, signed, and written down at the desk.

use crate::access::{Outcome, Write};
use crate::ledger::{Appending, Fault, Ids, LedgerError, Typed};
use crate::value::{Digest, Position, TypeName};
use crate::view::ReceiptV1;
use crate::web::people::barred::Barred;
use crate::web::people::filling::REASON;
use crate::web::people::record::{options, route_of};
use crate::web::people::who::Who;
use crate::web::site::Site;
use std::sync::Arc;

/// What was recorded, and whether it had been before; or why the ledger refuses it.
pub(super) type Kept = Result<(u64, bool), Fault>;

/// What became of a form.
enum Done {
    /// Recorded: where, with the receipt.
    Now(u64, String),
    /// Recorded before.
    Before(u64),
    /// Refused.
    Refused(Box<Fault>),
}

impl Site {
    /// Records a line that was checked.
    pub(super) fn keep(
        &self,
        who: &Who,
        (name, line): (&TypeName, &str),
        (typed, key): (&Typed, &str),
    ) -> Result<Kept, Barred> {
        let actor = &who.person.name;
        let key = Digest::of_parts(&[b"qizhang form record", &[0], actor.as_bytes(), &[0], key.as_bytes()]);
        let reason = typed.at(REASON).unwrap_or_default();
        let body = Digest::of_parts(&[line.as_bytes(), &[0], reason.as_bytes()]);
        let (done, noted) = self.desk().noting(|| {
            let done = self.kept(who, (line, body), (typed, key));
            let outcome = outcome(&done, key, body);
            let actor = Some(Arc::clone(actor));
            (Write { at: self.now(), token: None, actor, route: route_of(name).into(), outcome }, done)
        })?;
        match (done?, noted) {
            (Done::Refused(fault), _) => Ok(Err(*fault)),
            (Done::Before(position), _) => Ok(Ok((position, true))),
            (Done::Now(position, _), Ok(())) => Ok(Ok((position, false))),
            (Done::Now(..), Err(why)) => Err(Barred::Unnoted { why: Box::new(why) }),
        }
    }

    fn kept(&self, who: &Who, (line, body): (&str, Digest), (typed, key): (&Typed, Digest)) -> Result<Done, Barred> {
        let Some(writing) = self.writing() else { return Err(Barred::WritingOff) };
        if let Some((first, answer)) = self.desk().answered(&key)? {
            let receipt: serde_json::Value = serde_json::from_str(&answer).unwrap_or_default();
            let position = receipt.get("first").and_then(serde_json::Value::as_u64).unwrap_or_default();
            return if first == body { Ok(Done::Before(position)) } else { Err(Barred::Changed) };
        }
        let ledger = self.ledger()?;
        let signer = ledger.signer(writing.key.as_deref())?;
        let mut appending =
            Appending::new(ledger, crate::ledger::AppendOptions { ids: Ids::Of(key), ..options(self, who, typed) });
        appending.line(1, line.to_owned());
        let (receipt, mut rejected) = appending.finish()?;
        if let Some(refused) = rejected.pop() {
            return Ok(Done::Refused(Box::new(refused.fault)));
        }
        let head = receipt.head;
        let checkpoint = ledger.sign(&signer);
        let checkpoint = checkpoint.map_err(|why| LedgerError::RecordedUnsigned { head, why: Box::new(why) })?;
        let position = receipt.positions.map_or(Position::ZERO, |(first, _)| first).0;
        // Where the desk was lost between an append and its note, the id still finds the event.
        let before = receipt.recorded == 0;
        let view = ReceiptV1::of(&receipt, false, Some(&*checkpoint.note), Vec::new());
        let text = serde_json::to_string(&view).unwrap_or_default();
        Ok(if before { Done::Before(position) } else { Done::Now(position, text) })
    }
}

/// What is written down of what was done.
fn outcome(done: &Result<Done, Barred>, key: Digest, body: Digest) -> Outcome {
    match done {
        Err(barred) => Outcome::Refused { code: barred.code().into() },
        Ok(Done::Refused(fault)) => Outcome::Refused { code: fault.complaint().code.into() },
        Ok(Done::Before(_)) => Outcome::Repeated,
        // With a reason what a guard refuses is recorded together with its finding.
        Ok(Done::Now(_, answer)) => {
            let receipt: serde_json::Value = serde_json::from_str(answer).unwrap_or_default();
            let number = |name: &str| receipt.get(name).and_then(serde_json::Value::as_u64);
            let positions = number("first").zip(number("last"));
            let events = number("recorded").unwrap_or_default();
            Outcome::Recorded { events, positions, key, body, answer: answer.as_str().into() }
        }
    }
}
