//! The first page, and the search.

use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::place::href;
use crate::web::reply::{Answer, Reply};
use crate::web::site::Site;

/// What lapses within so many days stands on the first page.
const WITHIN: i64 = 90;

/// What is in the ledger, and what needs attention.
pub(in crate::web) fn start(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let document = site.served().overview(horizon, &asked.reads, WITHIN)?;
    Ok(Answer::Told(Box::new(Reply::told(document, horizon, &[]))))
}

/// What has a name or a number. A person who finds one thing is there; a program is told that it was one.
pub(in crate::web) fn search(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let world = site.served().everybody(horizon, &asked.reads)?;
    let words = asked.own("q").unwrap_or_default();
    let searched = site.ledger()?.search(&world, words)?;
    match searched.found.as_slice() {
        [one] if asked.form == Form::Page => Ok(Answer::Elsewhere(href(asked, &one.link))),
        found => {
            let document = crate::explain::hits(words, (found, searched.all), &searched.nearest);
            Ok(Answer::Told(Box::new(Reply::told(document, horizon, &[]))))
        }
    }
}
