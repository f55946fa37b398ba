//! What is typed after `/`: the list narrows with every key; Tab completes, Up and Down recall earlier filters of this
//! session, Enter keeps, Esc clears.

use crossterm::event::KeyCode;

use super::app::App;
use super::moving::{go_to, page, relist, step};
use super::picture::Picture;
use crate::calendar::Instant;
use crate::desk::TicketId;
use crate::desk::filter::{Completion, Filter, Offer, Remark, complete};
use crate::keyboard::Key;

/// A filter is a few words: nothing longer is typed or pasted.
pub const LONGEST: usize = 200;
/// Earlier filters that are kept.
const EARLIER: usize = 50;

/// Where somebody is who types a filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typing {
    /// Filters that were kept before, the newest last; a view's own are not among them.
    earlier: Vec<String>,
    /// Which of them is recalled.
    recalled: Option<usize>,
    /// What was typed before one was recalled.
    draft: String,
    /// What Tab offers, while Tab is all that is pressed.
    offered: Option<Offered>,
}

/// What Tab goes through.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offered {
    /// What was typed before the first Tab.
    before: String,
    completion: Completion,
    chosen: usize,
}

impl Typing {
    /// What Tab offers, and which of it is chosen.
    pub fn offers(&self) -> Option<(&[Offer], usize)> {
        self.offered.as_ref().map(|offered| (offered.completion.offers.as_slice(), offered.chosen))
    }

    fn remember(&mut self, text: &str) {
        self.earlier.retain(|known| known != text);
        if !text.trim().is_empty() {
            self.earlier.push(text.to_owned());
        }
        let spare = self.earlier.len().saturating_sub(EARLIER);
        self.earlier.drain(..spare);
        (self.recalled, self.offered) = (None, None);
    }

    /// The filter before the one that is recalled, or after it; the text typed so far stands after the newest.
    fn recall(&mut self, text: &str, back: bool) -> Option<String> {
        let newest = self.earlier.len();
        let place = self.recalled.unwrap_or(newest);
        let place = if back { place.checked_sub(1)? } else { place + 1 };
        if self.recalled.is_none() {
            self.draft = text.to_owned();
        }
        self.recalled = (place < newest).then_some(place);
        if place > newest {
            return None;
        }
        Some(self.earlier.get(place).unwrap_or(&self.draft).clone())
    }

    /// The text with the next offer in it, or the one before.
    fn complete(&mut self, text: &str, picture: Option<&Picture>, forward: bool) -> Option<String> {
        match &mut self.offered {
            Some(offered) => {
                let count = offered.completion.offers.len().max(1);
                offered.chosen = (offered.chosen + if forward { 1 } else { count - 1 }) % count;
            }
            None => {
                let before = text.to_owned();
                let completion = complete(text, text.chars().count(), picture?.vocabulary());
                if completion.offers.is_empty() {
                    return None;
                }
                self.offered = Some(Offered { before, completion, chosen: 0 });
            }
        }
        let offered = self.offered.as_ref()?;
        let offer = offered.completion.offers.get(offered.chosen)?;
        let (completed, _) = offered.completion.applied(&offered.before, offer);
        // The only one is taken: what is typed next goes on from it.
        if offered.completion.offers.len() == 1 {
            self.offered = None;
        }
        Some(completed)
    }
}

/// A key while the filter has the keys.
pub(super) fn on_key(app: &mut App, key: Key, now: Instant) {
    let text = app.filter.text().to_owned();
    let tab = matches!(key.code, KeyCode::Tab | KeyCode::BackTab);
    if !tab {
        app.typing.offered = None;
    }
    let changed = match key.code {
        KeyCode::Esc => {
            app.filtering = false;
            app.typing.remember(&text);
            Some(String::new())
        }
        KeyCode::Enter => {
            app.filtering = false;
            app.typing.remember(&text);
            if let Some(ticket) = number(&text) {
                set(app, "", now);
                go_to(app, ticket, now);
            }
            None
        }
        KeyCode::PageDown => return step(app, page(app)),
        KeyCode::PageUp => return step(app, -page(app)),
        KeyCode::Char('n') if key.ctrl => return step(app, 1),
        KeyCode::Char('p') if key.ctrl => return step(app, -1),
        KeyCode::Up | KeyCode::Down => app.typing.recall(&text, key.code == KeyCode::Up),
        KeyCode::Tab | KeyCode::BackTab => {
            app.typing.complete(&text, app.picture.as_deref(), key.code == KeyCode::Tab)
        }
        KeyCode::Backspace if text.is_empty() => {
            app.filtering = false;
            None
        }
        _ => edited(text, key),
    };
    if let Some(text) = changed {
        set(app, &text, now);
    }
}

fn edited(mut text: String, key: Key) -> Option<String> {
    match key.code {
        KeyCode::Backspace => {
            text.pop();
        }
        KeyCode::Char('u') if key.ctrl => text.clear(),
        KeyCode::Char('w') if key.ctrl => {
            let kept = text.trim_end().rfind(' ').map_or(0, |space| space + 1);
            text.truncate(kept);
        }
        _ => text.push(key.typed().filter(|_| text.chars().count() < LONGEST)?),
    }
    Some(text)
}

/// Pasted text goes where it would have been typed; only its first line, for a filter has one.
pub(super) fn on_paste(app: &mut App, text: &str, now: Instant) {
    let line = text.lines().next().unwrap_or_default();
    let typed = format!("{}{}", app.filter.text(), crate::text::printable(line));
    app.typing.offered = None;
    set(app, &typed.chars().take(LONGEST).collect::<String>(), now);
}

/// Narrows the list to what fits a text.
pub(super) fn set(app: &mut App, text: &str, now: Instant) {
    if app.filter.text() == text {
        return;
    }
    app.filter = Filter::read(text);
    relist(app, now);
}

/// The ticket that a filter of nothing but its number names.
fn number(text: &str) -> Option<TicketId> {
    text.trim().strip_prefix('#')?.parse().ok().map(TicketId)
}

/// What has to be said about the filter, the gravest first: what is wrong, what is unfinished, what nobody has.
pub fn remark(app: &App) -> Option<Remark> {
    let remarks = app.filter.remarks();
    let wrong = remarks.iter().find(|remark| !remark.unfinished).or_else(|| remarks.first());
    let doubt = || app.filter.doubts(app.picture.as_deref()?.vocabulary()).into_iter().next();
    wrong.cloned().or_else(doubt)
}
