//! Who is on call, and the agent's own shift, as the board keeps them.

use std::sync::Arc;

use super::app::App;
use super::theme::Role;
use crate::calendar::Instant;
use crate::desk::Shift;
use crate::rota::{Rota, Standing};

/// Who is on call, and the agent's own shift.
#[derive(Debug, Clone, Default)]
pub struct OnCall {
    /// The rota: the last good one.
    pub rota: Option<Arc<Rota>>,
    /// What is wrong with its file as it lies there now.
    pub trouble: Option<String>,
    /// The agent's shift that has begun and not ended.
    pub shift: Option<Shift>,
    /// How its lines stand, from when on and until when that holds.
    standing: Vec<Standing>,
    holds: Option<(Instant, Instant)>,
}

impl OnCall {
    /// As read.
    pub fn new(rota: Option<Arc<Rota>>, trouble: Option<String>, shift: Option<Shift>) -> OnCall {
        OnCall { rota, trouble, shift, standing: Vec::new(), holds: None }
    }

    /// Whether there is anything to show.
    pub fn shows(&self) -> bool {
        self.rota.is_some() || self.trouble.is_some() || self.shift.is_some()
    }

    /// How the lines stand as of the moment for which this was settled last.
    pub fn standing(&self) -> &[Standing] {
        &self.standing
    }

    /// Works out anew how the lines stand, where a duty has begun or ended since, or the clock has been set back.
    pub fn settle(&mut self, now: Instant) {
        let holds = self.holds.is_some_and(|(from, until)| from <= now && now < until);
        if holds {
            return;
        }
        let Some(rota) = &self.rota else {
            self.standing.clear();
            self.holds = Some((Instant::MIN, Instant::MAX));
            return;
        };
        self.standing = rota.standing(now);
        self.holds = Some((now, rota.next_change(now).unwrap_or(Instant::MAX)));
    }
}

/// Takes in what the worker says; what is newly wrong with the rota is said once.
pub(super) fn take(app: &mut App, mut told: OnCall, now: Instant) {
    told.settle(now);
    if let Some(trouble) =
        told.trouble.as_ref().filter(|trouble| app.on_call.trouble.as_ref() != Some(trouble))
    {
        let kept = if told.rota.is_some() { "; the rota of before stays in force" } else { "" };
        app.say(format!("{trouble}{kept}"), Role::Error, now);
    }
    app.on_call = told;
}
