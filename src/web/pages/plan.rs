//! The plan of a call, to be read.

use crate::explain::{Document, Paged};
use crate::value::Uscc;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::reply::{Answer, Reply};
use crate::web::site::Site;

/// What may be approved in the call of a year, that of the business day unless another is asked about; of everybody or of one subject.
pub(in crate::web) fn plan(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let given = asked.year()?;
    let horizon = site.horizon(asked)?;
    let year = given.unwrap_or_else(|| horizon.on.year());
    let subject: Option<Uscc> = asked.own("of").map(|name| site.ledger()?.subject(name, horizon.known)).transpose()?;
    let document = Document::clone(&*site.served().plan(horizon, &asked.reads, (year, subject))?);
    let written = year.to_string();
    let mut words = vec!["pay", "plan", &written];
    words.extend(subject.as_ref().map(|code| ["--of", code.as_str()]).into_iter().flatten());
    let mut reply = Reply::told(document, horizon, &words);
    reply.above = form(asked, &written);
    Ok(Answer::Told(Box::new(reply)))
}

fn form(asked: &Asked, year: &str) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/plan\">\n");
    hidden(&mut html, asked.kept());
    html.field(Paged::CallYear, "year", year);
    html.field(Paged::OnlySubject, "of", asked.own("of").unwrap_or_default());
    html.raw("<button>").say(Paged::Ask).raw("</button>\n</form>\n");
    html.text
}
