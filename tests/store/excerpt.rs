//! A part of a ledger reads like the whole as far as it goes, and says where it ends; and what is asked is noted.

use super::make::{add, entry, id, item, kind, query, read, tag};
use proptest::prelude::*;
use qizhang::event::Query;
use qizhang::store::{
    AppendRefusal, Asked, Batch, Excerpt, Facet, Held, MemoryStore, Noting, ReadError, ReadOptions, Store,
};
use qizhang::value::Position;
use std::sync::Arc;

/// Forty events of three types and some tags.
fn whole() -> MemoryStore {
    let store = MemoryStore::new();
    for number in 1..=40_u64 {
        let (kind, own) = (format!("deed.kind{}", number % 3), format!("of:{}", number % 5));
        let tags = if number % 4 == 0 { vec![own.as_str(), "both:yes"] } else { vec![own.as_str()] };
        add(&store, vec![entry(number, &kind, &tags)]);
    }
    store
}

/// The facets that are held.
fn facets() -> Vec<Facet> {
    let facet = |kind_of: Option<&str>, tags: &[&str]| Facet {
        kind: kind_of.map(kind),
        tags: tags.iter().map(|text| tag(text)).collect(),
    };
    vec![
        facet(Some("deed.kind1"), &[]),
        facet(Some("deed.kind2"), &["of:3"]),
        facet(None, &["of:2"]),
        facet(None, &["both:yes", "of:4"]),
        facet(None, &["of:9"]),
    ]
}

/// What an excerpt of a store up to a size holds of those facets.
fn held(store: &MemoryStore, size: Position) -> Held {
    let mut held = Held { size, ..Held::default() };
    for facet in facets() {
        let own = read(store, &Facet::query([&facet]), ReadOptions { until: Some(size), ..ReadOptions::default() });
        held.facets.insert(facet, own.iter().map(|stored| stored.position).collect());
        held.events.extend(own.into_iter().map(|stored| (stored.position, stored)));
    }
    held.ids.insert(id(7), Some(Position(7)));
    held.ids.insert(id(99), None);
    held.roots.insert(size, store.root(size).unwrap());
    held
}

fn options() -> impl Strategy<Value = ReadOptions> {
    let place = || proptest::option::of((0..45_u64).prop_map(Position));
    (place(), place(), place(), any::<bool>(), proptest::option::of(0..9_u64))
        .prop_map(|(from, to, until, backwards, limit)| ReadOptions { from, to, until, backwards, limit })
}

proptest! {
    #[test]
    fn an_excerpt_reads_like_the_ledger_it_was_taken_from(
        chosen in proptest::sample::subsequence(facets(), 1..=5),
        options in options(),
        size in 20..=40_u64,
    ) {
        let (store, size) = (whole(), Position(size));
        let excerpt = Excerpt::new(held(&store, size));
        let query = Facet::query(&chosen);
        let until = Some(options.until.map_or(size, |until| until.min(size)));
        let wanted = read(&store, &query, ReadOptions { until, ..options });
        prop_assert_eq!(read(&excerpt, &query, options), wanted);
    }
}

#[test]
fn a_query_is_answered_from_its_facets_however_they_are_joined() {
    let store = whole();
    let excerpt = Excerpt::new(held(&store, Position(40)));
    let joined = query(vec![item(&["deed.kind1"], &[]), item(&[], &["of:4", "both:yes"]), item(&["deed.kind1"], &[])]);
    assert_eq!(read(&excerpt, &joined, ReadOptions::default()), read(&store, &joined, ReadOptions::default()));
}

#[test]
fn what_an_excerpt_does_not_hold_is_an_error_and_never_nothing() {
    let excerpt = Excerpt::new(held(&whole(), Position(40)));
    let ask = |query: &Query, options| excerpt.read(query, options, &mut |_| true);
    let not_held = |answer: Result<(), ReadError>| match answer {
        Err(ReadError::NotHeld { asked }) => asked,
        other => panic!("expected an error, got {other:?}"),
    };
    let strange = query(vec![item(&["deed.kind1", "deed.kind2"], &[])]);
    let asked = not_held(ask(&strange, ReadOptions::default()));
    assert_eq!(asked, Asked::Facet(Facet { kind: Some(kind("deed.kind2")), tags: Vec::new() }));
    not_held(ask(&Query::all(), ReadOptions::default()));
    not_held(ask(&Query::all(), ReadOptions { limit: Some(1), ..ReadOptions::default() }));
    let place = |position| ReadOptions { from: Some(Position(position)), limit: Some(1), ..ReadOptions::default() };
    assert_eq!(not_held(ask(&Query::all(), place(5))), Asked::Event(Position(5)));
    assert_eq!(read(&excerpt, &Query::all(), place(2))[0].position, Position(2));
    assert_eq!(read(&excerpt, &Query::all(), place(41)), [], "there is nothing behind the head");
    assert_eq!((excerpt.find(id(7)).unwrap(), excerpt.find(id(99)).unwrap()), (Some(Position(7)), None));
    assert_eq!(not_held(excerpt.find(id(8)).map(drop)), Asked::Id(id(8)));
    assert_eq!(not_held(excerpt.root(Position(39)).map(drop)), Asked::Root(Position(39)));
    assert!(excerpt.root(Position(40)).is_ok() && excerpt.head() == Position(40));
    not_held(excerpt.holder("x").map(drop));
    not_held(excerpt.leaves(Position(40), &mut |_| {}));
    assert!(matches!(excerpt.append(&Batch::default()), Err(AppendRefusal::ReadOnly)));
    assert!(excerpt.stage().is_err());
}

#[test]
fn a_noting_store_notes_every_question_and_refuses_to_be_asked_for_all() {
    let store = whole();
    let wanted = read(&store, &query(vec![item(&["deed.kind1"], &["of:2"])]), ReadOptions::default());
    let (noting, notes) = Noting::over(Arc::new(store), Position(30));
    assert_eq!(noting.head(), Position(30));
    let own = read(&noting, &query(vec![item(&["deed.kind1"], &["of:2"])]), ReadOptions::default());
    assert_eq!(own, wanted.into_iter().filter(|stored| stored.position <= Position(30)).collect::<Vec<_>>());
    assert_eq!((noting.find(id(31)).unwrap(), noting.find(id(30)).unwrap()), (None, Some(Position(30))));
    noting.root(Position(12)).unwrap();
    let place = ReadOptions { from: Some(Position(5)), limit: Some(1), ..ReadOptions::default() };
    assert_eq!(read(&noting, &Query::all(), place).len(), 1);
    for options in [
        ReadOptions::default(),
        ReadOptions { limit: Some(1), backwards: true, from: Some(Position(9)), ..ReadOptions::default() },
    ] {
        let answer = noting.read(&Query::all(), options, &mut |_| true);
        assert!(matches!(answer, Err(ReadError::NotHeld { asked: Asked::Everything })), "{options:?}");
    }
    assert!(matches!(noting.append(&Batch::default()), Err(AppendRefusal::ReadOnly)));
    let told = notes.lock().unwrap().clone();
    let facet = Facet { kind: Some(kind("deed.kind1")), tags: vec![tag("of:2")] };
    assert_eq!(told.facets.into_iter().collect::<Vec<_>>(), [facet]);
    assert_eq!(told.ids.into_iter().collect::<Vec<_>>(), [id(30), id(31)]);
    assert_eq!(told.positions.into_iter().collect::<Vec<_>>(), [Position(5)]);
    assert_eq!(told.roots.into_iter().collect::<Vec<_>>(), [Position(12)]);
}
