//! What lies over the desk, asked line by line: questions, forms field by field, and anything else as it would be drawn.

use std::io;

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Session, told};
use crate::keyboard::Key;
use crate::text::printable;
use crate::tui::effect::Event;
use crate::tui::overlay::Aloud;
use crate::tui::overlays::Form;
use crate::tui::overlays::form::{Field, Input};

/// Gives a form up; what was typed is kept.
const CANCEL: &str = ".cancel";

impl Session {
    /// Asks until nothing lies over the desk.
    pub(super) fn overlays(&mut self) -> io::Result<()> {
        while let Some(layer) = self.app.overlays.last_mut() {
            if self.ended {
                return Ok(());
            }
            match layer.overlay.aloud() {
                Aloud::Question(question) => {
                    let yes = self.yes(&crate::text::printable_block(&question, 10_000))?;
                    self.key(KeyCode::Char(if yes { 'y' } else { 'n' }))?;
                }
                Aloud::Form(_) => self.form()?,
                Aloud::Shown => {
                    self.shown()?;
                    self.key(KeyCode::Esc)?;
                }
            }
            self.settle()?;
        }
        Ok(())
    }

    fn key(&mut self, code: KeyCode) -> io::Result<()> {
        self.event(Event::Key(Key::plain(code)))
    }

    /// Says the layer in front as it would be drawn.
    fn shown(&mut self) -> io::Result<()> {
        let now = self.clock.now();
        if let Some(lines) = self.app.overlays.last().and_then(|layer| layer.overlay.lines(&self.app, now)) {
            return lines.iter().try_for_each(|line| self.say(line));
        }
        let area = Rect::new(0, 0, 80, 60);
        let mut buffer = Buffer::empty(area);
        if let Some(layer) = self.app.overlays.last() {
            layer.overlay.draw(&mut buffer, area, &self.app, self.clock.now());
        }
        for y in area.top()..area.bottom() {
            let line: String = (area.left()..area.right())
                .filter_map(|x| buffer.cell((x, y)))
                .map(|cell| cell.symbol())
                .collect();
            let line = told::spoken(&line);
            if !line.trim().is_empty() {
                self.say(line.trim())?;
            }
        }
        Ok(())
    }

    /// Does something with the form in front, which knows the app that it lies over.
    fn with_form<T>(&mut self, with: impl FnOnce(&mut Form, &Session) -> T) -> Option<T> {
        let mut layer = self.app.overlays.pop()?;
        let done = match layer.overlay.aloud() {
            Aloud::Form(form) => Some(with(form, self)),
            _ => None,
        };
        self.app.overlays.push(layer);
        done
    }

    fn number(&self) -> Option<u64> {
        self.app.overlays.last().map(|layer| layer.number)
    }

    fn form(&mut self) -> io::Result<()> {
        let number = self.number();
        let lines =
            self.with_form(|form, session| form.head(&session.app, session.clock.now())).unwrap_or_default();
        for line in lines {
            self.say(&printable(&line))?;
        }
        // Which fields there are depends on what was answered before.
        let mut place = 0;
        while let Some(Some(next)) = self.with_form(|form, _| form.shown_from(place)) {
            if !self.field(next)? {
                return self.give_up();
            }
            place = next + 1;
        }
        loop {
            let verb = self.with_form(|form, _| form.verb()).unwrap_or_default();
            if !self.yes(&format!("{}?", capital(verb)))? {
                return self.give_up();
            }
            self.key(KeyCode::F(2))?;
            self.settle()?;
            if self.number() != number {
                return Ok(());
            }
            if self.with_form(|form, _| form.in_conflict()) == Some(true) {
                self.shown()?;
                if !self.yes("Send it anyway?")? {
                    self.key(KeyCode::Esc)?;
                    return self.give_up();
                }
                self.key(KeyCode::F(3))?;
                self.settle()?;
                if self.number() != number {
                    return Ok(());
                }
            }
            if let Some(Some(words)) = self.with_form(|form, _| form.trouble_said()) {
                self.say(&printable(&words))?;
            }
            let wrong = self.with_form(|form, _| form.wrong()).unwrap_or_default();
            for place in wrong {
                if !self.field(place)? {
                    return self.give_up();
                }
            }
        }
    }

    fn give_up(&mut self) -> io::Result<()> {
        self.say("Nothing was sent.")?;
        self.key(KeyCode::Esc)
    }

    /// Asks for one field until what is said fits; whether it was not given up.
    fn field(&mut self, place: usize) -> io::Result<bool> {
        loop {
            let Some(Some(field)) = self.with_form(|form, _| form.field(place).cloned()) else {
                return Ok(true);
            };
            if let Some(wrong) = &field.wrong {
                self.say(&printable(wrong))?;
            }
            let answer = match &field.input {
                Input::Text(_) => self.lines(&field)?,
                Input::Choice { options, .. } => {
                    for (number, option) in options.iter().enumerate() {
                        let about = if option.about.is_empty() {
                            String::new()
                        } else {
                            format!(": {}", option.about)
                        };
                        self.say(&printable(&format!("{}. {}{about}", number + 1, option.label)))?;
                    }
                    self.ask(&prompt(&field))?
                }
                Input::Line { .. } => self.ask(&prompt(&field))?,
            };
            let Some(answer) = answer.filter(|answer| answer.trim() != CANCEL) else { return Ok(false) };
            let taken = self
                .with_form(|form, session| form.answer(place, &answer, &session.app, session.clock.now()));
            match taken {
                Some(Err(why)) if !self.ended => self.say(&printable(&why))?,
                _ => return Ok(!self.ended),
            }
        }
    }

    /// Several lines, up to one with nothing but a point.
    fn lines(&mut self, field: &Field) -> io::Result<Option<String>> {
        if !field.value().trim().is_empty() {
            self.say("It holds:")?;
            let kept = crate::text::printable_block(field.value(), 60_000);
            self.say(&kept)?;
        }
        let words = format!("{} A line with nothing but a point ends it.", prompt(field));
        self.say(&words)?;
        let mut text: Vec<String> = Vec::new();
        loop {
            // Not a prompt: a person's cursor stands at the beginning of an empty line.
            let Some(line) = self.ask(if self.person { "|" } else { "" })? else {
                return Ok(None);
            };
            match line.trim_end() {
                "." => return Ok(Some(text.join("\n"))),
                CANCEL => return Ok(None),
                _ => text.push(line),
            }
        }
    }
}

/// What belongs into a field, and what stands there.
fn prompt(field: &Field) -> String {
    let value = match &field.input {
        Input::Choice { options, at } => {
            options.get(*at).map(|option| option.label.clone()).unwrap_or_default()
        }
        Input::Line { editor, .. } => editor.text().to_owned(),
        Input::Text(_) => String::new(),
    };
    let value = if value.is_empty() { String::new() } else { format!(" [{value}]") };
    let about = if field.about.is_empty() {
        String::new()
    } else {
        format!(" ({})", field.about.trim_end_matches('.'))
    };
    printable(&format!("{}{about}{value}:", field.label)).into_owned()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
