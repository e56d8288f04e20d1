//! A subject: its file, its statement, and why a clause gives it what it gives.

use crate::explain::{Link, Paged};
use crate::ledger::Fullness;
use crate::value::Uscc;
use crate::view::position_v1;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::place::href;
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// The file of a subject.
pub(in crate::web) fn subject(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let code = site.ledger()?.subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let json = asked.is_json().then(|| Json::of(&position_v1(&world, &position)));
    let mut reply = Reply::told(world.file(&position)?, horizon, &["show", code.as_str()]).shaped(json);
    reply.ways = vec![
        (Paged::Statement, asked.link(&format!("/subjects/{code}/statement"))),
        (Paged::Notice, asked.link(&format!("/subjects/{code}/notice"))),
        (Paged::EventsOfSubject, asked.link_with("/events", &[("subject", code.as_str())])),
        (Paged::FindingsOfSubject, asked.link_with("/findings", &[("of", code.as_str())])),
    ];
    Ok(Answer::Told(Box::new(reply)))
}

/// One line an item.
pub(in crate::web) fn statement(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let year = asked.own("year").map(|given| {
        let bad = || Fault::Parameter { name: "year".to_owned(), value: given.to_owned(), example: "2027" };
        given.parse::<u16>().map(i32::from).map_err(|_| bad())
    });
    let year = year.transpose()?;
    let horizon = site.horizon(asked)?;
    let code = site.ledger()?.subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let written = year.map(|year| year.to_string());
    let words = [Some("statement"), Some(code.as_str()), written.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    let mut reply = Reply::told(world.statement(&position, year), horizon, &words);
    reply.ways = vec![back(asked, code)];
    Ok(Answer::Told(Box::new(reply)))
}

/// What it may claim, for the subject itself.
pub(in crate::web) fn notice(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let code = site.ledger()?.subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let mut reply = Reply::told(world.notice(&position), horizon, &["notice", code.as_str()]);
    reply.ways = vec![back(asked, code)];
    Ok(Answer::Told(Box::new(reply)))
}

/// Why a clause gives what it gives, or nothing.
pub(in crate::web) fn clause(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let fullness = if asked.flag("full")? { Fullness::Whole } else { Fullness::Short };
    let horizon = site.horizon(asked)?;
    let code = site.ledger()?.subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let told = world.clause(&position, asked.name(1), fullness)?;
    let mut words = vec!["why", code.as_str(), asked.name(1)];
    words.extend((fullness == Fullness::Whole).then_some("--full"));
    let mut reply = Reply::told(told.document, horizon, &words);
    reply.ways.extend(told.more.then(|| (Paged::Whole, asked.again(&[("full", Some("yes"))]))));
    reply.ways.push(back(asked, code));
    Ok(Answer::Told(Box::new(reply)))
}

fn back(asked: &Asked, code: Uscc) -> (Paged, String) {
    (Paged::BackToFile, href(asked, &Link::Subject(code)))
}
