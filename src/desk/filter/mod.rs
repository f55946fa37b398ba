//! The language in which tickets are asked for: `customer:acme sev:urgent due<2h is:unassigned !tag:vip "price list"`.
//! One reader for the board's `/`, `ticket list`, saved views and whatever acts on all that match; docs/filter.md is
//! written from the same tables.
//!
//! [`Filter::read`] reads any text: what means nothing is left out and remarked on. [`Filter::at`] makes a [`Test`] for
//! a moment, which is asked once a ticket.

mod amount;
mod complete;
mod document;
mod expr;
mod fold;
mod keys;
mod lexer;
mod matching;
mod parser;
mod pattern;
mod remark;
mod vocabulary;

use std::ops::Range;

pub use complete::{Completion, Offer, candidates, complete};
pub use document::document;
pub use expr::{Expr, Value, quoted};
pub use fold::{Folded, folded, folded_line};
pub use keys::{Fit, KEYS, Key, KeyEntry, MEASURES, Measure, STATES, State};
pub use matching::{Candidate, Moment, Test};
pub use remark::Remark;
pub use vocabulary::Vocabulary;

/// A longer text is read up to here only: nobody types it, and a pasted book is not looked for.
pub const LONGEST: usize = 2_000;

/// Nobody reads more of them.
const MOST_REMARKS: usize = 20;

/// A filter as typed, and as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    text: String,
    expr: Expr,
    remarks: Vec<Remark>,
    asked: Vec<(Key, Value, Range<usize>)>,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter { text: String::new(), expr: Expr::All(Vec::new()), remarks: Vec::new(), asked: Vec::new() }
    }
}

impl Filter {
    /// Reads what was typed. Nothing that can be typed is an error; see [`Filter::remarks`].
    pub fn read(text: &str) -> Filter {
        let read: String = text.chars().take(LONGEST).collect();
        let mut parsed = parser::parse(&read);
        if read.len() < text.len() {
            let at = LONGEST..LONGEST + 1;
            parsed.remarks.push(Remark::wrong(at, "a filter is no longer than 2000 characters"));
        }
        parsed.remarks.sort_by_key(|remark| remark.at.start);
        parsed.remarks.truncate(MOST_REMARKS);
        Filter {
            text: text.to_owned(),
            expr: parsed.expr.unwrap_or(Expr::All(Vec::new())),
            remarks: parsed.remarks,
            asked: parsed.asked,
        }
    }

    /// What both let through.
    #[must_use]
    pub fn and(&self, other: &Filter) -> Filter {
        let both = Expr::all(vec![self.expr.clone(), other.expr.clone()]);
        Filter::read(&both.map(|expr| expr.to_string()).unwrap_or_default())
    }

    /// As typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What has to hold, without what was left out. Written out, it reads as the same.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// What was left out and why, in the order of the text. Where nobody is typing any more (a command, a saved view),
    /// any of these is an error.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Values that nothing on this desk has, where that is most likely a slip: `tag:vpi`.
    pub fn doubts(&self, vocabulary: &Vocabulary) -> Vec<Remark> {
        vocabulary.doubts(&self.asked, self.text.chars().count())
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.expr.is_everything()
    }

    /// Whether what it lets through changes with the clock, and not only when a target is missed.
    pub fn follows_the_clock(&self) -> bool {
        self.expr.holds_anywhere(&|part| match part {
            Expr::Compare(..) => true,
            Expr::Is(states) => states.contains(&State::Soon),
            _ => false,
        })
    }

    /// Whether it asks what a ticket's allowance says, which costs more to know than the ticket.
    pub fn asks_for_verdicts(&self) -> bool {
        let asks = |state: &State| matches!(state, State::Flagged | State::Over);
        self.expr.holds_anywhere(&|part| matches!(part, Expr::Is(states) if states.iter().any(asks)))
    }

    /// Whether resolved tickets are asked for by name: a list of open ones cannot answer that.
    pub fn asks_for_resolved(&self) -> bool {
        self.expr.holds_anywhere(&|part| match part {
            Expr::Compare(measure, ..) => *measure == Measure::Resolved,
            Expr::Is(states) => states.contains(&State::Resolved),
            Expr::Field(Key::Status, values) => {
                values.iter().any(|value| "resolved".starts_with(value.text.to_lowercase().as_str()))
            }
            _ => false,
        })
    }

    /// The filter at a moment, to be asked once a ticket.
    pub fn at<'a>(&self, moment: Moment<'a>) -> Test<'a> {
        Test::new(&self.expr, moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        Filter::read(text).expr.to_string()
    }

    #[test]
    fn filters_are_read_as_the_documents_say() {
        let table = [
            ("", ""),
            ("  price   list ", "price list"),
            ("\"price list\"", "\"price list\""),
            ("Severity:Urgent|High", "sev:Urgent|High"),
            ("customer:\"Kestrel Radio\"|acme", "customer:\"Kestrel Radio\"|acme"),
            ("is:breached", "is:missed"),
            ("is:missed|soon", "is:missed|soon"),
            ("due<120m left>=1d", "due<2h left>=1d"),
            ("received:2026-03-28 resolved>yesterday", "received:2026-03-28 resolved>yesterday"),
            ("!!a !b !(c d)", "a !b !(c d)"),
            ("a or b c", "a or b c"),
            ("(a or b) c", "(a or b) c"),
            ("((a)) and (b (c or (d or e)))", "a b (c or d or e)"),
            ("\"or\" \"and\" !or", "\"or\" \"and\" !\"or\""),
            ("http://x 10:30 a|b #17", "http://x 10:30 a|b #17"),
            ("say\"no\"(way)", "say \"no\" way"),
            ("\"a \\\"b\\\" \\\\\"", "\"a \\\"b\\\" \\\\\""),
            ("agent:me|nobody|\"me\"", "agent:me|nobody|\"me\""),
            ("|cust:x|", ""),
            ("\"\"|sev:x", "\"sev:x\""),
            ("|sev:x|y|", "sev:x|y"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_book_is_not_read() {
        let book = "word ".repeat(100_000);
        let filter = Filter::read(&book);
        assert_eq!(filter.remarks.len(), 1);
        assert!(Filter::read(&"(".repeat(1_000_000)).is_empty());
        let deep = Filter::read(&format!("{}x", "!(".repeat(900)));
        assert!(deep.remarks.len() <= MOST_REMARKS);
    }

    fn any_text() -> impl Strategy<Value = String> {
        let words = [
            "customer:",
            "sev:",
            "is:",
            "due<",
            "due<=",
            "left>",
            "received:",
            "agent:",
            "level:",
            "status:",
            "env:",
            "missed",
            "mine",
            "2h",
            "today",
            "2026-03-28",
            "17:00",
            "or",
            "and",
            "(",
            ")",
            "!",
            "\"",
            "\\",
            "|",
            "*",
            " ",
            " ",
            "a",
            "B",
            "é",
            "日",
            "#17",
            "none",
            "me",
            "x:",
            "//",
            "-",
            "<",
            ">",
            "=",
            "\n",
            "\u{202e}",
        ];
        prop_oneof![
            4 => proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..14).prop_map(|w| w.concat()),
            1 => any::<String>(),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        /// Any text is read, and what was read of it, written out, reads as the same without a remark.
        #[test]
        fn reading_what_was_written_gives_the_same(text in any_text()) {
            let filter = Filter::read(&text);
            let written = filter.expr.to_string();
            let again = Filter::read(&written);
            prop_assert_eq!(&again.expr, &filter.expr, "{:?} as {:?}", text, written);
            prop_assert!(again.remarks.is_empty(), "{:?} as {:?}: {:?}", text, written, again.remarks);
            let length = text.chars().count();
            prop_assert!(filter.remarks.iter().all(|remark| remark.at.start < remark.at.end && remark.at.end <= length));
        }
    }
}
