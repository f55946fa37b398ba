//! Allowances that are used up, down to the last unit, or will be used up at the present rate.

use super::{Record, RunsOut};
use crate::calendar::{Instant, Span};
use crate::desk::{Balance, Group, Standing, Usage, balances};

/// Real seconds of the month in which a pot of time that has no period is looked at, back and ahead.
const MONTH: i64 = 30 * 86_400;

pub(super) fn allowances(record: &Record<'_>) -> Vec<RunsOut> {
    let mut found: Vec<RunsOut> = Vec::new();
    for group in &record.board.groups {
        found.extend(of_tickets(record, group));
        found.extend(of_time(record, group));
    }
    let order = |one: &RunsOut| {
        let pressing = match one.standing {
            Standing::Over => 0,
            Standing::Spent => 1,
            Standing::SpentToday => 2,
            _ if one.in_shift => 3,
            Standing::Last => 4,
            _ => 5,
        };
        (pressing, one.runs_out, one.customer.to_lowercase(), one.pot.clone())
    };
    found.sort_by_cached_key(order);
    found
}

fn of_tickets(record: &Record<'_>, group: &Group) -> Option<RunsOut> {
    let now = record.now;
    let usage = group.usage(now)?;
    let (contract, purse) = (group.contract.as_ref()?, group.purse()?);
    let zone = &group.terms.as_ref()?.as_ref().ok()?.pack().zone;
    let runs_out = match usage.standing {
        Standing::Plenty | Standing::Last => at_this_rate(&usage, now),
        _ => None,
    };
    let pressing =
        matches!(usage.standing, Standing::Over | Standing::Spent | Standing::SpentToday | Standing::Last);
    // The day's cap presses before the month does.
    let day_ends = usage.left_today().is_some_and(|left| left <= 1);
    if !pressing && runs_out.is_none() && !day_ends {
        return None;
    }
    let only_today = usage.standing == Standing::SpentToday || (day_ends && !pressing && runs_out.is_none());
    let tomorrow = || purse.zone().start_of_day(purse.zone().date(now).succ_opt()?);
    Some(RunsOut {
        customer: group.customer.name.clone(),
        plan: contract.plan_words(),
        pot: None,
        standing: usage.standing,
        words: usage.words(),
        runs_out,
        in_shift: runs_out.is_some_and(|at| at < record.window.until),
        again: if only_today { tomorrow() } else { Some(usage.period.to).filter(|to| *to < Instant::MAX) },
        zone: zone.clone(),
    })
}

/// When what is left is used up, should it go on as it did in this period; `None` where that is after the period. One use
/// says nothing about a rate.
fn at_this_rate(usage: &Usage, now: Instant) -> Option<Instant> {
    let left = usage.left()?;
    if usage.used < 2 {
        return None;
    }
    runs_out(i64::from(usage.used), i64::from(left), usage.period, now)
}

/// When `left` is gone, if `used` was used since the span began; `None` where that is after its end.
fn runs_out(used: i64, left: i64, span: Span, now: Instant) -> Option<Instant> {
    let passed = now.since(span.from).max(1);
    let lasts = i128::from(passed) * i128::from(left) / i128::from(used.max(1));
    let at = now.plus(i64::try_from(lasts).ok()?)?;
    (at < span.to).then_some(at)
}

fn of_time(record: &Record<'_>, group: &Group) -> Vec<RunsOut> {
    let parts = || {
        let contract = group.contract.as_ref()?;
        let terms = group.terms.as_ref()?.as_ref().ok()?;
        Some((contract, terms.pack(), record.time.get(&group.customer.id)?))
    };
    let Some((contract, pack, (blocks, booked))) = parts() else { return Vec::new() };
    let month = Span {
        from: record.now.plus(-MONTH).unwrap_or(Instant::MIN),
        to: record.now.plus(MONTH).unwrap_or(Instant::MAX),
    };
    let of = |key: &str| {
        let charged = booked.iter().filter(|one| one.pot.as_deref() == Some(key) && one.at >= month.from);
        charged.map(|one| i64::from(one.charged)).sum::<i64>()
    };
    let found = balances(pack, contract, (blocks, booked), record.now);
    let found = found.into_iter().filter_map(|(pot, balance)| {
        let balance = balance?;
        let used = of(&pot.key);
        let runs_out =
            if used > 0 && balance.left > 0 { runs_out(used, balance.left, month, record.now) } else { None };
        let standing = match balance.left {
            ..0 => Standing::Over,
            0 => Standing::Spent,
            _ if balance.daily_cap.is_some_and(|cap| balance.today >= cap) => Standing::SpentToday,
            _ => Standing::Plenty,
        };
        (standing != Standing::Plenty || runs_out.is_some()).then(|| RunsOut {
            customer: group.customer.name.clone(),
            plan: contract.plan_words(),
            pot: Some(pot.key.clone()),
            standing,
            words: words(&balance),
            runs_out,
            in_shift: runs_out.is_some_and(|at| at < record.window.until),
            again: None,
            zone: pack.zone.clone(),
        })
    });
    found.collect()
}

fn words(balance: &Balance) -> String {
    let minutes = crate::desk::minutes_words;
    let mut words = format!("{} left of {}", minutes(balance.left), minutes(i64::from(balance.granted)));
    if let Some(cap) = balance.daily_cap.filter(|cap| balance.today >= *cap) {
        words.push_str(&format!(", the {} of today are used", minutes(i64::from(cap))));
    }
    if let Some((date, gone)) = balance.expires {
        words.push_str(&format!(", {} gone on {date}", minutes(i64::from(gone))));
    }
    words
}
