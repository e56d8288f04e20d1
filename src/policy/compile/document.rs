//! A policy file as a whole: read once, compiled for any set of choices.

use super::{Compiler, Deps};
use crate::event::Catalogue;
use crate::policy::compile::names;
use crate::policy::node::Node;
use crate::policy::table::{Parsed, Selector, Table};
use crate::policy::{
    Choices, Exclusion, Force, Grant, Options, Parameter, PolicyError, PolicyFault, Program, Reading, ReadingId,
    ReadingOption,
};
use crate::value::{Day, Digest};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A policy file, parsed.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Its identity.
    pub id: Arc<str>,
    /// The number of the document it makes executable.
    pub document: Arc<str>,
    /// The day of issue.
    pub issued_on: Day,
    /// The readings it declares, in file order.
    pub readings: Vec<Reading>,
    /// SHA-256 of the file.
    pub digest: Digest,
    root: Node,
}

impl Deps {
    fn inherit(&mut self, statuses: &[Deps], measures: &[Deps]) {
        let statuses = self.statuses.iter().filter_map(|id| statuses.get(usize::try_from(id.0).ok()?));
        let measures = self.measures.iter().filter_map(|id| measures.get(usize::try_from(id.0).ok()?));
        let met: Vec<ReadingId> = statuses.chain(measures).flat_map(|deps| deps.readings.iter().cloned()).collect();
        self.readings.extend(met);
    }
}

/// What compiled declarations rest on, by kind, in file order.
#[derive(Default)]
struct Rests {
    statuses: Vec<Deps>,
    measures: Vec<Deps>,
    gates: Vec<Deps>,
    grants: Vec<Deps>,
    common: BTreeSet<ReadingId>,
}

impl Policy {
    /// Reads a file: its identity and its readings. [`Policy::check`] reads the rest.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let root = Node::parse(text)?;
        let none = Choices::default();
        let selector = Selector::new(&[], &none);
        let table = Table::new(&root, &selector)?;
        let format = table.whole("format")?;
        if format != 1 {
            return Err(PolicyFault::Format(format).at(&table.get("format")?.span));
        }
        let (id, document) = (table.text("id")?.into(), table.text("document")?.into());
        let issued_on = table.day("issued_on")?;
        let readings: Parsed<Vec<Reading>> = table.tables("reading")?.iter().map(reading).collect();
        let readings = readings?;
        Ok(Self { id, document, issued_on, readings, digest: Digest::of(text.as_bytes()), root })
    }

    /// Compiles under every choice that differs from the suggested one in one reading, and names what is never used.
    pub fn check(&self, catalogue: &Catalogue) -> Result<(), PolicyError> {
        let (_, unused) = self.compile(catalogue, &Choices::default())?;
        let mut unused: BTreeSet<String> = unused;
        for reading in &self.readings {
            for option in reading.options.iter().skip(1) {
                let choices = Choices::default().with(&reading.id, &option.token);
                let (_, still) = self.compile(catalogue, &choices)?;
                unused.retain(|path| still.contains(path));
            }
        }
        let span = self.root.get("parameters").map(|node| node.span.clone()).unwrap_or_default();
        unused.into_iter().next().map_or(Ok(()), |path| Err(PolicyFault::ParameterUnused(path).at(&span)))
    }

    /// Compiles under some choices.
    pub fn program(&self, catalogue: &Catalogue, choices: &Choices) -> Result<Program, PolicyError> {
        self.compile(catalogue, choices).map(|(program, _)| program)
    }

    fn compile(&self, catalogue: &Catalogue, choices: &Choices) -> Result<(Program, BTreeSet<String>), PolicyError> {
        let selector = Selector::new(&self.readings, choices);
        let root = Table::new(&self.root, &selector)?;
        let parameters = names::parameters(&root)?;
        let compiler = Compiler::new(catalogue, &selector, &parameters, &root)?;
        selector.take_met();
        let mut rests = Rests::default();
        let mut program = head(&root, &parameters, choices)?;
        rests.common = selector.take_met();
        fill(&mut program, &mut rests, &compiler, &root)?;
        root.finish()?;
        rests.close();
        rests.assign(&mut program);
        let unused = compiler.unused_parameters();
        Ok((program, unused))
    }
}

/// What the file says of the document as a whole.
fn head(root: &Table<'_>, parameters: &[Parameter], choices: &Choices) -> Parsed<Program> {
    let options = Options::parse(&root.table("options")?)?;
    let years = u32::try_from(root.whole_within("years", 1, 100)?).unwrap_or(0);
    // Read by `Policy::parse`; asked for here so that no key is left unread.
    let _ = (root.has("format"), root.has("reading"), root.has("parameters"));
    root.texts("repeals")?;
    root.bilingual("authority")?;
    Ok(Program {
        policy: root.text("id")?.into(),
        title: root.bilingual("title")?,
        document: root.text("document")?.into(),
        district: root.text("district")?.into(),
        force: Force::new(root.day("issued_on")?, years, options.year_end),
        options,
        common_readings: BTreeSet::new(),
        choices: choices.clone(),
        statuses: Vec::new(),
        measures: Vec::new(),
        parameters: parameters.to_vec(),
        gates: Vec::new(),
        grants: Vec::new(),
        limits: Vec::new(),
        exclusions: Vec::new(),
        best_of: None,
        duties: Vec::new(),
        open_terms: Vec::new(),
    })
}

/// Compiles the declarations in the order in which they may rest on each other.
fn fill<'a>(program: &mut Program, rests: &mut Rests, compiler: &Compiler<'a>, root: &Table<'a>) -> Parsed<()> {
    for table in root.tables("status")? {
        program.statuses.push(compiler.status_declaration(&table)?);
        rests.statuses.push(compiler.take_deps());
    }
    for table in root.tables("measure")? {
        program.measures.push(compiler.measure_declaration(&table)?);
        rests.measures.push(compiler.take_deps());
    }
    for table in root.tables("gate")? {
        program.gates.push(compiler.gate_declaration(&table)?);
        rests.gates.push(compiler.take_deps());
    }
    for table in root.tables("grant")? {
        program.grants.push(compiler.grant_declaration(&program.statuses, &table)?);
        rests.grants.push(compiler.take_deps());
    }
    for table in root.tables("limit")? {
        program.limits.push(compiler.limit_declaration(&table)?);
    }
    for table in root.tables("exclusion")? {
        if table.has("best_of") {
            program.best_of = Some(compiler.best_of_declaration(&table)?);
            compiler.take_deps();
            continue;
        }
        let exclusion: Exclusion = compiler.exclusion_declaration(&program.grants, &table)?;
        let met = compiler.take_deps().readings;
        if let Some(deps) = rests.grants.get_mut(exclusion.grant) {
            deps.readings.extend(met);
        }
        program.exclusions.push(exclusion);
    }
    for table in root.tables("duty")? {
        program.duties.push(compiler.duty_declaration(&table)?);
    }
    for table in root.tables("open_term")? {
        program.open_terms.push(compiler.term_declaration(&table)?);
    }
    compiler.take_deps();
    Ok(())
}

impl Rests {
    /// Adds to each declaration the readings of what it rests on, until nothing changes.
    fn close(&mut self) {
        loop {
            let (before, statuses, measures) = (self.total(), self.statuses.clone(), self.measures.clone());
            let lists = [&mut self.statuses, &mut self.measures, &mut self.gates, &mut self.grants];
            lists.into_iter().flatten().for_each(|deps| deps.inherit(&statuses, &measures));
            if self.total() == before {
                return;
            }
        }
    }

    fn total(&self) -> usize {
        let all = self.statuses.iter().chain(&self.measures).chain(&self.gates).chain(&self.grants);
        all.map(|deps| deps.readings.len()).sum()
    }

    fn assign(self, program: &mut Program) {
        let Self { statuses, measures, gates, grants, common } = self;
        program.statuses.iter_mut().zip(statuses).for_each(|(status, deps)| status.readings = deps.readings);
        program.measures.iter_mut().zip(measures).for_each(|(measure, deps)| measure.readings = deps.readings);
        program.gates.iter_mut().zip(gates).for_each(|(gate, deps)| gate.readings = deps.readings);
        let add = |(grant, deps): (&mut Grant, Deps)| grant.readings = deps.readings;
        program.grants.iter_mut().zip(grants).for_each(add);
        program.common_readings = common;
    }
}

fn reading(table: &Table<'_>) -> Parsed<Reading> {
    let option = |option: &Table<'_>| {
        let title = crate::value::Bilingual::new(option.text("zh")?, option.text("en")?);
        let token = option.text("token")?.into();
        option.finish()?;
        Ok(ReadingOption { token, title })
    };
    let options: Parsed<Vec<ReadingOption>> = table.tables("options")?.iter().map(option).collect();
    let reading = Reading {
        id: ReadingId(table.text("id")?.into()),
        article: table.text("article")?.into(),
        question: table.bilingual("question")?,
        options: options?,
    };
    table.finish()?;
    if reading.options.is_empty() {
        return Err(PolicyFault::MissingKey("options".to_owned()).at(&table.span));
    }
    Ok(reading)
}
