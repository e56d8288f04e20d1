//! Which item the approvals of a matter belong to. One product recognised in two years is two items of one grant and
//! matter, and an approval is the application of one of them.

use crate::policy::Grant;
use crate::position::candidate::Candidate;
use crate::position::money::{Account, Accounts};
use crate::position::{Engine, FactRef, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The items that own an account, by grant and matter; as indices among all items.
pub(super) type Owners = BTreeMap<(Arc<str>, Arc<str>), usize>;

/// A candidate under a grant, with the matter it would be paid under.
pub(super) struct Prospect<'t> {
    pub(super) number: usize,
    pub(super) grant: &'t Grant,
    pub(super) candidate: Candidate<'t>,
    pub(super) matter: Arc<str>,
}

impl<'a> Engine<'a> {
    /// The owner of each account: the first that is due when the approval is its application, or the first of any kind.
    pub(super) fn owners(&self, prospects: &[Prospect<'a>], accounts: &Accounts) -> Owners {
        let mut rivals: BTreeMap<(Arc<str>, Arc<str>), Vec<usize>> = BTreeMap::new();
        for (index, prospect) in prospects.iter().enumerate() {
            let (grant, matter) = (&prospect.grant.id, &prospect.matter);
            if accounts.get(grant, matter).is_some() {
                rivals.entry((Arc::clone(grant), Arc::clone(matter))).or_default().push(index);
            }
        }
        let owner = |found: &[usize], approval: Option<FactRef>| match found {
            [only] => Some(*only),
            _ => {
                let due = |index: &&usize| {
                    let item = prospects.get(**index).map(|prospect| self.item(prospect, approval, &mut Vec::new()));
                    item.is_some_and(|item| item.outcome == Outcome::Due)
                };
                found.iter().find(due).or(found.first()).copied()
            }
        };
        let settled = rivals.into_iter().filter_map(|((grant, matter), found)| {
            let approval = accounts.get(&grant, &matter).and_then(Account::first_approval);
            Some(((grant, matter), owner(&found, approval)?))
        });
        settled.collect()
    }
}
