//! The catalogue: every type of the ledger, and what each field of one may hold.

use crate::explain::Paged;
use crate::ledger::{Ledger, LedgerError, type_page, types_page};
use crate::view::{event_type_v1, event_types_v1};
use crate::web::asked::Asked;
use crate::web::escaped::escaped;
use crate::web::fault::Fault;
use crate::web::people::may_open;
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// Every type.
pub(in crate::web) fn types(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let catalogue = site.ledger()?.catalogue();
    let json = asked.is_json().then(|| Json::Lines(event_types_v1(&catalogue)));
    let reply = Reply::told(types_page(&catalogue), horizon, &["event", "docs"]).undated();
    Ok(Answer::Told(Box::new(reply.shaped(json))))
}

/// One type.
pub(in crate::web) fn kind(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let catalogue = site.ledger()?.catalogue();
    let name = asked.name(0);
    let unknown = |nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
    let own = Ledger::type_in(&catalogue, name).map_err(unknown)?;
    let document = type_page(&catalogue, &own).ok_or_else(|| unknown(None))?;
    let json = asked.is_json().then(|| event_type_v1(&catalogue, &own).map(Json::One)).flatten();
    let mut reply = Reply::told(document, horizon, &["event", "docs", own.as_str()]).undated().shaped(json);
    reply.ways = vec![
        (Paged::EventsOfType, asked.link_with("/events", &[("type", own.as_str())])),
        (Paged::Types, asked.link("/types")),
    ];
    if asked.who.as_ref().is_some_and(|who| may_open(who, &own).is_ok()) {
        reply.ways.insert(0, (Paged::RecordOne, asked.link(&format!("/record/{}", escaped(own.as_str())))));
    }
    Ok(Answer::Told(Box::new(reply)))
}
