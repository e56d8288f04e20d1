//! The check of a file that is held: what was found, told on a page. It may be loaded again, because it only looks.

use super::bars::ImportBar;
use super::found::{Found, found};
use super::look::{Looked, TAKES, Way};
use super::uploads::{Brought, Held};
use crate::explain::{Importing, Phrase};
use crate::ledger::{ImportFault, blank, table_columns};
use crate::web::asked::{Asked, Form};
use crate::web::escaped::query;
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::PATIENCE;
use crate::web::people::who::Who;
use crate::web::routes::{HTML, elsewhere, response};
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;
use tokio::time::timeout;

const PATH: &str = "/import/checks/";

/// The key that an address names.
pub(super) fn key_of(uri: &Uri) -> &str {
    uri.path().strip_prefix(PATH).and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

/// An address of which more is read than its language.
pub(super) fn asked_with(uri: &Uri, who: &Who, takes: &[&str]) -> Result<Asked, Barred> {
    let path = (uri.path().to_owned(), Form::Page);
    Ok(Asked::read(path, Vec::new(), uri.query().unwrap_or_default(), takes)?.without_rows()?.of(Some(who.clone())))
}

/// Does something with a table for whoever is signed in. One table is looked at at a time: it may take much memory.
pub(super) async fn at_table(
    site: Arc<Site>,
    (headers, uri): (HeaderMap, Uri),
    work: impl FnOnce(&Site, &Who, &Uri) -> Result<Response, Barred> + Send + 'static,
) -> Response {
    let waits = Arc::clone(&site);
    let Ok(Ok(_turn)) = timeout(PATIENCE, waits.tables().acquire()).await else {
        return Barred::Busy.answer(&uri, None);
    };
    for_somebody(site, (headers, uri), move |site, _, who, uri| work(site, who, uri)).await
}

/// The page.
pub(in crate::web::people) async fn check(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    at_table(site, (headers, uri), |site, who, uri| {
        let asked = asked_with(uri, who, &TAKES)?;
        let file = match site.held(who, key_of(uri))? {
            Held::File(file) => file,
            Held::Submitted(number) => return Ok(to_batch(&asked, number)),
        };
        let way = Way::of(&asked)?;
        let looked = site.look(who, &file, &way)?;
        drawn(site, &asked, (&file, &way, &looked), None)
    })
    .await
}

/// The batch that a file became.
pub(super) fn to_batch(asked: &Asked, number: u64) -> Response {
    let own = [("submitted", "yes")].into_iter();
    elsewhere(&format!("/import/{number}{}", query(own.chain(asked.kept()))))
}

/// The page of what was found, and what stands against submitting it where somebody tried.
pub(super) fn drawn(
    site: &Site,
    asked: &Asked,
    (file, way, looked): (&Arc<Brought>, &Way, &Looked),
    against: Option<&ImportFault>,
) -> Result<Response, Barred> {
    let catalogue = site.ledger()?.catalogue();
    let blank = blank(&catalogue, &file.kind).ok_or(ImportBar::NotHeld)?;
    let mark = asked.who.as_ref().map(|who| who.shown.form(&asked.path).to_string()).unwrap_or_default();
    let columns = catalogue.type_id(&file.kind).map(|id| table_columns(catalogue.declaration(id))).unwrap_or_default();
    let mut html = Html::new(asked.lang);
    found(&mut html, asked, &Found { file, way, looked, blank: &blank, columns: &columns, mark: &mark, against });
    let title = Importing::Checked { file: file.name.as_str().into(), kind: blank.title.clone() };
    let status = match (&looked.found, against) {
        (Ok(_), None) => StatusCode::OK,
        (Err(_), _) | (_, Some(_)) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(response(status, HTML, frame::plain(site, asked, &Phrase::from(title).say(asked.lang), &html.text)))
}
