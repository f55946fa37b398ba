//! When tickets come in on a large desk: more by day than by night, fewer on weekends, and more every year.

use super::chance::Chance;
use crate::calendar::Instant;

const HOUR: i64 = 3600;

/// Share of a day's tickets that an hour brings (UTC), weekends apart.
const DAY: [f64; 24] = [
    0.5, 0.4, 0.4, 0.4, 0.5, 0.8, 1.6, 3.5, 6.0, 7.0, 6.8, 5.6, 5.4, 6.4, 6.4, 5.6, 4.2, 2.8, 2.0, 1.6, 1.2,
    1.0, 0.8, 0.6,
];

/// Gives receipts in the order of time, up to `now`.
pub struct Rhythm {
    from: i64,
    now: Instant,
    /// For each hour since `from`, how much has come in up to its end.
    sums: Vec<f64>,
    hour: usize,
    last: i64,
}

impl Rhythm {
    /// The rhythm of so many seconds up to `now`.
    pub fn new(now: Instant, span: i64) -> Rhythm {
        let from = (now.unix() - span).max(Instant::MIN.unix()).div_euclid(HOUR) * HOUR;
        let hours = (now.unix() - from).div_euclid(HOUR) + 1;
        let mut sum = 0.0;
        let weigh = |hour: i64| {
            let unix = from + hour * HOUR;
            // 1970-01-01 was a Thursday.
            let weekday = (unix.div_euclid(24 * HOUR) + 3).rem_euclid(7);
            let of_day = usize::try_from(unix.div_euclid(HOUR).rem_euclid(24)).unwrap_or(0);
            let day = DAY.get(of_day).copied().unwrap_or(1.0) * if weekday >= 5 { 0.15 } else { 1.0 };
            let growth = 0.5 + hour as f64 / hours as f64;
            // Of the last hour only what has passed of it.
            let passed = ((now.unix() - unix) as f64 / HOUR as f64).clamp(1e-6, 1.0);
            day * growth * passed
        };
        let sums = (0..hours)
            .map(|hour| {
                sum += weigh(hour);
                sum
            })
            .collect();
        Rhythm { from, now, sums, hour: 0, last: from }
    }

    /// The first instant of it.
    pub fn start(&self) -> Instant {
        Instant::from_unix_clamped(self.from)
    }

    /// The share of all tickets that come in during the last `seconds`, each weighed by `exp(-age / tau)`.
    pub fn recent_share(&self, tau: f64) -> f64 {
        let total = self.sums.last().copied().unwrap_or(1.0).max(f64::MIN_POSITIVE);
        let mut before = 0.0;
        let mut share = 0.0;
        for (hour, sum) in self.sums.iter().enumerate() {
            let at = self.from + i64::try_from(hour).unwrap_or(0) * HOUR + HOUR / 2;
            let age = (self.now.unix() - at).max(0) as f64;
            share += (sum - before) / total * (-age / tau).exp();
            before = *sum;
        }
        share
    }

    /// The receipt of ticket `index` (from 0) of `count`; asked in order, it never goes back.
    pub fn receipt(&mut self, index: usize, count: usize, chance: &mut Chance) -> Instant {
        let total = self.sums.last().copied().unwrap_or(0.0);
        let wanted = (index as f64 + chance.share()) / count.max(1) as f64 * total;
        while self.sums.get(self.hour).is_some_and(|sum| *sum < wanted) && self.hour + 1 < self.sums.len() {
            self.hour += 1;
        }
        let before = self.hour.checked_sub(1).and_then(|hour| self.sums.get(hour)).copied().unwrap_or(0.0);
        let this = self.sums.get(self.hour).copied().unwrap_or(before) - before;
        let into = if this > 0.0 { ((wanted - before) / this).clamp(0.0, 1.0) } else { 0.0 };
        let begins = self.from + i64::try_from(self.hour).unwrap_or(0) * HOUR;
        let width = (self.now.unix() - begins).clamp(0, HOUR);
        let at = begins + (into * width as f64) as i64;
        self.last = at.max(self.last);
        Instant::from_unix_clamped(self.last).min(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receipts_come_in_order_by_day_and_up_to_now() {
        let now: Instant = "2026-11-20T10:20:00Z".parse().unwrap();
        let mut rhythm = Rhythm::new(now, 30 * 86_400);
        let mut chance = Chance::new(1);
        let all: Vec<Instant> = (0..5000).map(|index| rhythm.receipt(index, 5000, &mut chance)).collect();
        assert!(all.is_sorted());
        assert!(all[0] >= rhythm.start() && all[4999] <= now && all[4999] > now.plus(-1800).unwrap());
        let at_night = all.iter().filter(|at| at.unix() / HOUR % 24 < 5).count();
        assert!(at_night < 300, "{at_night}");
        let share = rhythm.recent_share(5.0 * 86_400.0);
        assert!((0.1..0.4).contains(&share), "{share}");
    }
}
