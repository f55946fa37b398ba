//! Who is on call: a rota in a file (rotations, overrides, swaps), or a calendar feed as on-call services export it. Pure.
//!
//! - [`Rota`]: lines, each with layers of rotations, exchanged turns and stand-ins; who is on duty is asked of it.
//! - `turns`: a rotation counted on its wall clock. - `line`: which of a line's layers, swaps and overrides holds when.
//! - `read`: `rota.toml` with every mistake placed; docs/rota.md has its keys.

mod line;
mod moments;
mod read;
mod turns;

use crate::calendar::{Instant, Span, Zones};
use crate::written::Diagnostic;

use line::Line;

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

/// Who is on call when. What overlaps is settled so: an override holds above a swap, a swap above a rotation, and of
/// rotations of one line the one that is written later.
#[derive(Debug, Clone, Default)]
pub struct Rota {
    lines: Vec<Line>,
}

/// How far ahead a change is looked for by going through the turns; beyond it only the beginnings of what is written down
/// are left. Longer than the longest turn.
const LOOK_AHEAD: i64 = 800 * 86_400;

impl Rota {
    /// Reads a `rota.toml`: the rota, where nothing in it is wrong, and every mistake with its place. `file` is only
    /// shown.
    pub fn read(bytes: &[u8], file: &str, zones: &Zones) -> (Option<Rota>, Vec<Diagnostic>) {
        read::read(bytes, file, zones)
    }

    /// The names of its lines, in the order of the file.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.name.as_str())
    }

    /// Who is on duty at an instant, in the order of the lines; each with the whole turn.
    pub fn on_duty(&self, at: Instant) -> Vec<Duty> {
        let Some(next) = at.plus(1) else { return Vec::new() };
        self.of_lines(Span { from: at, to: next })
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
