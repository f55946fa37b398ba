//! Which views there are, what each lists, and what it is called on screen: the built-in ones and those of the agent.

use std::borrow::Cow;
use std::sync::Arc;

use super::app::App;
use super::effect::{Effect, Request};
use super::listing::View;
use super::picture::Picture;
use crate::desk::filter::Filter;
use crate::keyboard::{Action, Keymap};
use crate::views::{By, SavedView};

/// Resolved tickets that are read at a time.
const PAGE: u32 = 100;
/// No more are listed; `ticket list is:resolved` and the search know them all.
const MOST: u32 = 500;

/// What of the resolved tickets was asked for: how many, and when the desk was at which change.
pub type AskedResolved = (u32, i64);

impl App {
    /// The saved view that is shown, where one is.
    pub fn saved_view(&self) -> Option<&SavedView> {
        match self.view {
            View::Saved(place) => self.views.get(place),
            _ => None,
        }
    }

    /// Whether resolved tickets are listed, and not open ones.
    pub fn lists_resolved(&self) -> bool {
        self.view == View::Resolved || self.saved_view().is_some_and(|view| view.filter.asks_for_resolved())
    }

    /// Whether the list stands under customers.
    pub fn grouped(&self) -> bool {
        let by_customer = match self.view {
            View::Grouped => true,
            View::Saved(_) => self.saved_view().is_none_or(|view| view.by == By::Customer),
            _ => false,
        };
        by_customer && !self.lists_resolved()
    }

    /// The picture that the list is made of; `None` while it is read.
    pub fn listed(&self) -> Option<&Arc<Picture>> {
        if self.lists_resolved() { self.resolved.as_ref() } else { self.picture.as_ref() }
    }

    /// What the view is called.
    pub fn view_name(&self) -> &str {
        self.saved_view().map_or(self.view.name(), |view| &view.name)
    }

    /// What it is called, with the key that shows it.
    pub fn view_label(&self) -> String {
        let key = match (self.saved_view(), self.view.action()) {
            (Some(view), _) => view.key.as_ref().map(ToString::to_string),
            (None, Some(action)) => self.keymap.key_of(action).map(|key| key.to_string()),
            (None, None) => None,
        };
        let name = crate::text::printable(self.view_name());
        key.map_or_else(|| name.to_string(), |key| format!("{key}: {name}"))
    }

    /// The filter that lists what the view and the words behind `/` list together.
    pub fn whole_filter(&self) -> Filter {
        let own = match self.saved_view() {
            Some(view) => view.filter.clone(),
            None => Filter::read(self.view.as_filter()),
        };
        own.and(&self.filter)
    }

    /// The keymap with a view's key in it, without that of the view whose place it takes.
    ///
    /// # Errors
    /// What the key is bound to already.
    pub fn keymap_with(&self, view: &SavedView) -> Result<Keymap, String> {
        let others = self.keymap.bindings().iter().filter(|binding| {
            let named = binding.call.argument.as_deref().is_some_and(|name| view.is_named(name));
            !(binding.call.action == Action::View && named)
        });
        let others = Keymap::of(others.cloned().collect());
        let (keymap, clashes) = others.with(view.binding().into_iter().collect());
        match clashes.first() {
            None => Ok(keymap),
            Some((_, other)) => {
                let name = other.call.action.entry().map_or("", |entry| entry.name);
                Err(format!(
                    "{} is {name} {}",
                    other.keys,
                    other.call.argument.as_deref().unwrap_or_default()
                )
                .trim_end()
                .to_owned())
            }
        }
    }

    /// Takes a view among those of this screen, in the place of the one of that name, and shows it.
    pub(super) fn keep_view(&mut self, view: &SavedView) {
        if let Ok(keymap) = self.keymap_with(view) {
            self.keymap = Arc::new(keymap);
        }
        let place = self.views.iter().position(|known| known.is_named(&view.name));
        let place = place.unwrap_or(self.views.len());
        match self.views.get_mut(place) {
            Some(known) => known.clone_from(view),
            None => self.views.push(view.clone()),
        }
        self.view = View::Saved(place);
        self.filter = Filter::default();
    }

    /// The view of that name, or of the one name that holds it.
    pub(super) fn view_named(&self, name: &str) -> Option<View> {
        let saved = self.views.iter().position(|view| view.is_named(name)).map(View::Saved);
        let wanted = name.trim().to_lowercase();
        let holds = |known: &str| known.to_lowercase().contains(&wanted);
        saved
            .or_else(|| View::ALL.into_iter().find(|view| view.name() == wanted))
            .or_else(|| self.views.iter().position(|view| holds(&view.name)).map(View::Saved))
            .or_else(|| View::ALL.into_iter().find(|view| holds(view.name())))
    }

    /// The names of all views, the built-in ones first.
    pub fn view_names(&self) -> impl Iterator<Item = Cow<'static, str>> + '_ {
        let own = self.views.iter().map(|view| Cow::Owned(view.name.clone()));
        View::ALL.into_iter().map(|view| Cow::Borrowed(view.name())).chain(own)
    }
}

/// Asks for resolved tickets where they are listed: when the desk has changed, and for more at the end of the list.
pub(super) fn wish_resolved(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(sequence) = app.picture.as_ref().map(|picture| picture.board.sequence) else { return };
    if !app.lists_resolved() {
        return;
    }
    let here = app.resolved.as_ref().map_or(0, |picture| picture.board.rows.len());
    let asked = app.asked_resolved.map_or(PAGE, |(count, _)| count);
    // A page that came in full has another behind it; a filter that lets little through needs it at once.
    let full = usize::try_from(asked).is_ok_and(|asked| here >= asked);
    let near_end = app.cursor + super::screen::list_rows(app) >= app.listing.lines.len();
    let count = if full && near_end { (asked + PAGE).min(MOST) } else { asked };
    let wish = (count, sequence);
    if app.asked_resolved != Some(wish) {
        app.asked_resolved = Some(wish);
        effects.push(Effect::Ask(Request::Resolved(count)));
    }
}
