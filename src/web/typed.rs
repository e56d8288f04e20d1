//! The command at the foot of a page: the same question as somebody types it, and a button that takes it along.

use crate::explain::Paged;
use crate::ledger::{Horizon, quoted};
use crate::value::Lang;
use crate::web::asked::Asked;
use crate::web::form::Html;
use crate::web::keys::{Key, access};
use crate::web::reply::Reply;
use crate::web::site::Site;

/// The command and its button, which is shown where the script runs.
pub(super) fn line(html: &mut Html, command: &str) {
    html.raw("<p class=\"command\">").say(Paged::SameCommand).raw(" <code id=\"command\">").words(command);
    html.raw("</code> <button type=\"button\" class=\"scripted\" hidden data-copies=\"command\" data-done=\"");
    html.say(Paged::Copied).raw("\" data-marked=\"").say(Paged::Marked).raw("\"").raw(&access(Key::Copy)).raw(">");
    html.say(Paged::CopyCommand).raw("</button><span role=\"status\"></span></p>\n");
}

/// The command that gives the same answer, whenever it is typed.
pub(super) fn command(site: &Site, asked: &Asked, reply: &Reply) -> String {
    let Horizon { on, known } = reply.horizon;
    let mut words = vec!["qizhang".to_owned()];
    words.extend(reply.command.iter().map(|word| quoted(word)));
    words.push(format!("--ledger {}", quoted(site.name())));
    if reply.dated() {
        words.push(format!("--on {on} --known {}", known.0));
        words.extend(asked.reads.iter().map(|(id, option)| format!("--read {}", quoted(&format!("{id}={option}")))));
    }
    if asked.lang == Lang::En {
        words.push("--lang en".to_owned());
    }
    words.join(" ")
}
