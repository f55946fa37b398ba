//! Which shift hands over to which: from the rota where there is one, from the shifts on record, or as it was asked for.

use crate::calendar::{Instant, Span};
use crate::desk::Shift;
use crate::rota::{Duty, Rota};

/// Real seconds that the next shift lasts where no rota says so: a usual working day.
const USUAL: i64 = 8 * 3600;

/// How far ahead the next duty of a line is looked for, in real seconds.
const AHEAD: i64 = 60 * 86_400;

/// The duties of a rota from a moment on, as far as a handover looks for the next one.
pub fn duties_ahead(rota: &Rota, from: Instant) -> Vec<Duty> {
    rota.duties(Span { from, to: from.plus(AHEAD).unwrap_or(Instant::MAX) })
}

/// Who hands over to whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Who hands over.
    pub agent: String,
    /// On which line of the rota, where it is one.
    pub line: Option<String>,
    /// Since when it is told what changed.
    pub since: Instant,
    /// When the next shift begins, where that is after now.
    pub begins: Option<Instant>,
    /// When the next shift ends: what falls due before then is told.
    pub until: Instant,
    /// Whose the next shift is, where the rota says so.
    pub next: Option<String>,
}

/// What is known of shifts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shifts<'a> {
    /// Duties of the rota around now, by their beginning; at least those that last now and the next of each line.
    pub duties: &'a [Duty],
    /// The agent's shift that has begun and not ended.
    pub shift: Option<&'a Shift>,
    /// When the agent's line was handed over last.
    pub handed: Option<Instant>,
}

/// The shift that hands over and the one that follows it. `line`, `since` and `until` hold where they are given. Without a
/// rota the next shift is the coming eight hours; without a shift on record the present one began with its duty, with the
/// last handover, or eight hours ago.
pub fn window(
    agent: &str,
    shifts: Shifts<'_>,
    (line, since, until): (Option<&str>, Option<Instant>, Option<Instant>),
    now: Instant,
) -> Window {
    let lasts = |duty: &&Duty| duty.span.from <= now && now < duty.span.to;
    let mine = shifts.duties.iter().filter(lasts).find(|duty| duty.agent == agent);
    let own = shifts.shift.and_then(|shift| shift.line.as_deref());
    let first = || shifts.duties.first().map(|duty| duty.line.as_str());
    let line = line.or(own).or(mine.map(|duty| duty.line.as_str())).or_else(first);
    let on_line = || shifts.duties.iter().filter(|duty| Some(duty.line.as_str()) == line);
    let present = on_line().find(|duty| lasts(duty));
    // Who hands over late finds the next agent on duty already.
    let late = present.filter(|duty| shifts.shift.is_some() && duty.agent != agent);
    let next = late.or_else(|| on_line().find(|duty| duty.span.from >= now && duty.span.to > now));
    let began = present.filter(|duty| duty.agent == agent).map(|duty| duty.span.from);
    let ago = now.plus(-USUAL).unwrap_or(Instant::MIN);
    let since = since.or(shifts.shift.map(|shift| shift.began)).or(began).or(shifts.handed).unwrap_or(ago);
    let coming = now.plus(USUAL).unwrap_or(Instant::MAX);
    Window {
        agent: agent.to_owned(),
        line: line.map(str::to_owned),
        since: since.min(now),
        begins: next.map(|duty| duty.span.from).filter(|from| *from > now),
        until: until.or(next.map(|duty| duty.span.to)).unwrap_or(coming),
        next: next.map(|duty| duty.agent.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::ShiftId;

    fn at(hour: i64) -> Instant {
        Instant::from_unix_clamped(1_795_305_600 + hour * 3600)
    }

    fn duty(line: &str, agent: &str, from: i64, to: i64) -> Duty {
        Duty { line: line.into(), agent: agent.into(), span: Span { from: at(from), to: at(to) } }
    }

    fn shift(agent: &str, began: i64) -> Shift {
        let line = Some("first".into());
        Shift {
            id: ShiftId(1),
            agent: agent.into(),
            line,
            began: at(began),
            planned: None,
            ended: None,
            note: String::new(),
        }
    }

    const ASKED: (Option<&str>, Option<Instant>, Option<Instant>) = (None, None, None);

    #[test]
    fn the_next_duty_of_the_line_is_the_next_shift() {
        let duties = [
            duty("first", "ana", 0, 8),
            duty("escalation", "cleo", 0, 168),
            duty("first", "ben", 8, 16),
            duty("first", "dora", 16, 24),
        ];
        let shifts = Shifts { duties: &duties, ..Shifts::default() };
        let found = window("ana", shifts, ASKED, at(7));
        assert_eq!((found.since, found.begins, found.until), (at(0), Some(at(8)), at(16)));
        assert_eq!((found.next.as_deref(), found.line.as_deref()), (Some("ben"), Some("first")));
        // At the very change, and a little late with the shift still open.
        assert_eq!(window("ana", shifts, ASKED, at(8)).until, at(16));
        let own = shift("ana", 1);
        let late = Shifts { shift: Some(&own), ..shifts };
        let found = window("ana", late, ASKED, at(9));
        assert_eq!((found.since, found.begins, found.until), (at(1), None, at(16)));
        // Somebody who only looks sees the shift that comes, and a line can be asked for.
        assert_eq!(window("lead", shifts, ASKED, at(9)).until, at(24));
        assert_eq!(window("lead", shifts, (Some("escalation"), None, None), at(9)).next, None);
    }

    #[test]
    fn without_a_rota_it_is_the_coming_eight_hours() {
        let found = window("ana", Shifts::default(), ASKED, at(7));
        assert_eq!((found.since, found.begins, found.until, found.next), (at(-1), None, at(15), None));
        let handed = Shifts { handed: Some(at(3)), ..Shifts::default() };
        assert_eq!(window("ana", handed, (None, None, Some(at(9))), at(7)).until, at(9));
        assert_eq!(window("ana", handed, ASKED, at(7)).since, at(3));
    }
}
