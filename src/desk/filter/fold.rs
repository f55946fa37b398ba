//! Text as it is compared: lower case, without accents. Folded once a ticket, not once a key.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::desk::Ticket;

/// Text in lower case, without the accents of Latin, Greek and Cyrillic letters, wide forms as plain ones.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    let bare = text.nfkd().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).collect::<String>();
    let lower = bare.to_lowercase();
    let mut plain = String::with_capacity(lower.len());
    // Letters that no decomposition takes apart, and a dot that lower case leaves over the Turkish capital i.
    for c in lower.nfc().filter(|c| *c != '\u{307}') {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ł' => plain.push('l'),
            'ı' => plain.push('i'),
            'ς' => plain.push('σ'),
            other => plain.push(other),
        }
    }
    Cow::Owned(plain)
}

/// A part of a ticket's text that can be asked for by itself; the order in which they stand in [`Folded`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The customer's name.
    Customer,
    /// Who asked.
    From,
    /// What another system calls it.
    Reference,
}

/// A ticket's text, folded: customer, requester, reference, assignee, tags and subject, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded(Arc<str>);

impl Folded {
    /// Of a ticket and its customer's name.
    pub fn of(ticket: &Ticket, customer: &str) -> Folded {
        Folded::with_customer(ticket, &folded_line(customer))
    }

    /// The same with the customer's name folded already by [`folded_line`]: many tickets have the same.
    pub fn with_customer(ticket: &Ticket, customer: &str) -> Folded {
        let fields = [
            Cow::Borrowed(customer),
            optional(ticket.requester.as_deref()),
            optional(ticket.reference.as_deref()),
            optional(ticket.assignee.as_deref()),
            Cow::Owned(folded_line(&ticket.more().tags.join(" ")).into_owned()),
            folded_line(&ticket.subject),
        ];
        Folded(fields.join("\n").into())
    }

    /// All of it, a field a line.
    pub fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn part(&self, part: Part) -> &str {
        let place = match part {
            Part::Customer => 0,
            Part::From => 1,
            Part::Reference => 2,
        };
        self.0.split('\n').nth(place).unwrap_or_default()
    }
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    text.map_or(Cow::Borrowed(""), folded_line)
}

/// Folded text on one line.
pub fn folded_line(text: &str) -> Cow<'_, str> {
    let folded = folded(text);
    if folded.contains('\n') { Cow::Owned(folded.replace('\n', " ")) } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        let table = [
            ("Crème BRÛLÉE", "creme brulee"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("Łódź Ærø", "lodz aero"),
            ("ＡＢＣ１", "abc1"),
            ("İstanbul ısı", "istanbul isi"),
            ("Ёлка", "елка"),
            ("ΟΔΟΣ", "οδοσ"),
            ("がくせい", "がくせい"),
            ("plain", "plain"),
        ];
        for (text, expected) in table {
            assert_eq!(folded(text), expected, "{text}");
            assert_eq!(folded(expected), expected, "folding twice changes nothing");
        }
    }
}
