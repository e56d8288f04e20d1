//! What every part of the compiler needs: the names of the policy, the catalogue, and what a declaration rests on.

use super::term::TYPES;
use crate::event::{Catalogue, TypeId};
use crate::policy::error::nearest;
use crate::policy::node::Node;
use crate::policy::table::{Parsed, Selector, Table, text};
use crate::policy::{
    ActsBy, MeasureId, ParamId, ParamValue, Parameter, ParameterValue, PolicyFault, Program, ReadingId, StatusId,
};
use crate::value::TypeName;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a declaration rests on, collected while it is compiled.
#[derive(Debug, Clone, Default)]
pub(super) struct Deps {
    pub(super) readings: BTreeSet<ReadingId>,
    pub(super) statuses: BTreeSet<StatusId>,
    pub(super) measures: BTreeSet<MeasureId>,
}

/// The kinds of declaration nothing in a file refers to by name, while people and explanations do.
const NAMED_ONCE: [&str; 5] = ["gate", "limit", "exclusion", "duty", "register"];

/// The units a parameter can be in.
const UNITS: &[(&str, &str)] = &[
    ("yuan", "yuan"),
    ("percent", "percent"),
    ("count", "count"),
    ("year", "year"),
    ("month", "month"),
    ("day", "day"),
];

/// Whose day a value may begin by, where it is not the one that decides the document.
const ACTS_BY: &[(&str, ActsBy)] = &[("fact_day", ActsBy::Fact), ("application_day", ActsBy::Application)];

/// A parameter, and where its path and each of its values are written.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) parameter: Parameter,
    path: Range<usize>,
    values: Vec<Range<usize>>,
    /// The readings its values rest on: whatever uses it rests on them too.
    readings: BTreeSet<ReadingId>,
}

/// The names a policy declares, and what they are looked up in.
pub(super) struct Compiler<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) selector: &'a Selector<'a>,
    parameters: &'a [Declared],
    pub(super) statuses: Vec<&'a str>,
    pub(super) measures: Vec<&'a str>,
    pub(super) grants: Vec<&'a str>,
    pub(super) terms: Vec<&'a str>,
    /// The unit of each term's value.
    term_units: Vec<&'static str>,
    /// What documents compiled before have declared: handles go on from there.
    pub(super) base: Base,
    deps: RefCell<Deps>,
    used: RefCell<BTreeSet<ParamId>>,
    /// The terms by which a share of a base is paid.
    shares: RefCell<BTreeSet<u32>>,
}

/// How many declarations of each kind there are already, and so where the handles of a document begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Base {
    pub(super) document: usize,
    pub(super) statuses: u32,
    pub(super) measures: u32,
    pub(super) parameters: u32,
    pub(super) grants: u32,
    pub(super) terms: u32,
}

impl Base {
    pub(super) fn of(program: &Program) -> Self {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Self {
            document: program.documents.len(),
            statuses: count(program.statuses.len()),
            measures: count(program.measures.len()),
            parameters: count(program.parameters.len()),
            grants: count(program.grants.len()),
            terms: count(program.open_terms.len()),
        }
    }
}

impl<'a> Compiler<'a> {
    /// Reads the names of a policy, so that declarations may mention each other in any order.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        selector: &'a Selector<'a>,
        parameters: &'a [Declared],
        root: &Table<'a>,
        base: Base,
    ) -> Parsed<Self> {
        for kind in NAMED_ONCE {
            names(root, kind, "name")?;
        }
        Ok(Self {
            base,
            catalogue,
            selector,
            parameters,
            statuses: names(root, "status", "name")?,
            measures: names(root, "measure", "name")?,
            grants: names(root, "grant", "id")?,
            terms: names(root, "open_term", "name")?,
            term_units: root.tables("open_term")?.iter().map(|term| term.word("type", TYPES)).collect::<Parsed<_>>()?,
            deps: RefCell::default(),
            used: RefCell::default(),
            shares: RefCell::default(),
        })
    }

    /// What was met since the last call.
    pub(super) fn take_deps(&self) -> Deps {
        let mut deps = self.deps.take();
        deps.readings = self.selector.take_met();
        deps
    }

    /// The paths of parameters no rule used, and where they are declared.
    pub(super) fn unused_parameters(&self) -> BTreeMap<String, Range<usize>> {
        let used = self.used.borrow();
        let unused =
            (self.base.parameters..).zip(self.parameters).filter(|(number, _)| !used.contains(&ParamId(*number)));
        unused.map(|(_, declared)| (declared.parameter.path.to_string(), declared.path.clone())).collect()
    }

    pub(super) fn event(&self, node: &Node) -> Parsed<TypeId> {
        let name = text(node)?;
        TypeName::parse(name).and_then(|known| self.catalogue.type_id(&known)).ok_or_else(|| {
            PolicyFault::UnknownEvent { name: name.to_owned(), nearest: self.catalogue.nearest(name) }.at(&node.span)
        })
    }

    pub(super) fn field(&self, kind: TypeId, node: &Node) -> Parsed<usize> {
        self.field_named(kind, text(node)?, &node.span)
    }

    pub(super) fn field_named(&self, kind: TypeId, name: &str, span: &Range<usize>) -> Parsed<usize> {
        self.catalogue.field(kind, name).ok_or_else(|| {
            let declaration = self.catalogue.declaration(kind);
            let near = nearest(name, declaration.fields.iter().map(|field| field.name.as_str()));
            PolicyFault::UnknownField { event: declaration.name.to_string(), name: name.to_owned(), nearest: near }
                .at(span)
        })
    }

    /// The field that names the subject of an event: `uscc` unless the rule names another.
    pub(super) fn subject_field(&self, kind: TypeId, table: &Table<'a>) -> Parsed<usize> {
        match table.opt("subject")? {
            Some(node) => self.field(kind, node),
            None => self.field_named(kind, "uscc", &table.span),
        }
    }

    pub(super) fn status(&self, node: &Node) -> Parsed<StatusId> {
        let id = StatusId(lookup("status", &self.statuses, node, self.base.statuses)?);
        self.deps.borrow_mut().statuses.insert(id);
        Ok(id)
    }

    pub(super) fn status_list(&self, nodes: &[&Node]) -> Parsed<Vec<StatusId>> {
        nodes.iter().map(|node| self.status(node)).collect()
    }

    pub(super) fn measure(&self, node: &Node) -> Parsed<MeasureId> {
        let id = MeasureId(lookup("measure", &self.measures, node, self.base.measures)?);
        self.deps.borrow_mut().measures.insert(id);
        Ok(id)
    }

    pub(super) fn grant(&self, node: &Node) -> Parsed<usize> {
        lookup("grant", &self.grants, node, self.base.grants)
            .map(|number| usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// A term whose value is of a unit: `flag`, `yuan`, `percent` or `count`.
    pub(super) fn term(&self, node: &Node, unit: &'static str) -> Parsed<u32> {
        let (term, found) = self.any_term(node)?;
        if found == unit {
            return Ok(term);
        }
        Err(PolicyFault::WrongUnit { path: text(node)?.to_owned(), expected: unit, found }.at(&node.span))
    }

    /// A term by which a share of a base is paid; its declaration is held to that.
    pub(super) fn term_of_share(&self, node: &Node) -> Parsed<u32> {
        let term = self.term(node, "percent")?;
        self.shares.borrow_mut().insert(term);
        Ok(term)
    }

    /// Whether a share of a base is paid by the term of this name, as far as grants were read.
    pub(super) fn pays_share(&self, name: &str) -> bool {
        let id = (self.base.terms..).zip(&self.terms).find(|(_, known)| **known == name).map(|(id, _)| id);
        id.is_some_and(|id| self.shares.borrow().contains(&id))
    }

    /// A term, and the unit of its value.
    pub(super) fn any_term(&self, node: &Node) -> Parsed<(u32, &'static str)> {
        let term = lookup("open_term", &self.terms, node, self.base.terms)?;
        let own = term.checked_sub(self.base.terms).and_then(|own| usize::try_from(own).ok());
        let unit = own.and_then(|index| self.term_units.get(index));
        Ok((term, unit.copied().unwrap_or("flag")))
    }

    /// A parameter of a unit: `yuan`, `percent`, or `count` for every whole number.
    pub(super) fn parameter(&self, node: &Node, unit: &'static str) -> Parsed<ParamId> {
        let id = self.any_parameter(node)?;
        let values = self.declared(id).map(|declared| &declared.parameter.values);
        let found = values.and_then(|values| values.first()).map_or("count", |value| value.value.unit());
        if found == unit {
            return Ok(id);
        }
        Err(PolicyFault::WrongUnit { path: text(node)?.to_owned(), expected: unit, found }.at(&node.span))
    }

    /// The declaration of a parameter of this document.
    fn declared(&self, id: ParamId) -> Option<&'a Declared> {
        let own = id.0.checked_sub(self.base.parameters).and_then(|own| usize::try_from(own).ok());
        own.and_then(|index| self.parameters.get(index))
    }

    /// A parameter by which a share of a base is paid: at no time more than the whole.
    pub(super) fn share_of_base(&self, node: &Node) -> Parsed<ParamId> {
        let id = self.parameter(node, "percent")?;
        let Some(Declared { parameter, values, .. }) = self.declared(id) else { return Ok(id) };
        let mut values = parameter.values.iter().zip(values);
        if let Some((value, place)) = values.find(|(value, _)| value.value.is_above_whole()) {
            let (name, percent) = (parameter.path.to_string(), value.written.to_string());
            return Err(PolicyFault::ShareAboveWhole { name, percent }.at(place));
        }
        Ok(id)
    }

    /// One amount is at most another on every day on which either changes.
    pub(super) fn never_above(&self, least: ParamId, most: ParamId, place: &Range<usize>) -> Parsed<()> {
        let own = |id| self.declared(id).map(|declared| &declared.parameter);
        let (Some(least), Some(most)) = (own(least), own(most)) else { return Ok(()) };
        match least.above(most) {
            Some((day, low, high)) => {
                let (least, most) = (low.written.to_string(), high.written.to_string());
                Err(PolicyFault::EmptyRange { least, most, from: Some(day) }.at(place))
            }
            None => Ok(()),
        }
    }

    pub(super) fn any_parameter(&self, node: &Node) -> Parsed<ParamId> {
        let paths: Vec<&str> = self.parameters.iter().map(|declared| &*declared.parameter.path).collect();
        let id = ParamId(lookup("parameter", &paths, node, self.base.parameters)?);
        self.used.borrow_mut().insert(id);
        if let Some(declared) = self.declared(id) {
            self.selector.meet(&declared.readings);
        }
        Ok(id)
    }
}

/// The names of the declarations of a kind, none of them twice.
pub(super) fn names<'a>(root: &Table<'a>, kind: &'static str, key: &'static str) -> Parsed<Vec<&'a str>> {
    let mut found = Vec::new();
    for table in root.tables(kind)? {
        let name = table.text(key)?;
        if found.contains(&name) {
            return Err(PolicyFault::RepeatedName { kind, name: name.to_owned() }.at(&table.get(key)?.span));
        }
        found.push(name);
    }
    Ok(found)
}

/// The handle of a name; the handles of a document begin at a base.
fn lookup(kind: &'static str, names: &[&str], node: &Node, base: u32) -> Parsed<u32> {
    let name = text(node)?;
    (base..).zip(names).find(|(_, known)| **known == name).map(|(number, _)| number).ok_or_else(|| {
        let near = nearest(name, names.iter().copied());
        PolicyFault::UnknownName { kind, name: name.to_owned(), nearest: near }.at(&node.span)
    })
}

/// Reads the parameters: paths, values, units and days.
pub(super) fn parameters(root: &Table<'_>, document: usize) -> Parsed<Vec<Declared>> {
    let table = root.table("parameters")?;
    let mut parameters = Vec::new();
    for (path, place, chosen) in table.unread() {
        table.selector().take_met();
        let Some(node) = table.selector().select(chosen)? else { continue };
        let mut values = Vec::new();
        let mut first = None;
        for item in table.selector().filled(path, node)? {
            let table = Table::new(item, table.selector())?;
            let found = table.word("unit", UNITS)?;
            // A value of another unit would be read by rules that know the first: a cap of four pieces is no cap.
            let expected = *first.get_or_insert(found);
            if found != expected {
                let fault = PolicyFault::WrongUnit { path: path.to_owned(), expected, found };
                return Err(fault.at(&table.get("unit")?.span));
            }
            values.push(parameter_value(&table)?);
        }
        let unit = first.unwrap_or_default();
        values.sort_by_key(|(value, _)| value.from);
        if let Some([_, (later, at)]) = values.array_windows().find(|[(a, _), (b, _)]| a.from == b.from) {
            return Err(PolicyFault::TwoValues { path: path.to_owned(), day: later.from }.at(at));
        }
        let (values, places) = values.into_iter().unzip();
        let parameter = Parameter { document, path: path.into(), unit, values };
        let readings = table.selector().take_met();
        parameters.push(Declared { parameter, path: place, values: places, readings });
    }
    Ok(parameters)
}

/// A value from a day on, and where it is written.
fn parameter_value(table: &Table<'_>) -> Parsed<(ParameterValue, Range<usize>)> {
    let (written, unit) = (table.text("value")?, table.word("unit", UNITS)?);
    let place = table.get("value")?.span.clone();
    let value = ParamValue::parse(written, unit)
        .ok_or_else(|| PolicyFault::BadValue { text: written.to_owned(), unit: unit.to_owned() }.at(&place))?;
    let from = table.day("from")?;
    let by = table.word_or("by", ActsBy::Governing, ACTS_BY)?;
    table.finish()?;
    Ok((ParameterValue { from, by, value, written: written.into() }, place))
}
