//! Who is on call: a rota in a file (rotations, overrides, swaps), or a calendar feed as on-call services export it. Pure.
//!
//! - [`Rota`]: lines, each with layers of rotations, exchanged turns and stand-ins; who is on duty is asked of it.
//! - `turns`: a rotation counted on its wall clock. - `line`: which of a line's layers, swaps and overrides holds when.
//! - [`route`]: to whom tickets go that nobody has.
//! - `read`: `rota.toml` with every mistake placed. - `feed`, `names`: calendar feeds, and whom they mean.
//!
//! ```toml
//! zone = "Europe/Paris"               # whose wall clock times are on, where a line names no other
//!
//! [[line]]
//! name = "first"
//! rotation = ["ana", "ben"]           # in the order of their turns
//! turn = "1 week"                     # "12 hours", "1 day" ...
//! from = 2026-01-05T09:00:00          # the first turn; handovers stay at 09:00 when clocks change
//! hours = { week = ["Mon 18:00 - Fri 09:00"] }  # when anybody is needed; always without this
//!
//! [[line]]
//! name = "escalation"
//! ics = "escalation.ics"              # a feed beside this file, in place of rotation, turn and from
//! says = "summary"                    # or "attendee": what of an event names the agent
//!
//! [[override]]                        # somebody stands in
//! line = "first"
//! agent = "cleo"
//! from = 2026-12-24T18:00:00
//! to = 2026-12-26T09:00:00
//! why = "Ana is away"
//!
//! [[swap]]                            # two agents have each other's duties
//! line = "first"
//! agents = ["ana", "ben"]
//! from = 2026-11-02T09:00:00
//! to = 2026-11-16T09:00:00
//!
//! [[route]]                           # the first that fits, and whose line has somebody on call
//! line = "escalation"
//! filter = "sev:critical"             # docs/filter.md; everything without this
//!
//! [names]                             # what feeds call somebody, and who that is
//! "Ana Lopez" = "ana"
//! ```

mod feed;
mod line;
mod moments;
mod names;
mod read;
pub mod route;
mod turns;

use crate::calendar::{Instant, Span, Zones};
use crate::written::Diagnostic;

use line::Line;
pub use route::{Assignment, Route};

/// Somebody's turn on a line of the rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The line: `first`, `escalation` ...
    pub line: String,
    /// Who.
    pub agent: String,
    /// From when to when.
    pub span: Span,
}

/// How a line stands at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The line.
    pub line: String,
    /// Who is on duty, if anybody is.
    pub duty: Option<Duty>,
    /// Who comes next, where that is known two months ahead.
    pub next: Option<Duty>,
}

/// Who is on call when. What overlaps is settled so: an override holds above a swap, a swap above a rotation, and of
/// rotations of one line the one that is written later.
#[derive(Debug, Clone, Default)]
pub struct Rota {
    lines: Vec<Line>,
    routes: Vec<Route>,
}

/// Hands over the bytes of a feed by the name that the rota gives it: a file beside it.
pub type Feeds<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// Largest feed that is read, in bytes.
pub const LARGEST_FEED: usize = feed::LARGEST;

/// How far ahead a change is looked for by going through the turns; beyond it only the beginnings of what is written down
/// are left. Longer than the longest turn.
const LOOK_AHEAD: i64 = 800 * 86_400;

/// How far ahead the next duty of a line is looked for.
const AHEAD: i64 = 62 * 86_400;

impl Rota {
    /// Reads a `rota.toml`: the rota, where nothing in it is wrong, and every mistake with its place. `file` is only
    /// shown. One that asks for feeds is refused: [`Rota::read_with`] reads these too.
    pub fn read(bytes: &[u8], file: &str, zones: &Zones) -> (Option<Rota>, Vec<Diagnostic>) {
        read::read(bytes, file, zones, &|_| Err("there are no feeds here".to_owned()))
    }

    /// The same with feeds.
    pub fn read_with(
        bytes: &[u8],
        file: &str,
        zones: &Zones,
        feeds: &Feeds<'_>,
    ) -> (Option<Rota>, Vec<Diagnostic>) {
        read::read(bytes, file, zones, feeds)
    }

    /// The rota of one feed alone, `name`: its only line is `on-call`. Times in it that name no zone are meant in `zone`.
    pub fn of_feed(
        name: &str,
        zone: &str,
        zones: &Zones,
        feeds: &Feeds<'_>,
    ) -> (Option<Rota>, Vec<Diagnostic>) {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let line = format!("[[line]]\nname = \"on-call\"\nzone = {}\nics = {}\n", quoted(zone), quoted(name));
        read::read(line.as_bytes(), name, zones, feeds)
    }

    /// The names of its lines, in the order of the file.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.name.as_str())
    }

    /// Everybody who has turns or stands in, by name.
    pub fn agents(&self) -> Vec<&str> {
        let agents = self.lines.iter().flat_map(|line| &line.layers).flat_map(line::Layer::agents);
        let stand_in = self.lines.iter().flat_map(|line| &line.overrides).map(|one| one.agent.as_str());
        let all: std::collections::BTreeSet<&str> = agents.chain(stand_in).collect();
        all.into_iter().collect()
    }

    /// Who routes what: the first that fits decides.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// Who is on duty on a line at an instant, if anybody is.
    pub fn on_duty_of(&self, line: &str, at: Instant) -> Option<Duty> {
        self.on_duty(at).into_iter().find(|duty| duty.line == line)
    }

    /// Who is on duty at an instant, in the order of the lines; each with the whole turn.
    pub fn on_duty(&self, at: Instant) -> Vec<Duty> {
        let Some(next) = at.plus(1) else { return Vec::new() };
        self.of_lines(Span { from: at, to: next })
    }

    /// How every line stands at an instant, in the order of the lines.
    pub fn standing(&self, at: Instant) -> Vec<Standing> {
        let to = at.plus(AHEAD).unwrap_or(Instant::MAX);
        let of_line = |line: &Line| {
            let mut duty = None;
            let mut next = None;
            for piece in line.pieces(Span { from: at, to }) {
                let this = Duty { line: line.name.clone(), agent: piece.agent.to_owned(), span: piece.span };
                if piece.span.from <= at {
                    duty = Some(this);
                } else {
                    next = Some(this);
                    break;
                }
            }
            Standing { line: line.name.clone(), duty, next }
        };
        self.lines.iter().map(of_line).collect()
    }

    /// Every duty of which some second lies in `span`, whole, by its start and then in the order of the lines. Turns are
    /// not joined: where one agent's turn follows another of the same agent, these are two.
    pub fn duties(&self, span: Span) -> Vec<Duty> {
        let mut duties = self.of_lines(span);
        duties.sort_by_key(|duty| duty.span.from);
        duties
    }

    /// The next instant after `at` at which a duty begins or ends; `None` where none ever does.
    pub fn next_change(&self, at: Instant) -> Option<Instant> {
        let mut length = 86_400;
        while length <= LOOK_AHEAD {
            let to = at.plus(length).unwrap_or(Instant::MAX);
            let duties = self.of_lines(Span { from: at, to });
            let edges = duties.iter().flat_map(|duty| [duty.span.from, duty.span.to]);
            // What lies past the window may be beaten by something that begins past it.
            if let Some(next) = edges.filter(|edge| *edge > at && *edge <= to).min() {
                return Some(next);
            }
            length *= 4;
        }
        let later = self.lines.iter().flat_map(Line::beginnings).filter(|from| *from > at).min()?;
        let begins = |from: Instant| self.on_duty(from).iter().any(|duty| duty.span.from == from);
        // A rotation that begins in a night without hours has nobody until its hours come.
        if begins(later) { Some(later) } else { self.next_change(later) }
    }

    fn of_lines(&self, span: Span) -> Vec<Duty> {
        let of_line = |line: &Line| {
            let duty = |piece: line::Piece| Duty {
                line: line.name.clone(),
                agent: piece.agent.to_owned(),
                span: piece.span,
            };
            line.pieces(span).into_iter().map(duty).collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(of_line).collect()
    }
}
