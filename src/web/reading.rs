//! Who may read what, in one place for pages, files and the API.

use crate::access::{Deed, PersonError};
use crate::web::people::{Who, allowed};
use crate::web::seen::Shows;
use crate::web::site::Site;

/// Whether something may be shown to somebody, who may have shown a token instead of signing in. Who is neither reads what everybody on this
/// machine may; who read what is for those alone who oversee. Rules, types and forms are of nobody, and every role reads them.
pub(super) fn may_read(
    site: &Site,
    (shows, deed): (Shows, Deed),
    who: Option<&Who>,
    has_token: bool,
) -> Result<(), PersonError> {
    let is_rules = shows == Shows::Rules && deed == Deed::Look;
    match who {
        _ if is_rules => Ok(()),
        Some(who) => {
            // Whoever was closed since is signed in no more.
            site.desk().still(&who.person)?;
            allowed(who, deed)
        }
        None if deed == Deed::Oversee || (site.is_closed() && !has_token) => Err(PersonError::NotSignedIn),
        None => Ok(()),
    }
}
