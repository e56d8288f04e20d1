//! Files that a browser keeps: a template to fill in, and the bad rows with their reasons.

use super::bars::ImportBar;
use super::check::{asked_with, at_table, key_of};
use super::look::{TAKES, Way};
use super::uploads::Held;
use crate::ledger::{Ledger, LedgerError, plain_template, returned_rows, template as workbook};
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::file_name::kept_as;
use crate::web::given::{CSV, WORKBOOK};
use crate::web::people::barred::Barred;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::may_open;
use crate::web::routes::response;
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// A template of a type that somebody may record.
pub(in crate::web::people) async fn template(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), |site, _, who, uri| {
        let asked = asked_with(uri, who, &["type", "as"])?;
        let name = asked.own("type").unwrap_or_default();
        let catalogue = site.ledger()?.catalogue();
        let unknown = |nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
        let kind = Ledger::type_in(&catalogue, name).map_err(unknown)?;
        may_open(who, &kind)?;
        let declaration = catalogue.type_id(&kind).map(|id| catalogue.declaration(id)).ok_or_else(|| unknown(None))?;
        let as_text = as_text(&asked)?;
        let bytes = if as_text {
            plain_template(declaration, asked.lang).map_err(LedgerError::Import)?.map(|plain| plain.bytes)
        } else {
            workbook(declaration, asked.lang).map_err(LedgerError::Import)?
        };
        file(bytes, kind.as_str(), as_text)
    })
    .await
}

/// The bad rows of a file that is held, read as the address says.
pub(in crate::web::people) async fn bad(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    at_table(site, (headers, uri), |site, who, uri| {
        let asked = asked_with(uri, who, &[&TAKES[..], &["as"]].concat())?;
        let as_text = as_text(&asked)?;
        let Held::File(brought) = site.held(who, key_of(uri))? else { return Err(ImportBar::NotHeld.into()) };
        let looked = site.look(who, &brought, &Way::of(&asked)?)?;
        match (looked.upload, looked.found) {
            (Some(upload), Ok(sifted)) => {
                file(returned_rows(&upload, &sifted, asked.lang, as_text), "bad-rows", as_text)
            }
            (_, Err(fault)) => Err(LedgerError::Import(fault).into()),
            (None, Ok(_)) => Err(ImportBar::NotHeld.into()),
        }
    })
    .await
}

/// Whether the file is to be text.
fn as_text(asked: &Asked) -> Result<bool, Fault> {
    match asked.own("as") {
        None | Some("xlsx") => Ok(false),
        Some("csv") => Ok(true),
        Some(other) => Err(Fault::Parameter { name: "as".to_owned(), value: other.to_owned(), example: "xlsx, csv" }),
    }
}

fn file(bytes: Result<Vec<u8>, String>, name: &str, as_text: bool) -> Result<Response, Barred> {
    let bytes = bytes.map_err(|_| Fault::Broken)?;
    let (kind, end) = if as_text { (CSV, "csv") } else { (WORKBOOK, "xlsx") };
    Ok(kept_as(response(StatusCode::OK, kind, bytes), &format!("{name}.{end}")))
}
