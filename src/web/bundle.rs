//! The bundle of a payment or a subject as a file: what `export bundle` writes, for whoever has a browser. The ledger signs it, so it is given
//! where the ledger is open for writing.

use crate::access::Deed;
use crate::explain::Paged;
use crate::ledger::{About, Asking, Horizon, LedgerError};
use crate::view::papers;
use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::file_name::{NAME, kept_as};
use crate::web::people;
use crate::web::reading::may_read;
use crate::web::refused::refusal;
use crate::web::routes::response;
use crate::web::seen::{Shows, is_about, is_at, shown};
use crate::web::site::Site;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// What the address of a payment or a subject is followed by.
const END: &str = "/bundle";
const ZIP: &str = "application/zip";

/// Finds what is asked about by the name in the address.
type Finds = fn(&Site, &str, Horizon) -> Result<About, LedgerError>;

/// Puts the addresses beside the pages.
pub(super) fn add(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    let ways: [(&str, Shows, Finds); 2] =
        [("/payments/{number}", Shows::Payment, payment), ("/subjects/{code}", Shows::Subject, subject)];
    ways.into_iter().fold(router, |router, (page, shows, finds)| {
        let answers = move |State(site): State<Arc<Site>>,
                            name: Result<Path<String>, PathRejection>,
                            headers: HeaderMap,
                            uri: Uri| async move {
            match name {
                Ok(name) => answered((finds, shows), site, (name, headers), uri).await,
                // A step that is no text is no name of anything.
                Err(_) => refusal(&Fault::NoPage { path: uri.path().to_owned() }, uri.path(), uri.query()),
            }
        };
        router.route(&format!("{page}{END}"), shown(shows, get(answers)))
    })
}

/// The way from the page of a payment or a subject to its bundle, where one can be given.
pub(super) fn way(site: &Site, asked: &Asked) -> Option<(Paged, String)> {
    site.writing().map(|_| (Paged::TakeBundle, asked.link(&format!("{}{END}", asked.path))))
}

fn payment(site: &Site, number: &str, horizon: Horizon) -> Result<About, LedgerError> {
    let unknown = || LedgerError::UnknownPayment { number: number.to_owned(), nearest: None };
    let paid = site.ledger()?.payment_by(number, horizon)?.ok_or_else(unknown)?;
    Ok(About::Payment(Arc::clone(&paid.number)))
}

fn subject(site: &Site, name: &str, horizon: Horizon) -> Result<About, LedgerError> {
    site.ledger()?.subject(name, horizon.known).map(About::Subject)
}

/// The answer. The work is done apart, where it holds up nobody.
async fn answered(
    (finds, shows): (Finds, Shows),
    site: Arc<Site>,
    (Path(name), headers): (Path<String>, HeaderMap),
    uri: Uri,
) -> Response {
    let asked = uri.clone();
    let work = tokio::task::spawn_blocking(move || {
        let who = people::who(&site, &headers);
        if let Err(error) = may_read(&site, (shows, Deed::Look), who.as_ref(), false) {
            return people::turned_away(&site, &error, (true, &uri));
        }
        let given = (uri.path().to_owned(), Form::Page);
        let bundle = Asked::read(given, vec![name], uri.query().unwrap_or_default(), &[])
            .and_then(|asked| packed(&site, &asked, finds));
        bundle.unwrap_or_else(|fault| refusal(&fault, uri.path(), uri.query()))
    });
    work.await.unwrap_or_else(|_| refusal(&Fault::Broken, asked.path(), asked.query()))
}

/// The bundle, signed and packed, under a name that says whose it is and as of when.
fn packed(site: &Site, asked: &Asked, finds: Finds) -> Result<Response, Fault> {
    let horizon = site.horizon(asked)?;
    let Horizon { on, known } = horizon;
    let writing = site.writing().ok_or(Fault::Unsigned)?;
    let ledger = site.ledger()?;
    let about = finds(site, asked.name(0), horizon)?;
    let signer = ledger.signer(writing.key.as_deref())?;
    if signer.made().is_some() {
        return Err(Fault::NoKey);
    }
    let asking = Asking { about, on, known, reads: asked.reads.clone() };
    let package = ledger.bundle(&asking, &signer, papers)?;
    let (name, whose) = match &asking.about {
        About::Payment(number) => (number.to_string(), ledger.payment_by(number, horizon)?.map(|paid| paid.subject)),
        About::Subject(code) => (code.to_string(), Some(*code)),
    };
    let name: String = name.chars().take(NAME).collect();
    let mut told = kept_as(response(StatusCode::OK, ZIP, package.packed()?), &format!("{name}-{on}-{known}.zip"));
    is_at(&mut told, horizon);
    if let Some(code) = whose {
        is_about(&mut told, code);
    }
    Ok(told)
}
