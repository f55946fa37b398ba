//! Who comes on duty when, for the view of time on screen and on the command line.

use crate::calendar::Span;
use crate::desk::lanes::Turn;
use crate::rota::Rota;

/// Every moment of a span at which somebody comes on duty on a line of the rota who was not on it until then, in time
/// order.
pub fn turns(rota: &Rota, span: Span) -> Vec<Turn> {
    let duties = rota.duties(span);
    let goes_on = |duty: &crate::rota::Duty| {
        duties.iter().any(|before| {
            before.line == duty.line && before.agent == duty.agent && before.span.to == duty.span.from
        })
    };
    let begins = duties.iter().filter(|duty| span.from <= duty.span.from && duty.span.from < span.to);
    let mut turns: Vec<Turn> = begins
        .filter(|duty| !goes_on(duty))
        .map(|duty| Turn { at: duty.span.from, who: duty.agent.clone(), line: duty.line.clone() })
        .collect();
    turns.sort_by_key(|turn| turn.at);
    turns
}
