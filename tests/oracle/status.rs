//! Being something for a while: registered, in the district, under a block, certified, on the cultivation list.

use super::facts::Fact;
use super::world::World;
use qizhang::value::{Day, Uscc};

/// A run of days, both ends included; the last before the first when it never held.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) first: Day,
    pub(super) last: Day,
    /// From when it counts for the one asked about, later than `first` only when it was inherited.
    pub(super) since: Day,
    pub(super) fact: Fact,
}

impl Span {
    fn of(fact: &Fact, first: Day, last: Day) -> Self {
        Self { first, last, since: Day::MIN, fact: fact.clone() }
    }

    pub(super) fn is_void(&self) -> bool {
        self.last < self.first
    }

    pub(super) fn covers(&self, day: Day) -> bool {
        self.first.max(self.since) <= day && day <= self.last
    }
}

pub(super) fn holds(spans: &[Span], day: Day) -> bool {
    spans.iter().any(|span| span.covers(day))
}

impl World {
    /// Ends a span the day before the first of some days that is not before its beginning.
    fn ended(mut span: Span, ends: impl Iterator<Item = Day>) -> Span {
        for end in ends.filter(|end| *end >= span.first) {
            span.last = span.last.min(end.prev());
        }
        span
    }

    /// The same for events that name no document: what begins on their very day is not what they end.
    fn left(mut span: Span, ends: impl Iterator<Item = Day>) -> Span {
        for end in ends.filter(|end| *end > span.first) {
            span.last = span.last.min(end.prev());
        }
        span
    }

    pub(super) fn registered(&self, subject: Uscc) -> Vec<Span> {
        let spans = self.own("enterprise.registered", subject);
        let gone = || self.own("enterprise.deregistered", subject).map(|fact| fact.day);
        spans.map(|fact| Self::left(Span::of(fact, fact.day, Day::MAX), gone())).collect()
    }

    pub(super) fn in_district(&self, subject: Uscc) -> Vec<Span> {
        let here = "昌平区";
        let moved = || self.own("enterprise.relocated", subject).filter(|fact| fact.flag("whole"));
        let arrived = moved().filter(|fact| fact.text("to") == here);
        let founded = self.own("enterprise.registered", subject).filter(|fact| fact.text("district") == here);
        let left = || moved().filter(|fact| fact.text("to") != here).map(|fact| fact.day);
        let gone = || self.own("enterprise.deregistered", subject).map(|fact| fact.day);
        let end = |fact: &Fact| Self::left(Span::of(fact, fact.day, Day::MAX), left().chain(gone()));
        founded.chain(arrived).map(end).collect()
    }

    /// The days on which an accident or serious dishonesty stands against somebody.
    pub(super) fn incidents(&self, subject: Uscc) -> Vec<Span> {
        let accidents = self.own("conduct.accident_recorded", subject);
        let all = accidents.chain(self.own("conduct.dishonesty_recorded", subject));
        let block = |fact: &Fact| {
            let last = if self.is("R2.1", "for_ever") { Day::MAX } else { self.last_of_years(fact.day, 3) };
            let cleared = self.own("conduct.record_cleared", subject);
            let cleared = cleared.filter(|clearing| clearing.event("record") == Some(fact.id)).map(|fact| fact.day);
            Self::ended(Span::of(fact, fact.day, last), cleared)
        };
        all.map(block).collect()
    }

    /// The certificates of somebody and of whom it continues, with the days on which they are valid.
    pub(super) fn certificates(&self, subject: Uscc) -> Vec<Span> {
        let mut spans = self.own_certificates(subject);
        for earlier in self.predecessors(subject) {
            let inherited = self.own_certificates(earlier.code).into_iter().filter(|span| span.first <= earlier.until);
            spans.extend(inherited.map(|span| Span { since: earlier.since, ..span }));
        }
        spans.sort_by_key(|span| (span.first.max(span.since), span.last));
        spans
    }

    fn own_certificates(&self, subject: Uscc) -> Vec<Span> {
        let mut spans = Vec::new();
        for fact in self.own("hightech.certified", subject) {
            let Some(first) = self.certificate_day(fact) else { continue };
            let mut span = Span::of(fact, first, self.last_of_years(first, 3));
            // A revocation acts as soon as it is known, and may reach back to before the certificate.
            let revoked = self.known("hightech.revoked").filter(|revoked| revoked.code("uscc") == Some(subject));
            for revoked in revoked.filter(|revoked| revoked.text("cert_no") == fact.text("cert_no")) {
                let from = if self.is("R23.5", "decision") {
                    revoked.date("decided_on")
                } else {
                    Day::year_start(revoked.year("effective_year"))
                };
                span.last = span.last.min(from.prev());
            }
            spans.push(span);
        }
        spans
    }

    /// The day that dates a certificate; none while it waits for its announcement.
    pub(super) fn certificate_day(&self, certified: &Fact) -> Option<Day> {
        if self.is("R5.4", "issue") {
            return Some(certified.date("issued_on"));
        }
        let number = certified.text("cert_no");
        let mut announced = self.happened("hightech.announced").filter(|fact| fact.text("cert_no") == number);
        announced.next().map(|fact| fact.date("announced_on"))
    }

    /// The stays on the cultivation list of somebody and of whom it continues.
    pub(super) fn listed(&self, subject: Uscc) -> Vec<Span> {
        let mut spans = self.own_listings(subject);
        for earlier in self.predecessors(subject) {
            let inherited = self.own_listings(earlier.code).into_iter().filter(|span| span.first <= earlier.until);
            spans.extend(inherited.map(|span| Span { since: earlier.since, ..span }));
        }
        spans.sort_by_key(|span| (span.first.max(span.since), span.last));
        spans
    }

    fn own_listings(&self, subject: Uscc) -> Vec<Span> {
        // A certificate that had lapsed when it was inherited certifies nobody.
        let ever_held = |span: &Span| span.first.max(span.since) <= span.last;
        let certificates: Vec<Span> = self.certificates(subject).into_iter().filter(ever_held).collect();
        let listing = |fact: &Fact| {
            let lapse = self.last_of_years(fact.day, 3);
            let certified = || certificates.iter().map(|span| span.first.max(span.since));
            let mut span = Span::of(fact, fact.day, lapse);
            if self.is("R4.2", "graduated") {
                span = Self::ended(span, certified());
            } else if certified().any(|day| fact.day <= day && day <= lapse) {
                span.last = Day::MAX;
            }
            let exits = self.own("cultivation_list.exited", subject);
            let exits = exits.filter(|exit| exit.text("list_no") == fact.text("list_no")).map(|exit| exit.day);
            Self::ended(span, exits)
        };
        self.own("cultivation_list.entered", subject).map(listing).collect()
    }

    /// The stays on the strong list of somebody and of whom it continues.
    pub(super) fn strong(&self, subject: Uscc) -> Vec<Span> {
        let mut spans = self.own_strong(subject);
        for earlier in self.predecessors(subject) {
            let inherited = self.own_strong(earlier.code).into_iter().filter(|span| span.first <= earlier.until);
            spans.extend(inherited.map(|span| Span { since: earlier.since, ..span }));
        }
        spans
    }

    fn own_strong(&self, subject: Uscc) -> Vec<Span> {
        self.stays(subject, "strong_list.entered", "strong_list.exited")
    }

    /// The stays on a list that an entry begins and an exit of the same list ends.
    pub(super) fn stays(&self, subject: Uscc, entered: &str, exited: &str) -> Vec<Span> {
        let stay = |fact: &Fact| {
            let exits = self.own(exited, subject);
            let exits = exits.filter(|exit| exit.text("list_no") == fact.text("list_no")).map(|exit| exit.day);
            Self::ended(Span::of(fact, fact.day, Day::MAX), exits)
        };
        self.own(entered, subject).map(stay).collect()
    }

    /// High-tech or nurtured on a day.
    pub(super) fn supported_kind(&self, subject: Uscc, day: Day) -> bool {
        holds(&self.certificates(subject), day) || holds(&self.listed(subject), day)
    }
}
