//! Every code with its sentences, from which `docs/errors.md` is written.

use super::told::Complaint;
use crate::event::{
    BodyFault, BodyRefusal, CatalogueError, DeclarationError, DeclarationFault, DeclarationPlace, EnvelopeFault,
    EnvelopeRefusal, Lint, Linted, Refusal, Unfit,
};
use crate::policy::{PolicyError, PolicyFault, ReadingId};
use crate::value::{Bilingual, Day, TypeName, UsccError};

/// Codes of one origin, in order of precedence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFamily {
    /// What is refused with them.
    pub title: Bilingual,
    /// An example of each.
    pub complaints: Vec<Complaint>,
}

/// Every code there is, with sentences about an example.
pub fn complaint_codes() -> Vec<CodeFamily> {
    let family =
        |zh: &str, en: &str, complaints: Vec<Complaint>| CodeFamily { title: Bilingual::new(zh, en), complaints };
    vec![
        family("记录：信封", "Records: the envelope", envelopes()),
        family("记录：整体", "Records: as a whole", drafts()),
        family("记录：字段", "Records: one field", bodies()),
        family("类型声明", "Type declarations", declarations()),
        family("类型声明：检查", "Type declarations: the check", lints()),
        family("类型目录", "The catalogue of types", catalogues()),
        family("政策文件", "Policy files", policies()),
    ]
}

fn envelopes() -> Vec<Complaint> {
    let at = |field: &str, fault| {
        Complaint::of_refusal(&Refusal::Envelope(EnvelopeRefusal { field: field.to_owned(), fault }))
    };
    vec![at("type", EnvelopeFault::BadTypeName), at("recorded_at", EnvelopeFault::BadMoment)]
}

fn drafts() -> Vec<Complaint> {
    let Some(name) = TypeName::parse("standard.published") else { return Vec::new() };
    let refusals = [
        Refusal::UnknownType { name: "standard.publish".to_owned(), nearest: Some("standard.published".to_owned()) },
        Refusal::UnknownVersion { name: name.clone(), given: 2, newest: 1 },
        Refusal::VersionMissing { name },
        Refusal::Untaggable { field: "cert_no".to_owned(), namespace: "certificate".to_owned() },
        Refusal::Untidy { field: "cert_no".to_owned(), letter: '\u{200b}' },
        Refusal::DayDisagrees { field: "issued_on".to_owned(), in_body: Day::MIN, in_envelope: Day::MIN.next() },
        Refusal::DayMissing { field: Some("issued_on".to_owned()) },
        Refusal::EvidenceMissing { title: Bilingual::new("专项审计报告", "Special audit report") },
    ];
    refusals.iter().map(Complaint::of_refusal).collect()
}

fn bodies() -> Vec<Complaint> {
    let faults = [
        ("", BodyFault::NotJson("…".to_owned())),
        ("amount", BodyFault::Repeated),
        ("amout", BodyFault::Unknown { nearest: Some("amount".to_owned()) }),
        ("amount", BodyFault::Missing),
        ("amount", BodyFault::WrongType { expected: "text" }),
        (
            "level",
            BodyFault::NotInList {
                allowed: vec!["national".to_owned(), "industry".to_owned()],
                nearest: Some("national".to_owned()),
            },
        ),
        ("amount", BodyFault::BadAmount),
        ("share_pct", BodyFault::BadPercentage),
        ("issued_on", BodyFault::BadDay),
        ("period", BodyFault::BadPeriod),
        ("uscc", BodyFault::BadUscc(UsccError::Check('Q'))),
        ("event", BodyFault::BadUuid),
        ("standard_no", BodyFault::BadStandardNo),
        ("digest", BodyFault::BadDigest),
        ("name", BodyFault::TooShort { least: 1 }),
        ("name", BodyFault::TooLong { most: 200 }),
        ("units[0].rank", BodyFault::TooSmall { least: 1 }),
        ("units[0].rank", BodyFault::TooLarge { most: 999 }),
        ("units", BodyFault::TooFew { least: 1 }),
        ("units", BodyFault::TooMany { most: 200 }),
    ];
    let said = |(field, fault): (&str, BodyFault)| {
        Complaint::of_refusal(&Refusal::Body(BodyRefusal { field: field.to_owned(), fault }))
    };
    faults.into_iter().map(said).collect()
}

fn declarations() -> Vec<Complaint> {
    let faults = [
        DeclarationFault::ByteOrderMark,
        DeclarationFault::NotJson("…".to_owned()),
        DeclarationFault::RepeatedKey,
        DeclarationFault::UnknownKeyword { nearest: Some("x-title".to_owned()) },
        DeclarationFault::MissingKeyword { keyword: "x-title" },
        DeclarationFault::WrongType { expected: "text" },
        DeclarationFault::WrongValue { expected: "false" },
        DeclarationFault::NotInList { allowed: &["date", "amount"], nearest: Some("date".to_owned()) },
        DeclarationFault::BadId,
        DeclarationFault::BadFieldName,
        DeclarationFault::LabelMissing { lang: "en" },
        DeclarationFault::WordWithoutLabel { word: "national".to_owned() },
        DeclarationFault::LabelWithoutWord { nearest: Some("national".to_owned()) },
        DeclarationFault::KeywordNotHere { keyword: "minimum".to_owned() },
        DeclarationFault::PatternNotAllowed { fixed: None },
        DeclarationFault::UnitMissing { expected: "yuan" },
        DeclarationFault::UnitWrong { allowed: &["count", "year"] },
        DeclarationFault::BoundsCrossed,
        DeclarationFault::BoundUnsafe,
        DeclarationFault::Empty,
        DeclarationFault::Repeated,
        DeclarationFault::TooManyFields,
        DeclarationFault::NestedTooDeep,
        DeclarationFault::UnknownField { nearest: Some("cert_no".to_owned()) },
        DeclarationFault::OccurredOnNotDay,
        DeclarationFault::TagOnPersonal,
        DeclarationFault::TagNotName,
        DeclarationFault::BadNamespace,
        DeclarationFault::KeyOnPersonal,
        DeclarationFault::KeyNotScalar,
        DeclarationFault::UnknownCode { nearest: Some("bad-day".to_owned()) },
        DeclarationFault::UpcastWithoutPast,
        DeclarationFault::BadSplit,
        DeclarationFault::BadMultiply,
        DeclarationFault::BadSuccessor,
        DeclarationFault::BadSince,
    ];
    let path = "properties.level".to_owned();
    let at = |fault| DeclarationError { path: path.clone(), line: 12, column: 5, fault };
    faults.into_iter().map(at).map(|error| Complaint::of_declaration(&error)).collect()
}

fn lints() -> Vec<Complaint> {
    let place = DeclarationPlace { path: "properties.level".to_owned(), line: 12, column: 5 };
    let at = |lint| Linted { place: place.clone(), lint };
    Lint::all().into_iter().map(at).map(|linted| Complaint::of_lint(&linted)).collect()
}

fn catalogues() -> Vec<Complaint> {
    let Some(name) = TypeName::parse("standard.published") else { return Vec::new() };
    let unfit = |why| CatalogueError::Unfit { name: name.clone(), version: 1, field: "level".to_owned(), why };
    let errors = [
        CatalogueError::Empty,
        CatalogueError::Repeated { name: name.clone(), version: 2 },
        CatalogueError::VersionMissing { name: name.clone(), version: 2 },
        CatalogueError::TooMany,
        unfit(Unfit::NoSource),
        unfit(Unfit::KindChanged),
        unfit(Unfit::BadValue(BodyRefusal { field: "level".to_owned(), fault: BodyFault::BadDay })),
        unfit(Unfit::UnknownOld { nearest: Some("level".to_owned()) }),
        unfit(Unfit::SplitTwice),
        unfit(Unfit::TooFar),
        CatalogueError::NotAsKnown { name: name.clone(), field: "event" },
    ];
    errors.iter().map(Complaint::of_catalogue).collect()
}

fn policies() -> Vec<Complaint> {
    let (reading, option) = (ReadingId("示例口径".into()), "dense".to_owned());
    let name = || "高新技术企业".to_owned();
    let faults = [
        PolicyFault::NotToml("…".to_owned()),
        PolicyFault::Float,
        PolicyFault::Format(2),
        PolicyFault::MissingKey("title".to_owned()),
        PolicyFault::NoneNotPossible("rounding".to_owned()),
        PolicyFault::UnknownKey { key: "titel".to_owned(), nearest: Some("title".to_owned()) },
        PolicyFault::WrongType { expected: "list" },
        PolicyFault::UnknownWord {
            word: "=>".to_owned(),
            allowed: vec![">=".to_owned()],
            nearest: Some(">=".to_owned()),
        },
        PolicyFault::UnknownEvent {
            name: "hightech.certifed".to_owned(),
            nearest: Some("hightech.certified".to_owned()),
        },
        PolicyFault::UnknownField {
            event: "hightech.certified".to_owned(),
            name: "cert".to_owned(),
            nearest: Some("cert_no".to_owned()),
        },
        PolicyFault::UnknownName { kind: "status", name: "高新企业".to_owned(), nearest: Some(name()) },
        PolicyFault::RepeatedName { kind: "status", name: name() },
        PolicyFault::RepeatedWord("enterprise".to_owned()),
        PolicyFault::UnknownReading { id: "示列口径".to_owned(), nearest: Some("示例口径".to_owned()) },
        PolicyFault::OptionMissing { reading: reading.clone(), option: option.clone() },
        PolicyFault::OptionUnknown { reading: reading.clone(), option: "dens".to_owned(), nearest: Some(option) },
        PolicyFault::ReadingUnused(reading),
        PolicyFault::WrongUnit { path: "示例/位次".to_owned(), expected: "yuan", found: "count" },
        PolicyFault::BadValue { text: "50万".to_owned(), unit: "yuan".to_owned() },
        PolicyFault::ShareAboveWhole { name: "示例/比例".to_owned(), percent: "500".to_owned() },
        PolicyFault::ParameterUnused("示例/位次".to_owned()),
        PolicyFault::Circular(vec!["示例状态".to_owned(), "示例指标".to_owned(), "示例状态".to_owned()]),
        PolicyFault::UnreachableKey { key: "local".to_owned(), field: "level".to_owned(), nearest: None },
        PolicyFault::Incomparable { field: "district".to_owned() },
        PolicyFault::WrongField { field: "standard_no".to_owned(), expected: "closed list" },
        PolicyFault::NoFact,
        PolicyFault::NotAsMany { key: "is", given: 2, like: "fields", needed: 3 },
        PolicyFault::OpenBrace("{cert_no".to_owned()),
        PolicyFault::LimitReachesNothing("示例/年度上限".to_owned()),
        PolicyFault::NeverOpens,
        PolicyFault::OutOfRange { number: -5, least: 1, most: 100 },
        PolicyFault::EmptyList("payees".to_owned()),
        PolicyFault::Blank("id".to_owned()),
        PolicyFault::TwoValues { path: "示例/位次".to_owned(), day: Day::MIN },
        PolicyFault::EmptyRange { least: "20".to_owned(), most: "10".to_owned(), from: Some(Day::MIN) },
        PolicyFault::TermInTrigger,
        PolicyFault::NotUntilPaid,
        PolicyFault::OneFormOf(&["fixed", "table", "share", "steps"]),
    ];
    let at = |fault| PolicyError { span: 0..0, fault };
    faults.into_iter().map(|fault| Complaint::of_policy(&at(fault), "")).collect()
}
