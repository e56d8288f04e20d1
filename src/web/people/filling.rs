//! A form drawn: fields with what was typed in them, and what is wrong beside each.

use crate::explain::{Complaint, Recording};
use crate::ledger::{Ask, Blank, Holds, Typed, Wrong};
use crate::value::Bilingual;
use crate::web::asked::Asked;
use crate::web::form::Html;
use crate::web::remedy::on_page;

/// What a form is drawn of.
pub(super) struct Filling<'f> {
    pub(super) blank: &'f Blank,
    pub(super) typed: &'f Typed,
    pub(super) wrong: &'f [Wrong],
    /// What makes the form one of this sign-in.
    pub(super) mark: &'f str,
    /// Whether a guard stands against it, so that a reason is asked for.
    pub(super) guarded: bool,
}

/// The place of the reason for recording what a guard refuses.
pub(super) const REASON: &str = "override";

/// The whole form.
pub(super) fn filling(html: &mut Html, asked: &Asked, form: &Filling<'_>) {
    let Filling { blank, typed, wrong, mark, guarded } = form;
    let lang = asked.lang;
    html.raw("<h1>").words(blank.title.get(lang)).raw("</h1>\n");
    for words in blank.description.iter().chain(&blank.deprecated) {
        html.raw("<p>").words(words.get(lang)).raw("</p>\n");
    }
    html.raw("<p class=\"hint\">").say(Recording::RequiredHint).raw("</p>\n");
    summary(html, blank, wrong);
    html.raw("<form class=\"fill\" method=\"post\" action=\"").words(&asked.link(&asked.path)).raw("\">\n");
    html.raw("<input type=\"hidden\" name=\"form\" value=\"").words(mark).raw("\">\n");
    // Whoever presses Enter means this one, whatever other button comes first.
    html.raw("<button class=\"first\" name=\"do\" value=\"try\" tabindex=\"-1\" aria-hidden=\"true\"></button>\n");
    for ask in &blank.asks {
        match &ask.holds {
            Holds::Rows(asks, least, most) => rows(html, form, ask, (asks, *least, *most)),
            _ => field(html, form, ask, &ask.path),
        }
    }
    if *guarded || typed.at(REASON).is_some() {
        html.raw("<label>").say(Recording::Reason).raw(" <textarea name=\"").raw(REASON).raw("\" rows=\"2\">");
        html.lines(typed.at(REASON).unwrap_or_default()).raw("</textarea><small>").say(Recording::ReasonHint);
        html.raw("</small></label>\n");
    }
    html.raw("<p><button class=\"main\" name=\"do\" value=\"try\">")
        .say(Recording::Try)
        .raw("</button></p>\n</form>\n");
}

/// All that is wrong, at the head of the form; each leads to its field.
fn summary(html: &mut Html, blank: &Blank, wrong: &[Wrong]) {
    if wrong.is_empty() {
        return;
    }
    let count = wrong.len().to_string().into();
    html.raw("<div class=\"wrong\" role=\"alert\">\n<p><strong>")
        .say(Recording::Wrong { count })
        .raw("</strong></p>\n<ul>\n");
    for one in wrong {
        html.raw("<li>");
        match &one.path {
            Some(path) => {
                html.raw("<a href=\"#").words(path).raw("\">");
                match title(blank, path) {
                    Some(title) => html.say(title).raw("</a> ").say(reason(&one.complaint).clone()),
                    None => html.say(one.complaint.what.clone()).raw("</a>"),
                };
            }
            None => told(html, &one.complaint),
        }
        html.raw("</li>\n");
    }
    html.raw("</ul>\n</div>\n");
}

/// What the field at a place is called.
fn title(blank: &Blank, path: &str) -> Option<Bilingual> {
    let inner = |ask: &Ask| match &ask.holds {
        Holds::Rows(asks, ..) => asks.iter().find(|own| is_at(own, path)).map(|own| own.title.clone()),
        _ => None,
    };
    blank.asks.iter().find_map(|ask| if ask.path == path { Some(ask.title.clone()) } else { inner(ask) })
}

/// Whether a place is that of a field in some row of its list.
fn is_at(ask: &Ask, path: &str) -> bool {
    let Some((list, name)) = ask.path.split_once("[]") else { return false };
    path.strip_prefix(list).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(&format!("]{name}")))
}

/// What is wrong, where the field it stands at says what it is about.
fn reason(complaint: &Complaint) -> &Bilingual {
    if complaint.why.zh.is_empty() { &complaint.what } else { &complaint.why }
}

/// What is wrong at a field, and what to do.
fn told_at_field(html: &mut Html, complaint: &Complaint) {
    let complaint = &on_page(complaint);
    html.say(sentence(reason(complaint)));
    if !complaint.remedy.get(html.lang()).is_empty() {
        html.raw(" ").say(sentence(&complaint.remedy));
    }
}

/// What is wrong, why, and what to do.
fn told(html: &mut Html, complaint: &Complaint) {
    let Complaint { what, why, remedy, .. } = &on_page(complaint);
    for (at, words) in [what, why, remedy].into_iter().enumerate() {
        if !words.get(html.lang()).is_empty() {
            let gap = if at == 0 { "" } else { " " };
            html.raw(gap).raw("<span>").say(sentence(words)).raw("</span>");
        }
    }
}

/// A part of a complaint as a sentence.
fn sentence(words: &Bilingual) -> Bilingual {
    let end = |text: &str, stop: char| {
        if text.ends_with(['。', '.', '？', '?', '！', '：', ':']) {
            text.to_owned()
        } else {
            format!("{text}{stop}")
        }
    };
    Bilingual::new(&end(&words.zh, '。'), &end(&words.en, '.'))
}

fn label(html: &mut Html, ask: &Ask) {
    html.raw("<span class=\"name\">").say(ask.title.clone());
    if ask.required {
        html.raw(" <abbr title=\"").say(Recording::Required).raw("\">*</abbr>");
    }
    html.raw("</span>");
}

/// One field under its name, with its hint and what is wrong with it.
fn field(html: &mut Html, form: &Filling<'_>, ask: &Ask, path: &str) {
    let wrong: Vec<&Wrong> = form.wrong.iter().filter(|one| one.path.as_deref() == Some(path)).collect();
    html.raw("<label id=\"").words(path).raw(if wrong.is_empty() { "\">" } else { "\" class=\"bad\">" });
    label(html, ask);
    control(html, ask, path, form.typed.at(path).unwrap_or_default());
    if !ask.hint.get(html.lang()).is_empty() {
        html.raw("<small>").say(ask.hint.clone()).raw("</small>");
    }
    for one in wrong {
        html.raw("<span class=\"why\">");
        told_at_field(html, &one.complaint);
        html.raw("</span>");
    }
    html.raw("</label>\n");
}

/// What is typed or chosen.
fn control(html: &mut Html, ask: &Ask, path: &str, value: &str) {
    match &ask.holds {
        Holds::Line | Holds::Rows(..) => input(html, ("text", path), value),
        Holds::Day => input(html, ("date", path), value),
        Holds::Whole(..) => input(html, ("text\" inputmode=\"numeric", path), value),
        Holds::Lines | Holds::Object => {
            html.raw("<textarea name=\"").words(path).raw("\" rows=\"3\">").lines(value).raw("</textarea>");
        }
        Holds::Choice(words) => choice(html, path, value, words),
        Holds::Flag => {
            let say = |zh: &str, en: &str| Bilingual::new(zh, en);
            let words = [("true".to_owned(), say("是", "Yes")), ("false".to_owned(), say("否", "No"))];
            choice(html, path, value, &words);
        }
    }
}

fn input(html: &mut Html, (kind, path): (&str, &str), value: &str) {
    html.raw("<input type=\"").raw(kind).raw("\" name=\"").words(path).raw("\" value=\"").words(value);
    html.raw("\" autocomplete=\"off\">");
}

fn choice(html: &mut Html, path: &str, value: &str, words: &[(String, Bilingual)]) {
    html.raw("<select name=\"").words(path).raw("\"><option value=\"\">").say(Recording::Choose).raw("</option>");
    for (word, label) in words {
        html.raw("<option value=\"").words(word).raw(if word == value { "\" selected>" } else { "\">" });
        html.say(label.clone()).raw("</option>");
    }
    html.raw("</select>");
}

/// A list: the rows there are, and a button for another one.
fn rows(html: &mut Html, form: &Filling<'_>, ask: &Ask, (asks, least, most): (&[Ask], u64, u64)) {
    let path = &ask.path;
    let wrong: Vec<&Wrong> = form.wrong.iter().filter(|one| one.path.as_deref() == Some(path)).collect();
    let count = form.typed.rows(path, least);
    html.raw("<fieldset id=\"").words(path).raw(if wrong.is_empty() { "\">" } else { "\" class=\"bad\">" });
    html.raw("<legend>");
    label(html, ask);
    html.raw("</legend>\n");
    if path == "evidence" && !form.blank.papers.is_empty() {
        html.raw("<p class=\"hint\">").say(Recording::PapersAsked { which: papers(form.blank) }).raw("</p>\n");
    }
    for one in wrong {
        html.raw("<p class=\"why\">");
        told_at_field(html, &one.complaint);
        html.raw("</p>\n");
    }
    html.raw("<input type=\"hidden\" name=\"rows:").words(path).raw("\" value=\"").raw(&count.to_string()).raw("\">\n");
    for row in 0..count {
        let number = row.saturating_add(1).to_string().into();
        html.raw("<div class=\"row\" role=\"group\" aria-label=\"").say(Recording::Row { number }).raw("\">\n");
        for ask in asks {
            field(html, form, ask, &ask.at(row));
        }
        html.raw("</div>\n");
    }
    if u64::try_from(count).is_ok_and(|count| count < most) {
        html.raw("<p><button name=\"add\" value=\"")
            .words(path)
            .raw("\">")
            .say(Recording::AddRow)
            .raw("</button></p>\n");
    }
    html.raw("</fieldset>\n");
}

/// The papers a type asks for, those that must come with a star.
fn papers(blank: &Blank) -> Bilingual {
    let star = |required: bool| if required { "*" } else { "" };
    let zh: Vec<String> = blank.papers.iter().map(|(title, must)| format!("{}{}", title.zh, star(*must))).collect();
    let en: Vec<String> = blank.papers.iter().map(|(title, must)| format!("{}{}", title.en, star(*must))).collect();
    Bilingual::new(&zh.join("、"), &en.join(", "))
}
