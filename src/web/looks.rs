//! How pages look: one sheet of rules, one small picture, and the script that copies a command; all are part of the program.

use crate::web::routes::response;
use axum::http::StatusCode;
use axum::response::Response;

/// Where the rules stand.
pub(super) const STYLE_PATH: &str = "/style.css";
/// Where the picture stands.
pub(super) const ICON_PATH: &str = "/icon.svg";

/// Where the script stands.
pub(super) const COPY_PATH: &str = "/copy.js";

pub(super) async fn style() -> Response {
    response(StatusCode::OK, "text/css; charset=utf-8", include_str!("style.css").to_owned())
}

pub(super) async fn icon() -> Response {
    response(StatusCode::OK, "image/svg+xml", include_str!("icon.svg").to_owned())
}

pub(super) async fn copy() -> Response {
    response(StatusCode::OK, "text/javascript; charset=utf-8", include_str!("copy.js").to_owned())
}
