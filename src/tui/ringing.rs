//! What an alert does on the screen: a line over everything else and, where nobody is looking, the terminal's own ways
//! (ux.md 27). Pure: the runner writes the bytes.

use super::app::{App, Notice};
use super::effect::Effect;
use super::theme::Role;
use crate::alert::{Alert, AlertId, Kind, Way, summary_words};
use crate::calendar::Instant;

/// So many seconds an alert is said over everything else.
const SAID_FOR: i64 = 15;

/// A terminal that does not say whether its window has the focus is taken to be looked at for so many seconds after a key.
const AT_HAND: i64 = 60;

/// Whether the agent is looking: the window has the focus or, where the terminal does not say, a key was pressed just now.
fn looked_at(app: &App, now: Instant) -> bool {
    let at_hand = || app.hand.is_some_and(|hand| (0..AT_HAND).contains(&now.since(hand)));
    app.focused.unwrap_or_else(at_hand)
}

/// Takes in what has fallen, which nobody else tells, and how many alerts wait for an answer.
pub(super) fn tell(
    app: &mut App,
    told: Vec<(AlertId, Alert)>,
    open: usize,
    now: Instant,
    effects: &mut Vec<Effect>,
) {
    app.alerts = open;
    let looked_at = looked_at(app, now);
    let shown = |alert: &&Alert| {
        alert.ways.contains(&Way::Toast) || (looked_at && alert.ways.iter().any(|way| !way.leaves()))
    };
    let toasts: Vec<&Alert> = told.iter().map(|(_, alert)| alert).filter(shown).collect();
    if let Some(first) = toasts.first() {
        let text = match toasts.as_slice() {
            [only] => only.words.clone(),
            several => summary_words(several.iter().map(|alert| alert.kind)),
        };
        let kind =
            toasts.iter().map(|alert| alert.kind).find(|kind| *kind == Kind::Missed).unwrap_or(first.kind);
        let until = now.plus(SAID_FOR).unwrap_or(Instant::MAX);
        app.toast = Some(Notice { text, role: role(kind), until });
    }
    if !looked_at && !told.is_empty() {
        effects.push(Effect::Ring(told));
    }
}

/// A second has gone by.
pub(super) fn on_tick(app: &mut App, now: Instant) {
    app.toast.take_if(|toast| toast.until <= now || toast.until.since(now) > SAID_FOR);
}

/// How an alert of that kind looks.
pub(super) fn role(kind: Kind) -> Role {
    match kind {
        Kind::Missed => Role::Missed,
        Kind::Warning | Kind::Summary => Role::DueSoon,
        Kind::New | Kind::Allowance => Role::Strong,
    }
}
