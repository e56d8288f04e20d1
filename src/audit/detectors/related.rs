//! D11: enterprises that belong together supported for one and the same thing.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;
use crate::value::{Fen, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D11",
    title: Words("关联企业就同一事项得到支持", "Related enterprises on one matter"),
    looks_for: Words(
        "两家企业就同一项目、标准、产品、平台、贷款或保单都得到支持，而两家的登记地址、法定代表人或收款账号相同。",
        "two enterprises supported for one and the same project, standard, product, platform, loan or policy of insurance that share a registered address, a representative or an account",
    ),
    basis: Words(
        "同一事项不重复支持，不得借关联企业重复申报。",
        "One matter is not supported twice, and not through a related enterprise either.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "集团内两家各有位次、各自申报的标准或奖励可以都得；同在一栋楼、地址写得一样的，请看门牌。",
        "Two enterprises of one group may each have a rank of their own in a standard or award; two in one building may write one address: look at the door.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

/// The words of matters that name one thing wherever they stand: a list, a year or a certificate is everybody's own.
const ONE_THING: [&str; 7] = ["project", "standard", "product", "platform", "material", "loan", "insurance"];

/// What two enterprises may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Account,
    Representative,
    Address,
}

/// Where that is said.
const TIES: [(&str, &str, Shared); 3] = [
    ("account.registered", "account", Shared::Account),
    ("enterprise.registered", "representative", Shared::Representative),
    ("enterprise.registered", "address", Shared::Address),
];

/// What an enterprise shares with whoever else has it, each with the fact that says so.
type Ties<'s> = BTreeMap<(Shared, &'s str), FactRef>;

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut matters: BTreeMap<&str, BTreeMap<Uscc, Vec<Owned<'_>>>> = BTreeMap::new();
    for owned in scene.items().filter(|owned| given(owned.item).is_positive()) {
        let matter = &*owned.item.matter;
        if matter.split(':').next().is_some_and(|word| ONE_THING.contains(&word)) {
            matters.entry(matter).or_default().entry(owned.subject).or_default().push(owned);
        }
    }
    matters.retain(|_, owners| owners.len() > 1);
    let ties = ties(scene);
    let mut found = Vec::new();
    for owners in matters.values() {
        let all: Vec<(&Uscc, &Vec<Owned<'_>>)> = owners.iter().collect();
        for (index, (one, own)) in all.iter().enumerate() {
            for (other, theirs) in all.iter().skip(index.saturating_add(1)) {
                let both = ties.get(*one).zip(ties.get(*other));
                let shared = both.and_then(|(one, other)| shared(one, other));
                found.extend(shared.and_then(|shared| told(own, theirs, shared)));
            }
        }
    }
    found
}

fn ties<'s>(scene: &Scene<'s>) -> BTreeMap<Uscc, Ties<'s>> {
    let mut found: BTreeMap<Uscc, Ties<'_>> = BTreeMap::new();
    for (kind, field, what) in TIES {
        for row in scene.rows(kind) {
            if let Some((subject, text)) = row.subject().zip(row.text(field)) {
                found.entry(subject).or_default().entry((what, text)).or_insert(row.at());
            }
        }
    }
    found
}

/// The gravest thing two enterprises share, and the facts that say so.
fn shared(one: &Ties<'_>, other: &Ties<'_>) -> Option<(Shared, [FactRef; 2])> {
    one.iter().find_map(|(tie, fact)| Some((tie.0, [*fact, *other.get(tie)?])))
}

fn told(own: &[Owned<'_>], theirs: &[Owned<'_>], (what, shared): (Shared, [FactRef; 2])) -> Option<Found> {
    let (first, second) = (own.first()?, theirs.first()?);
    let sum = |items: &[Owned<'_>]| -> Fen { items.iter().map(|owned| given(owned.item)).sum() };
    // Had only one of them been supported, it would have been the better one.
    let beyond = sum(own).min(sum(theirs));
    let (Words(zh, en), matter) = (what.words(), &first.item.matter);
    let zh = format!("两家{zh}相同，都就“{matter}”得到支持，较少的一家 ¥{beyond}");
    let en = format!("two with one {en} were both supported for {matter}, the lesser with ¥{beyond}");
    let items = own.iter().chain(theirs).map(|owned| owned.item);
    let facts = items.flat_map(|item| item.payments.iter().chain(&item.facts)).copied().chain(shared);
    let found = Found::among([first.subject, second.subject], &zh, &en).on_matter(&first.item.grant_id, matter);
    Some(found.resting_on(facts).worth(beyond).under(&first.item.article))
}

impl Shared {
    const fn words(self) -> Words {
        match self {
            Shared::Account => Words("收款账号", "account"),
            Shared::Representative => Words("法定代表人", "representative"),
            Shared::Address => Words("登记地址", "address"),
        }
    }
}
