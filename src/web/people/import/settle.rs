//! Confirming a batch and dropping it: by a second person, once, in the name of who signed in.

use super::bars::ImportBar;
use super::batch::{Against, drawn, number_of};
use super::check::asked_with;
use super::words::in_browser;
use crate::access::{Deed, Outcome, Write};
use crate::ledger::{
    AppendOptions, Batch, BatchEvent, Fault as Why, Held, ImportFault, LedgerError, Outcome as Ended, Rejected,
    Settlement,
};
use crate::value::Digest;
use crate::view::ReceiptV1;
use crate::web::asked::Asked;
use crate::web::escaped::query;
use crate::web::fault::Fault;
use crate::web::people::barred::Barred;
use crate::web::people::filling::REASON;
use crate::web::people::posted::{Posted, posted, route};
use crate::web::people::who::Who;
use crate::web::remedy::on_page;
use crate::web::routes::elsewhere;
use crate::web::site::Site;
use axum::extract::{Request, State};
use axum::response::Response;
use std::sync::Arc;

/// What became of a confirmation.
enum Done {
    /// Recorded now: the receipt.
    Now(String),
    /// Recorded before.
    Before,
    /// Rows of it are refused.
    Refused(Box<Batch>, Vec<Rejected>),
}

/// Takes the form of a batch.
pub(in crate::web::people) async fn settled(State(site): State<Arc<Site>>, request: Request) -> Response {
    posted((site, Site::turns), request, taken).await
}

fn taken(site: &Site, posted: &Posted) -> Result<Response, Barred> {
    let who = site.sender(posted, posted.uri.path())?;
    let number = number_of(&posted.uri)?;
    let asked = asked_with(&posted.uri, &who, &[])?;
    match posted.get("do") {
        Some("confirm") => confirmed(site, posted, (&asked, &who), number),
        Some("drop") => dropped(site, posted, (&asked, &who), number),
        _ => Err(Barred::Unread),
    }
}

fn confirmed(site: &Site, posted: &Posted, (asked, who): (&Asked, &Who), number: u64) -> Result<Response, Barred> {
    site.may(who, Deed::Review, &posted.uri)?;
    let reason = posted.get(REASON).unwrap_or_default();
    // Others may hold it for a while: nobody else waits for the desk meanwhile.
    let held = site.batches().hold(number, site.ledger()?);
    let (done, noted) = site.desk().noting(|| {
        let done = site.confirm(who, held, (number, posted.get("digest").unwrap_or_default(), reason));
        (site.written_down(who, posted, outcome(&done, posted)), done)
    })?;
    match (done, noted) {
        (Ok(Done::Now(_)), Err(why)) => Err(Barred::Unnoted { why: Box::new(why) }),
        (Ok(Done::Now(_)), Ok(())) => Ok(to(asked, number, None)),
        (Ok(Done::Before), _) => Ok(to(asked, number, Some(("before", "yes")))),
        (Ok(Done::Refused(batch, rejected)), _) => {
            let guarded = rejected.iter().all(|one| matches!(one.fault, Why::Guarded(_)));
            let told =
                rejected.iter().map(|one| (rows_of(&batch, one.line), on_page(&one.fault.complaint()))).collect();
            let against = Against { told, guarded, overriding: reason.to_owned(), ..Against::default() };
            drawn(site, asked, who, (number, &against))
        }
        (Err(barred), _) => against(site, (asked, who), number, (barred, "")),
    }
}

fn dropped(site: &Site, posted: &Posted, (asked, who): (&Asked, &Who), number: u64) -> Result<Response, Barred> {
    // Whoever submitted it may take it back; that is no review. He is told who settled it before.
    let own = site.batches().submitted(number).is_ok_and(|batch| batch.is_of(&who.person.name));
    if !own {
        site.may(who, Deed::Review, &posted.uri)?;
    }
    let Some(reason) = posted.get("reason") else {
        let bar = site.noted_refusal(Some(who), &route(&posted.uri), ImportBar::NoReason.into());
        return against(site, (asked, who), number, (bar, ""));
    };
    let ledger = site.ledger()?;
    let held = site.batches().hold(number, ledger);
    let (done, noted) = site.desk().noting(|| {
        let done = held.and_then(|held| held.dropped(&who.person.name, reason, ledger));
        let outcome = match &done {
            Ok(()) => Outcome::Dropped { batch: number },
            Err(error) => Outcome::Refused { code: error.complaint().code.into() },
        };
        (site.written_down(who, posted, outcome), done)
    })?;
    match done {
        Ok(()) => {
            noted?;
            Ok(to(asked, number, None))
        }
        Err(error) => against(site, (asked, who), number, (error.into(), reason)),
    }
}

/// What is wrong with a batch, or with what was said of it, stands on its page; anything else is a page of its own.
fn against(
    site: &Site,
    (asked, who): (&Asked, &Who),
    number: u64,
    (barred, dropping): (Barred, &str),
) -> Result<Response, Barred> {
    let complaint = match &barred {
        Barred::Import(bar) => bar.complaint(),
        Barred::Page(Fault::Ledger(error)) => match &**error {
            LedgerError::Import(fault) if !matches!(fault, ImportFault::NoBatch { .. }) => in_browser(fault),
            _ => return Err(barred),
        },
        _ => return Err(barred),
    };
    let (told, at_reason) = match complaint.code {
        "drop-without-reason" | "drop-reason-long" => (Vec::new(), Some(complaint)),
        _ => (vec![(None, complaint)], None),
    };
    let against = Against { told, dropping: dropping.to_owned(), at_reason, ..Against::default() };
    drawn(site, asked, who, (number, &against))
}

impl Site {
    /// Confirms a batch that is held, as the command does.
    fn confirm(
        &self,
        who: &Who,
        held: Result<Held<'_>, LedgerError>,
        (number, digest, reason): (u64, &str, &str),
    ) -> Result<Done, Barred> {
        let Some(writing) = self.writing() else { return Err(Barred::WritingOff) };
        let held = match held {
            Err(LedgerError::Import(ImportFault::Settled { told: Some(told), .. })) if is_recorded(&told) => {
                return Ok(Done::Before);
            }
            held => held?,
        };
        let ledger = self.ledger()?;
        let batch = self.batches().get(number, ledger)?;
        batch.confirmed_by(&who.person.name)?;
        if batch.digest != digest {
            return Err(ImportBar::OtherBatch.into());
        }
        let signer = ledger.signer(writing.key.as_deref())?;
        let options = AppendOptions {
            clock_is_right: writing.clock_is_right,
            overriding: Some(reason).filter(|reason| !reason.is_empty()).map(Arc::from),
            ..AppendOptions::default()
        };
        let (appending, confirmation) = batch.confirming(ledger, &who.person.name, options)?;
        let (receipt, rejected) = appending.finish()?;
        if !rejected.is_empty() {
            return Ok(Done::Refused(Box::new(batch), rejected));
        }
        let unsigned = |why| LedgerError::RecordedUnsigned { head: receipt.head, why: Box::new(why) };
        let checkpoint = ledger.sign(&signer).map_err(unsigned)?;
        held.confirmed(&confirmation, ledger)?;
        let view = ReceiptV1::of(&receipt, false, Some(&*checkpoint.note), Vec::new());
        let text = serde_json::to_string(&view).unwrap_or_default();
        Ok(if receipt.recorded == 0 { Done::Before } else { Done::Now(text) })
    }

    fn written_down(&self, who: &Who, posted: &Posted, outcome: Outcome) -> Write {
        let (at, actor) = (self.now(), Some(Arc::clone(&who.person.name)));
        Write { at, token: None, actor, route: route(&posted.uri).into(), outcome }
    }
}

fn is_recorded(told: &Settlement) -> bool {
    told.outcome == Ended::Recorded
}

/// What is written down of what was done.
fn outcome(done: &Result<Done, Barred>, posted: &Posted) -> Outcome {
    match done {
        Err(barred) => Outcome::Refused { code: barred.code().into() },
        Ok(Done::Refused(_, rejected)) => {
            let code = rejected.first().map_or("", |one| one.fault.complaint().code);
            Outcome::Refused { code: code.into() }
        }
        Ok(Done::Before) => Outcome::Repeated,
        Ok(Done::Now(answer)) => {
            let receipt: serde_json::Value = serde_json::from_str(answer).unwrap_or_default();
            let number = |name: &str| receipt.get(name).and_then(serde_json::Value::as_u64);
            let digest = posted.get("digest").unwrap_or_default();
            Outcome::Recorded {
                events: number("recorded").unwrap_or_default(),
                positions: number("first").zip(number("last")),
                key: Digest::of_parts(&[b"qizhang form confirm", &[0], digest.as_bytes()]),
                body: Digest::parse(digest).unwrap_or_else(|| Digest::of(digest.as_bytes())),
                answer: answer.as_str().into(),
            }
        }
    }
}

/// The rows of a line of a batch.
fn rows_of(batch: &Batch, line: u64) -> Option<String> {
    let at = usize::try_from(line.saturating_sub(1)).ok()?;
    batch.events.get(at).map(BatchEvent::shown_rows)
}

/// The page of the batch, as it stands afterwards.
fn to(asked: &Asked, number: u64, own: Option<(&str, &str)>) -> Response {
    elsewhere(&format!("/import/{number}{}", query(own.into_iter().chain(asked.kept()))))
}
