//! What was not answered, told to people as a page and to programs as a problem document (RFC 9457).

use crate::explain::{Complaint, Paged};
use crate::ledger::Spot;
use crate::value::Lang;
use crate::view::ProblemV1;
use crate::web::asked::{Form, is_kept};
use crate::web::escaped::{pairs, query};
use crate::web::fault::Fault;
use crate::web::form::Html;
use crate::web::frame;
use crate::web::routes::{HTML, response};
use axum::http::StatusCode;
use axum::response::Response;

/// A page that is not given.
pub(super) fn refusal(fault: &Fault, path: &str, query: Option<&str>) -> Response {
    refused(fault.status(), &fault.complaint(), &fault.spot(), (path, query))
}

/// A complaint as an answer to an address: a problem document where that asks for JSON, a page otherwise.
pub fn refused(
    status: StatusCode,
    complaint: &Complaint,
    spot: &Spot,
    (path, asked): (&str, Option<&str>),
) -> Response {
    let english = asked.is_some_and(|query| query.split('&').any(|pair| pair == "lang=en"));
    let lang = if english { Lang::En } else { Lang::Zh };
    if Form::of(path) == Form::Json {
        let problem = ProblemV1::of(complaint, spot, (status.as_u16(), path), lang);
        let text = serde_json::to_value(&problem).and_then(|value| serde_json::to_string_pretty(&value));
        return response(status, "application/problem+json", format!("{}\n", text.unwrap_or_default()));
    }
    let start = start(asked.unwrap_or_default());
    response(status, HTML, page(complaint, lang, &start))
}

/// The first page at the times, readings and language that were asked for, as far as they read.
fn start(given: &str) -> String {
    let given = pairs(given).unwrap_or_default();
    let kept = given.iter().filter(|(name, value)| is_kept(name, value));
    format!("/{}", query(kept.map(|(name, value)| (name.as_str(), value.as_str()))))
}

fn page(complaint: &Complaint, lang: Lang, start: &str) -> String {
    let mut main = Html::new(lang);
    main.raw("<h1>").words(complaint.what.get(lang)).raw("</h1>\n");
    for (head, text) in [(Paged::Because, &complaint.why), (Paged::Remedy, &complaint.remedy)] {
        if !text.get(lang).is_empty() {
            main.raw("<h2>").say(head).raw("</h2>\n<p>").words(text.get(lang)).raw("</p>\n");
        }
    }
    main.raw("<p>").say(Paged::CodeOf { code: complaint.code.into() }).raw("</p>\n<p><a href=\"");
    main.words(start).raw("\">").say(Paged::BackToStart).raw("</a></p>\n");
    frame::bare(lang, (complaint.what.get(lang), start), &main.text)
}
