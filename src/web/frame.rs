//! The page around an answer: the parts of the site, the search, the two times, and at its foot the command that says the same.

use crate::access::Deed;
use crate::explain::{Accessed, Importing, Paged, Phrase, Recording, Sheet};
use crate::ledger::{Horizon, KnownAt};
use crate::paper::{Screen, chart, fragment, picture, title};
use crate::value::{Bilingual, Lang};
use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::keys::{self, Key, access};
use crate::web::looks::{COPY_PATH, ICON_PATH, STYLE_PATH};
use crate::web::parts::{Shown, shown};
use crate::web::people::{allowed, at_head};
use crate::web::place::href;
use crate::web::reply::Reply;
use crate::web::routes::PAGES;
use crate::web::seen::Shows;
use crate::web::site::Site;
use crate::web::typed;
use std::collections::BTreeSet;

/// The parts of the site.
const PARTS: [(&str, Paged); 11] = [
    ("/", Paged::Start),
    ("/findings", Paged::Findings),
    ("/never-paid", Paged::NeverPaid),
    ("/plan", Paged::Plan),
    ("/lapses", Paged::Lapses),
    ("/registers", Paged::Registers),
    ("/policies", Paged::Policies),
    ("/policies/readings", Paged::Readings),
    ("/events", Paged::Events),
    ("/types", Paged::Types),
    ("/whatif", Paged::WhatIf),
];

/// A page of so many tables begins with a list of them.
const MANY: usize = 3;

/// Whether a part of the site shows something of somebody, which not every role reads.
fn shows_somebody(path: &str) -> bool {
    PAGES.iter().any(|page| page.path == path && page.deed == Deed::Look && page.shows != Shows::Rules)
}

/// Whether whoever asks may look at what is recorded about somebody, so that there is something to search for.
fn looks(asked: &Asked) -> bool {
    asked.who.as_ref().is_none_or(|who| allowed(who, Deed::Look).is_ok())
}

/// A whole page around an answer.
pub(super) fn page(site: &Site, asked: &Asked, reply: &Reply) -> Result<String, Fault> {
    let lang = asked.lang;
    let Shown { document, told } = shown(&reply.document, asked)?;
    let whole_tables = reply.document.tables();
    let mut html = Html::new(lang);
    head(&mut html, site, asked);
    times(&mut html, asked, reply);
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    html.raw(&reply.above);
    let beside = |name: &str, part: &Sheet| {
        let sheet = whole_tables.iter().find(|(own, _)| own == name).map_or(part, |(_, sheet)| sheet);
        let own = reply.beside.iter().filter(|(table, _)| *table == name).map(|(_, html)| html.as_str());
        let told = told.get(name).map(String::as_str);
        [chart(name, sheet, reply.horizon.on, lang).as_str()].into_iter().chain(own).chain(told).collect::<String>()
    };
    let files = |name: &str| {
        let whole = whole_tables.iter().find(|(own, _)| own == name);
        let is_drawn = whole.is_some_and(|(_, sheet)| picture(&reply.document, name, sheet, lang).is_some());
        asked.of_table(name, is_drawn)
    };
    let screen = Screen { href: Some(&|link| href(asked, link)), table: Some(&files), beside: &beside };
    contents(&mut html, reply, lang);
    html.raw(&fragment(&document, lang, screen));
    ways(&mut html, reply);
    posts(&mut html, reply);
    html.raw("</main>\n");
    foot(&mut html, site, asked, reply);
    Ok(whole(lang, &title(&document, lang), &html.text))
}

/// A page that is no answer of the ledger: a form, or what came of one.
pub(super) fn plain(site: &Site, asked: &Asked, title: &str, main: &str) -> String {
    let mut html = Html::new(asked.lang);
    head(&mut html, site, asked);
    html.raw("<main id=\"main\" tabindex=\"-1\">\n").raw(main).raw("</main>\n<footer>\n<p>");
    other_language(&mut html, asked);
    html.raw("</p>\n");
    let mut keys = top_keys(asked, None);
    keys.push(Key::Language);
    keys::list(&mut html, &keys);
    html.raw("</footer>\n");
    whole(asked.lang, title, &html.text)
}

/// A page that answers nothing and holds for no times.
pub(super) fn bare(lang: Lang, (title, start): (&str, &str), main: &str) -> String {
    let mut html = Html::new(lang);
    html.raw("<header class=\"top\"><a class=\"brand\" href=\"");
    html.words(start);
    html.raw("\">").say(Paged::Brand).raw("</a></header>\n<main id=\"main\" class=\"refused\">\n");
    html.raw(main).raw("</main>\n");
    whole(lang, title, &html.text)
}

/// A page from which nothing leads on.
pub(super) fn sealed(lang: Lang, title: &str, body: &str) -> String {
    let mut html = Html::new(lang);
    html.raw("<header class=\"top\"><span class=\"brand\">").say(Paged::Brand).raw("</span></header>\n").raw(body);
    whole(lang, title, &html.text)
}

fn whole(lang: Lang, title: &str, body: &str) -> String {
    let code = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let mut html = Html::new(lang);
    html.raw("<!doctype html>\n<html lang=\"").raw(code);
    html.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    html.words(title).raw(" · ").say(Paged::Brand).raw("</title>\n<link rel=\"stylesheet\" href=\"").raw(STYLE_PATH);
    html.raw("\">\n<link rel=\"icon\" href=\"").raw(ICON_PATH).raw("\">\n<script src=\"").raw(COPY_PATH);
    html.raw("\" defer></script>\n</head>\n<body>\n");
    html.raw(body).raw("</body>\n</html>\n");
    html.text
}

/// The parts of the site and the search.
fn head(html: &mut Html, site: &Site, asked: &Asked) {
    html.raw("<a class=\"skip\" href=\"#main\"")
        .raw(&access(Key::Answer))
        .raw(">")
        .say(Paged::Skip)
        .raw("</a>\n<header class=\"top\">\n<a class=\"brand\" href=\"");
    html.words(&asked.link("/"))
        .raw("\"")
        .raw(&access(Key::Start))
        .raw(">")
        .say(Paged::Brand)
        .raw("</a>\n<nav aria-label=\"")
        .say(Paged::Parts);
    html.raw("\">\n");
    let looks = looks(asked);
    for (path, name) in PARTS.into_iter().filter(|(path, _)| looks || !shows_somebody(path)) {
        html.raw("<a href=\"").words(&asked.link(path)).raw("\"");
        html.raw(if *path == asked.path { " aria-current=\"page\"" } else { "" });
        html.raw(">").say(name).raw("</a>\n");
    }
    if site.writing().is_some() {
        html.raw("<a href=\"").words(&asked.link("/record")).raw("\"");
        html.raw(if asked.path.starts_with("/record") { " aria-current=\"page\"" } else { "" });
        html.raw(">").say(Recording::Record).raw("</a>\n");
        if looks {
            html.raw("<a href=\"").words(&asked.link("/import")).raw("\"");
            html.raw(if asked.path.starts_with("/import") { " aria-current=\"page\"" } else { "" });
            html.raw(">").say(Importing::Import).raw("</a>\n");
        }
        if asked.who.as_ref().is_some_and(|who| allowed(who, Deed::Oversee).is_ok()) {
            html.raw("<a href=\"").words(&asked.link("/access")).raw("\"");
            html.raw(if asked.path == "/access" { " aria-current=\"page\"" } else { "" });
            html.raw(">").say(Accessed::Log).raw("</a>\n");
        }
    }
    html.raw("</nav>\n");
    if looks {
        search(html, asked);
    }
    at_head(html, site, asked);
    html.raw("</header>\n");
}

fn search(html: &mut Html, asked: &Asked) {
    html.raw("<form class=\"search\" action=\"/search\" role=\"search\">\n");
    hidden(html, asked.kept());
    let words = asked.own("q").unwrap_or_default();
    html.raw("<input type=\"search\" name=\"q\"")
        .raw(&access(Key::Search))
        .raw(" aria-label=\"")
        .say(Paged::SearchFor)
        .raw("\" placeholder=\"");
    html.say(Paged::SearchFor).raw("\" value=\"").words(words).raw("\">\n<button>").say(Paged::Search);
    html.raw("</button>\n</form>\n");
}

/// The two times, as they are and as a form.
fn times(html: &mut Html, asked: &Asked, reply: &Reply) {
    let Horizon { on, known } = reply.horizon;
    let known_words = match asked.known {
        KnownAt::Head => Phrase::from(Paged::AllUpTo { known }),
        KnownAt::Position(_) => Phrase::from(Paged::UpTo { known }),
        KnownAt::Day(day) => Phrase::from(Paged::Text { text: format!("{day} #{known}").into() }),
        KnownAt::Instant(moment) => Phrase::from(Paged::Text { text: format!("{moment} #{known}").into() }),
    };
    let known_words = Bilingual::new(&known_words.say(Lang::Zh), &known_words.say(Lang::En));
    html.raw("<form class=\"times\" aria-label=\"")
        .say(Paged::BothTimes)
        .raw("\" action=\"")
        .words(&asked.path)
        .raw("\">\n<p class=\"now\"><strong>");
    html.say(Paged::Horizon { on, known: known_words }).raw("</strong></p>\n");
    let given = asked.kept().filter(|(name, _)| !["on", "known"].contains(name));
    hidden(html, asked.given().chain(given));
    let of = |name: &str| asked.kept().find(|(own, _)| *own == name).map_or("", |(_, value)| value).to_owned();
    html.raw("<label>")
        .say(Paged::OnField)
        .raw(" <input type=\"date\" name=\"on\"")
        .raw(&access(Key::Day))
        .raw(" value=\"");
    html.words(&of("on")).raw("\"></label>\n<label>").say(Paged::KnownField);
    html.raw(" <input name=\"known\" value=\"").words(&of("known")).raw("\" placeholder=\"").say(Paged::KnownHint);
    html.raw("\"></label>\n<button>").say(Paged::Ask).raw("</button>\n");
    let today = (Paged::Today, asked.again(&[("on", None), ("known", None)]));
    for (name, address) in std::iter::once(&today).chain(&reply.presets) {
        html.raw("<a class=\"preset\" href=\"").words(address).raw("\">").say(name.clone()).raw("</a>\n");
    }
    let flipped: Vec<String> = asked.reads.iter().map(|(id, option)| format!("{id}={option}")).collect();
    if !flipped.is_empty() {
        let reads = flipped.join(" ").into();
        html.raw("<p class=\"flipped\">⇄ ").say(Paged::Flipped { reads }).raw("</p>\n");
    }
    html.raw("</form>\n");
}

/// What stands on a page of several tables, to go there by a key.
fn contents(html: &mut Html, reply: &Reply, lang: Lang) {
    let tables = reply.document.tables();
    let titles: Vec<String> = tables.iter().map(|(_, sheet)| sheet.title.say(lang)).collect();
    // Titles that say the same of one thing after another lead nowhere in particular.
    if tables.len() < MANY || titles.iter().collect::<BTreeSet<_>>().len() < titles.len() {
        return;
    }
    html.raw("<nav class=\"contents\" aria-label=\"").say(Paged::OnThisPage).raw("\">\n");
    for ((name, _), said) in tables.iter().zip(&titles) {
        // What stands behind the wide blank is counts and sums.
        let title = said.split(['\u{3000}']).next().unwrap_or_default().split("  ").next().unwrap_or_default();
        html.raw("<a href=\"#").words(name).raw("\">").words(title).raw("</a>\n");
    }
    html.raw("</nav>\n");
}

fn ways(html: &mut Html, reply: &Reply) {
    if reply.ways.is_empty() {
        return;
    }
    html.raw("<p class=\"ways\">");
    for (name, address) in &reply.ways {
        html.raw("<a href=\"").words(address).raw("\">").say(name.clone()).raw("</a>\n");
    }
    html.raw("</p>\n");
}

fn posts(html: &mut Html, reply: &Reply) {
    for (name, address) in &reply.posts {
        html.raw("<form class=\"own\" method=\"post\" action=\"").words(address).raw("\">\n<button>");
        html.say(name.clone()).raw("</button>\n</form>\n");
    }
}

/// The same page in the other language.
fn other_language(html: &mut Html, asked: &Asked) {
    let other = match asked.lang {
        Lang::Zh => Some("en"),
        Lang::En => None,
    };
    html.raw("<a href=\"").words(&asked.again(&[("lang", other)])).raw("\"").raw(&access(Key::Language)).raw(">");
    html.say(Paged::OtherLanguage).raw("</a>");
}

/// The keys of what stands above every answer.
fn top_keys(asked: &Asked, reply: Option<&Reply>) -> Vec<Key> {
    let mut keys = vec![Key::Answer, Key::Start];
    keys.extend(looks(asked).then_some(Key::Search));
    keys.extend(reply.map(|_| Key::Day));
    keys
}

/// How the same is asked elsewhere: by a command, by a program, in the other language.
fn foot(html: &mut Html, site: &Site, asked: &Asked, reply: &Reply) {
    html.raw("<footer>\n");
    let mut keys = top_keys(asked, Some(reply));
    if !reply.command.is_empty() {
        typed::line(html, &typed::command(site, asked, reply));
        keys.push(Key::Copy);
    }
    html.raw("<p>");
    let forms = [(Form::Json, Key::Json, Paged::AsJson), (Form::Workbook, Key::Workbook, Paged::AsWorkbook)];
    for (form, key, name) in forms.into_iter().filter(|_| reply.answers()) {
        html.raw("<a href=\"").words(&asked.in_form(form)).raw("\"").raw(&access(key)).raw(">").say(name).raw("</a>\n");
        keys.push(key);
    }
    other_language(html, asked);
    keys.push(Key::Language);
    html.raw("\n<span>");
    html.say(Paged::OfLedger { ledger: site.name().into(), head: reply.horizon.known });
    if site.writing().is_none() {
        html.raw(" · ").say(Paged::ReadOnly);
    }
    html.raw("</span></p>\n");
    keys::list(html, &keys);
    html.raw("</footer>\n");
    every_sheet(html, site, asked, reply);
}

/// What stands on every sheet of paper: both times, and the root of the ledger there.
fn every_sheet(html: &mut Html, site: &Site, asked: &Asked, reply: &Reply) {
    let Horizon { on, known } = reply.horizon;
    let place = Phrase::from(Paged::UpTo { known });
    let place = Bilingual::new(&place.say(Lang::Zh), &place.say(Lang::En));
    html.raw("<p class=\"every\">").say(Paged::Horizon { on, known: place });
    if let Some(root) = site.root(known) {
        html.raw(" · ").say(Paged::RootAt { root: root.to_string().into(), known });
    }
    let flipped: Vec<String> = asked.reads.iter().map(|(id, option)| format!("{id}={option}")).collect();
    if !flipped.is_empty() {
        html.raw(" · ⇄ ").say(Paged::Flipped { reads: flipped.join(" ").into() });
    }
    html.raw("</p>\n");
}
