//! By which names links know a matter. Whatever joins the matters of two names joins the names: a standard that got another number is
//! still the one that was adopted.

use crate::event::{Record, TypeId};
use crate::policy::{Exclusion, TemplatePart};
use crate::position::Engine;
use crate::timeline::Fact;
use std::sync::Arc;

/// The words of a matter; none where the name stands.
type Words = Vec<Option<Arc<str>>>;

impl<'a> Engine<'a> {
    /// The one name for all names of what a link speaks of.
    pub(super) fn one_name(&self, exclusion: &Exclusion, name: &str) -> Arc<str> {
        let words = self.words_around(exclusion);
        let matter = words.map(|words| words.iter().map(|words| words.as_deref().unwrap_or(name)).collect::<String>());
        // A matter that says more than the name does not follow from it.
        matter.map_or_else(|| name.into(), |matter| self.mapped(&matter.into()))
    }

    /// Whether a record bears a name, or another one for the same.
    pub(super) fn is_named(&self, exclusion: &Exclusion, record: &Record, name: &Arc<str>) -> bool {
        let own = record.get(exclusion.key.index).text();
        own.is_some_and(|own| self.one_name(exclusion, own) == *name)
    }

    /// The facts of a type that bear a name or another one for the same in one of some fields, by day and content. Where that cannot be
    /// told beforehand there are others among them.
    pub(super) fn bearing(
        &self,
        exclusion: &Exclusion,
        (kind, fields): (TypeId, &[usize]),
        name: &Arc<str>,
    ) -> Vec<&'a Fact> {
        let Some(names) = self.written_as(exclusion, name) else { return self.timeline.of_kind(kind).collect() };
        let each = names.iter().flat_map(|name| fields.iter().map(move |field| (name, *field)));
        let mut found: Vec<_> = each.flat_map(|(name, field)| self.timeline.saying(kind, field, name)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|ix| self.timeline.fact(ix)).collect()
    }

    /// How facts may write what has one name; nothing where the matter does not tell.
    fn written_as(&self, exclusion: &Exclusion, name: &Arc<str>) -> Option<Vec<String>> {
        let Some(words) = self.words_around(exclusion) else { return Some(vec![name.to_string()]) };
        let around: Vec<String> =
            words.split(Option::is_none).map(|words| words.iter().flatten().map(|own| &**own).collect()).collect();
        let [before, behind] = around.as_slice() else { return None };
        let written = |name: &Arc<str>| Some(name.strip_prefix(&**before)?.strip_suffix(&**behind)?.to_owned());
        Some(self.all_names(name).iter().filter_map(written).collect())
    }

    /// The words of the matter that links speak of; none where the matter says more than the name.
    fn words_around(&self, exclusion: &Exclusion) -> Option<Words> {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Words(words) => Some(Some(Arc::clone(words))),
            TemplatePart::Field(fields) => fields.iter().any(|(_, field)| *field == exclusion.key).then_some(None),
            TemplatePart::Year | TemplatePart::Tier | TemplatePart::Renamed => None,
        };
        self.program.grants.get(exclusion.grant)?.matter.0.iter().map(part).collect()
    }
}
