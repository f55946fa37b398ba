//! Public holidays: rules as data, turned into dates year by year.

use chrono::NaiveDate;

/// One closed date and what it is called, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The local date that is closed.
    pub date: NaiveDate,
    /// The name for people.
    pub name: String,
}

/// A set of holidays: a country's, a state's, or dates of a pack's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidaySet {
    /// What packs call it: `FR`, `DE/BY`, or a name of the pack's own.
    pub id: String,
    days: Vec<Holiday>,
}

impl HolidaySet {
    /// A set of single dates.
    pub fn from_days(id: impl Into<String>, mut days: Vec<Holiday>) -> Self {
        days.sort_by_key(|day| day.date);
        days.dedup_by_key(|day| day.date);
        Self { id: id.into(), days }
    }

    /// The closed dates of one calendar year, sorted, one row a date.
    pub fn year(&self, year: i32) -> Vec<Holiday> {
        use chrono::Datelike;
        self.days.iter().filter(|day| day.date.year() == year).cloned().collect()
    }
}
