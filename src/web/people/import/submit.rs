//! What is good in a table becomes a batch, which waits for a second person.

use super::check::{drawn, key_of, to_batch};
use super::look::{TAKES, Way};
use super::uploads::Held;
use crate::access::{Outcome, Write};
use crate::ledger::{Batch, ImportFault, LedgerError};
use crate::web::asked::{Asked, Form};
use crate::web::escaped::query;
use crate::web::people::barred::Barred;
use crate::web::people::posted::{Posted, language, posted, route};
use crate::web::people::who::Who;
use crate::web::site::Site;
use axum::extract::{Request, State};
use axum::response::Response;
use std::sync::Arc;

/// Takes the form of a check.
pub(in crate::web::people) async fn submitted(State(site): State<Arc<Site>>, request: Request) -> Response {
    posted((site, Site::tables), request, taken).await
}

fn taken(site: &Site, posted: &Posted) -> Result<Response, Barred> {
    let who = site.sender(posted, posted.uri.path())?;
    let done = submit(site, posted, &who);
    done.map_err(|barred| site.noted_refusal(Some(&who), &route(&posted.uri), barred))
}

fn submit(site: &Site, posted: &Posted, who: &Who) -> Result<Response, Barred> {
    let way = Way::of_pairs(&posted.pairs)?;
    let asked = asked(posted, who, &way)?;
    let key = key_of(&posted.uri);
    let file = match site.held(who, key)? {
        Held::File(file) => file,
        // Sent again: it is one batch.
        Held::Submitted(number) => return Ok(to_batch(&asked, number)),
    };
    let looked = site.look(who, &file, &way)?;
    let against = looked.found.as_ref().ok().and_then(|sifted| sifted.held_back(way.returned, way.duplicates));
    let (Some(upload), Ok(sifted), None) = (&looked.upload, &looked.found, &against) else {
        let code = against.as_ref().or(looked.found.as_ref().err()).map(code);
        let refused = Outcome::Refused { code: code.unwrap_or_default().into() };
        let _ = site.note(Some(Arc::clone(&who.person.name)), &route(&posted.uri), refused);
        return drawn(site, &asked, (&file, &way, &looked), against.as_ref());
    };
    let batch = Batch::of(upload, sifted, &who.person.name, site.ledger()?);
    let (put, noted) = site.desk().noting(|| {
        let put = site.batches().put(&batch);
        let outcome = match &put {
            Ok(batch) => Outcome::Submitted { batch: batch.number },
            Err(error) => Outcome::Refused { code: error.complaint().code.into() },
        };
        let (at, actor) = (site.now(), Some(Arc::clone(&who.person.name)));
        (Write { at, token: None, actor, route: route(&posted.uri).into(), outcome }, put)
    })?;
    let number = put?.number;
    site.uploads().submitted(key, number);
    noted?;
    Ok(to_batch(&asked, number))
}

/// The address of the check, as it was looked at.
fn asked(posted: &Posted, who: &Who, way: &Way) -> Result<Asked, Barred> {
    let lang = (language(&posted.uri) == crate::value::Lang::En).then_some(("lang", "en"));
    let given = query(way.pairs().into_iter().chain(lang));
    let path = (posted.uri.path().to_owned(), Form::Page);
    Ok(Asked::read(path, Vec::new(), given.trim_start_matches('?'), &TAKES)?.without_rows()?.of(Some(who.clone())))
}

fn code(fault: &ImportFault) -> &'static str {
    LedgerError::Import(fault.clone()).complaint().code
}
