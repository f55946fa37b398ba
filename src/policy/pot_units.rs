//! What the rules of allowances are written in: lengths in dates, and factors without fractions.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};

/// A length in dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Stretch,
}

/// What a length in dates counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// Dates.
    Days,
    /// Seven dates each.
    Weeks,
    /// To the same day of a later month, or that month's last.
    Months,
    /// Twelve months each.
    Years,
}

impl Stretch {
    const WORDS: [(&'static str, &'static str, Stretch); 4] = [
        ("day", "days", Stretch::Days),
        ("week", "weeks", Stretch::Weeks),
        ("month", "months", Stretch::Months),
        ("year", "years", Stretch::Years),
    ];
}

impl Lasting {
    /// The first date after the stretch that begins on `date`: the first on which something is gone.
    pub fn after(self, date: NaiveDate) -> NaiveDate {
        let amount = self.amount;
        let moved = match self.unit {
            Stretch::Days => date.checked_add_days(Days::new(u64::from(amount))),
            Stretch::Weeks => date.checked_add_days(Days::new(u64::from(amount).saturating_mul(7))),
            Stretch::Months => date.checked_add_months(Months::new(amount)),
            Stretch::Years => date.checked_add_months(Months::new(amount.saturating_mul(12))),
        };
        moved.unwrap_or(NaiveDate::MAX)
    }

    /// At least so many days, whatever the months in it.
    pub fn least_days(self) -> u32 {
        let days = match self.unit {
            Stretch::Days => 1,
            Stretch::Weeks => 7,
            Stretch::Months => 28,
            Stretch::Years => 365,
        };
        self.amount.saturating_mul(days)
    }
}

impl FromStr for Lasting {
    type Err = ();

    /// Reads `90 days`, `3 months`, `1 year`.
    fn from_str(text: &str) -> Result<Lasting, ()> {
        let (amount, word) = text.trim().split_once(' ').ok_or(())?;
        let amount: u32 = amount.parse().map_err(|_| ())?;
        let known = Stretch::WORDS.iter().find(|(one, many, _)| *one == word.trim() || *many == word.trim());
        let unit = known.ok_or(())?.2;
        let lasting = Lasting { amount, unit };
        // Ten years at the most: what lasts longer does not expire.
        let believed = (1..=3_653).contains(&amount) && lasting.least_days() <= 3_653;
        believed.then_some(lasting).ok_or(())
    }
}

impl fmt::Display for Lasting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Stretch::WORDS.iter().find(|(.., unit)| *unit == self.unit);
        let word = words.map_or("", |(one, many, _)| if self.amount == 1 { one } else { many });
        write!(f, "{} {word}", self.amount)
    }
}

/// A factor in hundredths: money is not counted in fractions that no machine can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Times(u32);

impl Times {
    /// What counts once.
    pub const ONCE: Times = Times(100);

    /// So many hundredths.
    pub fn hundredths(self) -> u32 {
        self.0
    }
}

impl FromStr for Times {
    type Err = ();

    /// Reads `2`, `1.5`, `0.75`: from a hundredth to a hundred.
    fn from_str(text: &str) -> Result<Times, ()> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 3 {
            return Err(());
        }
        let part: u32 = format!("{part:0<2}").parse().map_err(|_| ())?;
        let whole: u32 = whole.parse().map_err(|_| ())?;
        let times = Times(whole * 100 + part);
        (1..=10_000).contains(&times.0).then_some(times).ok_or(())
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => write!(f, "{whole}"),
            tenths if tenths % 10 == 0 => write!(f, "{whole}.{}", tenths / 10),
            part => write!(f, "{whole}.{part:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_read_without_fractions() {
        for (text, hundredths) in [("2", 200), ("1.5", 150), ("0.75", 75), ("1.25", 125), ("100", 10_000)] {
            let times: Times = text.parse().unwrap();
            assert_eq!((times.hundredths(), times.to_string()), (hundredths, text.to_owned()));
        }
        for wrong in ["", "0", "0.00", "-1", "1.", ".5", "1.555", "101", "two", "1e2", "٢", "9999999999"] {
            assert!(wrong.parse::<Times>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn lengths_in_dates_are_read_and_end_where_a_calendar_says() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (text, from, after) in [
            ("90 days", "2026-01-01", "2026-04-01"),
            ("2 weeks", "2026-02-20", "2026-03-06"),
            ("1 month", "2026-01-31", "2026-02-28"),
            ("3 months", "2025-11-30", "2026-02-28"),
            ("1 year", "2024-02-29", "2025-02-28"),
        ] {
            let lasting: Lasting = text.parse().unwrap();
            assert_eq!(lasting.to_string(), text);
            assert_eq!(lasting.after(date(from)), date(after), "{text} from {from}");
        }
        for wrong in ["", "3", "months", "0 days", "-1 month", "11 years", "1 decade", "1.5 years"] {
            assert!(wrong.parse::<Lasting>().is_err(), "{wrong}");
        }
    }
}
