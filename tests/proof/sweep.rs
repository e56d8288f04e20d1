//! Many proofs at once are the same as each alone.

use super::naive::{self, SMALL, leaves};
use qizhang::proof::{Span, Sweep, consistency_spans, inclusion_spans};

#[test]
fn every_range_of_every_small_tree_has_the_root_the_standard_gives_it() {
    for size in 1..=SMALL {
        let leaves = leaves(size);
        let places = 0..size as u64;
        let inclusions = places.clone().filter_map(|index| inclusion_spans(index, size as u64));
        let growths = places.filter_map(|old| consistency_spans(old, size as u64));
        let whole = Span { first: 0, end: size as u64 };
        let spans: Vec<Span> = inclusions.chain(growths).flatten().chain([whole]).collect();
        let mut sweep = Sweep::new(spans.iter().copied());
        for leaf in &leaves {
            sweep.push(*leaf);
        }
        let roots = sweep.finish().unwrap_or_else(|| panic!("a range of {size} is missing"));
        for span in spans {
            let part = &leaves[usize::try_from(span.first).unwrap()..usize::try_from(span.end).unwrap()];
            assert_eq!(roots[&span], naive::root(part), "{span:?} of {size}");
        }
    }
}

#[test]
fn what_is_no_part_of_the_tree_has_no_root() {
    let leaves = leaves(5);
    for strange in [Span { first: 1, end: 3 }, Span { first: 0, end: 6 }, Span { first: 3, end: 5 }] {
        let mut sweep = Sweep::new([strange]);
        for leaf in &leaves {
            sweep.push(*leaf);
        }
        assert_eq!(sweep.finish(), None, "{strange:?}");
    }
}
