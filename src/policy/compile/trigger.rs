//! What makes an item, and the keys it is known by.

use super::Compiler;
use super::fields::Shape;
use super::term::asks_for_term;
use crate::event::TypeId;
use crate::policy::node::{Node, Value};
use crate::policy::table::{Parsed, Table, text};
use crate::policy::{DaySource, PolicyFault, Status, Template, TemplatePart, Test, Trigger, TriggerForm};

/// A trigger with the shape of the fact it puts in hand.
pub(super) struct Shaped {
    pub(super) trigger: Trigger,
    pub(super) shape: Option<Shape>,
}

impl<'a> Compiler<'a> {
    pub(super) fn trigger(&self, table: &Table<'a>) -> Parsed<Shaped> {
        if table.flag("each_year")? {
            return self.yearly(table);
        }
        let kind = self.event(table.get("event")?)?;
        let rows = table.opt("rows")?.map(|node| self.field(kind, node)).transpose()?;
        let shape = Shape { kind, rows };
        let form = self.event_form(shape, table)?;
        let trigger = Trigger {
            form,
            day: self.day_source(kind, table.opt("day")?)?,
            filter: self.filter(shape, table)?,
            source: table.opt("source")?.map(|node| self.status(node)).transpose()?,
        };
        table.finish()?;
        Ok(Shaped { trigger, shape: Some(shape) })
    }

    fn event_form(&self, shape: Shape, table: &Table<'a>) -> Parsed<TriggerForm> {
        let kind = shape.kind;
        if let Some(rows) = shape.rows {
            let code = self.field_at(shape, table.get("subject")?)?;
            return Ok(TriggerForm::Row { kind, rows, code: code.index });
        }
        let subject = self.subject_field(kind, table)?;
        match table.opt("each")? {
            None => Ok(TriggerForm::Event { kind, subject }),
            Some(node) => {
                let fields = self.selector.elements(node)?;
                let by: Parsed<Vec<usize>> = fields.into_iter().map(|field| self.field(kind, field)).collect();
                Ok(TriggerForm::Group { kind, subject, by: by? })
            }
        }
    }

    fn filter(&self, shape: Shape, table: &Table<'a>) -> Parsed<Option<Test>> {
        match table.opt("where")? {
            None => Ok(None),
            Some(Node { value: Value::List(_), .. }) => {
                self.field_tests(shape, &table.tables("where")?).map(|tests| Some(Test::All(tests)))
            }
            Some(node) => {
                let test = self.test(Some(shape), node)?;
                // What is filtered out leaves no trace, and a term that is not decided must leave one.
                if asks_for_term(&test) { Err(PolicyFault::TermInTrigger.at(&node.span)) } else { Ok(Some(test)) }
            }
        }
    }

    fn yearly(&self, table: &Table<'a>) -> Parsed<Shaped> {
        if let Some(node) = table.opt("while")? {
            let form = TriggerForm::While(self.status(node)?);
            table.finish()?;
            let trigger = Trigger { form, day: DaySource::Fact, filter: None, source: None };
            return Ok(Shaped { trigger, shape: None });
        }
        let relation = table.table("relation")?;
        let link = self.event(relation.get("event")?)?;
        let mine = self.field(link, relation.get("mine")?)?;
        relation.finish()?;
        let kinds = table.filled_texts("kinds")?.into_iter().map(Into::into).collect();
        table.finish()?;
        let form = TriggerForm::Year { kinds, link, mine };
        let trigger = Trigger { form, day: DaySource::Fact, filter: None, source: None };
        Ok(Shaped { trigger, shape: None })
    }

    /// A key: words, and in braces fields, the year or the tier.
    pub(super) fn template(&self, sources: &[Shape], node: &Node) -> Parsed<Template> {
        let mut parts = Vec::new();
        let mut rest = text(node)?;
        while let Some((words, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else {
                return Err(PolicyFault::OpenBrace(rest.to_owned()).at(&node.span));
            };
            push_words(&mut parts, words);
            parts.push(match name {
                "year" => TemplatePart::Year,
                "tier" => TemplatePart::Tier,
                "renamed" => TemplatePart::Renamed,
                _ => self.template_field(sources, name, node)?,
            });
            rest = tail;
        }
        push_words(&mut parts, rest);
        Ok(Template(parts))
    }

    fn template_field(&self, sources: &[Shape], name: &str, node: &Node) -> Parsed<TemplatePart> {
        let mut fields: Vec<(TypeId, crate::policy::FieldRef)> = Vec::new();
        for shape in sources {
            fields.push((shape.kind, self.field_ref(*shape, name, &node.span)?));
        }
        if fields.is_empty() {
            return Err(PolicyFault::NoFact.at(&node.span));
        }
        Ok(TemplatePart::Field(fields))
    }
}

/// The facts that may name a matter: the trigger's own, or those that open its source status.
pub(super) fn source_shapes(triggers: &[Shaped], statuses: &[Status]) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for one in triggers {
        match one.trigger.source.and_then(|id| statuses.get(usize::try_from(id.0).ok()?)) {
            Some(status) => {
                shapes.extend(status.from.iter().map(|from| Shape { kind: from.facts.kind, rows: None }));
            }
            None => shapes.extend(one.shape),
        }
    }
    shapes
}

fn push_words(parts: &mut Vec<TemplatePart>, words: &str) {
    if !words.is_empty() {
        parts.push(TemplatePart::Words(words.into()));
    }
}
