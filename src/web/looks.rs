//! How pages look: one sheet of rules and one small picture, both part of the program.

use crate::web::routes::response;
use axum::http::StatusCode;
use axum::response::Response;

/// Where the rules stand.
pub(super) const STYLE_PATH: &str = "/style.css";
/// Where the picture stands.
pub(super) const ICON_PATH: &str = "/icon.svg";

pub(super) async fn style() -> Response {
    response(StatusCode::OK, "text/css; charset=utf-8", include_str!("style.css").to_owned())
}

pub(super) async fn icon() -> Response {
    response(StatusCode::OK, "image/svg+xml", include_str!("icon.svg").to_owned())
}
