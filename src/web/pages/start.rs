//! The first page, and the search.

use crate::ledger::World;
use crate::value::{Pseudonyms, Uscc};
use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::pages::lists::within;
use crate::web::place::href;
use crate::web::reply::{Answer, Reply};
use crate::web::site::Site;

/// What is in the ledger, and what needs attention.
pub(in crate::web) fn start(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let within = within(asked)?;
    let document = site.served().overview(horizon, &asked.reads, within)?;
    let days = format!("{within}d");
    let words = asked.own("within").map_or_else(Vec::new, |_| vec!["--within", &days]);
    Ok(Answer::Told(Box::new(Reply::told(document, horizon, &[vec!["overview"], words].concat()))))
}

/// What has a name or a number. A person who finds one thing is there; a program is told that it was one.
pub(in crate::web) fn search(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let world = site.served().everybody(horizon, &asked.reads)?;
    let words = asked.own("q").unwrap_or_default();
    let meant = unveiled(site, &world, words)?;
    let words = meant.as_ref().map_or(words, Uscc::as_str);
    let searched = site.ledger()?.search(&world, words)?;
    match searched.found.as_slice() {
        [one] if asked.form == Form::Page => Ok(Answer::Elsewhere(href(asked, &one.link))),
        found => {
            let document = crate::explain::hits(words, (found, searched.all), &searched.nearest);
            // What a terminal takes for an option, or does not take at all, is asked on the page alone.
            let typed = !words.trim().is_empty() && !words.starts_with('-') && !words.contains(char::is_control);
            let command: &[&str] = if typed { &["search", words] } else { &[] };
            Ok(Answer::Told(Box::new(Reply::told(document, horizon, command))))
        }
    }
}

/// Whose a pseudonym is, for those who may read; nobody's where it is none of this ledger.
fn unveiled(site: &Site, world: &World, words: &str) -> Result<Option<Uscc>, Fault> {
    let Some(pseudonym) = Pseudonyms::read(words) else { return Ok(None) };
    let made = site.desk().made_pseudonyms()?;
    let is_meant = |code: &Uscc| made.as_ref().is_some_and(|made| *made.subject(*code) == *pseudonym);
    Ok(world.timeline.subjects().iter().copied().find(is_meant))
}
