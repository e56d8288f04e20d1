//! How many refusals have a line in a minute, and where the others stand.

use qizhang::access::{Sparing, is_untold, untold};
use std::time::Duration;

#[test]
fn so_many_a_minute_are_told_of_each_kind_and_the_rest_is_counted() {
    let (minute, begun) = (Duration::from_mins(1), tokio::time::Instant::now().into_std());
    let sparing = Sparing::default();
    for number in 0..60 {
        assert_eq!(sparing.one("one", begun), Some(0), "{number}");
    }
    for _ in 0..7 {
        assert_eq!(sparing.one("one", begun + Duration::from_secs(59)), None);
    }
    assert_eq!(sparing.one("another", begun), Some(0), "a flood of one kind hides nothing of another");
    assert_eq!(sparing.one("one", begun + minute), Some(7), "the next one says how many were not told");
    assert_eq!(sparing.one("one", begun + minute), Some(0));
    assert_eq!(sparing.one("another", begun + minute), Some(0));
    assert_eq!((untold(0), untold(7).as_deref()), (None, Some("untold=7")));
    assert!(is_untold("untold") && !is_untold("q"));
}
