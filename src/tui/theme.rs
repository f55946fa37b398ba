//! Styles by meaning. A screen names a [`Role`]; only here a role becomes a colour.
//!
//! The colours are the terminal's own sixteen on its own foreground and background, never white, black or yellow text,
//! so that light and dark terminals can both be read (ux.md 24). A colour never carries a meaning alone: marks, words
//! and letters say the same (ux.md 4). With `NO_COLOR` every colour is left away here, for crossterm would otherwise
//! write an empty SGR that undoes the reversed row (design.md, traps).

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plain text.
    Text,
    /// What may be overlooked.
    Muted,
    /// What is read first: names, numbers.
    Strong,
    /// The program's name and headings.
    Title,
    /// A missed target.
    Missed,
    /// Little time is left.
    DueSoon,
    /// A clock that runs.
    Running,
    /// A clock whose calendar is closed now.
    Frozen,
    /// A clock that stands still for a reason on the ticket.
    Paused,
    /// Done in time.
    Met,
    /// A clock without a time.
    Untimed,
    /// Two or more left, or no limit.
    AllowancePlenty,
    /// One left.
    AllowanceLast,
    /// None left.
    AllowanceSpent,
    /// More used than allowed.
    AllowanceOver,
    /// Severity by rank, 0 the most severe.
    Severity(u8),
    /// The key in a hint.
    Key,
    /// A line that holds all the time: read-only, demo.
    Banner,
    /// Something went wrong.
    Error,
    /// Something was done.
    Good,
    /// Frames and rules.
    Border,
    /// Bars of the strip of the hours ahead.
    Horizon,
    /// Hours in which desks are closed.
    Closed,
    /// Text that is being typed.
    Input,
}

impl Role {
    /// Every role, for tests that name the styles of a screen.
    pub const ALL: [Role; 27] = [
        Role::Text,
        Role::Muted,
        Role::Strong,
        Role::Title,
        Role::Missed,
        Role::DueSoon,
        Role::Running,
        Role::Frozen,
        Role::Paused,
        Role::Met,
        Role::Untimed,
        Role::AllowancePlenty,
        Role::AllowanceLast,
        Role::AllowanceSpent,
        Role::AllowanceOver,
        Role::Severity(0),
        Role::Severity(1),
        Role::Severity(2),
        Role::Severity(3),
        Role::Key,
        Role::Banner,
        Role::Error,
        Role::Good,
        Role::Border,
        Role::Horizon,
        Role::Closed,
        Role::Input,
    ];
}

/// How roles look here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With colours, or with marks, bold and reverse only.
    pub fn new(colour: bool) -> Theme {
        Theme { colour }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
        let (colour, modifier) = look(role);
        let style = plain.add_modifier(modifier);
        if self.colour { style.fg(colour) } else { style }
    }

    /// The same on the selected row: reversed, whatever the colours.
    pub fn selected(self, role: Role) -> Style {
        // A dim or coloured text on a reversed row is hard to read on some terminals: only weight is kept.
        let (_, modifier) = look(role);
        Style::new()
            .fg(Color::Reset)
            .bg(Color::Reset)
            .add_modifier((modifier - Modifier::DIM) | Modifier::REVERSED)
    }

    /// The style of a role in a row that may be the selected one.
    pub fn row(self, role: Role, selected: bool) -> Style {
        if selected { self.selected(role) } else { self.style(role) }
    }
}

fn look(role: Role) -> (Color, Modifier) {
    const NONE: Modifier = Modifier::empty();
    const BOLD: Modifier = Modifier::BOLD;
    const DIM: Modifier = Modifier::DIM;
    match role {
        Role::Text | Role::Running | Role::Input => (Color::Reset, NONE),
        // What is done or cannot run out now steps back, so that what presses is seen.
        Role::Muted | Role::Untimed | Role::Border | Role::Closed | Role::Frozen | Role::Met => {
            (Color::Reset, DIM)
        }
        // A banner says what it says in words; a bar across the screen would outshine what is missed.
        Role::Strong | Role::Severity(2) | Role::Banner => (Color::Reset, BOLD),
        // Either blue is lost on black in many palettes; cyan can be read on light and dark alike.
        Role::Title => (Color::Cyan, BOLD),
        Role::Missed | Role::Error | Role::AllowanceOver | Role::Severity(0) => (Color::Red, BOLD),
        Role::DueSoon | Role::AllowanceLast | Role::Severity(1) => (Color::Magenta, BOLD),
        Role::AllowanceSpent => (Color::Red, NONE),
        Role::Paused | Role::Key | Role::Horizon => (Color::Cyan, NONE),
        Role::AllowancePlenty | Role::Good => (Color::Green, NONE),
        Role::Severity(_) => (Color::Reset, NONE),
    }
}
