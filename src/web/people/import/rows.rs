//! Records of a table, as they would be or were recorded: a column for each field that one of them has.

use crate::explain::Importing;
use crate::ledger::{Ask, Blank, Holds};
use crate::value::{Bilingual, Lang, Uscc};
use crate::web::asked::Asked;
use crate::web::form::Html;
use serde_json::Value;

/// A record, with the rows it was read from and what else is told of it.
pub(super) struct Told<'r> {
    pub(super) rows: String,
    pub(super) line: &'r Value,
    /// Where it leads: the address and the words.
    pub(super) beside: Option<(String, String)>,
}

/// The table. The last column stands where something is told beside a record, under its own heading.
pub(super) fn records(html: &mut Html, asked: &Asked, blank: Option<&Blank>, told: &[Told<'_>], beside: Importing) {
    let asks: &[Ask] = blank.map_or(&[], |blank| &blank.asks);
    let has = |ask: &&Ask| told.iter().any(|one| at(one.line, &ask.path).is_some());
    let asks: Vec<&Ask> = asks.iter().filter(has).collect();
    let with_beside = told.iter().any(|one| one.beside.is_some());
    html.raw("<div class=\"sheet\">\n<table>\n<thead><tr><th>").say(Importing::Rows).raw("</th>");
    for ask in &asks {
        html.raw("<th>").say(ask.title.clone()).raw("</th>");
    }
    if blank.is_none() {
        html.raw("<th></th>");
    }
    if with_beside {
        html.raw("<th>").say(beside).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for one in told {
        html.raw("<tr><td class=\"whole\">").words(&one.rows).raw("</td>");
        for ask in &asks {
            let value = at(one.line, &ask.path);
            let plain =
                matches!(ask.holds, Holds::Line | Holds::Day | Holds::Whole(..) | Holds::Flag | Holds::Choice(_));
            html.raw(if plain { "<td class=\"whole\">" } else { "<td>" });
            if let Some(value) = value {
                cell(html, asked, ask, value);
            }
            html.raw("</td>");
        }
        if blank.is_none() {
            html.raw("<td>").words(&one.line.to_string()).raw("</td>");
        }
        if with_beside {
            html.raw("<td class=\"whole\">");
            if let Some((address, words)) = &one.beside {
                html.raw("<a href=\"").words(address).raw("\">").words(words).raw("</a>");
            }
            html.raw("</td>");
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
}

fn cell(html: &mut Html, asked: &Asked, ask: &Ask, value: &Value) {
    let said = said(ask, value, asked.lang);
    if ask.path.ends_with("uscc") && Uscc::parse(&said).is_ok() {
        let address = asked.link(&format!("/subjects/{said}"));
        html.raw("<a href=\"").words(&address).raw("\">").words(&said).raw("</a>");
    } else {
        html.words(&said);
    }
}

/// What stands at a place of an event, `data.uscc`.
fn at<'v>(line: &'v Value, path: &str) -> Option<&'v Value> {
    let found = path.split('.').try_fold(line, |value, step| value.get(step))?;
    (!found.is_null()).then_some(found)
}

/// A value in words; of a list each row, with the names of what stands in it.
fn said(ask: &Ask, value: &Value, lang: Lang) -> String {
    let yes = |flag: bool| if flag { Bilingual::new("是", "Yes") } else { Bilingual::new("否", "No") };
    match (&ask.holds, value) {
        (Holds::Rows(asks, ..), Value::Array(rows)) => {
            let (joint, gap) = if lang == Lang::Zh { ("；", "，") } else { ("; ", ", ") };
            let own = |row: &Value| {
                let one = |inner: &Ask| {
                    let name = inner.path.rsplit("[].").next()?;
                    Some(format!("{} {}", inner.title.get(lang), said(inner, row.get(name)?, lang)))
                };
                asks.iter().filter_map(one).collect::<Vec<_>>().join(gap)
            };
            rows.iter().map(own).collect::<Vec<_>>().join(joint)
        }
        (Holds::Choice(words), Value::String(word)) => {
            let label = words.iter().find(|(own, _)| own == word).map(|(_, label)| label.get(lang).to_owned());
            label.unwrap_or_else(|| word.clone())
        }
        (_, Value::Bool(flag)) => yes(*flag).get(lang).to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}
