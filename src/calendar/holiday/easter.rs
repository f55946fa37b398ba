//! The two Easters, reckoned without tables.

use chrono::{Days, NaiveDate};

/// Western Easter Sunday of a Gregorian year (the anonymous Gregorian computus). `None` outside chrono's years.
pub fn western(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let lunar_drift = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - lunar_drift + 1) / 3 + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day_of_march = epact + weekday - 7 * late + 22;
    in_march(year, day_of_march)
}

/// Orthodox Easter Sunday of a year, as a Gregorian date (the Julian computus, moved by the days
/// between the two calendars in that century).
pub fn orthodox(year: i32) -> Option<NaiveDate> {
    let moon = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let weekday = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - moon + 34).rem_euclid(7);
    let julian_day_of_march = moon + weekday + 22;
    let calendars_apart = year.div_euclid(100) - year.div_euclid(400) - 2;
    in_march(year, julian_day_of_march + calendars_apart)
}

/// The date that would be `day` March if March went on for ever.
fn in_march(year: i32, day: i32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 3, 1)?;
    first.checked_add_days(Days::new(u64::try_from(day - 1).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};

    /// Western and Orthodox Easter as the churches' published tables give them.
    const TABLE: &[(&str, &str)] = &[
        ("1970-03-29", "1970-04-26"),
        ("1981-04-19", "1981-04-26"),
        ("2000-04-23", "2000-04-30"),
        ("2008-03-23", "2008-04-27"),
        ("2010-04-04", "2010-04-04"),
        ("2011-04-24", "2011-04-24"),
        ("2015-04-05", "2015-04-12"),
        ("2016-03-27", "2016-05-01"),
        ("2017-04-16", "2017-04-16"),
        ("2018-04-01", "2018-04-08"),
        ("2019-04-21", "2019-04-28"),
        ("2020-04-12", "2020-04-19"),
        ("2021-04-04", "2021-05-02"),
        ("2022-04-17", "2022-04-24"),
        ("2023-04-09", "2023-04-16"),
        ("2024-03-31", "2024-05-05"),
        ("2025-04-20", "2025-04-20"),
        ("2026-04-05", "2026-04-12"),
        ("2027-03-28", "2027-05-02"),
        ("2028-04-16", "2028-04-16"),
        ("2029-04-01", "2029-04-08"),
        ("2030-04-21", "2030-04-28"),
        ("2038-04-25", "2038-04-25"),
    ];

    /// Gauss's rule with its two exceptions: another reckoning than the one above.
    fn gauss(year: i32) -> NaiveDate {
        let (a, b, c, k) = (year % 19, year % 4, year % 7, year / 100);
        let m = (15 - (13 + 8 * k) / 25 + k - k / 4).rem_euclid(30);
        let n = (4 + k - k / 4).rem_euclid(7);
        let d = (19 * a + m) % 30;
        let e = (2 * b + 4 * c + 6 * d + n) % 7;
        let day = match (d, e) {
            (29, 6) => 50,
            (28, 6) if (11 * m + 11) % 30 < 19 => 49,
            _ => 22 + d + e,
        };
        NaiveDate::from_ymd_opt(year, 3, 1).unwrap() + Days::new(day as u64 - 1)
    }

    /// The Sunday after the Julian table's full moon, found by walking day by day.
    fn walked(year: i32) -> NaiveDate {
        const MOONS: [(u32, u32); 19] = [
            (4, 5),
            (3, 25),
            (4, 13),
            (4, 2),
            (3, 22),
            (4, 10),
            (3, 30),
            (4, 18),
            (4, 7),
            (3, 27),
            (4, 15),
            (4, 4),
            (3, 24),
            (4, 12),
            (4, 1),
            (3, 21),
            (4, 9),
            (3, 29),
            (4, 17),
        ];
        let (month, day) = MOONS[(year % 19) as usize];
        // 13 days in the 20th and 21st centuries, 14 from March 2100, 15 from March 2200.
        let apart = if year < 2100 {
            13
        } else if year < 2200 {
            14
        } else {
            15
        };
        let mut date = NaiveDate::from_ymd_opt(year, month, day).unwrap() + Days::new(apart + 1);
        while date.weekday() != Weekday::Sun {
            date = date.succ_opt().unwrap();
        }
        date
    }

    #[test]
    fn agrees_with_the_published_tables() {
        for (west, east) in TABLE {
            let (west, east): (NaiveDate, NaiveDate) = (west.parse().unwrap(), east.parse().unwrap());
            assert_eq!(western(west.year()), Some(west));
            assert_eq!(orthodox(east.year()), Some(east));
        }
    }

    #[test]
    fn agrees_with_other_reckonings_from_1970_to_2200() {
        for year in 1970..=2200 {
            assert_eq!(western(year), Some(gauss(year)), "western {year}");
            assert_eq!(orthodox(year), Some(walked(year)), "orthodox {year}");
            assert_eq!(western(year).unwrap().weekday(), Weekday::Sun);
        }
    }
}
