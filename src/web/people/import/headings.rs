//! Columns that the type calls otherwise or has not: what each of them is, or that it is left out.

use super::found::{Found, tick};
use crate::explain::{Importing, Phrase, Recording};
use crate::ledger::{ImportFault, Meant};
use crate::value::Bilingual;
use crate::web::asked::Asked;
use crate::web::form::Html;

/// A column of the table: its letters, where they are known, and its heading.
type Column = (String, String);

/// The columns that somebody has to say something about, or did: those that were said to mean one, those that the type has not, those that are left out.
pub(super) fn columns(page: &Found<'_>) -> Vec<Column> {
    let mut all: Vec<Column> = match &page.looked.found {
        Ok(sifted) => sifted.dropped.clone(),
        Err(fault) => {
            let unread = fault.headings();
            // What was ticked stays so, unless what was ticked is itself at fault.
            let is_open = !unread.is_empty() && !matches!(fault, ImportFault::NoColumn { .. });
            let kept = page.way.drop.iter().filter(|name| is_open && !unread.iter().any(|(own, _)| own == *name));
            kept.map(|name| (name.clone(), String::new())).chain(unread.iter().cloned()).collect()
        }
    };
    let said = page.way.meant().into_iter().filter(|own| !all.iter().any(|(_, heading)| *heading == own.heading));
    let said: Vec<Column> = said.map(|own| (String::new(), own.heading)).collect();
    all.splice(0..0, said);
    all
}

/// What may be said of each.
pub(super) fn told(html: &mut Html, asked: &Asked, page: &Found<'_>, columns: &[Column]) {
    html.raw("<fieldset>\n<legend>").say(Importing::Columns).raw("</legend>\n");
    for (letters, heading) in columns {
        html.raw("<div class=\"row\">");
        // What has no heading, or one that no address carries, cannot be named.
        if !heading.is_empty() && !heading.contains(char::is_control) {
            choice(html, page, (letters, heading));
        }
        if !letters.is_empty() {
            let words = Phrase::from(Importing::LeftOut { column: format!("{letters} {heading}").trim().into() });
            tick(html, ("checkbox", "drop", letters), page.way.drop.contains(letters), &words.say(asked.lang));
        }
        html.raw("</div>\n");
    }
    html.raw("</fieldset>\n");
}

/// The columns of the type, to choose the one that a heading is. None is chosen beforehand: what it means is said by whoever knows.
fn choice(html: &mut Html, page: &Found<'_>, (letters, heading): (&str, &str)) {
    let said = page.way.meant().into_iter().find(|own| own.heading == heading);
    let chosen = |name: &str, label: &Bilingual| {
        said.as_ref()
            .is_some_and(|own: &Meant| own.column == name || *own.column == *label.zh || *own.column == *label.en)
    };
    html.raw("<label><span class=\"name\">").words(format!("{letters} {heading}").trim());
    html.raw("</span><select name=\"column\"><option value=\"\">").say(Recording::Choose).raw("</option>");
    for (name, label) in page.columns {
        html.raw("<option value=\"").words(&format!("{heading}={name}"));
        html.raw(if chosen(name, label) { "\" selected>" } else { "\">" });
        html.say(label.clone()).words(&format!(" · {name}")).raw("</option>");
    }
    html.raw("</select></label>\n");
}
