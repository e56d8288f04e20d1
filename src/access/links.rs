//! Links at the desk: handing one out, revoking it, and which one it is that somebody opens.

use crate::access::desk::{Desk, append};
use crate::access::error::AccessError;
use crate::access::handed::{Handed, HandedLink};
use crate::access::record::Entry;
use crate::access::shut::Shut;
use crate::access::token::Secret;
use crate::event::{Condition, Guard, Query, QueryItem};
use crate::ledger::nearest;
use crate::value::{Day, Instant, Position, Tag, TypeName, Uscc};
use std::sync::Arc;

/// A link opens for so many days after today at most: a year. Who still wants it then is handed another.
const MOST_DAYS: i64 = 366;

impl Desk {
    /// Hands out a link to the notice of a subject: what opens it is told once and not kept.
    pub fn hand(&self, subject: Uscc, until: Day, now: Instant, by: &str) -> Result<Handed, AccessError> {
        Self::may_open_until(until, now)?;
        let secret = Secret::draw().map_err(AccessError::NoChance)?;
        let link = HandedLink::of(&secret, (subject, self.ledger()), until, (now, by));
        append(&self.write(true)?, &Entry::LinkHanded(link.clone()), None)?;
        Ok(Handed { link, secret })
    }

    /// Whether a link may open until a day.
    pub fn may_open_until(until: Day, now: Instant) -> Result<(), AccessError> {
        let today = now.day();
        let last = today.plus_days(MOST_DAYS);
        match until {
            until if until < today => Err(Shut::Past { until, today }.into()),
            until if until > last => Err(Shut::Far { until, last }.into()),
            _ => Ok(()),
        }
    }

    /// Every link, or those of one subject, the oldest first.
    pub fn links(&self, of: Option<Uscc>) -> Result<Vec<HandedLink>, AccessError> {
        let links = self.standing()?.links.into_iter();
        Ok(links.filter(|link| of.is_none_or(|code| link.subject == code)).collect())
    }

    /// The link that would be revoked; the beginning of its name is enough where it is the only one that begins so.
    pub fn revocable_link(&self, id: &str) -> Result<HandedLink, AccessError> {
        let links = self.links(None)?;
        let mut found = links.iter().filter(|link| !id.is_empty() && link.id.starts_with(id));
        match (found.next(), found.next()) {
            (Some(link), None) if link.revoked.is_some() => Err(Shut::RevokedBefore { id: link.id.to_string() }.into()),
            (Some(link), None) => Ok(link.clone()),
            _ => {
                let near = nearest(id, links.iter().map(|link| &*link.id));
                Err(Shut::NoSuch { id: id.to_owned(), nearest: near }.into())
            }
        }
    }

    /// Revokes a link: it opens no more from the next look on.
    pub fn revoke_link(&self, id: &str, now: Instant, by: &str) -> Result<HandedLink, AccessError> {
        let link = self.revocable_link(id)?;
        let types = TypeName::parse("link.revoked").into_iter().collect();
        let query = Query { items: vec![QueryItem { types, tags: Tag::new("link", &link.id).into_iter().collect() }] };
        let once = Condition { guards: vec![Guard { query, after: Position::ZERO }] };
        let entry = Entry::LinkRevoked { id: Arc::clone(&link.id), at: now, by: by.into() };
        match append(&self.write(false)?, &entry, Some(once)) {
            Err(AccessError::Desk(error)) if error.conflicting().is_some() => {
                Err(Shut::RevokedBefore { id: link.id.to_string() }.into())
            }
            other => other.map(|()| HandedLink { revoked: Some((now, by.into())), ..link }),
        }
    }

    /// The link that somebody opens with what he was told, if it opens today. Nobody learns of a link of another ledger that there is one.
    pub fn opened(&self, shown: &str, today: Day) -> Result<HandedLink, AccessError> {
        let sha256 = Secret::shown(shown).ok_or(Shut::Unknown)?.digest();
        let known = self.links(None)?.into_iter().find(|link| link.sha256 == sha256);
        let link = known.filter(|link| link.ledger == self.ledger()).ok_or(Shut::Unknown)?;
        let id = || link.id.to_string();
        if link.revoked.is_some() {
            return Err(Shut::Revoked { id: id() }.into());
        }
        if today > link.until {
            return Err(Shut::Expired { id: id(), until: link.until }.into());
        }
        Ok(link)
    }
}
