//! `link.v1` and `links.v1`: links that were handed to enterprises.

use crate::access::{HandedLink, Secret};
use crate::value::PublicName;
use serde::Serialize;

/// The path that a link opens, behind the address of the pages.
pub fn path_of_link(secret: &Secret) -> String {
    format!("/given/{}", secret.told())
}

/// A link; where it leads stands in it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/link.v1.json describes every field in both languages")]
pub struct LinkV1 {
    pub format: &'static str,
    pub path: Option<String>,
    pub address: Option<String>,
    #[serde(flatten)]
    pub kept: KeptLinkV1,
}

/// A link as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/link.v1.json describes every field in both languages")]
pub struct KeptLinkV1 {
    pub id: String,
    pub subject: String,
    pub until: String,
    pub handed_at: String,
    pub handed_by: String,
    pub revoked_at: Option<String>,
    pub revoked_by: Option<String>,
}

/// Several links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/links.v1.json describes every field in both languages")]
pub struct LinksV1 {
    pub format: &'static str,
    pub links: Vec<KeptLinkV1>,
}

impl LinkV1 {
    /// Shapes a link, with what opens it and the name of the pages where it was just handed out.
    pub fn of(link: &HandedLink, made: Option<(&Secret, Option<&PublicName>)>) -> Self {
        let path = made.map(|(secret, _)| path_of_link(secret));
        let public = made.and_then(|(_, public)| public);
        let address = path.as_ref().zip(public).map(|(path, public)| format!("{public}{path}"));
        Self { format: "link.v1", path, address, kept: KeptLinkV1::of(link) }
    }
}

impl KeptLinkV1 {
    fn of(link: &HandedLink) -> Self {
        Self {
            id: link.id.to_string(),
            subject: link.subject.to_string(),
            until: link.until.to_string(),
            handed_at: link.handed.0.to_string(),
            handed_by: link.handed.1.to_string(),
            revoked_at: link.revoked.as_ref().map(|(at, _)| at.to_string()),
            revoked_by: link.revoked.as_ref().map(|(_, by)| by.to_string()),
        }
    }
}

impl LinksV1 {
    /// Shapes links, the oldest first.
    pub fn of(links: &[HandedLink]) -> Self {
        Self { format: "links.v1", links: links.iter().map(KeptLinkV1::of).collect() }
    }
}
