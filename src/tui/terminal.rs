//! The terminal as a guard: taken after everything that can fail, given back in reverse whatever happens
//! (design.md 10, faults.md F).

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::style::Print;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::background;
use crate::console::Ended;

/// Keeps and brings back the window's title (XTWINOPS); terminals without it ignore the sequence.
const KEEP_TITLE: &str = "\x1b[22;0t";
const TITLE_BACK: &str = "\x1b[23;0t";

/// Whether the terminal is taken now: it is given back once, from wherever.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Presses and the wheel, with places beyond column 223 (DECSET 1000 and 1006): not every movement, which is noise.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Whether the mouse is ours, so that it is given back from wherever.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// A whole frame in one write, so that frames don't tear (design.md, traps).
const FRAME_BYTES: usize = 64 * 1024;

/// That both ends are a terminal.
///
/// # Errors
/// [`Ended::NoTerminal`] names the end that is not (faults.md F12).
pub fn required() -> Result<(), Ended> {
    if !io::stdin().is_terminal() {
        return Err(Ended::NoTerminal("standard input"));
    }
    if !io::stdout().is_terminal() {
        return Err(Ended::NoTerminal("standard output"));
    }
    Ok(())
}

/// Raw mode, alternate screen, paste, focus and title; dropped, the terminal is as it was.
#[derive(Debug)]
pub struct Guard {
    /// The terminal is asked for its background whenever it is taken.
    ask: bool,
}

impl Guard {
    /// Takes the terminal; `ask` has it say what its background is, in its own time.
    ///
    /// # Errors
    /// Where it cannot be taken; it is as it was then.
    pub fn take(ask: bool) -> io::Result<Guard> {
        let guard = Guard { ask };
        TAKEN.store(true, Ordering::SeqCst);
        guard.enter()?;
        Ok(guard)
    }

    fn enter(&self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(
            io::stdout(),
            Print(KEEP_TITLE),
            SetTitle("tierdesk"),
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange,
            Hide
        )?;
        if MOUSE.load(Ordering::SeqCst) {
            execute!(io::stdout(), Print(MOUSE_ON))?;
        }
        if self.ask { background::ask(&mut io::stdout()) } else { Ok(()) }
    }

    /// Takes the mouse, or gives it back.
    ///
    /// # Errors
    /// Where the terminal has gone away.
    pub fn mouse(&self, on: bool) -> io::Result<()> {
        MOUSE.store(on, Ordering::SeqCst);
        execute!(io::stdout(), Print(if on { MOUSE_ON } else { MOUSE_OFF }))
    }

    /// Gives it back for a while (Ctrl-Z).
    pub fn lend(&self) {
        give_back();
    }

    /// Takes it again, whatever a shell has done to it meanwhile.
    ///
    /// # Errors
    /// Where it cannot be taken.
    pub fn take_again(&self) -> io::Result<()> {
        // A shell that came between has set its own modes: raw mode is left and entered, not taken for granted.
        give_back();
        TAKEN.store(true, Ordering::SeqCst);
        self.enter()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Undoes everything, in reverse. Nothing is left to be told where the terminal has gone away.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    if MOUSE.load(Ordering::SeqCst) {
        let _ = queue!(out, Print(MOUSE_OFF));
    }
    let _ = queue!(out, Show, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen);
    let _ = queue!(out, Print(TITLE_BACK));
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// The screen: draws what differs from what is there, in one write, and nothing where nothing differs (ux.md 29).
pub struct Screen {
    backend: CrosstermBackend<BufWriter<File>>,
    shown: Buffer,
    next: Buffer,
}

impl Screen {
    /// Of the terminal behind standard output.
    ///
    /// # Errors
    /// Where it cannot be asked for its size.
    pub fn of_stdout() -> io::Result<Screen> {
        // Past the line buffer of `Stdout`, which would part a frame into several writes.
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, out));
        let area = Rect::from((ratatui::layout::Position::ORIGIN, backend.size()?));
        Ok(Screen { backend, shown: Buffer::empty(area), next: Buffer::empty(area) })
    }

    /// The terminal's size now; a changed one means that everything is drawn afresh.
    ///
    /// # Errors
    /// Where the terminal has gone away.
    pub fn size(&mut self) -> io::Result<Size> {
        let size = self.backend.size()?;
        let area = Rect::from((ratatui::layout::Position::ORIGIN, size));
        if area != self.shown.area {
            self.next = Buffer::empty(area);
            self.forget()?;
        }
        Ok(size)
    }

    /// Whatever is thought to be on screen is not there any more.
    ///
    /// # Errors
    /// Where the terminal has gone away.
    pub fn forget(&mut self) -> io::Result<()> {
        self.shown = Buffer::empty(self.next.area);
        self.backend.clear()
    }

    /// Shows what `paint` paints.
    ///
    /// # Errors
    /// Where the terminal has gone away.
    pub fn show(&mut self, paint: impl FnOnce(&mut Buffer, Rect)) -> io::Result<()> {
        let area = self.next.area;
        self.next.reset();
        paint(&mut self.next, area);
        let mut changes = self.shown.diff_iter(&self.next).peekable();
        if changes.peek().is_some() {
            self.backend.draw(changes)?;
            // The backend's own: `Backend::flush` and `Write::flush` are both there.
            Backend::flush(&mut self.backend)?;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }
}
