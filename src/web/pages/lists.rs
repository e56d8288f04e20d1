//! Lists over everybody and over the documents: what lapses, registers, documents, readings.

use crate::explain::Paged;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::reply::{Answer, Reply};
use crate::web::site::Site;

/// What lapses soon, unless another number of days is asked about.
const WITHIN: i64 = 90;

/// What ends within some days.
pub(in crate::web) fn lapses(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let within = within(asked)?;
    let horizon = site.horizon(asked)?;
    let document = crate::explain::lapses(&site.served().lapsing(horizon, &asked.reads, within)?);
    let days = format!("{within}d");
    Ok(Answer::Told(Box::new(Reply::told(document, horizon, &["lapses", "--within", &days]))))
}

/// Within how many days something ends that is asked about.
pub(super) fn within(asked: &Asked) -> Result<i64, Fault> {
    let Some(given) = asked.own("within") else { return Ok(WITHIN) };
    let days = given.strip_suffix(['d', '天', '日']).unwrap_or(given).parse().ok();
    let days = days.filter(|days: &i64| (0..=36_500).contains(days));
    days.ok_or_else(|| Fault::Parameter { name: "within".to_owned(), value: given.to_owned(), example: "90d" })
}

/// What there is, who has it, what is left; of all registers or of one.
pub(in crate::web) fn registers(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let name = Some(asked.name(0)).filter(|name| !name.is_empty());
    let subject = asked.own("of").map(|name| site.ledger()?.subject(name, horizon.known)).transpose()?;
    let world = site.served().everybody(horizon, &asked.reads)?;
    let document = world.registers(name, subject)?;
    let mut words = vec!["register"];
    words.extend(name);
    words.extend(subject.as_ref().map(|code| ["--of", code.as_str()]).into_iter().flatten());
    Ok(Answer::Told(Box::new(Reply::told(document, horizon, &words))))
}

/// The documents and when they are in force.
pub(in crate::web) fn policies(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let world = site.served().everybody(horizon, &asked.reads)?;
    Ok(Answer::Told(Box::new(Reply::told(world.documents(), horizon, &["policy", "documents"]))))
}

/// The parameters of a document with their values.
pub(in crate::web) fn parameters(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let world = site.served().everybody(horizon, &asked.reads)?;
    let policy = asked.own("policy");
    let mut words = vec!["policy", "parameters"];
    words.extend(policy.map(|id| ["--policy", id]).into_iter().flatten());
    let mut reply = Reply::told(world.parameters(policy)?, horizon, &words);
    reply.ways = vec![(Paged::ReadingsWay, of_policy(asked, "/policies/readings"))];
    Ok(Answer::Told(Box::new(reply)))
}

/// Another page about the same document.
fn of_policy(asked: &Asked, path: &str) -> String {
    let own: Vec<(&str, &str)> = asked.own("policy").map(|id| ("policy", id)).into_iter().collect();
    asked.link_with(path, &own)
}

/// The readings of a document: the option in force, and the others.
pub(in crate::web) fn readings(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let world = site.served().everybody(horizon, &asked.reads)?;
    let document = world.readings(asked.own("policy"))?;
    let named = asked.own("policy").map(|id| ["--policy", id]).into_iter().flatten();
    let words = ["policy", "readings"].into_iter().chain(named);
    let mut reply = Reply::told(document, horizon, &words.collect::<Vec<_>>());
    reply.ways = vec![(Paged::ParametersWay, of_policy(asked, "/policies/parameters"))];
    Ok(Answer::Told(Box::new(reply)))
}
