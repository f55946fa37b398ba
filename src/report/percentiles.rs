//! Percentiles by nearest rank: exact, of all that were counted.

use super::data::UsedShare;

/// The percentiles of some shares; `None` where there is none. Puts them into order.
pub(super) fn of(shares: &mut [u32]) -> Option<UsedShare> {
    shares.sort_unstable();
    let count = shares.len();
    let rank = |percent: usize| {
        // The least place by which so many percent are reached, counted from 1.
        let place = count.saturating_mul(percent).div_ceil(100).max(1);
        shares.get(place - 1).copied()
    };
    Some(UsedShare {
        count: u64::try_from(count).unwrap_or(u64::MAX),
        p50: rank(50)?,
        p75: rank(75)?,
        p90: rank(90)?,
        p95: rank(95)?,
        p99: rank(99)?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn none_and_one() {
        assert_eq!(of(&mut []), None);
        let one = UsedShare { count: 1, p50: 7, p75: 7, p90: 7, p95: 7, p99: 7 };
        assert_eq!(of(&mut [7]), Some(one));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// By the definition: enough lie at or below it, and at nothing less.
        #[test]
        fn percentiles_are_the_least_that_reach_their_share(mut shares in prop::collection::vec(0u32..50, 1..300)) {
            let all = shares.clone();
            let found = of(&mut shares).unwrap();
            let reached = |at: u32, percent: usize| {
                all.iter().filter(|share| **share <= at).count() * 100 >= percent * all.len()
            };
            for (value, percent) in [(found.p50, 50), (found.p75, 75), (found.p90, 90), (found.p95, 95), (found.p99, 99)] {
                prop_assert!(all.contains(&value) && reached(value, percent));
                prop_assert!(all.iter().filter(|share| **share < value).all(|share| !reached(*share, percent)));
            }
        }
    }
}
