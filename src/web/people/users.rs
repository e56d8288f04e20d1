//! Who the users are, for whoever keeps them. They are added and closed on the machine itself.

use crate::access::{Deed, Role};
use crate::explain::{Paged, Phrase, Recording};
use crate::web::asked::Asked;
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::takes;
use crate::web::people::who::Who;
use crate::web::routes::{HTML, response};
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

pub(super) const PATH: &str = "/users";

/// The list.
pub(super) async fn users(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), listed).await
}

fn listed(site: &Site, asked: &Asked, who: &Who, uri: &Uri) -> Result<Response, Barred> {
    site.may(who, Deed::Manage, uri)?;
    takes(uri, &[])?;
    let mut html = Html::new(asked.lang);
    html.raw("<h1>").say(Recording::Users).raw("</h1>\n<div class=\"sheet\">\n<table>\n<thead><tr><th>");
    html.say(Recording::Name).raw("</th><th>").say(Recording::RoleOf).raw("</th><th>").say(Recording::Standing);
    html.raw("</th></tr></thead>\n<tbody>\n");
    for user in site.desk().standing()?.users {
        html.raw("<tr><td>").words(&user.name).raw("</td><td>");
        match user.role {
            Some(role) => html.say(Role::title(role)),
            None => html.raw("?"),
        };
        html.raw("</td><td>");
        html.say(if user.closed.is_some() { Recording::Closed } else { Recording::Counts }).raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n<p class=\"hint\">")
        .say(Paged::SameCommand)
        .raw(" <code>qizhang user list</code></p>\n");
    let title = Phrase::from(Recording::Users).say(asked.lang);
    Ok(response(StatusCode::OK, HTML, frame::plain(site, asked, &title, &html.text)))
}
