//! A form that is asked field by field, where there is no screen.

use super::{Field, Form, Input, Stage};
use crate::calendar::Instant;
use crate::tui::app::App;

impl Form {
    /// What stands above the fields.
    pub fn head(&self, app: &App, now: Instant) -> Vec<String> {
        let kept = self.kept.is_some().then(|| "There is text from before in it.".to_owned());
        let lead = self.task.lead(app, now).into_iter().map(|(_, words)| words);
        std::iter::once(format!("{}.", self.task.title())).chain(lead).chain(kept).collect()
    }

    /// What sending does.
    pub fn verb(&self) -> &'static str {
        self.task.verb()
    }

    /// The first field at that place or after it that is there.
    pub fn shown_from(&self, place: usize) -> Option<usize> {
        (place..self.fields.len()).find(|place| self.fields.get(*place).is_some_and(|field| field.shown))
    }

    /// A field.
    pub fn field(&self, place: usize) -> Option<&Field> {
        self.fields.get(place)
    }

    /// Puts an answer in: text, or the number, the name or the beginning of the name of a choice. Nothing keeps what is
    /// there.
    ///
    /// # Errors
    /// What would be right.
    pub fn answer(&mut self, place: usize, answer: &str, app: &App, now: Instant) -> Result<(), String> {
        let Some(field) = self.fields.get_mut(place) else { return Ok(()) };
        field.wrong = None;
        if !answer.trim().is_empty() {
            put(field, answer)?;
        }
        self.tune(app, now);
        Ok(())
    }

    /// Fields that something is wrong with.
    pub fn wrong(&self) -> Vec<usize> {
        let wrong = |(_, field): &(usize, &Field)| field.wrong.is_some();
        self.fields.iter().enumerate().filter(wrong).map(|(place, _)| place).collect()
    }

    /// What the store said.
    pub fn trouble_said(&self) -> Option<String> {
        self.said.as_ref().map(|(_, words)| words.clone())
    }

    /// Somebody else was faster.
    pub fn in_conflict(&self) -> bool {
        matches!(self.stage, Stage::Conflict { .. })
    }
}

fn put(field: &mut Field, answer: &str) -> Result<(), String> {
    if let Input::Choice { options, .. } = &field.input {
        let wanted = answer.trim().to_lowercase();
        let number = wanted.parse::<usize>().ok().and_then(|number| options.get(number.checked_sub(1)?));
        let exact =
            || options.iter().find(|option| option.key == wanted || option.label.to_lowercase() == wanted);
        let mut begin = options.iter().filter(|option| option.label.to_lowercase().starts_with(&wanted));
        let begun = || begin.next().filter(|_| begin.next().is_none());
        let chosen = number.or_else(exact).or_else(begun).map(|option| option.key.clone());
        let Some(key) = chosen else { return Err("None of them: say the number of one.".to_owned()) };
        field.set(&key);
        return Ok(());
    }
    field.set("");
    field.paste(answer);
    if let Some(why) = field.wrong.take() {
        return Err(why);
    }
    if let Input::Line { known, only: true, .. } = &field.input {
        let typed = field.value().trim().to_lowercase();
        if let Some(exact) = known.iter().find(|known| known.to_lowercase() == typed).cloned() {
            field.set(&exact);
            return Ok(());
        }
        let suggestions: Vec<String> = field.suggestions().into_iter().map(str::to_owned).collect();
        return match suggestions.as_slice() {
            [one] => {
                field.set(one);
                Ok(())
            }
            [] => Err("Nothing is called so.".to_owned()),
            several => Err(format!("It may be: {}.", several.join("; "))),
        };
    }
    Ok(())
}
