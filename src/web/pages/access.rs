//! Who read what: the access log, for whoever oversees.

use crate::access::Wanted;
use crate::explain::{Accessed, Paged};
use crate::value::Day;
use crate::view::AccessLogV1;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// So many lines stand on a page.
const SHOWN: usize = 200;
/// What it takes.
pub(in crate::web) const TAKES: [&str; 5] = ["by", "about", "since", "until", "before"];

/// The lines that are asked for, the newest first.
pub(in crate::web) fn access(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let wanted = wanted(asked)?;
    let horizon = site.horizon(asked)?;
    let seen = site.access_log().seen(&wanted, Some(SHOWN))?;
    let json = asked.is_json().then(|| Json::of(&AccessLogV1::of(&seen)));
    let mut words = vec!["access", "log"];
    let flags = [("--by", "by"), ("--about", "about"), ("--since", "since"), ("--until", "until")];
    for (flag, name) in flags {
        words.extend(asked.own(name).map(|value| [flag, value]).into_iter().flatten());
    }
    let mut reply = Reply::told(seen.page(), horizon, &words).undated().shaped(json);
    reply.above = form(asked);
    let older = seen.lines.first().filter(|_| seen.more).map(|line| line.number.to_string());
    reply.ways.extend(older.map(|older| (Paged::Older, asked.again(&[("before", Some(&older))]))));
    if wanted.before.is_some() {
        reply.ways.push((Paged::Newest, asked.again(&[("before", None)])));
    }
    Ok(Answer::Told(Box::new(reply)))
}

fn wanted(asked: &Asked) -> Result<Wanted, Fault> {
    let text = |name: &str| asked.own(name).map(str::to_owned);
    let bad =
        |name: &str, value: &str, example| Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example };
    let day = |name: &'static str| {
        let day = asked.own(name).map(|given| Day::parse(given).ok_or_else(|| bad(name, given, "2026-08-20")));
        day.transpose()
    };
    let before = asked.own("before").map(|given| given.parse().map_err(|_| bad("before", given, "1201")));
    let (by, about) = (text("by"), text("about"));
    Ok(Wanted { by, about, since: day("since")?, until: day("until")?, before: before.transpose()? })
}

/// What the log is narrowed to.
fn form(asked: &Asked) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/access\">\n");
    hidden(&mut html, asked.kept());
    let fields =
        [(Accessed::OfWhom, "by"), (Accessed::OfWhat, "about"), (Accessed::Since, "since"), (Accessed::Until, "until")];
    for (label, name) in fields {
        html.field(label, name, asked.own(name).unwrap_or_default());
    }
    html.raw("<button>").say(Paged::Ask).raw("</button>\n</form>\n");
    html.text
}
