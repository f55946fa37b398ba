//! A form's fields: text of one line or many, one of several choices, and a line that is completed as one types.

use crossterm::event::KeyCode;

use super::editor::Editor;
use crate::desk::decide::{LINE_LIMIT, TEXT_LIMIT};
use crate::text;
use crate::tui::keys::Key;
use crate::tui::theme::Role;

/// Most suggestions that are shown below a line.
pub const SUGGESTIONS: usize = 5;

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, in drafts and in what is sent.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What is in it.
    pub input: Input,
    /// What belongs into it, shown while it has the keys.
    pub about: String,
    /// What is wrong with it.
    pub wrong: Option<String>,
    /// What comes of what is in it, shown below it all the time.
    pub told: Vec<(Role, String)>,
    /// It is there: a level, for one, is asked only where the policy has levels.
    pub shown: bool,
    /// What is known is only offered: nothing is taken that was not gone to.
    free: bool,
    /// What it held before anybody typed: no draft is made of that.
    given: String,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Input {
    /// Several lines.
    Text(Editor),
    /// One line, completed from what is known.
    Line {
        /// As typed.
        editor: Editor,
        /// What is known.
        known: Vec<String>,
        /// The suggestion that was gone to.
        picked: Option<usize>,
        /// Only what is known will do: the best suggestion is taken without being gone to.
        only: bool,
    },
    /// One of several.
    Choice {
        /// What there is.
        options: Vec<Choice>,
        /// Which one.
        at: usize,
    },
}

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As data writes it; empty for "none of them".
    pub key: String,
    /// For people.
    pub label: String,
    /// What it means, in our words.
    pub about: String,
}

impl Choice {
    /// A choice.
    pub fn new(key: impl Into<String>, label: impl Into<String>, about: impl Into<String>) -> Choice {
        Choice { key: key.into(), label: label.into(), about: about.into() }
    }
}

impl Field {
    fn new(name: &'static str, label: &'static str, input: Input) -> Field {
        Field {
            name,
            label,
            input,
            about: String::new(),
            wrong: None,
            told: Vec::new(),
            shown: true,
            free: false,
            given: String::new(),
        }
    }

    /// Several lines.
    pub fn text(name: &'static str, label: &'static str) -> Field {
        Field::new(name, label, Input::Text(Editor::new(true, TEXT_LIMIT)))
    }

    /// One line.
    pub fn line(name: &'static str, label: &'static str) -> Field {
        Field::known(name, label, Vec::new())
    }

    /// One line, completed from what is known.
    pub fn known(name: &'static str, label: &'static str, known: Vec<String>) -> Field {
        let editor = Editor::new(false, LINE_LIMIT * 4);
        Field::new(name, label, Input::Line { editor, known, picked: None, only: false })
    }

    /// One line of free words, for which some are offered: what was typed is what is meant, unless one is gone to.
    pub fn offered(name: &'static str, label: &'static str, known: Vec<String>) -> Field {
        Field { free: true, ..Field::known(name, label, known) }
    }

    /// One line that has to be one of what is known.
    pub fn one_of(name: &'static str, label: &'static str, all: Vec<String>) -> Field {
        let mut field = Field::known(name, label, all);
        if let Input::Line { only, .. } = &mut field.input {
            *only = true;
        }
        field
    }

    /// One of several.
    pub fn choice(name: &'static str, label: &'static str, options: Vec<Choice>) -> Field {
        Field::new(name, label, Input::Choice { options, at: 0 })
    }

    /// With words about it.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Field {
        self.about = about.into();
        self
    }

    /// With something in it from the start.
    #[must_use]
    pub fn given(mut self, value: &str) -> Field {
        self.set(value);
        self.given = value.to_owned();
        self
    }

    /// What it holds: text as typed, or the key of the choice.
    pub fn value(&self) -> &str {
        match &self.input {
            Input::Text(editor) | Input::Line { editor, .. } => editor.text(),
            Input::Choice { options, at } => options.get(*at).map_or("", |choice| choice.key.as_str()),
        }
    }

    /// Puts a value in; a choice that is not there changes nothing.
    pub fn set(&mut self, value: &str) {
        match &mut self.input {
            Input::Text(editor) => editor.set(value),
            Input::Line { editor, picked, .. } => {
                editor.set(value);
                *picked = None;
            }
            Input::Choice { options, at } => {
                *at = options.iter().position(|choice| choice.key == value).unwrap_or(*at);
            }
        }
    }

    /// Other choices; the one that was chosen stays so where it is still there.
    pub fn choose_from(&mut self, new: Vec<Choice>) {
        let value = self.value().to_owned();
        if let Input::Choice { options, at } = &mut self.input {
            *at = new.iter().position(|choice| choice.key == value).unwrap_or(0);
            *options = new;
        }
    }

    /// Whether somebody typed something into it.
    pub fn is_typed(&self) -> bool {
        let typed = !matches!(self.input, Input::Choice { .. });
        typed && self.value() != self.given && !self.value().trim().is_empty()
    }

    /// What is known and fits what was typed, best first; nothing once it is complete.
    pub fn suggestions(&self) -> Vec<&str> {
        let Input::Line { editor, known, .. } = &self.input else { return Vec::new() };
        let wanted = editor.text().trim().to_lowercase();
        if known.iter().any(|known| *known == editor.text()) {
            return Vec::new();
        }
        let begins = known.iter().filter(|known| known.to_lowercase().starts_with(&wanted));
        let holds = known.iter().filter(|known| {
            let known = known.to_lowercase();
            !known.starts_with(&wanted) && known.contains(&wanted)
        });
        begins.chain(holds).take(SUGGESTIONS).map(String::as_str).collect()
    }

    /// The suggestion that Enter takes.
    pub fn picked(&self) -> Option<usize> {
        match &self.input {
            Input::Line { picked, only, .. } => picked.or_else(|| only.then_some(0)),
            _ => None,
        }
    }

    /// Takes the suggestion that is picked; whether there was one. Going on without having gone to one completes only
    /// what can mean nothing else.
    pub fn complete(&mut self, going_on: bool) -> bool {
        let Input::Line { editor, picked, .. } = &self.input else { return false };
        let suggestions = self.suggestions();
        if going_on && picked.is_none() && (self.free || editor.is_blank() || suggestions.len() > 1) {
            return false;
        }
        let taken = self.picked().and_then(|place| suggestions.get(place)).map(|taken| (*taken).to_owned());
        if let Some(taken) = &taken {
            self.set(taken);
        }
        taken.is_some()
    }

    /// A key; whether it meant something here.
    pub fn key(&mut self, key: Key) -> bool {
        self.wrong = None;
        let suggested = self.suggestions().len();
        match &mut self.input {
            Input::Text(editor) => editor.key(key),
            Input::Line { editor, picked, only, .. } => match key.code {
                KeyCode::Down if suggested > 0 && picked.is_none_or(|at| at + 1 < suggested) => {
                    // Where the first one is marked already, Down goes on from there.
                    let next = picked.map_or(usize::from(*only), |at| at + 1);
                    *picked = Some(next.min(suggested - 1));
                    true
                }
                KeyCode::Up if picked.is_some_and(|at| at > 0) => {
                    *picked = picked.map(|at| at - 1);
                    true
                }
                _ => {
                    let meant = editor.key(key);
                    if meant {
                        *picked = None;
                    }
                    meant
                }
            },
            Input::Choice { options, at } => match key.code {
                KeyCode::Left => {
                    *at = at.saturating_sub(1);
                    true
                }
                KeyCode::Right => {
                    *at = (*at + 1).min(options.len().saturating_sub(1));
                    true
                }
                // Typing goes to the next choice that begins so.
                _ => match key.typed().filter(|c| c.is_alphanumeric()) {
                    Some(c) => {
                        let begins = |choice: &Choice| {
                            choice
                                .label
                                .chars()
                                .next()
                                .is_some_and(|first| first.to_lowercase().eq(c.to_lowercase()))
                        };
                        let next = (*at + 1..options.len()).chain(0..*at);
                        let found = next.into_iter().find(|place| options.get(*place).is_some_and(begins));
                        *at = found.unwrap_or(*at);
                        true
                    }
                    None => false,
                },
            },
        }
    }

    /// Pasted text: into text fields only.
    pub fn paste(&mut self, pasted: &str) {
        self.wrong = None;
        let outcome = match &mut self.input {
            Input::Text(editor) => editor.insert(pasted),
            Input::Line { editor, picked, .. } => {
                *picked = None;
                editor.insert(pasted.trim_end_matches(['\r', '\n']))
            }
            Input::Choice { .. } => Err("choose with Left and Right".to_owned()),
        };
        self.wrong = outcome.err();
    }

    /// What is said below it while it has the keys: its own words and those of the choice.
    pub fn words(&self) -> String {
        let of_choice = match &self.input {
            Input::Choice { options, at } => options.get(*at).map_or("", |choice| choice.about.as_str()),
            _ => "",
        };
        let parts = [of_choice, self.about.as_str()].into_iter().filter(|part| !part.is_empty());
        let words = parts.collect::<Vec<_>>().join(" · ");
        text::printable(&words).into_owned()
    }
}
