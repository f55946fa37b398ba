//! The time sheet on a customer's page.

use chrono::NaiveDate;

use super::account_page::{Line, plain};
use crate::calendar::{Instant, Zone};
use crate::desk::charge::split_words;
use crate::desk::{Book, Booked, Payer, Stint, minutes_words};
use crate::tui::source::AccountFile;
use crate::tui::theme::Role;

/// The month's bookings, each with how its minutes count or why it is free.
pub(super) fn sheet(file: &AccountFile, book: &Book, zone: &Zone, month: NaiveDate) -> Vec<Line> {
    let next = month.checked_add_months(chrono::Months::new(1)).unwrap_or(month);
    let inside = |at: Instant| month <= zone.date(at) && zone.date(at) < next;
    let booked: Vec<_> = file.booked.iter().filter(|one| inside(one.at)).collect();
    let sum = |of: &dyn Fn(&Booked) -> u32| minutes_words(booked.iter().map(|one| i64::from(of(one))).sum());
    let mut lines = vec![
        vec![
            (Role::Strong, format!("{}  ", month.format("%B %Y"))),
            (Role::Text, format!("{} worked, {} charged", sum(&|one| one.minutes), sum(&|one| one.charged))),
        ],
        Vec::new(),
    ];
    if booked.is_empty() {
        lines.push(plain(Role::Muted, "No time was booked."));
    }
    for one in booked {
        let words = |minutes: u32| minutes_words(i64::from(minutes));
        lines.push(vec![
            (Role::Muted, format!("{}  #{:<6} ", zone.civil(one.at).format("%d %b %H:%M"), one.ticket)),
            (Role::Text, format!("{:<9} ", words(one.minutes))),
            (Role::Muted, format!("charged {:<9} {}  ", words(one.charged), one.agent)),
            (Role::Text, one.note.clone()),
        ]);
        lines
            .extend(said(file, book, one).map(|said| plain(Role::Muted, format!("                 {said}"))));
    }
    lines
}

/// What the plan says of a booking: how its minutes count, or why it is free.
fn said(file: &AccountFile, book: &Book, one: &Booked) -> Option<String> {
    let contract = file.contracts.iter().find(|contract| Some(contract.id) == one.contract)?;
    let terms = book.terms(contract).ok()?;
    match &one.pot {
        Some(key) => {
            let pot = terms.pack().pots.iter().find(|pot| pot.key == *key)?;
            let stint = Stint { minutes: one.minutes, ended: one.at };
            // Where a plan has one pot of time, nobody asks which.
            let several = terms.pack().time_pots(&contract.tier).nth(1).is_some();
            match split_words(&terms, pot, stint) {
                Some(words) => Some(format!("{words}, charged to {key}")),
                None => several.then(|| format!("charged to {key}")),
            }
        }
        None => {
            let ticket = file.tickets.iter().find(|ticket| ticket.id == one.ticket)?;
            let payer = Payer { contract, terms: &terms, blocks: &[], booked: &[] };
            payer.why_free(ticket).map(|why| format!("free: {why}"))
        }
    }
}
