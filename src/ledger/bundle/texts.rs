//! The texts of the policies that govern an answer, each as it was recorded and under its recorded digest.

use crate::event::Said;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::twofold::ATTACHED;
use crate::ledger::world::World;
use crate::policy::Policy;
use crate::timeline::Fact;
use crate::value::Digest;
use std::collections::BTreeSet;

impl World {
    /// The files of some policies, by their numbers in the program: the rules of each, and its official text where that was
    /// attached, article by article.
    pub(super) fn policy_texts(&self, documents: &BTreeSet<usize>) -> Result<Vec<(String, Vec<u8>)>, LedgerError> {
        let mut files = Vec::new();
        for (number, policy) in self.policies.iter().enumerate().filter(|(number, _)| documents.contains(number)) {
            let name = file_name(number, policy);
            let last = self.issued.get(number).and_then(|issued| issued.last());
            if let Some(fact) = last.and_then(|issued| self.timeline.by_id(issued.id)) {
                files.push((format!("policy/{name}.toml"), self.text(fact, "digest")?.into_bytes()));
            }
            let articles = self.articles(policy)?;
            if !articles.is_empty() {
                files.push((format!("policy/{name}.txt"), articles.into_bytes()));
            }
        }
        Ok(files)
    }

    fn articles(&self, policy: &Policy) -> Result<String, LedgerError> {
        let attached = self.catalogue.type_id_of(ATTACHED).into_iter().flat_map(|kind| self.timeline.of_kind(kind));
        let mut own: Vec<&Fact> =
            attached.filter(|fact| self.said(fact).text("policy").is_some_and(|id| *id == *policy.id)).collect();
        // An article that was attached again stands as it was attached last.
        own.sort_by_key(|fact| fact.position);
        let article = |fact: &Fact| self.said(fact).shared("article");
        let last = own
            .iter()
            .enumerate()
            .filter(|(at, fact)| !own.iter().skip(at.saturating_add(1)).any(|later| article(later) == article(fact)));
        let texts: Vec<String> = last.map(|(_, fact)| self.text(fact, "sha256")).collect::<Result<_, _>>()?;
        Ok(texts.into_iter().flat_map(|text| [text, "\n".to_owned()]).collect())
    }

    fn said<'w>(&'w self, fact: &'w Fact) -> Said<'w> {
        Said { catalogue: &self.catalogue, kind: fact.kind, record: &fact.record }
    }

    /// The text of a fact, which must have the digest that stands beside it.
    fn text(&self, fact: &Fact, digest: &'static str) -> Result<String, LedgerError> {
        let said = self.said(fact);
        let text = said.text("text").unwrap_or_default();
        let agrees = said.text(digest).is_some_and(|stated| *stated == *Digest::of(text.as_bytes()).to_string());
        if agrees {
            Ok(text.to_owned())
        } else {
            Err(LedgerError::Own(Box::new(Fault::DigestDisagrees { field: digest })))
        }
    }
}

/// A policy may be called anything; a file may not.
fn file_name(number: usize, policy: &Policy) -> String {
    let fit = policy.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if fit { policy.id.to_string() } else { format!("{}", number.saturating_add(1)) }
}
