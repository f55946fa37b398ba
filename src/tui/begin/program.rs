//! The program itself: help, the screen, the end; and what is typed when it ends.

use crate::calendar::Instant;
use crate::keyboard::{Action, Call};
use crate::tui::app::App;
use crate::tui::effect::{Draft, Effect};
use crate::tui::overlays::{Help, Palette};

pub(super) fn begin(app: &mut App, call: &Call, now: Instant, effects: &mut Vec<Effect>) -> bool {
    match call.action {
        Action::Palette => {
            let palette = Palette::new("", app);
            app.push(Box::new(palette));
        }
        Action::Help => app.push(Box::new(Help::default())),
        Action::Redraw => effects.push(Effect::Redraw),
        Action::Suspend => {
            keep_all(app, now, effects);
            effects.push(Effect::Suspend);
        }
        Action::Quit => {
            keep_all(app, now, effects);
            effects.push(Effect::Quit);
        }
        _ => return false,
    }
    true
}

/// Keeps everything that is typed and not sent (faults.md F03, F18).
pub fn keep_all(app: &mut App, now: Instant, effects: &mut Vec<Effect>) {
    for draft in app.unsent() {
        keep(app, draft, now, effects);
    }
}

/// Keeps a draft for next time.
pub(in crate::tui) fn keep(app: &mut App, mut draft: Draft, now: Instant, effects: &mut Vec<Effect>) {
    draft.kept = now.unix();
    app.drafts.retain(|kept| kept.key != draft.key);
    app.drafts.push(draft.clone());
    effects.push(Effect::KeepDraft(draft));
}
