//! What a report is asked for: its parts, its period, whose tickets, and by what they are grouped.

use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::data::Scope;
use crate::calendar::{Instant, Span, Zone};
use crate::desk::CustomerId;

/// What tickets can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// The ISO week of their receipt.
    Week,
    /// The month of their receipt.
    Month,
    /// Their customer.
    Customer,
    /// The tier of the contract that they are held to.
    Tier,
    /// Their severity, as assessed.
    Severity,
    /// Whose they are.
    Agent,
}

impl By {
    /// All.
    pub const ALL: [By; 6] = [By::Week, By::Month, By::Customer, By::Tier, By::Severity, By::Agent];

    /// As data and commands write it.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Week => "week",
            By::Month => "month",
            By::Customer => "customer",
            By::Tier => "tier",
            By::Severity => "severity",
            By::Agent => "agent",
        }
    }

    /// From the word that commands use.
    pub fn from_word(word: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.as_str() == word)
    }
}

/// Which parts a report has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// What was met and missed, and how promises by share stand.
    pub attainment: bool,
    /// The list of misses.
    pub misses: bool,
    /// How allowances were used.
    pub allowance: bool,
    /// Time sheets.
    pub time: bool,
    /// Arrivals by weekday and hour.
    pub arrivals: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Parts =
        Parts { attainment: true, misses: true, allowance: true, time: true, arrivals: true };

    /// Whether tickets have to be read for it.
    pub fn of_tickets(self) -> bool {
        self.attainment || self.misses || self.arrivals
    }
}

/// A report, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// Its parts.
    pub parts: Parts,
    /// Its period.
    pub stretch: Stretch,
    /// Whose dates the period has.
    pub zone: Arc<Zone>,
    /// Only this customer.
    pub customer: Option<CustomerId>,
    /// Only this tier: its key, or pack and key as `photoprism/gold`.
    pub tier: Option<String>,
    /// Only this severity.
    pub severity: Option<String>,
    /// Only the tickets of this agent; empty for those of nobody.
    pub agent: Option<String>,
    /// By what it is grouped: at most two.
    pub by: Vec<By>,
    /// As it was at that moment; `None` for the present one.
    pub at: Option<Instant>,
}

impl Eq for Ask {}

impl Ask {
    /// Everything about a period, of everybody, ungrouped.
    pub fn new(parts: Parts, stretch: Stretch, zone: Arc<Zone>) -> Ask {
        let (customer, tier, severity, agent, at) = (None, None, None, None, None);
        Ask { parts, stretch, zone, customer, tier, severity, agent, by: Vec::new(), at }
    }

    /// The scope of the report; `name` is the customer's.
    pub fn scope(&self, name: Option<String>, now: Instant) -> Scope {
        Scope {
            from: self.stretch.from,
            to: self.stretch.to,
            span: self.stretch.span(&self.zone),
            zone: self.zone.clone(),
            at: self.at.unwrap_or(now),
            past: self.at.is_some(),
            customer: self.customer.zip(name),
            tier: self.tier.clone(),
            severity: self.severity.clone(),
            agent: self.agent.clone(),
        }
    }
}

/// A stretch of local dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first date.
    pub from: NaiveDate,
    /// The first date after it.
    pub to: NaiveDate,
}

impl Stretch {
    /// The ISO week of a date, Monday to Sunday.
    pub fn week_of(date: NaiveDate) -> Stretch {
        let from = date.week(Weekday::Mon).checked_first_day().unwrap_or(date);
        Stretch { from, to: from.checked_add_days(Days::new(7)).unwrap_or(NaiveDate::MAX) }
    }

    /// The stretch of the same kind that holds a date; its month where this is of no such kind.
    pub fn same_around(&self, date: NaiveDate) -> Stretch {
        let kinds = [Stretch::week_of, Stretch::month_of, Stretch::quarter_of, Stretch::year_of];
        let own = kinds.into_iter().find(|kind| kind(self.from) == *self);
        own.map_or_else(|| Stretch::month_of(date), |kind| kind(date))
    }

    /// A date, where it lies in this stretch; else its first one.
    pub fn nearest(&self, date: NaiveDate) -> NaiveDate {
        if self.from <= date && date < self.to { date } else { self.from }
    }

    /// The month of a date.
    pub fn month_of(date: NaiveDate) -> Stretch {
        Stretch::months(date.with_day(1).unwrap_or(date), 1)
    }

    /// The calendar quarter of a date.
    pub fn quarter_of(date: NaiveDate) -> Stretch {
        let first = date.with_day(1).unwrap_or(date);
        Stretch::months(first.with_month0(first.month0() / 3 * 3).unwrap_or(first), 3)
    }

    /// The calendar year of a date.
    pub fn year_of(date: NaiveDate) -> Stretch {
        Stretch::months(date.with_day(1).and_then(|first| first.with_month0(0)).unwrap_or(date), 12)
    }

    fn months(from: NaiveDate, months: u32) -> Stretch {
        Stretch { from, to: from.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX) }
    }

    /// A week as people and ISO 8601 write it: `2026-W12`, `2026W12`.
    pub fn week(written: &str) -> Option<Stretch> {
        let (year, week) = written
            .trim()
            .to_uppercase()
            .split_once('W')
            .map(|(year, week)| (year.trim_end_matches('-').to_owned(), week.to_owned()))?;
        let week = week.parse().ok().filter(|_| week.len() <= 2)?;
        let monday = NaiveDate::from_isoywd_opt(year.parse().ok()?, week, Weekday::Mon)?;
        Some(Stretch::week_of(monday))
    }

    /// A month: `2026-03`.
    pub fn month(written: &str) -> Option<Stretch> {
        format!("{}-01", written.trim()).parse().ok().map(Stretch::month_of)
    }

    /// A quarter: `2026-Q1`, `2026Q1`.
    pub fn quarter(written: &str) -> Option<Stretch> {
        let upper = written.trim().to_uppercase();
        let (year, quarter) = upper.split_once('Q')?;
        let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        let year = year.trim_end_matches('-').parse().ok()?;
        NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1).map(Stretch::quarter_of)
    }

    /// A year: `2026`.
    pub fn year(written: &str) -> Option<Stretch> {
        let year = written.trim().parse().ok().filter(|year| (1970..=2200).contains(year))?;
        NaiveDate::from_ymd_opt(year, 1, 1).map(Stretch::year_of)
    }

    /// The same as instants of a zone's dates.
    pub fn span(&self, zone: &Zone) -> Span {
        Span {
            from: zone.start_of_day(self.from).unwrap_or(Instant::MIN),
            to: zone.start_of_day(self.to).unwrap_or(Instant::MAX),
        }
    }

    /// In words: `2026-W12`, `2026-03`, `2026-Q1`, `2026`, or its first and last date.
    pub fn words(&self) -> String {
        let (from, year) = (self.from, self.from.year());
        if *self == Stretch::week_of(from) {
            let week = from.iso_week();
            return format!("{}-W{:02}", week.year(), week.week());
        }
        match *self {
            whole if whole == Stretch::month_of(from) => format!("{year}-{:02}", from.month()),
            whole if whole == Stretch::quarter_of(from) => format!("{year}-Q{}", from.month0() / 3 + 1),
            whole if whole == Stretch::year_of(from) => year.to_string(),
            _ => format!("{from} to {}", self.to.pred_opt().unwrap_or(self.to)),
        }
    }

    /// The one before, of the same kind.
    #[must_use]
    pub fn before(&self) -> Stretch {
        let last = self.from.pred_opt().unwrap_or(self.from);
        self.like(last)
    }

    /// The one after, of the same kind.
    #[must_use]
    pub fn after(&self) -> Stretch {
        self.like(self.to)
    }

    /// One of the same kind that holds a date.
    fn like(&self, date: NaiveDate) -> Stretch {
        type Around = fn(NaiveDate) -> Stretch;
        let kinds: [Around; 4] = [Stretch::week_of, Stretch::month_of, Stretch::quarter_of, Stretch::year_of];
        if let Some(around) = kinds.into_iter().find(|around| *self == around(self.from)) {
            return around(date);
        }
        let days = self.to.signed_duration_since(self.from);
        if date < self.from {
            return Stretch { from: self.from - days, to: self.from };
        }
        Stretch { from: self.to, to: self.to.checked_add_signed(days).unwrap_or(NaiveDate::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: &str, to: &str) -> Option<Stretch> {
        Some(Stretch { from: from.parse().unwrap(), to: to.parse().unwrap() })
    }

    #[test]
    fn periods_are_read_and_written_as_people_do() {
        let table = [
            (Stretch::week("2026-W12"), stretch("2026-03-16", "2026-03-23"), "2026-W12"),
            (Stretch::week("2026w1"), stretch("2025-12-29", "2026-01-05"), "2026-W01"),
            (Stretch::month("2026-02"), stretch("2026-02-01", "2026-03-01"), "2026-02"),
            (Stretch::quarter("2026-Q4"), stretch("2026-10-01", "2027-01-01"), "2026-Q4"),
            (Stretch::year("2026"), stretch("2026-01-01", "2027-01-01"), "2026"),
        ];
        for (read, expected, words) in table {
            assert_eq!(read, expected, "{words}");
            assert_eq!(read.unwrap().words(), words);
        }
        for wrong in ["2026-W54", "2026", "W12", "2026-W", "2026-W123"] {
            assert_eq!(Stretch::week(wrong), None, "{wrong}");
        }
        assert_eq!(
            (Stretch::month("2026-13"), Stretch::quarter("2026-Q5"), Stretch::year("1969")),
            (None, None, None)
        );
        assert_eq!(stretch("2026-03-03", "2026-03-05").unwrap().words(), "2026-03-03 to 2026-03-04");
    }

    #[test]
    fn back_and_forth_keeps_the_kind() {
        for written in [
            Stretch::week("2026-W01"),
            Stretch::month("2026-02"),
            Stretch::quarter("2026-Q1"),
            Stretch::year("2026"),
            stretch("2026-03-03", "2026-03-05"),
        ] {
            let written = written.unwrap();
            assert_eq!(written.before().to, written.from);
            assert_eq!(written.after().from, written.to);
            assert_eq!(written.before().after(), written);
            assert_eq!(written.after().before(), written);
        }
    }
}
