//! How far the view of time reaches, how long its cells are, and what stands at its axis.

use super::Stretch;
use crate::calendar::{Instant, Zone};

const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

/// How far the view reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    /// The coming 12 hours.
    #[default]
    Hours,
    /// The coming 3 days.
    Days,
    /// The coming 14 days.
    Weeks,
}

impl Zoom {
    /// From the nearest to the farthest.
    pub const ALL: [Zoom; 3] = [Zoom::Hours, Zoom::Days, Zoom::Weeks];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Zoom::Hours => "12 hours",
            Zoom::Days => "3 days",
            Zoom::Weeks => "14 days",
        }
    }

    /// Seconds of real time from now on that it shows at least.
    pub fn reach(self) -> i64 {
        match self {
            Zoom::Hours => 12 * HOUR,
            Zoom::Days => 3 * DAY,
            Zoom::Weeks => 14 * DAY,
        }
    }

    /// The view begins on whole steps of the wall clock, so that it stands still within one while now moves through it.
    pub fn step(self) -> i64 {
        match self {
            Zoom::Hours => HOUR,
            Zoom::Days => 6 * HOUR,
            Zoom::Weeks => DAY,
        }
    }

    /// One nearer, or one farther; itself at either end.
    #[must_use]
    pub fn turned(self, farther: bool) -> Zoom {
        let place = Zoom::ALL.iter().position(|zoom| *zoom == self).unwrap_or(0);
        let to = if farther { place + 1 } else { place.saturating_sub(1) };
        Zoom::ALL.get(to).copied().unwrap_or(self)
    }

    /// The step of the zone's wall clock in which an instant lies.
    pub fn begins(self, at: Instant, zone: &Zone) -> Instant {
        begins(at, zone, self.step())
    }

    /// The cells from an instant on, as fine as fits in at most so many: the step in which `at` lies and what comes after
    /// it. Where not even the coarsest fit, the last ones are missing.
    pub fn stretch(self, at: Instant, zone: &Zone, most: usize) -> Stretch {
        cells(begins(at, zone, self.step()), self.reach() + self.step(), most)
    }
}

/// The step of so many seconds of the zone's wall clock in which an instant lies.
fn begins(at: Instant, zone: &Zone, step: i64) -> Instant {
    let into = (at.unix() + zone.offset_at(at)).rem_euclid(step);
    at.plus(-into).unwrap_or(Instant::MIN)
}

/// At most so many cells that hold `seconds` from `first` on, as fine as that allows.
fn cells(first: Instant, seconds: i64, most: usize) -> Stretch {
    const MINUTES: [i64; 13] = [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440];
    // Rounded up.
    let cells = |minutes: i64| usize::try_from((seconds - 1) / (minutes * 60) + 1).unwrap_or(usize::MAX);
    let minutes = MINUTES.into_iter().find(|minutes| cells(*minutes) <= most).unwrap_or(1440);
    Stretch { first, cell: minutes * 60, cells: cells(minutes).min(most) }
}

/// The cells of so many seconds from an instant on, of any length: at most so many, beginning on a whole step of the
/// wall clock, as [`Zoom::stretch`] does.
pub fn stretch_of(at: Instant, seconds: i64, zone: &Zone, most: usize) -> Stretch {
    let zoom = Zoom::ALL.into_iter().find(|zoom| seconds <= zoom.reach()).unwrap_or(Zoom::Weeks);
    cells(begins(at, zone, zoom.step()), seconds.max(1) + zoom.step(), most)
}

/// Words at a column of the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Which column, from 0.
    pub column: usize,
    /// What stands there.
    pub text: String,
}

/// Seconds of the zone's wall clock at an instant, counted as if it had no changes.
fn local(zone: &Zone, at: Instant) -> i64 {
    at.unix() + zone.offset_at(at)
}

/// The columns of a stretch in which the wall clock passes a multiple of `step`, with that wall-clock second.
fn passes(stretch: Stretch, zone: &Zone, step: i64) -> Vec<(usize, i64)> {
    let columns = (0..stretch.cells).filter_map(|column| {
        let last = stretch.at(column + 1).plus(-1)?;
        let reached = local(zone, last).div_euclid(step);
        let before = local(zone, stretch.at(column)) - 1;
        (reached > before.div_euclid(step)).then_some((column, reached * step))
    });
    columns.collect()
}

/// Hours at a row of columns, as many as have room: `16h`; weekdays where a day has no room for hours.
pub fn hour_ticks(stretch: Stretch, zone: &Zone) -> Vec<Tick> {
    const ROOM: i64 = 5;
    let fits = |hours: &i64| hours * HOUR / stretch.cell >= ROOM;
    let Some(hours) = [1, 2, 3, 4, 6, 12].into_iter().find(fits) else {
        let wide = DAY / stretch.cell >= 4;
        let named = passes(stretch, zone, DAY).into_iter().map(|(column, at)| {
            let day = civil(at).format("%a").to_string();
            Tick { column, text: day.chars().take(if wide { 3 } else { 2 }).collect() }
        });
        return named.collect();
    };
    let tick = |(column, at): (usize, i64)| {
        let hour = at.rem_euclid(DAY) / HOUR;
        Tick { column, text: format!("{hour:02}h") }
    };
    passes(stretch, zone, hours * HOUR).into_iter().map(tick).collect()
}

/// Dates at a row of columns: where the view begins, and at each midnight.
pub fn day_ticks(stretch: Stretch, zone: &Zone) -> Vec<Tick> {
    const ROOM: i64 = 7;
    let mut days = passes(stretch, zone, DAY);
    if days.first().is_none_or(|(column, _)| *column > 0) && stretch.cells > 0 {
        let at = local(zone, stretch.first);
        days.insert(0, (0, at - at.rem_euclid(DAY)));
    }
    if DAY / stretch.cell < ROOM {
        // No day has room for its date: those dates that do not run into each other.
        let mut free = 0;
        let date = |(column, at): (usize, i64)| {
            let text = civil(at).format("%-d %b").to_string();
            let fits = column >= free && column + text.len() <= stretch.cells.max(text.len());
            fits.then(|| {
                free = column + text.len() + 1;
                Tick { column, text }
            })
        };
        return days.into_iter().filter_map(date).collect();
    }
    let ends: Vec<usize> = days.iter().skip(1).map(|(column, _)| *column).chain([stretch.cells]).collect();
    let ticks = days.iter().zip(ends).filter_map(|((column, at), end)| {
        let (room, civil) = (end.saturating_sub(*column), civil(*at));
        let forms = ["%a %-d %b", "%-d %b", "%-d"].map(|pattern| civil.format(pattern).to_string());
        let fits = |form: &String| form.len() < room || (end == stretch.cells && form.len() == room);
        Some(Tick { column: *column, text: forms.into_iter().find(fits)? })
    });
    ticks.collect()
}

fn civil(local: i64) -> chrono::NaiveDateTime {
    chrono::DateTime::from_timestamp(local, 0).map(|at| at.naive_utc()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn cells_are_as_fine_as_fits_and_reach_as_far_as_they_should() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        let now = at("2026-11-20T14:20:30Z");
        for (zoom, most, cell, cells) in [
            (Zoom::Hours, 30, 30, 26),
            (Zoom::Hours, 80, 10, 78),
            (Zoom::Days, 30, 180, 26),
            (Zoom::Weeks, 30, 720, 30),
            (Zoom::Weeks, 7, 1440, 7),
        ] {
            let stretch = zoom.stretch(now, &zone, most);
            assert_eq!((stretch.cell, stretch.cells), (cell * 60, cells), "{zoom:?} {most}");
            assert!(stretch.first <= now && now.since(stretch.first) < zoom.step());
            assert!(cells == most || stretch.span().to >= now.plus(zoom.reach()).unwrap());
        }
        assert_eq!(Zoom::Weeks.begins(now, &zone), at("2026-11-19T23:00:00Z"));
        assert_eq!(Zoom::Hours.begins(now, &zone), at("2026-11-20T14:00:00Z"));
    }

    #[test]
    fn the_axis_keeps_to_the_wall_clock_when_it_changes() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        // Clocks go back at 01:00Z on 25 October 2026: 03:00 becomes 02:00, and that hour is there twice.
        let stretch = Stretch { first: at("2026-10-24T22:00:00Z"), cell: 600, cells: 36 };
        let hours: Vec<_> = hour_ticks(stretch, &zone).into_iter().map(|t| (t.column, t.text)).collect();
        let hours: Vec<_> = hours.iter().map(|(column, text)| (*column, text.as_str())).collect();
        assert_eq!(hours, [(0, "00h"), (6, "01h"), (12, "02h"), (18, "02h"), (24, "03h"), (30, "04h")]);
        let stretch = Stretch { first: at("2026-11-20T14:00:00Z"), cell: 3600, cells: 40 };
        let days: Vec<_> = day_ticks(stretch, &zone).into_iter().map(|t| (t.column, t.text)).collect();
        assert_eq!(days, [(0, "20 Nov".to_owned()), (9, "Sat 21 Nov".to_owned()), (33, "22 Nov".to_owned())]);
        let stretch = Stretch { first: at("2026-11-19T23:00:00Z"), cell: 6 * 3600, cells: 20 };
        let days: Vec<_> = day_ticks(stretch, &zone).into_iter().map(|t| (t.column, t.text)).collect();
        assert_eq!(days, [(0, "20 Nov".to_owned()), (8, "22 Nov".to_owned())]);
    }
}
