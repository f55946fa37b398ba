//! Weekly opening hours as a policy writes them: intervals of wall-clock time per weekday.

use chrono::Weekday;

use super::WEEK;

/// Seconds in a day of wall-clock time; `24:00` is this.
pub const DAY: u32 = 86_400;

/// A half-open interval `[from, to)` of wall-clock seconds since midnight; `to` may be 24:00 (sla.md 1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    from: u32,
    to: u32,
}

/// What is wrong with hours as written, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not a time of day.
    #[error("{0:?} is no time of day: write HH:MM from 00:00 to 24:00")]
    Time(String),
    /// Ends before it begins, or at once.
    #[error(
        "{from}-{to} is empty or runs backwards: an interval ends after it begins, at 24:00 at the latest; hours past midnight go on the next day"
    )]
    Backwards {
        /// As written.
        from: String,
        /// As written.
        to: String,
    },
    /// Not a stretch of a week.
    #[error(
        "{0:?} is no stretch of a week: write the day and time at both ends, such as \"Sun 18:00 - Fri 18:00\""
    )]
    Stretch(String),
}

impl Interval {
    /// From two times of day as written (`09:00`, `24:00`).
    ///
    /// # Errors
    /// [`HoursError`] where one is no time of day or the interval is empty or backwards.
    pub fn parse(from: &str, to: &str) -> Result<Interval, HoursError> {
        let (begin, end) = (time_of_day(from)?, time_of_day(to)?);
        if begin < end {
            Ok(Interval { from: begin, to: end })
        } else {
            Err(HoursError::Backwards { from: from.to_owned(), to: to.to_owned() })
        }
    }

    /// The whole day, `00:00-24:00`.
    pub const WHOLE_DAY: Interval = Interval { from: 0, to: DAY };

    /// Wall-clock seconds since midnight at which it begins.
    pub fn from(self) -> u32 {
        self.from
    }

    /// Wall-clock seconds since midnight at which it has ended.
    pub fn to(self) -> u32 {
        self.to
    }

    /// Its length in wall-clock seconds, never 0.
    pub fn seconds(self) -> u32 {
        self.to - self.from
    }

    /// Whether some second lies in both.
    pub fn overlaps(self, other: Interval) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl std::fmt::Display for Interval {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let clock = |seconds: u32| format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
        write!(f, "{}-{}", clock(self.from), clock(self.to))
    }
}

/// A stretch of a week as written, `Sun 18:00 - Fri 18:00`, cut at midnights: each day with its interval, in order. It may run
/// over the week's end. Short or full names of days, in either case.
///
/// # Errors
/// [`HoursError`] where an end is no day and time, or both ends are the same.
pub fn stretch(written: &str) -> Result<Vec<(Weekday, Interval)>, HoursError> {
    let unclear = || HoursError::Stretch(written.to_owned());
    let (from, to) = written.split_once('-').ok_or_else(unclear)?;
    let end = |text: &str| {
        let (day, time) = text.trim().rsplit_once(char::is_whitespace).ok_or_else(unclear)?;
        let day = day.trim().parse::<Weekday>().map_err(|_| unclear())?;
        Ok(day.num_days_from_monday() * DAY + time_of_day(time)?)
    };
    let (from, mut to) = (end(from)?, end(to)?);
    // The end of Sunday is the beginning of Monday.
    if from % WEEK_LONG == to % WEEK_LONG && to <= from {
        return Err(unclear());
    }
    if to <= from {
        to += WEEK_LONG;
    }
    let mut pieces = Vec::new();
    for (day, weekday) in (from / DAY..).zip(WEEK.into_iter().cycle().skip((from / DAY) as usize)) {
        let (begin, end) = (from.max(day * DAY), to.min((day + 1) * DAY));
        if begin >= end {
            break;
        }
        pieces.push((weekday, Interval { from: begin - day * DAY, to: end - day * DAY }));
    }
    Ok(pieces)
}

/// Seconds in a week of wall-clock time.
const WEEK_LONG: u32 = 7 * DAY;

fn time_of_day(text: &str) -> Result<u32, HoursError> {
    let wrong = || HoursError::Time(text.to_owned());
    let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
    let number = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u32>().ok() } else { None }
    };
    let (hours, minutes) = (number(hours).ok_or_else(wrong)?, number(minutes).ok_or_else(wrong)?);
    let seconds = hours * 3600 + minutes * 60;
    if minutes < 60 && seconds <= DAY { Ok(seconds) } else { Err(wrong()) }
}

/// Opening hours for each weekday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Weekly {
    days: [Vec<Interval>; 7],
}

impl Weekly {
    /// Never open; days are added with [`Weekly::open`].
    pub fn new() -> Weekly {
        Weekly::default()
    }

    /// Every second of every day.
    pub fn around_the_clock() -> Weekly {
        Weekly { days: std::array::from_fn(|_| vec![Interval::WHOLE_DAY]) }
    }

    /// Adds an interval to a weekday. Intervals may touch or overlap: open is open.
    pub fn open(&mut self, day: Weekday, interval: Interval) {
        if let Some(hours) = self.days.get_mut(day.num_days_from_monday() as usize) {
            hours.push(interval);
            hours.sort_unstable();
        }
    }

    /// The intervals of a weekday, sorted by their beginning.
    pub fn on(&self, day: Weekday) -> &[Interval] {
        self.days.get(day.num_days_from_monday() as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether no weekday has an open second.
    pub fn is_never_open(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    /// Open wall-clock seconds of a weekday, overlaps counted once.
    pub fn seconds_on(&self, day: Weekday) -> u32 {
        let mut reached = 0;
        self.on(day).iter().fold(0, |total, interval| {
            let counted = interval.to.saturating_sub(interval.from.max(reached));
            reached = reached.max(interval.to);
            total + counted
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_of_day() {
        assert_eq!(Interval::parse("09:00", "24:00").map(|i| (i.from(), i.to())), Ok((32_400, 86_400)));
        for (from, to) in [
            ("9:00", "10:00"),
            ("25:00", "26:00"),
            ("09:60", "10:00"),
            ("-1:00", "10:00"),
            ("24:01", "24:02"),
        ] {
            assert!(matches!(Interval::parse(from, to), Err(HoursError::Time(_))), "{from}-{to}");
        }
        for (from, to) in [("17:00", "09:00"), ("09:00", "09:00"), ("24:00", "24:00")] {
            assert!(matches!(Interval::parse(from, to), Err(HoursError::Backwards { .. })), "{from}-{to}");
        }
    }

    fn pieces(written: &str) -> Vec<String> {
        let pieces = stretch(written).unwrap_or_else(|error| panic!("{error}"));
        pieces.iter().map(|(day, interval)| format!("{day} {interval}")).collect()
    }

    #[test]
    fn a_stretch_of_a_week_is_cut_at_midnights() {
        assert_eq!(
            pieces("Sun 18:00 - Fri 18:00"),
            [
                "Sun 18:00-24:00",
                "Mon 00:00-24:00",
                "Tue 00:00-24:00",
                "Wed 00:00-24:00",
                "Thu 00:00-24:00",
                "Fri 00:00-18:00"
            ]
        );
        assert_eq!(pieces("monday 09:00-Tuesday 24:00"), ["Mon 09:00-24:00", "Tue 00:00-24:00"]);
        assert_eq!(pieces("fri 22:00 - sat 06:00"), ["Fri 22:00-24:00", "Sat 00:00-06:00"]);
        assert_eq!(pieces("Wed 09:00 - Wed 17:00"), ["Wed 09:00-17:00"]);
        assert_eq!(pieces("Sun 20:00 - Mon 00:00"), ["Sun 20:00-24:00"]);
        assert_eq!(pieces("Mon 24:00 - Tue 06:00"), ["Tue 00:00-06:00"]);
        assert_eq!(pieces("Mon 00:00 - Sun 24:00").len(), 7);
        // Closed for an hour on Fridays.
        let pieces = pieces("Fri 18:00 - Fri 17:00");
        assert_eq!(
            (pieces.len(), pieces[0].as_str(), pieces[7].as_str()),
            (8, "Fri 18:00-24:00", "Fri 00:00-17:00")
        );
        for wrong in [
            "",
            "Sun 18:00",
            "Sun - Fri",
            "18:00-19:00",
            "Sun 18:00 - Sun 18:00",
            "Sun 24:00 - Mon 00:00",
            "Mon 00:00 - Mon 00:00",
            "Son 18:00 - Fri 18:00",
            "Sun 18:00 - Fri 18:00 - Sat 00:00",
        ] {
            assert!(stretch(wrong).is_err(), "{wrong}");
        }
        assert!(matches!(stretch("Sun 25:00 - Fri 18:00"), Err(HoursError::Time(_))));
    }

    #[test]
    fn a_day_counts_overlaps_once() {
        let mut week = Weekly::new();
        for (from, to) in [("09:00", "12:00"), ("11:00", "13:00"), ("10:00", "10:30")] {
            week.open(Weekday::Mon, Interval::parse(from, to).unwrap());
        }
        assert_eq!(week.seconds_on(Weekday::Mon), 4 * 3600);
        assert_eq!(week.seconds_on(Weekday::Tue), 0);
    }
}
