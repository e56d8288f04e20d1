//! A policy file as a whole: read once, compiled for any set of choices.

use super::{Base, Compiler, Deps};
use crate::event::Catalogue;
use crate::policy::compile::names;
use crate::policy::node::Node;
use crate::policy::table::{Parsed, Selector, Table};
use crate::policy::{
    Choices, Exclusion, Force, MeasureId, Options, PolicyError, PolicyFault, Program, Provenance, Reading, ReadingId,
    ReadingOption, StatusId,
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
    /// The district it speaks for.
    pub district: Arc<str>,
    /// The day of issue.
    pub issued_on: Day,
    /// The readings it declares, in file order.
    pub readings: Vec<Reading>,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// The file.
    text: Arc<str>,
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
        // A file without it is refused when it is compiled, after what stands before it.
        let district = if table.has("district") { table.text("district")?.into() } else { Arc::from("") };
        let readings: Parsed<Vec<Reading>> = table.tables("reading")?.iter().map(reading).collect();
        let readings = readings?;
        let digest = Digest::of(text.as_bytes());
        Ok(Self { id, document, district, issued_on, readings, digest, text: text.into(), root })
    }

    /// The reading of this name.
    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.iter().find(|reading| *reading.id.0 == *id)
    }

    /// The file as it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file as a tree.
    pub(in crate::policy) fn root(&self) -> &Node {
        &self.root
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

    /// Compiles several documents into one program, each under its choices; the error says whose fault it is.
    pub fn joined(
        policies: &[Policy],
        catalogue: &Catalogue,
        choices: &[Choices],
    ) -> Result<Program, (usize, PolicyError)> {
        let (mut program, none) = (Program::default(), Choices::default());
        for (index, policy) in policies.iter().enumerate() {
            let own = choices.get(index).unwrap_or(&none);
            policy.add_to(&mut program, catalogue, own).map_err(|error| (index, error))?;
        }
        program.succeed();
        Ok(program)
    }

    /// The program with one reading taken otherwise in every document that has it, and all that later events changed.
    pub fn flipped(
        policies: &[Policy],
        catalogue: &Catalogue,
        known: &Program,
        (reading, option): (&ReadingId, &str),
    ) -> Result<Program, (usize, PolicyError)> {
        let as_known: Vec<Choices> = known.documents.iter().map(|document| document.choices.clone()).collect();
        let flipped: Vec<Choices> = as_known.iter().map(|choices| choices.with(reading, option)).collect();
        let mut program = Self::joined(policies, catalogue, &flipped)?;
        program.follow(known, &Self::joined(policies, catalogue, &as_known)?);
        Ok(program)
    }

    fn compile(&self, catalogue: &Catalogue, choices: &Choices) -> Result<(Program, BTreeSet<String>), PolicyError> {
        let mut program = Program::default();
        let unused = self.add_to(&mut program, catalogue, choices)?;
        Ok((program, unused))
    }

    /// Adds what this document declares; the paths of parameters it does not use come back.
    fn add_to(
        &self,
        program: &mut Program,
        catalogue: &Catalogue,
        choices: &Choices,
    ) -> Result<BTreeSet<String>, PolicyError> {
        let base = Base::of(program);
        let selector = Selector::new(&self.readings, choices);
        let root = Table::new(&self.root, &selector)?;
        let parameters = names::parameters(&root, base.document)?;
        let compiler = Compiler::new(catalogue, &selector, &parameters, &root, base)?;
        selector.take_met();
        let mut rests = Rests::after(program);
        let mut provenance = provenance(&root, &compiler)?;
        // What the head rests on is no dependence of the first declaration.
        provenance.common_readings = compiler.take_deps().readings;
        provenance.choices = choices.clone();
        program.documents.push(provenance);
        program.parameters.extend(parameters.iter().cloned());
        fill(program, &mut rests, &compiler, &root)?;
        root.finish()?;
        if let Some(name) = rests.circle(program) {
            return Err(PolicyFault::Circular(name).at(&self.root.span));
        }
        rests.close();
        rests.assign(program);
        Ok(compiler.unused_parameters())
    }
}

/// What the file says of the document as a whole.
fn provenance<'a>(root: &Table<'a>, compiler: &Compiler<'a>) -> Parsed<Provenance> {
    let options = Options::parse(&root.table("options")?)?;
    // Read by `Policy::parse`; asked for here so that no key is left unread.
    let _ = (root.has("format"), root.has("reading"), root.has("parameters"));
    root.bilingual("authority")?;
    let speaks_of = root.opt("speaks_of")?.map(|node| compiler.status(node)).transpose()?;
    let incomplete = if root.has("incomplete") { Some(root.bilingual("incomplete")?) } else { None };
    Ok(Provenance {
        policy: root.text("id")?.into(),
        title: root.bilingual("title")?,
        document: root.text("document")?.into(),
        district: root.text("district")?.into(),
        force: force(root, options)?,
        repeals: root.texts("repeals")?.into_iter().map(Into::into).collect(),
        speaks_of,
        incomplete,
        choices: Choices::default(),
        options,
        common_readings: BTreeSet::new(),
        best_of: None,
    })
}

/// From the day of issue for so many `years`, or up to and with `last_on`.
fn force(root: &Table<'_>, options: Options) -> Parsed<Force> {
    let first = root.day("issued_on")?;
    if !root.has("last_on") {
        let years = u32::try_from(root.whole_within("years", 1, 100)?).unwrap_or(0);
        return Ok(Force::of_years(first, years, options.year_end));
    }
    let last = root.day("last_on")?;
    if last < first { Err(PolicyFault::NeverOpens.at(&root.get("last_on")?.span)) } else { Ok(Force { first, last }) }
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
            let best_of = compiler.best_of_declaration(&table)?;
            let met = compiler.take_deps().readings;
            // What joins matters stands behind every amount of the document.
            for own in program.documents.iter_mut().skip(compiler.base.document) {
                own.best_of = Some(best_of.clone());
                own.common_readings.extend(met.iter().cloned());
            }
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
    for table in root.tables("register")? {
        program.registers.push(compiler.register_declaration(&table)?);
    }
    for table in root.tables("open_term")? {
        program.open_terms.push(compiler.term_declaration(&table)?);
    }
    compiler.take_deps();
    Ok(())
}

impl Rests {
    /// What comes after the declarations of other documents, which rest on nothing of this one.
    fn after(program: &Program) -> Self {
        Self {
            statuses: vec![Deps::default(); program.statuses.len()],
            measures: vec![Deps::default(); program.measures.len()],
            gates: vec![Deps::default(); program.gates.len()],
            grants: vec![Deps::default(); program.grants.len()],
        }
    }

    /// The name of a status or measure that rests on itself: what remains when those that rest on nothing unsettled are
    /// taken away again and again.
    fn circle(&self, program: &Program) -> Option<String> {
        let mut open: Vec<(bool, u32)> = Vec::new();
        open.extend((0..).zip(&self.statuses).map(|(number, _)| (true, number)));
        open.extend((0..).zip(&self.measures).map(|(number, _)| (false, number)));
        loop {
            let known = open.clone();
            let rests_on_open = |(status, number): &(bool, u32)| {
                let list = if *status { &self.statuses } else { &self.measures };
                let deps = usize::try_from(*number).ok().and_then(|index| list.get(index));
                deps.is_some_and(|deps| {
                    deps.statuses.iter().any(|id| known.contains(&(true, id.0)))
                        || deps.measures.iter().any(|id| known.contains(&(false, id.0)))
                })
            };
            open.retain(rests_on_open);
            match open.first() {
                None => return None,
                Some((status, number)) if open.len() == known.len() => {
                    let of_status = program.status(StatusId(*number)).map(|status| status.name.to_string());
                    let of_measure = program.measure(MeasureId(*number)).map(|measure| measure.name.to_string());
                    return if *status { of_status } else { of_measure };
                }
                Some(_) => {}
            }
        }
    }

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

    /// Writes the readings into the declarations of the document that was added last.
    fn assign(self, program: &mut Program) {
        let Self { statuses, measures, gates, grants } = self;
        let Some(own) = program.documents.len().checked_sub(1) else { return };
        let readings = |deps: Deps| deps.readings;
        for (status, deps) in program.statuses.iter_mut().zip(statuses).filter(|(status, _)| status.document == own) {
            status.readings = readings(deps);
        }
        for (measure, deps) in program.measures.iter_mut().zip(measures).filter(|(measure, _)| measure.document == own)
        {
            measure.readings = readings(deps);
        }
        for (gate, deps) in program.gates.iter_mut().zip(gates).filter(|(gate, _)| gate.document == own) {
            gate.readings = readings(deps);
        }
        for (grant, deps) in program.grants.iter_mut().zip(grants).filter(|(grant, _)| grant.document == own) {
            grant.readings = readings(deps);
        }
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
