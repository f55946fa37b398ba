//! The form that saves what is listed as a view.

use std::cell::RefCell;

use super::form::{Answer, Choice, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::Ticket;
use crate::tui::app::App;
use crate::tui::effect::{Done, Effect};
use crate::tui::overlay::Reply;
use crate::views::{By, SavedView};

/// Saves a view.
#[derive(Debug)]
pub struct SaveView {
    filter: String,
    by: By,
    name: String,
    key: String,
    /// What was typed, read when the form was sent.
    made: RefCell<Option<SavedView>>,
}

impl SaveView {
    /// With what is listed now; a saved view that is shown is changed.
    pub fn new(app: &App) -> SaveView {
        let saved = app.saved_view();
        SaveView {
            filter: app.whole_filter().text().to_owned(),
            by: if app.grouped() { By::Customer } else { By::Urgency },
            name: saved.map(|view| view.name.clone()).unwrap_or_default(),
            key: saved.and_then(|view| view.key.as_ref()).map(ToString::to_string).unwrap_or_default(),
            made: RefCell::new(None),
        }
    }
}

impl Task for SaveView {
    fn name(&self) -> &'static str {
        "view"
    }

    fn title(&self) -> String {
        "Save this filter as a view".into()
    }

    fn verb(&self) -> &'static str {
        "save the view"
    }

    fn fields(&self, _app: &App) -> Vec<Field> {
        let by = match self.by {
            By::Customer => By::ALL,
            By::Urgency => [By::Urgency, By::Customer],
        };
        let words = |by: By| match by {
            By::Customer => "under their customers",
            By::Urgency => "the most urgent first",
        };
        let by = by.into_iter().map(|by| Choice::new(by.as_str(), words(by), "")).collect();
        vec![
            Field::line("name", "Name").given(&self.name).about("A view of that name is replaced."),
            Field::line("key", "Key")
                .given(&self.key)
                .about("What shows it, such as 7, F5 or v x; may stay empty."),
            Field::line("filter", "Filter").given(&self.filter),
            Field::choice("by", "Listed", by),
        ]
    }

    fn commands(&self, fields: &Fields<'_>, _seen: Option<&Ticket>, app: &App, _now: Instant) -> Answer {
        let by = By::from_word(fields.value("by")).unwrap_or_default();
        let view = SavedView::new(fields.value("name"), fields.given("key"), fields.value("filter"), by)?;
        if let Err(taken) = app.keymap_with(&view) {
            return Err(vec![("key", format!("taken already: {taken}"))]);
        }
        let said = format!("the view {} is saved", crate::text::quoted(&view.name));
        self.made.replace(Some(view));
        Ok((Vec::new(), said))
    }

    fn done(&mut self, _done: &Done, _app: &App) -> Reply {
        match self.made.take() {
            Some(view) => Reply::close().and(Effect::KeepView(Box::new(view))),
            None => Reply::close(),
        }
    }
}
