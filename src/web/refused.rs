//! What was not answered, told to people as a page and to programs as a problem document (RFC 9457).

use crate::explain::{Complaint, Paged, Told};
use crate::ledger::Spot;
use crate::value::{Bilingual, Lang};
use crate::view::{BesideV1, ProblemV1};
use crate::web::api::only;
use crate::web::asked::{Asked, Form, is_kept};
use crate::web::escaped::{pairs, query};
use crate::web::fault::Fault;
use crate::web::form::Html;
use crate::web::frame;
use crate::web::handed::opens;
use crate::web::remedy::on_page;
use crate::web::routes::{HTML, response};
use crate::web::site::Site;
use axum::http::StatusCode;
use axum::response::Response;

/// A page that is not given.
pub(super) fn refusal(fault: &Fault, path: &str, query: Option<&str>) -> Response {
    refusal_with(fault, path, query, None)
}

/// The same, with the address where it is there.
pub(super) fn refusal_with(fault: &Fault, path: &str, query: Option<&str>, there: Option<&str>) -> Response {
    told(fault.status(), &fault.complaint(), &fault.spot(), (path, query, there))
}

/// A complaint as an answer to an address: a problem document where a program asks, a page otherwise.
pub fn refused(
    status: StatusCode,
    complaint: &Complaint,
    spot: &Spot,
    (path, asked): (&str, Option<&str>),
) -> Response {
    told(status, complaint, spot, (path, asked, None))
}

/// What an address of the program itself was given besides the language: it takes nothing.
pub fn strange((path, asked): (&str, Option<&str>)) -> Option<Response> {
    let given = (path.to_owned(), Form::Json);
    let read =
        Asked::read(given, Vec::new(), asked.unwrap_or_default(), &[]).and_then(|read| only(&read, &["lang"], &[]));
    read.err().map(|fault| refusal(&fault, path, asked))
}

/// What the program itself is asked, always by a program.
const OPERATIONS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Whether a program asks, which is told in a form of its own.
fn is_for_programs(path: &str) -> bool {
    Form::of(path) == Form::Json || path.starts_with("/api/") || OPERATIONS.contains(&path)
}

/// The language that the query of an address asks for.
pub(super) fn language(asked: Option<&str>) -> Lang {
    let english = asked.is_some_and(|query| query.split('&').any(|pair| pair == "lang=en"));
    if english { Lang::En } else { Lang::Zh }
}

/// A problem document, with what only this problem has.
pub(super) fn problem(
    (status, complaint, spot): (StatusCode, &Complaint, &Spot),
    (path, asked): (&str, Option<&str>),
    beside: BesideV1,
) -> Response {
    let complaint = &in_address(complaint);
    let problem = ProblemV1::of(complaint, spot, (status.as_u16(), path), language(asked)).with(beside);
    let text = serde_json::to_value(&problem).and_then(|value| serde_json::to_string_pretty(&value));
    with_code(complaint.code, response(status, "application/problem+json", format!("{}\n", text.unwrap_or_default())))
}

/// An answer that says why it is one, to those who count and log.
fn with_code(code: &'static str, mut response: Response) -> Response {
    response.extensions_mut().insert(Told(code));
    response
}

fn told(
    status: StatusCode,
    complaint: &Complaint,
    spot: &Spot,
    (path, asked, there): (&str, Option<&str>, Option<&str>),
) -> Response {
    if is_for_programs(path) {
        return problem((status, complaint, spot), (path, asked), BesideV1::default());
    }
    if opens(path) {
        return sealed(language(asked), status, complaint);
    }
    let (complaint, lang) = (&on_page(&in_address(complaint)), language(asked));
    let start = start(asked.unwrap_or_default());
    let main = told_on_page(complaint, lang, Some(&start), there);
    with_code(complaint.code, response(status, HTML, frame::bare(lang, (complaint.what.get(lang), &start), &main)))
}

/// The same within the frame of the pages, for whoever is signed in: he goes on from there.
pub(super) fn refused_within(site: &Site, asked: &Asked, status: StatusCode, complaint: &Complaint) -> Response {
    let complaint = &on_page(&in_address(complaint));
    let main = told_on_page(complaint, asked.lang, Some(&asked.link("/")), None);
    with_code(complaint.code, response(status, HTML, frame::plain(site, asked, complaint.what.get(asked.lang), &main)))
}

/// The same for whoever came by a link that was handed out: nothing leads on.
pub(super) fn refused_sealed(lang: Lang, fault: &Fault) -> Response {
    sealed(lang, fault.status(), &fault.complaint())
}

fn sealed(lang: Lang, status: StatusCode, complaint: &Complaint) -> Response {
    let complaint = &for_guests(status, on_page(&in_address(complaint)));
    let main = format!("<main id=\"main\" class=\"refused\">\n{}</main>\n", told_on_page(complaint, lang, None, None));
    let page = frame::sealed(lang, complaint.what.get(lang), &main);
    with_code(complaint.code, response(status, HTML, page))
}

/// What whoever is no member of the office is told: what is out of order in it, and where, is not his business.
fn for_guests(status: StatusCode, complaint: Complaint) -> Complaint {
    if !status.is_server_error() {
        return complaint;
    }
    Complaint {
        what: Bilingual::new("这个页面暂时打不开。", "This page cannot be opened for now."),
        why: Bilingual::new("", ""),
        remedy: Bilingual::new(
            "请稍后再试；仍打不开的，请把下面的代码告诉发给您链接的单位。",
            "Try again later; if it still does not open, tell the office that handed the link out the code below.",
        ),
        ..complaint
    }
}

/// The first page at the times, readings and language that were asked for, as far as they read.
fn start(given: &str) -> String {
    let given = pairs(given).unwrap_or_default();
    let kept = given.iter().filter(|(name, value)| is_kept(name, value));
    format!("/{}", query(kept.map(|(name, value)| (name.as_str(), value.as_str()))))
}

/// The flags that an address has under the same name.
const FLAGS: [&str; 9] = ["on", "known", "read", "set", "sweep", "drop", "rule", "of", "within"];

/// A complaint whose remedies name what stands in an address, where the command line has flags.
fn in_address(complaint: &Complaint) -> Complaint {
    let said = |text: &str| FLAGS.iter().fold(text.to_owned(), |text, flag| with_address_word(&text, flag));
    let both = |words: &Bilingual| Bilingual::new(&said(words.get(Lang::Zh)), &said(words.get(Lang::En)));
    Complaint {
        code: complaint.code,
        what: complaint.what.clone(),
        why: both(&complaint.why),
        remedy: both(&complaint.remedy),
        permanent: complaint.permanent,
    }
}

/// `--known 48213` as `known=48213`, and `--known` by itself as `known=`. A command that is written out stays one.
fn with_address_word(text: &str, flag: &str) -> String {
    let typed = format!("--{flag}");
    let mut found = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(&typed) {
        let (before, after) =
            (rest.get(..at).unwrap_or_default(), rest.get(at.saturating_add(typed.len())..).unwrap_or_default());
        found.push_str(before);
        let longer = after.starts_with(|next: char| next == '-' || next.is_ascii_alphanumeric());
        if longer || found.contains("qizhang ") {
            found.push_str(&typed);
            rest = after;
        } else {
            found.push_str(flag);
            found.push('=');
            let value = after
                .strip_prefix(' ')
                .filter(|value| value.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '…'));
            rest = value.filter(|value| !ENGLISH.iter().any(|word| value.starts_with(word))).unwrap_or(after);
        }
    }
    found.push_str(rest);
    found
}

/// Words of a sentence that may follow a flag and are no value of it.
const ENGLISH: [&str; 9] = ["reaches ", "or ", "and ", "is ", "was ", "alone", "with ", "to ", "for "];

#[test]
fn remedies_name_what_stands_in_an_address() {
    for (typed, asked) in [
        ("请改用 --on 2026-09-25 或更晚，--known 195 或更大", "请改用 on=2026-09-25 或更晚，known=195 或更大"),
        ("use --on 2026-09-25 or later and --known 195 or more", "use on=2026-09-25 or later and known=195 or more"),
        ("name an earlier one, or leave out --known", "name an earlier one, or leave out known="),
        ("请把 --known 改晚", "请把 known= 改晚"),
        ("如 --set changping-2025-8:甲=…", "如 set=changping-2025-8:甲=…"),
        ("--only-known is before --known: give", "--only-known is before known=: give"),
        ("try qizhang event log --known 7", "try qizhang event log --known 7"),
    ] {
        assert_eq!(FLAGS.iter().fold(typed.to_owned(), |text, flag| with_address_word(&text, flag)), asked);
    }
}

fn told_on_page(complaint: &Complaint, lang: Lang, start: Option<&str>, there: Option<&str>) -> String {
    let mut main = Html::new(lang);
    main.raw("<h1>").words(complaint.what.get(lang)).raw("</h1>\n");
    for (head, text) in [(Paged::Because, &complaint.why), (Paged::Remedy, &complaint.remedy)] {
        if !text.get(lang).is_empty() {
            main.raw("<h2>").say(head).raw("</h2>\n<p>").words(text.get(lang)).raw("</p>\n");
        }
    }
    if let Some(address) = there {
        main.raw("<p><a href=\"").words(address).raw("\">").say(Paged::ItIsThere).raw("</a></p>\n");
    }
    main.raw("<p>").say(Paged::CodeOf { code: complaint.code.into() }).raw("</p>\n");
    if let Some(start) = start {
        main.raw("<p><a href=\"").words(start).raw("\">").say(Paged::BackToStart).raw("</a></p>\n");
    }
    main.text
}
