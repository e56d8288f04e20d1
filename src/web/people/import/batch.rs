//! A batch: its records, who submitted it, and for a second person the ways to confirm it or to drop it.

use super::check::asked_with;
use super::front::{PATH, minute, no_batch, standing};
use super::rows::{Told, records};
use super::words::{boxed, in_browser};
use crate::access::Deed;
use crate::explain::{Complaint, Importing, Phrase, Recording};
use crate::ledger::{Batch, Blank, ImportFault, Kept, LedgerError, Outcome, REASON_LETTERS, Standing, blank};
use crate::value::TypeName;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::filling::REASON;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::allowed;
use crate::web::people::who::Who;
use crate::web::routes::{HTML, response};
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// So many records stand on one page.
const PART: usize = 200;
/// What its address takes.
const TAKES: [&str; 3] = ["from", "submitted", "before"];

/// What stands against what somebody wanted to do with a batch.
#[derive(Default)]
pub(super) struct Against {
    /// Complaints, each with the rows it is about where it is about some.
    pub(super) told: Vec<(Option<String>, Complaint)>,
    /// Whether a guard alone stands against it, so that a reason would have it recorded.
    pub(super) guarded: bool,
    /// Reasons that were typed: for recording it all the same, and for dropping it.
    pub(super) overriding: String,
    pub(super) dropping: String,
    /// What is wrong with the reason for dropping it, told at its field.
    pub(super) at_reason: Option<Complaint>,
}

/// The number that an address names.
pub(super) fn number_of(uri: &Uri) -> Result<u64, Barred> {
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let number = name.parse().ok().filter(|number: &u64| number.to_string() == name && *number > 0);
    number.ok_or_else(|| Barred::Page(Fault::NoPage { path: uri.path().to_owned() }))
}

/// The page.
pub(in crate::web::people) async fn batch(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), |site, _, who, uri| {
        allowed(who, Deed::Look)?;
        let asked = asked_with(uri, who, &TAKES)?;
        drawn(site, &asked, who, (number_of(uri)?, &Against::default()))
    })
    .await
}

/// The page of a batch, with what stands against what somebody wanted.
pub(super) fn drawn(
    site: &Site,
    asked: &Asked,
    who: &Who,
    (number, against): (u64, &Against),
) -> Result<Response, Barred> {
    let (ledger, batches) = (site.ledger()?, site.batches());
    let state = batches.standing(number, ledger)?;
    let (batch, fault) = match batches.submitted(number) {
        Ok(batch) => {
            let fault = batch.belongs_to(ledger).err();
            (Some(batch), fault)
        }
        Err(LedgerError::Import(ImportFault::NoBatch { .. })) => return Err(no_batch(number)),
        Err(error) => (None, Some(error)),
    };
    let fault = match (fault, &state) {
        (_, Standing::Unclear(file)) => Some(ImportFault::OutcomeUnread { number, file: file.clone() }),
        (_, Standing::Missing(told, file)) => {
            Some(ImportFault::NotOnRecord { number, told: told.clone(), file: file.clone() })
        }
        (Some(LedgerError::Import(fault)), Standing::Waits | Standing::Unsound(_)) => Some(fault),
        (Some(LedgerError::Import(_)), Standing::Settled(_)) | (None, _) => None,
        (Some(other), Standing::Waits | Standing::Unsound(_) | Standing::Settled(_)) => return Err(other.into()),
    };
    let catalogue = ledger.catalogue();
    let named = batch.as_ref().and_then(|batch| TypeName::parse(&batch.kind));
    let blank = named.and_then(|name| blank(&catalogue, &name));
    let title = match (&blank, number.to_string().into()) {
        (Some(blank), number) => Importing::Batch { number, kind: blank.title.clone() },
        (None, number) => Importing::BatchOnly { number },
    };
    let mut html = Html::new(asked.lang);
    html.raw("<h1>").say(title.clone()).raw("</h1>\n");
    said(&mut html, asked, number, &state);
    if let Some(fault) = &fault {
        boxed(&mut html, &in_browser(fault));
    }
    against_told(&mut html, against);
    if let Some(batch) = &batch {
        ways(&mut html, site, asked, (batch, &state))?;
        facts(&mut html, batch);
        parts(&mut html, site, asked, (batch, &state, blank.as_ref()))?;
    }
    if matches!(state, Standing::Waits | Standing::Unsound(_)) {
        forms(&mut html, asked, who, &Deciding { number, batch: batch.as_ref(), is_sound: fault.is_none(), against });
    }
    html.raw("<p class=\"ways\"><a href=\"").words(&asked.link(PATH)).raw("\">").say(Importing::ToList);
    html.raw("</a></p>\n");
    let status = if against.told.is_empty() && against.at_reason.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(response(status, HTML, frame::plain(site, asked, &Phrase::from(title).say(asked.lang), &html.text)))
}

/// How it stands, and what was just done.
fn said(html: &mut Html, asked: &Asked, number: u64, state: &Standing) {
    html.raw("<p class=\"verdict\" role=\"status\">");
    if asked.own("before") == Some("yes") && matches!(state, Standing::Settled(_)) {
        html.say(Importing::RecordedBefore);
    } else if asked.own("submitted") == Some("yes") && *state == Standing::Waits {
        html.say(Importing::Submitted { number: number.to_string().into() });
    } else {
        html.say(standing(state));
    }
    html.raw("</p>\n");
}

fn against_told(html: &mut Html, against: &Against) {
    for (rows, complaint) in &against.told {
        if let Some(rows) = rows {
            html.raw("<h2>").say(Importing::RefusedRow { rows: rows.as_str().into() }).raw("</h2>\n");
        }
        boxed(html, complaint);
    }
}

/// Where one goes from a batch that was recorded.
fn ways(html: &mut Html, site: &Site, asked: &Asked, (batch, state): (&Batch, &Standing)) -> Result<(), Barred> {
    let Standing::Settled(Some(told)) = state else { return Ok(()) };
    if told.outcome != Outcome::Recorded {
        return Ok(());
    }
    let Some(event) = batch.place_of(site.ledger()?, 0)? else { return Ok(()) };
    let address = asked.link(&format!("/recorded/{}", event.0));
    html.raw("<p class=\"ways\"><a href=\"").words(&address).raw("\">").say(Importing::ToFirst { event });
    html.raw("</a></p>\n");
    Ok(())
}

/// What stands at the head of it.
fn facts(html: &mut Html, batch: &Batch) {
    let count = batch.events.len().to_string();
    let (version, checked) = (batch.version.to_string(), format!("#{}", batch.checked_at));
    let sheet = batch.sheet.as_deref().unwrap_or_default();
    html.raw("<div class=\"sheet\">\n<table class=\"said\">\n<tbody>\n");
    for (name, value) in [
        (Importing::Type, batch.kind.as_str()),
        (Importing::Version, version.as_str()),
        (Importing::Records, count.as_str()),
        (Importing::File, batch.file.as_str()),
        (Importing::Sheet, sheet),
        (Importing::FileDigest, batch.sha256.as_str()),
        (Importing::By, batch.submitted_by.as_str()),
        (Importing::At, minute(&batch.submitted_at).as_str()),
        (Importing::CheckedAt, checked.as_str()),
        (Importing::Digest, batch.digest.as_str()),
    ] {
        if !value.is_empty() {
            html.raw("<tr><th scope=\"row\">").say(name).raw("</th><td>").words(value).raw("</td></tr>\n");
        }
    }
    html.raw("</tbody>\n</table>\n</div>\n");
}

/// A part of its records, with ways to the other parts: whoever confirms is to see all of them.
fn parts(
    html: &mut Html,
    site: &Site,
    asked: &Asked,
    (batch, state, blank): (&Batch, &Standing, Option<&Blank>),
) -> Result<(), Barred> {
    let all = batch.events.len();
    let given = asked.own("from").map(|from| from.parse::<usize>().ok().filter(|from| (1..=all).contains(from)));
    let from = match given {
        None => 1,
        Some(Some(from)) => from,
        Some(None) => {
            let value = asked.own("from").unwrap_or_default().to_owned();
            return Err(Fault::Parameter { name: "from".to_owned(), value, example: "201" }.into());
        }
    };
    let before = from.saturating_sub(1);
    let to = before.saturating_add(PART).min(all);
    let is_recorded = matches!(state, Standing::Settled(Some(told)) if told.outcome == Outcome::Recorded);
    let mut told = Vec::new();
    for (at, one) in batch.events.iter().enumerate().skip(before).take(PART) {
        let place = if is_recorded { batch.place_of(site.ledger()?, at)? } else { None };
        let event = place.map(|event| (asked.link(&format!("/events/{}", event.0)), format!("#{}", event.0)));
        let beside = event.or_else(|| one.kept.as_ref().filter(|_| !is_recorded).map(|kept| kept_beside(asked, kept)));
        told.push(Told { rows: one.shown_rows(), line: &one.event, beside });
    }
    let part = if all <= PART { Importing::All { all } } else { Importing::Part { from, to, all } };
    html.raw("<h2>").say(part).raw("</h2>\n");
    let heading = if is_recorded { Importing::Event } else { Importing::KeptBeside };
    records(html, asked, blank, &told, heading);
    html.raw("<p class=\"ways\">");
    let mut way = |from: usize, says: Importing| {
        let address = asked.link_with(&asked.path, &[("from", &from.to_string())]);
        html.raw("<a href=\"").words(&address).raw("\">").say(says).raw("</a>\n");
    };
    if before > 0 {
        way(from.saturating_sub(PART).max(1), Importing::Earlier);
    }
    if to < all {
        way(to.saturating_add(1), Importing::Later);
    }
    html.raw("</p>\n");
    Ok(())
}

/// What a record looks like that was kept all the same: where that is, and what it is called.
fn kept_beside(asked: &Asked, kept: &Kept) -> (String, String) {
    let row = kept.row.unwrap_or_default().to_string();
    let say = |phrase: Importing| Phrase::from(phrase).say(asked.lang);
    match (kept.event, kept.batch) {
        (Some(event), _) => {
            let words = say(Importing::LikeEvent { event: crate::value::Position(event) });
            (asked.link(&format!("/events/{event}")), words)
        }
        (None, Some(batch)) => {
            let words = say(Importing::LikeBatch { batch: batch.to_string().into(), row: row.into() });
            (asked.link(&format!("{PATH}/{batch}")), words)
        }
        (None, None) => (asked.link(&asked.path), say(Importing::LikeRow { row: row.into() })),
    }
}

/// What a person decides about.
struct Deciding<'d> {
    number: u64,
    batch: Option<&'d Batch>,
    /// Whether it may be confirmed: it reads, and is this ledger's.
    is_sound: bool,
    against: &'d Against,
}

/// Confirming and dropping, for whoever may.
fn forms(html: &mut Html, asked: &Asked, who: &Who, deciding: &Deciding<'_>) {
    let Deciding { number, batch, is_sound, against } = deciding;
    let reviews = who.person.role.allows(Deed::Review);
    let own = batch.is_some_and(|batch| batch.is_of(&who.person.name));
    if own {
        html.raw("<p class=\"hint\">").say(Importing::OwnBatch).raw("</p>\n");
    } else if !reviews {
        html.raw("<p class=\"hint\">").say(Importing::NotReviewer).raw("</p>\n");
    }
    let path = format!("{PATH}/{number}");
    let mark = who.shown.form(&path).to_string();
    let begin = |html: &mut Html, digest: &str| {
        html.raw("<form class=\"fill\" method=\"post\" action=\"").words(&asked.link(&path)).raw("\">\n");
        hidden(html, [("form", mark.as_str()), ("digest", digest)].into_iter().filter(|(_, value)| !value.is_empty()));
    };
    if let Some(batch) = batch.filter(|_| reviews && !own && *is_sound) {
        begin(html, &batch.digest);
        let submitter = batch.submitted_by.as_str().into();
        html.raw("<p class=\"hint\">").say(Importing::ConfirmHint { who: submitter }).raw("</p>\n");
        if against.guarded || !against.overriding.is_empty() {
            let (says, hint) = (Recording::Reason.into(), Recording::ReasonHint.into());
            reason(html, (REASON, &against.overriding), says, Some(hint));
        }
        html.raw("<p><button class=\"main\" name=\"do\" value=\"confirm\">").say(Importing::Confirm);
        html.raw("</button></p>\n</form>\n");
    }
    if reviews || own {
        begin(html, "");
        let hint = Importing::DropHint { most: REASON_LETTERS };
        reason(html, ("reason", &against.dropping), Importing::DropReason.into(), Some(hint.into()));
        if let Some(complaint) = &against.at_reason {
            boxed(html, complaint);
        }
        html.raw("<p><button name=\"do\" value=\"drop\">").say(Importing::Drop).raw("</button></p>\n</form>\n");
    }
}

fn reason(html: &mut Html, (name, value): (&str, &str), says: Phrase, hint: Option<Phrase>) {
    html.raw("<label><span class=\"name\">").say(says).raw("</span><textarea name=\"").raw(name).raw("\" rows=\"2\">");
    html.lines(value).raw("</textarea>");
    if let Some(hint) = hint {
        html.raw("<small>").say(hint).raw("</small>");
    }
    html.raw("</label>\n");
}
