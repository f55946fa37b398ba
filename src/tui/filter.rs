//! What is typed after `/`: plain words, and `customer:`, `sev:`, `is:` words; a ticket has to fit all of them, and `!`
//! before a word turns it round.

use super::picture::Picture;
use crate::calendar::Instant;
use crate::desk::{Status, next_due};

/// A filter as typed, and as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    text: String,
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    not: bool,
    test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Anywhere(String),
    Customer(String),
    Severity(String),
    Missed,
    Soon,
    Waiting,
    Mine,
    Unassigned,
    /// An `is:` word that means nothing (yet): as long as it is typed, it hides nothing.
    Unknown,
}

impl Filter {
    /// Reads what was typed. Nothing that can be typed is an error.
    pub fn read(text: &str) -> Filter {
        let words = text.split_whitespace().filter_map(|word| {
            let (not, word) = word.strip_prefix('!').map_or((false, word), |rest| (true, rest));
            let word = word.to_lowercase();
            let test = match word.split_once(':') {
                Some(("customer", name)) => Test::Customer(name.to_owned()),
                Some(("sev" | "severity", key)) => Test::Severity(key.to_owned()),
                Some(("is", "missed" | "breached")) => Test::Missed,
                Some(("is", "soon" | "due")) => Test::Soon,
                Some(("is", "waiting" | "paused")) => Test::Waiting,
                Some(("is", "mine")) => Test::Mine,
                Some(("is", "unassigned")) => Test::Unassigned,
                Some(("is", _)) => Test::Unknown,
                _ if word.is_empty() => return None,
                _ => Test::Anywhere(word),
            };
            Some(Word { not, test })
        });
        Filter { words: words.collect(), text: text.to_owned() }
    }

    /// As typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether what it lets through changes with the clock and not only when a target is missed.
    pub fn follows_the_clock(&self) -> bool {
        self.words.iter().any(|word| word.test == Test::Soon)
    }

    /// Whether a row fits every word.
    pub fn admits(&self, picture: &Picture, place: usize, who: &str, now: Instant) -> bool {
        self.words.iter().all(|word| word.test.fits(picture, place, who, now) != word.not)
    }
}

impl Test {
    fn fits(&self, picture: &Picture, place: usize, who: &str, now: Instant) -> bool {
        let Some(row) = picture.board.rows.get(place) else { return false };
        match self {
            Test::Anywhere(text) => {
                picture.haystacks().get(place).is_some_and(|hay| hay.contains(text.as_str()))
            }
            // The second line of the haystack is the customer's name in lower case.
            Test::Customer(name) => picture
                .haystacks()
                .get(place)
                .and_then(|hay| hay.split('\n').nth(1))
                .is_some_and(|customer| customer.contains(name.as_str())),
            Test::Severity(key) => row.ticket.severity.as_str().starts_with(key.as_str()),
            Test::Missed => next_due(&row.clocks).is_some_and(|due| due < now),
            Test::Soon => row.clocks.iter().any(|clock| clock.soon(now, row.ticket.received)),
            Test::Waiting => row.ticket.status == Status::Waiting,
            Test::Mine => row.ticket.assignee.as_deref() == Some(who),
            Test::Unassigned => row.ticket.assignee.is_none(),
            Test::Unknown => true,
        }
    }
}
