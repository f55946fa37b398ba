//! Sets of combinations as boxes: a set of values for each dimension, and all combinations of them. Rows of a table are
//! boxes, and taking one box out of another leaves boxes again, so that what no row answers is found without looking at
//! the combinations one by one.

/// Values of one dimension, a bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Values(Vec<u64>);

impl Values {
    /// None of so many.
    fn none(count: usize) -> Values {
        Values(vec![0; count.div_ceil(64)])
    }

    /// All of so many.
    pub(super) fn all(count: usize) -> Values {
        Values::of(count, 0..count)
    }

    /// These of so many; what lies past the end is left out.
    pub(super) fn of(count: usize, values: impl IntoIterator<Item = usize>) -> Values {
        let mut set = Values::none(count);
        for value in values.into_iter().filter(|value| *value < count) {
            if let Some(word) = set.0.get_mut(value / 64) {
                *word |= 1 << (value % 64);
            }
        }
        set
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn both(&self, other: &Values) -> Values {
        Values(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn without(&self, other: &Values) -> Values {
        Values(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    fn meets(&self, other: &Values) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// The first of them.
    pub(super) fn first(&self) -> Option<usize> {
        let word = self.0.iter().position(|word| *word != 0)?;
        self.0.get(word).map(|bits| word * 64 + bits.trailing_zeros() as usize)
    }
}

/// All combinations of the values of each dimension.
pub(super) type Combinations = Vec<Values>;

fn meet(a: &Combinations, b: &Combinations) -> bool {
    a.iter().zip(b).all(|(a, b)| a.meets(b))
}

/// What of a box is not in another one that it meets.
fn rest(of: &Combinations, taken: &Combinations, out: &mut Vec<Combinations>) {
    let mut inside = of.clone();
    for (dimension, taken) in taken.iter().enumerate() {
        let Some(values) = inside.get_mut(dimension) else { return };
        let outside = values.without(taken);
        let both = values.both(taken);
        if !outside.is_empty() {
            *values = outside;
            out.push(inside.clone());
        }
        if let Some(values) = inside.get_mut(dimension) {
            *values = both;
        }
    }
}

/// Steps that an analysis may still take: a hostile table must not hold anybody up (faults.md H10, H12).
pub(super) struct Patience(pub u64);

impl Patience {
    /// Whether there is any left after so many steps.
    fn lasts(&mut self, steps: usize) -> bool {
        self.0 = self.0.saturating_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        self.0 > 0
    }
}

/// What an analysis found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Rows that never answer, each with the earlier rows that answer in their place.
    pub(super) hidden: Vec<(usize, Vec<usize>)>,
    /// Combinations that no row answers, where there are any.
    pub(super) unanswered: Option<Combinations>,
    /// There were too many to look at all of them.
    pub(super) gave_up: bool,
}

/// What is left may fall into so many parts; one row can make a dozen of each.
const MOST_BOXES: usize = 20_000;

/// Looks at rows by first match over a whole space.
pub(super) fn analysed(space: &Combinations, rows: &[Combinations], patience: &mut Patience) -> Found {
    let words: usize = space.iter().map(|values| values.0.len()).sum::<usize>().max(1);
    let mut found = Found::default();
    let mut left = vec![space.clone()];
    for (number, row) in rows.iter().enumerate() {
        if left.len() > MOST_BOXES || !patience.lasts(left.len() * words) {
            return Found { gave_up: true, unanswered: None, ..found };
        }
        let (met, mut next): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|combinations| meet(combinations, row));
        if met.is_empty() {
            let Some(by) = hiders(row, rows.get(..number).unwrap_or_default(), words, patience) else {
                return Found { gave_up: true, unanswered: None, ..found };
            };
            found.hidden.push((number, by));
        }
        for combinations in &met {
            rest(combinations, row, &mut next);
        }
        left = next;
    }
    // The one that says least about what does not matter.
    let plain = |combinations: &Combinations| combinations.iter().zip(space).filter(|(a, b)| a == b).count();
    found.unanswered = left.into_iter().max_by_key(plain);
    found
}

/// Which earlier rows answer all that a row asks for: one alone where one does; `None` where that takes too long.
fn hiders(
    row: &Combinations,
    earlier: &[Combinations],
    words: usize,
    patience: &mut Patience,
) -> Option<Vec<usize>> {
    if !patience.lasts(earlier.len() * words) {
        return None;
    }
    let covers =
        |other: &Combinations| row.iter().zip(other).all(|(row, other)| row.without(other).is_empty());
    if let Some(only) = earlier.iter().position(covers) {
        return Some(vec![only]);
    }
    let (mut by, mut left) = (Vec::new(), vec![row.clone()]);
    for (number, other) in earlier.iter().enumerate() {
        if left.is_empty() {
            break;
        }
        if left.len() > MOST_BOXES || !patience.lasts(left.len() * words) {
            return None;
        }
        let (met, mut next): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|combinations| meet(combinations, other));
        if !met.is_empty() {
            by.push(number);
        }
        for combinations in &met {
            rest(combinations, other, &mut next);
        }
        left = next;
    }
    Some(by)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZES: [usize; 4] = [3, 2, 4, 70];

    fn row() -> impl Strategy<Value = Combinations> {
        let dimension = |count: usize| {
            prop_oneof![
                2 => Just(Values::all(count)),
                3 => prop::collection::vec(0..count, 1..3).prop_map(move |values| Values::of(count, values)),
            ]
        };
        SIZES.map(dimension).to_vec()
    }

    fn holds(combinations: &Combinations, point: [usize; 4]) -> bool {
        combinations
            .iter()
            .zip(SIZES)
            .zip(point)
            .all(|((values, count), at)| values.meets(&Values::of(count, [at])))
    }

    fn points() -> impl Iterator<Item = [usize; 4]> {
        // The last dimension is wider than a word; its values beyond the first few and the last few are all alike.
        let last = || (0..4).chain(62..70);
        (0..3).flat_map(move |a| {
            (0..2).flat_map(move |b| (0..4).flat_map(move |c| last().map(move |d| [a, b, c, d])))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Against looking at the combinations one by one.
        #[test]
        fn analysis_equals_brute_force(rows in prop::collection::vec(row(), 0..12)) {
            let rows: Vec<Combinations> = rows
                .into_iter()
                .map(|mut row| {
                    // Only values that are looked at below.
                    let few = Values::of(70, (0..4).chain(62..70));
                    row[3] = row[3].both(&few);
                    row
                })
                .filter(|row| row.iter().all(|values| !values.is_empty()))
                .collect();
            let space: Combinations =
                vec![Values::all(3), Values::all(2), Values::all(4), Values::of(70, (0..4).chain(62..70))];
            let found = analysed(&space, &rows, &mut Patience(u64::MAX));
            prop_assert!(!found.gave_up);
            let answers = |point| rows.iter().position(|row| holds(row, point));
            let unanswered = points().any(|point| answers(point).is_none());
            prop_assert_eq!(found.unanswered.is_some(), unanswered);
            if let Some(combinations) = &found.unanswered {
                let point: Vec<usize> = combinations.iter().map(|values| values.first().unwrap()).collect();
                prop_assert_eq!(answers(point.try_into().unwrap()), None);
            }
            for number in 0..rows.len() {
                let ever = points().any(|point| answers(point) == Some(number));
                let hidden = found.hidden.iter().find(|(row, _)| *row == number);
                prop_assert_eq!(hidden.is_none(), ever, "row {}", number);
                if let Some((_, by)) = hidden {
                    // What is named does hide it, all of it.
                    let own = points().filter(|point| holds(&rows[number], *point));
                    for point in own {
                        prop_assert!(by.iter().any(|by| *by < number && holds(&rows[*by], point)));
                    }
                }
            }
        }
    }

    /// A table made to take for ever is given up, at once.
    #[test]
    fn a_hostile_table_is_given_up() {
        let space: Combinations = vec![Values::all(200); 9];
        let rows: Vec<Combinations> = (0..3_000)
            .map(|row| {
                (0..9)
                    .map(|dimension| Values::of(200, [(row * 7 + dimension * 13) % 200, row % 199]))
                    .collect()
            })
            .collect();
        let found = analysed(&space, &rows, &mut Patience(1_000_000));
        assert!(found.gave_up && found.unanswered.is_none());
    }
}
