//! A subject: its file, its statement, and why a clause gives it what it gives.

use crate::access::Deed;
use crate::explain::{Link, Paged, Telling};
use crate::ledger::{Fullness, Ledger, LedgerError};
use crate::value::{Bilingual, TypeName, Uscc};
use crate::view::position_v1;
use crate::web::asked::Asked;
use crate::web::bundle;
use crate::web::fault::Fault;
use crate::web::form::Html;
use crate::web::people::{Who, links_way};
use crate::web::place::href;
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// What somebody may record about a subject.
const RECORDING: [Deed; 3] = [Deed::Record, Deed::Pay, Deed::Find];

/// The file of a subject.
pub(in crate::web) fn subject(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let code = site.served().subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let json = asked.is_json().then(|| Json::of(&position_v1(&world, &position)));
    let only = asked.own("kind").map(|name| {
        let unknown = |nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
        let own = Ledger::type_in(&world.catalogue, name).map_err(unknown)?;
        world.catalogue.type_id(&own).ok_or_else(|| unknown(None))
    });
    let only = only.transpose()?;
    let superseded = site.served().superseded(code, &world)?;
    let file = world.file(&position, Telling { superseded: &superseded, only })?;
    let mut reply = Reply::told(file, horizon, &["show", code.as_str()]).shaped(json);
    reply.about = vec![code];
    reply.beside = vec![("timeline", kinds(asked, &world.kinds_of(code)))];
    reply.ways = vec![
        (Paged::Statement, asked.link(&format!("/subjects/{code}/statement"))),
        (Paged::Notice, asked.link(&format!("/subjects/{code}/notice"))),
        (Paged::EventsOfSubject, asked.link_with("/events", &[("subject", code.as_str())])),
        (Paged::FindingsOfSubject, asked.link_with("/findings", &[("of", code.as_str())])),
    ];
    reply.ways.extend(bundle::way(site, asked));
    let records = |who: &Who| RECORDING.iter().any(|deed| who.person.role.allows(*deed));
    if asked.who.as_ref().is_some_and(records) {
        reply.ways.insert(0, (Paged::RecordOf, asked.link_with("/record", &[("uscc", code.as_str())])));
    }
    Ok(Answer::Told(Box::new(reply)))
}

/// The timeline of one type of facts alone, and of all.
fn kinds(asked: &Asked, kinds: &[(TypeName, Bilingual, usize)]) -> String {
    let mut html = Html::new(asked.lang);
    let chosen = asked.own("kind");
    html.raw("<p class=\"filter\">");
    let all = kinds.iter().map(|(.., count)| count).sum::<usize>();
    let mut way = |name: Option<&str>, title: &dyn Fn(&mut Html), count: usize| {
        let address = format!("{}#timeline", asked.again(&[("kind", name)]));
        html.raw("<a href=\"").words(&address).raw(if name == chosen { "\" aria-current=\"true\">" } else { "\">" });
        title(&mut html);
        html.raw(" ").words(&count.to_string()).raw("</a>\n");
    };
    way(None, &|html| _ = html.say(Paged::AllKinds), all);
    for (name, title, count) in kinds {
        way(Some(name.as_str()), &|html| _ = html.words(title.get(asked.lang)), *count);
    }
    html.raw("</p>\n");
    html.text
}

/// One line an item.
pub(in crate::web) fn statement(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let year = asked.year()?;
    let horizon = site.horizon(asked)?;
    let code = site.served().subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let written = year.map(|year| year.to_string());
    let words = [Some("statement"), Some(code.as_str()), written.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    let mut reply = Reply::told(world.statement(&position, year), horizon, &words);
    reply.ways = vec![back(asked, code)];
    reply.about = vec![code];
    Ok(Answer::Told(Box::new(reply)))
}

/// What it may claim, for the subject itself.
pub(in crate::web) fn notice(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let code = site.served().subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let mut reply = Reply::told(world.notice(&position), horizon, &["notice", code.as_str()]);
    reply.ways = links_way(asked, code).into_iter().chain([back(asked, code)]).collect();
    reply.about = vec![code];
    Ok(Answer::Told(Box::new(reply)))
}

/// Why a clause gives what it gives, or nothing.
pub(in crate::web) fn clause(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let fullness = if asked.flag("full")? { Fullness::Whole } else { Fullness::Short };
    let horizon = site.horizon(asked)?;
    let code = site.served().subject(asked.name(0), horizon.known)?;
    let (world, position) = site.served().about(code, horizon, &asked.reads)?;
    let told = world.clause(&position, asked.name(1), fullness)?;
    let mut words = vec!["why", code.as_str(), asked.name(1)];
    words.extend((fullness == Fullness::Whole).then_some("--full"));
    let mut reply = Reply::told(told.document, horizon, &words);
    reply.ways.extend(told.more.then(|| (Paged::Whole, asked.again(&[("full", Some("yes"))]))));
    reply.ways.push(back(asked, code));
    reply.about = vec![code];
    Ok(Answer::Told(Box::new(reply)))
}

fn back(asked: &Asked, code: Uscc) -> (Paged, String) {
    (Paged::BackToFile, href(asked, &Link::Subject(code)))
}
