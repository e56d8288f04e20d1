//! One thing that can be said, of any theme.

use super::{
    Accessed, Audited, Bundled, Charted, Choice, Claiming, Clause, Copied, Cure, Evidence, Filed, Ground, Handing,
    Heading, Impact, Importing, Label, Later, Paged, Paying, Proved, Reckoning, Recording, Remedy, Ruled, Settled,
    State, Supposing, Verdict,
};
use crate::explain::link::{Links, plain};
use crate::explain::shown::Shown;
use crate::explain::{FactWords, Piece, Spoken};
use crate::position::FactRef;
use crate::value::{Bilingual, Fen, Lang};

/// One thing an explanation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phrase {
    /// What a part is about.
    Heading(Heading),
    /// The name of a row of a part: what stands under it follows on the same line where there is room.
    Label(Label),
    /// What is due, and whether what was done is right.
    Verdict(Verdict),
    /// What the document says.
    Clause(Clause),
    /// How an amount came about.
    Reckoning(Reckoning),
    /// Conditions and what they rest on.
    Ground(Ground),
    /// Other items, other schemes, caps.
    Choice(Choice),
    /// Readings and parameters.
    Settled(Settled),
    /// What would settle or change something.
    Remedy(Remedy),
    /// What was recorded after a decision.
    Later(Later),
    /// Documents and proofs.
    Evidence(Evidence),
    /// The ledger checked.
    Proved(Proved),
    /// A ledger copied.
    Copied(Copied),
    /// A bundle checked.
    Bundled(Bundled),
    /// How a part of its directory is.
    State(State),
    /// What to do about that.
    Cure(Cure),
    /// The file of an enterprise, statements and lists.
    Filed(Filed),
    /// Documents beside each other, what readings move, and registers.
    Ruled(Ruled),
    /// Findings and detectors.
    Audited(Audited),
    /// The yearly call.
    Paying(Paying),
    /// What an enterprise may claim.
    Claiming(Claiming),
    /// Pages in a browser.
    Paged(Paged),
    /// Links that are handed out.
    Handing(Handing),
    /// Pictures of tables.
    Charted(Charted),
    /// Forms, and who fills them in.
    Recording(Recording),
    /// Tables in a browser, and who confirms them.
    Importing(Importing),
    /// Who read what.
    Accessed(Accessed),
    /// What an event changes about decided money.
    Impact(Impact),
    /// What would be due if something were otherwise.
    Supposing(Supposing),
    /// A fact in the words of its declaration.
    Fact(FactWords),
    /// A value by itself.
    Value(Spoken),
    /// A title of the policy or of the catalogue.
    Words(Bilingual),
    /// Several things said in one line.
    Several(Vec<Phrase>),
}

impl Phrase {
    /// Says it.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Phrase::Heading(phrase) => phrase.say(lang),
            Phrase::Label(phrase) => phrase.say(lang),
            Phrase::Verdict(phrase) => phrase.say(lang),
            Phrase::Clause(phrase) => phrase.say(lang),
            Phrase::Reckoning(phrase) => phrase.say(lang),
            Phrase::Ground(phrase) => phrase.say(lang),
            Phrase::Choice(phrase) => phrase.say(lang),
            Phrase::Settled(phrase) => phrase.say(lang),
            Phrase::Remedy(phrase) => phrase.say(lang),
            Phrase::Later(phrase) => phrase.say(lang),
            Phrase::Evidence(phrase) => phrase.say(lang),
            Phrase::Proved(phrase) => phrase.say(lang),
            Phrase::Copied(phrase) => phrase.say(lang),
            Phrase::Bundled(phrase) => phrase.say(lang),
            Phrase::State(phrase) => phrase.say(lang),
            Phrase::Cure(phrase) => phrase.say(lang),
            Phrase::Filed(phrase) => phrase.say(lang),
            Phrase::Ruled(phrase) => phrase.say(lang),
            Phrase::Audited(phrase) => phrase.say(lang),
            Phrase::Paying(phrase) => phrase.say(lang),
            Phrase::Claiming(phrase) => phrase.say(lang),
            Phrase::Paged(phrase) => phrase.say(lang),
            Phrase::Handing(phrase) => phrase.say(lang),
            Phrase::Charted(phrase) => phrase.say(lang),
            Phrase::Recording(phrase) => phrase.say(lang),
            Phrase::Importing(phrase) => phrase.say(lang),
            Phrase::Accessed(phrase) => phrase.say(lang),
            Phrase::Impact(phrase) => phrase.say(lang),
            Phrase::Supposing(phrase) => phrase.say(lang),
            Phrase::Fact(fact) => fact.show(lang),
            Phrase::Value(value) => value.show(lang),
            Phrase::Words(words) => words.get(lang).to_owned(),
            Phrase::Several(phrases) => phrases.show(lang),
        }
    }

    /// Says it in pieces: words, and words that lead to something.
    pub fn pieces(&self, lang: Lang) -> Vec<Piece> {
        let mut links = Links::default();
        let said = self.mark(lang, &mut links);
        links.pieces(&said)
    }

    fn mark(&self, lang: Lang, links: &mut Links) -> String {
        match self {
            Phrase::Heading(phrase) => phrase.tell(lang, links),
            Phrase::Label(phrase) => phrase.tell(lang, links),
            Phrase::Verdict(phrase) => phrase.tell(lang, links),
            Phrase::Clause(phrase) => phrase.tell(lang, links),
            Phrase::Reckoning(phrase) => phrase.tell(lang, links),
            Phrase::Ground(phrase) => phrase.tell(lang, links),
            Phrase::Choice(phrase) => phrase.tell(lang, links),
            Phrase::Settled(phrase) => phrase.tell(lang, links),
            Phrase::Remedy(phrase) => phrase.tell(lang, links),
            Phrase::Later(phrase) => phrase.tell(lang, links),
            Phrase::Evidence(phrase) => phrase.tell(lang, links),
            Phrase::Proved(phrase) => phrase.tell(lang, links),
            Phrase::Copied(phrase) => phrase.tell(lang, links),
            Phrase::Bundled(phrase) => phrase.tell(lang, links),
            Phrase::State(phrase) => phrase.tell(lang, links),
            Phrase::Cure(phrase) => phrase.tell(lang, links),
            Phrase::Filed(phrase) => phrase.tell(lang, links),
            Phrase::Ruled(phrase) => phrase.tell(lang, links),
            Phrase::Audited(phrase) => phrase.tell(lang, links),
            Phrase::Paying(phrase) => phrase.tell(lang, links),
            Phrase::Claiming(phrase) => phrase.tell(lang, links),
            Phrase::Paged(phrase) => phrase.tell(lang, links),
            Phrase::Handing(phrase) => phrase.tell(lang, links),
            Phrase::Charted(phrase) => phrase.tell(lang, links),
            Phrase::Recording(phrase) => phrase.tell(lang, links),
            Phrase::Importing(phrase) => phrase.tell(lang, links),
            Phrase::Accessed(phrase) => phrase.tell(lang, links),
            Phrase::Impact(phrase) => phrase.tell(lang, links),
            Phrase::Supposing(phrase) => phrase.tell(lang, links),
            Phrase::Fact(fact) => fact.tell(lang, links),
            Phrase::Value(value) => value.tell(lang, links),
            Phrase::Words(words) => plain(words.get(lang)),
            Phrase::Several(phrases) => phrases.tell(lang, links),
        }
    }

    /// It in both languages, to stand inside another phrase.
    pub(in crate::explain) fn both(&self) -> Bilingual {
        Bilingual::new(&self.say(Lang::Zh), &self.say(Lang::En))
    }

    /// The stable name, for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Phrase::Heading(phrase) => phrase.name(),
            Phrase::Label(phrase) => phrase.name(),
            Phrase::Verdict(phrase) => phrase.name(),
            Phrase::Clause(phrase) => phrase.name(),
            Phrase::Reckoning(phrase) => phrase.name(),
            Phrase::Ground(phrase) => phrase.name(),
            Phrase::Choice(phrase) => phrase.name(),
            Phrase::Settled(phrase) => phrase.name(),
            Phrase::Remedy(phrase) => phrase.name(),
            Phrase::Later(phrase) => phrase.name(),
            Phrase::Evidence(phrase) => phrase.name(),
            Phrase::Proved(phrase) => phrase.name(),
            Phrase::Copied(phrase) => phrase.name(),
            Phrase::Bundled(phrase) => phrase.name(),
            Phrase::State(phrase) => phrase.name(),
            Phrase::Cure(phrase) => phrase.name(),
            Phrase::Filed(phrase) => phrase.name(),
            Phrase::Ruled(phrase) => phrase.name(),
            Phrase::Audited(phrase) => phrase.name(),
            Phrase::Paying(phrase) => phrase.name(),
            Phrase::Claiming(phrase) => phrase.name(),
            Phrase::Paged(phrase) => phrase.name(),
            Phrase::Handing(phrase) => phrase.name(),
            Phrase::Charted(phrase) => phrase.name(),
            Phrase::Recording(phrase) => phrase.name(),
            Phrase::Importing(phrase) => phrase.name(),
            Phrase::Accessed(phrase) => phrase.name(),
            Phrase::Impact(phrase) => phrase.name(),
            Phrase::Supposing(phrase) => phrase.name(),
            Phrase::Fact(_) => "fact",
            Phrase::Value(_) => "value",
            Phrase::Words(_) => "words",
            Phrase::Several(_) => "several",
        }
    }

    /// The facts it points at, each once, in the order in which it names them.
    pub fn facts(&self) -> Vec<FactRef> {
        let mut found = Vec::new();
        self.collect_facts(&mut found);
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|fact| seen.insert(*fact));
        found
    }

    /// The amounts it names.
    pub fn amounts(&self) -> Vec<Fen> {
        let mut found = Vec::new();
        self.collect_amounts(&mut found);
        found
    }

    fn collect_facts(&self, found: &mut Vec<FactRef>) {
        match self {
            Phrase::Heading(phrase) => phrase.facts(found),
            Phrase::Label(phrase) => phrase.facts(found),
            Phrase::Verdict(phrase) => phrase.facts(found),
            Phrase::Clause(phrase) => phrase.facts(found),
            Phrase::Reckoning(phrase) => phrase.facts(found),
            Phrase::Ground(phrase) => phrase.facts(found),
            Phrase::Choice(phrase) => phrase.facts(found),
            Phrase::Settled(phrase) => phrase.facts(found),
            Phrase::Remedy(phrase) => phrase.facts(found),
            Phrase::Later(phrase) => phrase.facts(found),
            Phrase::Evidence(phrase) => phrase.facts(found),
            Phrase::Proved(phrase) => phrase.facts(found),
            Phrase::Copied(phrase) => phrase.facts(found),
            Phrase::Bundled(phrase) => phrase.facts(found),
            Phrase::State(phrase) => phrase.facts(found),
            Phrase::Cure(phrase) => phrase.facts(found),
            Phrase::Filed(phrase) => phrase.facts(found),
            Phrase::Ruled(phrase) => phrase.facts(found),
            Phrase::Audited(phrase) => phrase.facts(found),
            Phrase::Paying(phrase) => phrase.facts(found),
            Phrase::Claiming(phrase) => phrase.facts(found),
            Phrase::Paged(phrase) => phrase.facts(found),
            Phrase::Handing(phrase) => phrase.facts(found),
            Phrase::Charted(phrase) => phrase.facts(found),
            Phrase::Recording(phrase) => phrase.facts(found),
            Phrase::Importing(phrase) => phrase.facts(found),
            Phrase::Accessed(phrase) => phrase.facts(found),
            Phrase::Impact(phrase) => phrase.facts(found),
            Phrase::Supposing(phrase) => phrase.facts(found),
            Phrase::Fact(fact) => fact.facts(found),
            Phrase::Value(_) | Phrase::Words(_) => {}
            Phrase::Several(phrases) => phrases.facts(found),
        }
    }

    fn collect_amounts(&self, found: &mut Vec<Fen>) {
        match self {
            Phrase::Heading(phrase) => phrase.amounts(found),
            Phrase::Label(phrase) => phrase.amounts(found),
            Phrase::Verdict(phrase) => phrase.amounts(found),
            Phrase::Clause(phrase) => phrase.amounts(found),
            Phrase::Reckoning(phrase) => phrase.amounts(found),
            Phrase::Ground(phrase) => phrase.amounts(found),
            Phrase::Choice(phrase) => phrase.amounts(found),
            Phrase::Settled(phrase) => phrase.amounts(found),
            Phrase::Remedy(phrase) => phrase.amounts(found),
            Phrase::Later(phrase) => phrase.amounts(found),
            Phrase::Evidence(phrase) => phrase.amounts(found),
            Phrase::Proved(phrase) => phrase.amounts(found),
            Phrase::Copied(phrase) => phrase.amounts(found),
            Phrase::Bundled(phrase) => phrase.amounts(found),
            Phrase::State(phrase) => phrase.amounts(found),
            Phrase::Cure(phrase) => phrase.amounts(found),
            Phrase::Filed(phrase) => phrase.amounts(found),
            Phrase::Ruled(phrase) => phrase.amounts(found),
            Phrase::Audited(phrase) => phrase.amounts(found),
            Phrase::Paying(phrase) => phrase.amounts(found),
            Phrase::Claiming(phrase) => phrase.amounts(found),
            Phrase::Paged(phrase) => phrase.amounts(found),
            Phrase::Handing(phrase) => phrase.amounts(found),
            Phrase::Charted(phrase) => phrase.amounts(found),
            Phrase::Recording(phrase) => phrase.amounts(found),
            Phrase::Importing(phrase) => phrase.amounts(found),
            Phrase::Accessed(phrase) => phrase.amounts(found),
            Phrase::Impact(phrase) => phrase.amounts(found),
            Phrase::Supposing(phrase) => phrase.amounts(found),
            Phrase::Fact(fact) => fact.amounts(found),
            Phrase::Value(value) => value.amounts(found),
            Phrase::Words(_) => {}
            Phrase::Several(phrases) => phrases.amounts(found),
        }
    }
}

impl From<Bilingual> for Phrase {
    fn from(words: Bilingual) -> Self {
        Phrase::Words(words)
    }
}

impl From<FactWords> for Phrase {
    fn from(fact: FactWords) -> Self {
        Phrase::Fact(fact)
    }
}

impl From<Spoken> for Phrase {
    fn from(value: Spoken) -> Self {
        Phrase::Value(value)
    }
}

impl Shown for Phrase {
    fn show(&self, lang: Lang) -> String {
        self.say(lang)
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        self.mark(lang, links)
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        self.collect_facts(found);
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        self.collect_amounts(found);
    }
}

impl Shown for Vec<Phrase> {
    fn show(&self, lang: Lang) -> String {
        let said: Vec<String> = self.iter().map(|phrase| phrase.say(lang)).collect();
        said.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        let said: Vec<String> = self.iter().map(|phrase| phrase.mark(lang, links)).collect();
        said.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        for phrase in self {
            phrase.collect_facts(found);
        }
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        for phrase in self {
            phrase.collect_amounts(found);
        }
    }
}
