//! What an explanation is made from.

use crate::event::{Catalogue, Field, FieldKind, Record, Slot, TypeId};
use crate::explain::facts::{label, own_row, word};
use crate::explain::{FactWords, Fields, Filed, Heading, Link, Phrase, Spoken, Standing, Supposed, Who};
use crate::policy::{FieldRef, Grant, Policy, Program, Provenance, Reading, ReadingId, TemplatePart, TriggerForm};
use crate::position::{FactRef, Item, Position, Vocabulary};
use crate::timeline::{Fact, Timeline};
use crate::value::{self, Bilingual, Digest, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Official text, by policy and article.
pub type Texts = BTreeMap<(Arc<str>, Arc<str>), Arc<str>>;

/// The readings of one document that events decided, each with the option and the event.
pub type Decisions = BTreeMap<ReadingId, (Arc<str>, FactRef)>;

static NOTHING_DECIDED: Decisions = Decisions::new();

/// One answer with everything it was computed from, at one horizon.
#[derive(Debug, Clone, Copy)]
pub struct Case<'c> {
    /// The declared types.
    pub catalogue: &'c Catalogue,
    /// The policy files, in the order of the documents of the program, for their readings and for what other options
    /// would give.
    pub policies: &'c [Policy],
    /// The program the position was computed with.
    pub program: &'c Program,
    /// The words of the procedure.
    pub words: &'c Vocabulary,
    /// The facts known.
    pub timeline: &'c Timeline,
    /// The answer.
    pub position: &'c Position,
    /// For each document of the program the readings decided by an event; the others are suggested.
    pub decided: &'c [Decisions],
    /// The official text by policy and article, where it is attached.
    pub texts: &'c Texts,
    /// What the positions would be under other readings, as far as that was asked.
    pub supposed: &'c Supposed,
    /// The position number that knowledge is cut at.
    pub known: value::Position,
    /// The root of the ledger there.
    pub root: Digest,
}

impl<'c> Case<'c> {
    /// The document that answers for an item.
    pub(super) fn document(&self, item: &Item) -> &'c Provenance {
        self.program.document(item.document)
    }

    /// The readings of the document that answers for an item.
    pub(super) fn readings(&self, item: &Item) -> &'c [Reading] {
        self.policies.get(item.document).map_or(&[], |policy| &policy.readings)
    }

    /// The grant of an item, also when its fact is gone.
    pub(super) fn grant(&self, item: &Item) -> Option<&'c Grant> {
        let known = item.grant.and_then(|grant| self.program.grants.get(grant));
        known.or_else(|| self.program.grants.iter().rfind(|grant| grant.id == item.grant_id))
    }

    /// What the grant of an item is called.
    pub(super) fn title(&self, item: &Item) -> Bilingual {
        match self.grant(item) {
            Some(grant) => grant.title.clone(),
            None if item.grant_id.is_empty() => Phrase::from(Filed::Unattributed).both(),
            None => Bilingual::new(&item.grant_id, &item.grant_id),
        }
    }

    /// The clause and what the grant of an item is called; the latter alone where this document has no such clause.
    pub(super) fn heading(&self, item: &Item) -> Phrase {
        let title = self.title(item);
        if item.article.is_empty() {
            return title.into();
        }
        Heading::Grant { title, article: item.article.clone() }.into()
    }

    /// Where an item is explained; nowhere when the document has no such grant.
    pub(super) fn clause(&self, item: &Item) -> Option<Link> {
        item.grant.and_then(|grant| self.program.grants.get(grant)).map(|grant| self.clause_named(&grant.id))
    }

    /// Where an article or a grant is explained for the subject.
    pub(super) fn clause_named(&self, name: &Arc<str>) -> Link {
        Link::Clause { subject: self.position.subject, name: Arc::clone(name) }
    }

    /// The number of a payment; none of any other fact.
    pub(super) fn payment_number(&self, fact: &Fact) -> Option<Arc<str>> {
        let kind = self.catalogue.type_id_of("payment.made").filter(|kind| *kind == fact.kind)?;
        match fact.record.get(self.catalogue.field(kind, "payment_no")?) {
            Slot::Text(number) => Some(Arc::clone(number)),
            Slot::Absent
            | Slot::Whole(_)
            | Slot::Flag(_)
            | Slot::Money(_)
            | Slot::Percent(_)
            | Slot::Day(_)
            | Slot::Period(_)
            | Slot::Code(_)
            | Slot::Standard(_)
            | Slot::Id(_)
            | Slot::Digest(_)
            | Slot::Rows(_) => None,
        }
    }

    /// The matter of an item in the words of the fields it is made of.
    pub(super) fn matter(&self, item: &Item) -> Fields {
        let template = self.grant(item).map(|grant| &grant.matter);
        let found = template.and_then(|template| {
            let mut rest = &*item.matter;
            let mut fields = Vec::new();
            let mut parts = template.0.iter().peekable();
            while let Some(part) = parts.next() {
                let title = match part {
                    TemplatePart::Words(words) => {
                        rest = rest.strip_prefix(&**words)?;
                        continue;
                    }
                    TemplatePart::Year => Bilingual::new("年度", "year"),
                    TemplatePart::Tier => Bilingual::new("层级", "tier"),
                    TemplatePart::Renamed => Bilingual::new("名称", "name"),
                    TemplatePart::Field(sources) => self.field_title(sources)?,
                };
                let end = match parts.peek() {
                    Some(TemplatePart::Words(words)) => rest.rfind(&**words)?,
                    Some(TemplatePart::Year | TemplatePart::Tier | TemplatePart::Renamed | TemplatePart::Field(_))
                    | None => rest.len(),
                };
                let (value, left) = rest.split_at_checked(end)?;
                fields.push((title, self.key_word(part, value)));
                rest = left;
            }
            Some(Fields(fields))
        });
        found
            .or_else(|| self.number_of(item))
            .unwrap_or_else(|| Fields(vec![(Bilingual::new("事项", "matter"), Spoken::Text(Arc::clone(&item.matter)))]))
    }

    /// The number of a payment that names no matter and belongs to no approval, which stands in for the matter.
    fn number_of(&self, item: &Item) -> Option<Fields> {
        let number = item.matter.strip_prefix("payment:").filter(|_| item.is_unattributed())?;
        let kind = self.catalogue.type_id_of("payment.made")?;
        let fields = &self.catalogue.declaration(kind).fields;
        let title = fields.get(self.catalogue.field(kind, "payment_no")?)?.title.clone();
        Some(Fields(vec![(title, Spoken::Text(number.into()))]))
    }

    fn field_title(&self, sources: &[(TypeId, FieldRef)]) -> Option<Bilingual> {
        let (kind, field) = sources.first()?;
        self.field(*kind, *field).map(|field| field.title.clone())
    }

    fn key_word(&self, part: &TemplatePart, value: &str) -> Spoken {
        let plain = || Spoken::Text(value.into());
        match part {
            TemplatePart::Field(sources) => {
                let field = sources.first().and_then(|(kind, field)| self.field(*kind, *field));
                field.map_or_else(plain, |field| word(field, &value.into()))
            }
            TemplatePart::Words(_) | TemplatePart::Year | TemplatePart::Tier | TemplatePart::Renamed => plain(),
        }
    }

    /// The declared field a rule means; a field of a row is looked for in the rows of the type.
    pub(super) fn field(&self, kind: TypeId, field: FieldRef) -> Option<&'c Field> {
        let declaration = self.catalogue.declaration(kind);
        if !field.of_row {
            return declaration.fields.get(field.index);
        }
        declaration.fields.iter().find_map(|outer| match &outer.kind {
            FieldKind::Rows { fields, .. } => fields.get(field.index),
            FieldKind::Text { .. }
            | FieldKind::Choice(_)
            | FieldKind::Whole { .. }
            | FieldKind::Flag
            | FieldKind::Raw => None,
        })
    }

    /// The type of the facts an item comes from.
    pub(super) fn kind_of(&self, item: &Item) -> Option<TypeId> {
        let own = item.content.as_ref().map(|(kind, _)| *kind);
        own.or_else(|| self.grant(item)?.triggers.iter().find_map(crate::policy::Trigger::kind))
    }

    /// The fact behind a reference.
    pub(super) fn fact(&self, fact: FactRef) -> Option<&'c Fact> {
        self.timeline.by_id(fact.id)
    }

    /// A fact in words: grants and matters by what people call them, the subject's own row of a list spelt out.
    pub(super) fn words(&self, fact: &Fact) -> FactWords {
        FactWords { fields: self.fields(fact.kind, &fact.record), ..FactWords::of(self.catalogue, fact) }
    }

    /// The fields of a body as a page of the subject tells them, whether it stands or not: whose it is where that is another, and what the
    /// row of a list says of the subject.
    pub(super) fn fields(&self, kind: TypeId, record: &Record) -> Fields {
        let mut fields = Fields::of_record(self.catalogue, kind, record);
        for (_, value) in &mut fields.0 {
            let Spoken::Text(text) = &value else { continue };
            let grant = self.program.grants.iter().rfind(|grant| grant.id == *text);
            let item = self.position.items.iter().find(|item| item.matter == *text);
            if let Some(grant) = grant {
                *value = Spoken::Words(grant.title.clone());
            } else if let Some(item) = item {
                *value = Spoken::Matter(self.matter(item));
            }
        }
        let code = self.catalogue.field(kind, "uscc").and_then(|field| record.get(field).code());
        if let Some(code) = code.filter(|code| *code != self.position.subject) {
            let who = Who { name: self.name_of(code), code };
            fields.0.insert(0, (Bilingual::new("主体", "subject"), Spoken::Who(who)));
        }
        let row = own_row(self.catalogue, kind, record, self.position.subject);
        fields.0.extend(row.into_iter().flat_map(|row| row.0));
        fields
    }

    /// A fact in words; only its place where it is not among the facts known.
    pub(super) fn fact_words(&self, fact: FactRef) -> Phrase {
        match self.fact(fact) {
            Some(found) => self.words(found).into(),
            None => Phrase::Later(crate::explain::Later::Gone { fact }),
        }
    }

    /// What a type is called.
    pub(super) fn kind_title(&self, kind: TypeId) -> Bilingual {
        self.catalogue.declaration(kind).title.clone()
    }

    /// Whether a reading was decided.
    pub(super) fn standing(&self, item: &Item, reading: &Reading) -> Standing {
        let decided = self.decided.get(item.document).unwrap_or(&NOTHING_DECIDED);
        Standing::of(reading, &self.document(item).choices, decided)
    }

    /// The facts of a type of the procedure that name the subject in their field `uscc`.
    pub(super) fn own(&self, kind: &str) -> impl DoubleEndedIterator<Item = &'c Fact> + use<'c> {
        let (subject, on, timeline) = (self.position.subject, self.position.on, self.timeline);
        let found = self.catalogue.type_id_of(kind);
        let code = found.and_then(|kind| self.catalogue.field(kind, "uscc"));
        let all = found.into_iter().flat_map(move |kind| timeline.of_subject(subject, kind));
        all.filter(move |fact| fact.day <= on && code.is_some_and(|code| fact.record.get(code).code() == Some(subject)))
    }

    /// The text of a field of a fact, by name.
    pub(super) fn text_of(&self, fact: &'c Fact, name: &str) -> Option<&'c str> {
        self.catalogue.field(fact.kind, name).and_then(|field| fact.record.get(field).text())
    }

    /// The label or the text of a field of a fact, by name.
    pub(super) fn said(&self, fact: &'c Fact, name: &str) -> Option<Phrase> {
        let index = self.catalogue.field(fact.kind, name)?;
        let field = self.catalogue.declaration(fact.kind).fields.get(index)?;
        crate::explain::facts::spoken(field, fact.record.get(index)).map(Phrase::Value)
    }

    /// The subject by its name as known.
    pub(super) fn who(&self) -> Who {
        Who { name: self.name_of(self.position.subject), code: self.position.subject }
    }

    /// The last name a code was registered or renamed to, as far as the timeline knows.
    pub(super) fn name_of(&self, code: Uscc) -> Option<Arc<str>> {
        let named = |kind: &str, field: &str| {
            let kind = self.catalogue.type_id_of(kind)?;
            let own = |fact: &&Fact| self.code_of(fact) == Some(code) && fact.day <= self.position.on;
            let last = self.timeline.of_subject(code, kind).rfind(own)?;
            self.text_of(last, field)
        };
        named("enterprise.renamed", "new_name").or_else(|| named("enterprise.registered", "name")).map(Into::into)
    }

    /// The code in the field `uscc` of a fact.
    pub(super) fn code_of(&self, fact: &Fact) -> Option<Uscc> {
        self.catalogue.field(fact.kind, "uscc").and_then(|field| fact.record.get(field).code())
    }

    /// The label of a word in a field of the facts of an item: `national` → 国家标准.
    pub(super) fn word_of(&self, item: &Item, field: FieldRef, text: &Arc<str>) -> (Bilingual, Spoken) {
        let declared = self.kind_of(item).and_then(|kind| self.field(kind, field));
        match declared {
            Some(declared) => {
                let spoken = label(declared, text).map_or_else(|| Spoken::Text(Arc::clone(text)), Spoken::Words);
                (declared.title.clone(), spoken)
            }
            None => (Bilingual::new("记录", "the record"), Spoken::Text(Arc::clone(text))),
        }
    }

    /// The types of facts that make items of a grant, and whether they come by the year.
    pub(super) fn makers(&self, grant: &Grant) -> Vec<(TypeId, bool)> {
        let maker = |form: &TriggerForm| match form {
            TriggerForm::Event { kind, .. } | TriggerForm::Row { kind, .. } | TriggerForm::Group { kind, .. } => {
                vec![(*kind, false)]
            }
            TriggerForm::Year { link, .. } => vec![(*link, true)],
            TriggerForm::While(status) => {
                let from = self.program.status(*status).into_iter().flat_map(|status| &status.from);
                from.map(|from| (from.facts.kind, true)).collect()
            }
        };
        let mut found: Vec<(TypeId, bool)> = grant.triggers.iter().flat_map(|trigger| maker(&trigger.form)).collect();
        found.dedup();
        found
    }
}
