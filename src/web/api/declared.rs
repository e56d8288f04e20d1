//! The declaration of an event type: the JSON Schema as it was registered, to the byte.

use crate::ledger::{Ledger, LedgerError};
use crate::web::api::turned::Turned;
use crate::web::asked::Asked;
use crate::web::routes::response;
use crate::web::site::Site;
use axum::http::StatusCode;
use axum::response::Response;

/// What a JSON Schema is.
pub(super) const SCHEMA: &str = "application/schema+json";

/// One version of a type.
pub(super) fn declaration(site: &Site, asked: &Asked) -> Result<Response, Turned> {
    let catalogue = site.ledger()?.catalogue();
    let (name, version) = (asked.name(0), asked.name(1));
    let unknown = |nearest| LedgerError::UnknownType { name: format!("{name}/{version}"), nearest };
    let own = Ledger::type_in(&catalogue, name).map_err(unknown)?;
    let versions = catalogue.versions(&own);
    let found = versions.iter().find(|declaration| declaration.version.to_string() == version);
    let newest = || versions.iter().map(|declaration| declaration.version).max();
    let found = found.ok_or_else(|| unknown(newest().map(|newest| format!("{own}/{newest}"))))?;
    Ok(response(StatusCode::OK, SCHEMA, found.text.to_string()))
}
