//! Finding by parts of a name, accents and case left aside: the one place that knows the matcher.
//!
//! A [`Finder`] keeps its list ready for the matcher, and as long as one only types on, it looks only through what it
//! found before: whatever fits a longer text fits the shorter one.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// What of a text has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The letters in their order, whatever lies between them.
    Letters,
    /// Each word that was typed, as it was typed.
    Words,
}

/// A list that is looked through.
pub struct Finder {
    fit: Fit,
    matcher: Matcher,
    list: Vec<Utf32String>,
    /// What was typed last, and the places of the list that fit it.
    last: Option<(String, Vec<usize>)>,
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("list", &self.list.len()).finish_non_exhaustive()
    }
}

impl Finder {
    /// Of a list.
    pub fn new<'t>(fit: Fit, list: impl IntoIterator<Item = &'t str>) -> Finder {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Finder {
            fit,
            matcher: Matcher::new(config),
            list: list.into_iter().map(Utf32String::from).collect(),
            last: None,
        }
    }

    /// The places in the list that fit what was typed, the best first, at most `most` of them, each with how well it
    /// fits; the first ones of the list where nothing was typed.
    pub fn best(&mut self, typed: &str, most: usize) -> Vec<(usize, u32)> {
        let typed = typed.trim();
        if typed.is_empty() {
            self.last = None;
            return (0..self.list.len().min(most)).map(|place| (place, 0)).collect();
        }
        let kind = match self.fit {
            Fit::Letters => AtomKind::Fuzzy,
            Fit::Words => AtomKind::Substring,
        };
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
        let narrowed = self.last.take().filter(|(before, _)| typed.starts_with(before.as_str()));
        let mut found: Vec<(usize, u32)> = Vec::new();
        let (list, matcher) = (&self.list, &mut self.matcher);
        let mut look = |place: usize| {
            let score = list.get(place).and_then(|text| pattern.score(text.slice(..), matcher));
            found.extend(score.map(|score| (place, score)));
        };
        match narrowed {
            Some((_, places)) => places.into_iter().for_each(&mut look),
            None => (0..list.len()).for_each(&mut look),
        }
        self.last = Some((typed.to_owned(), found.iter().map(|(place, _)| *place).collect()));
        let better = |a: &(usize, u32), b: &(usize, u32)| b.1.cmp(&a.1).then(a.0.cmp(&b.0));
        if found.len() > most {
            found.select_nth_unstable_by(most, better);
            found.truncate(most);
        }
        found.sort_unstable_by(better);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(finder: &mut Finder, typed: &str) -> Vec<usize> {
        finder.best(typed, 10).into_iter().map(|(place, _)| place).collect()
    }

    #[test]
    fn parts_of_a_name_find_it_without_accents_and_case() {
        let mut finder = Finder::new(Fit::Letters, ["reply", "resolve", "Señor Müller", "new ticket"]);
        assert_eq!(places(&mut finder, "rp"), [0]);
        assert_eq!(places(&mut finder, "muller"), [2]);
        assert_eq!(places(&mut finder, "TICK"), [3]);
        assert_eq!(places(&mut finder, "tick new"), [3]);
        assert_eq!(places(&mut finder, "zzz"), [0_usize; 0]);
        assert_eq!(places(&mut finder, ""), [0, 1, 2, 3]);
    }

    proptest::proptest! {
        /// Typing on finds what a fresh look finds.
        #[test]
        fn narrowing_loses_nothing(list in proptest::collection::vec("[a-cA é]{0,8}", 0..30), typed in "[a-c é]{1,5}") {
            let mut by_steps = Finder::new(Fit::Letters, list.iter().map(String::as_str));
            let mut so_far = String::new();
            for letter in typed.chars() {
                so_far.push(letter);
                by_steps.best(&so_far, 10);
            }
            let mut at_once = Finder::new(Fit::Letters, list.iter().map(String::as_str));
            proptest::prop_assert_eq!(by_steps.best(&typed, 10), at_once.best(&typed, 10));
        }
    }
}
