//! Who is told of what, and how: what `alerts.toml` means. It is read in [`super::reading`].

use std::fmt;
use std::sync::Arc;

use super::mark::Mark;
use super::quiet::Quiet;
use crate::calendar::{Instant, Zone};
use crate::desk::filter::Filter;

/// The rules of a desk.
#[derive(Debug, Clone)]
pub struct Rules {
    /// In whose days filters are read (`received:today`).
    pub zone: Arc<Zone>,
    /// In the order of the file. What several rules tell one agent of the same mark is one alert, by all their ways.
    pub rules: Vec<Rule>,
    /// When alerts wait.
    pub quiet: Vec<Quiet>,
    /// Commands of the desk's own, for the way `command:NAME`.
    pub commands: Vec<OwnCommand>,
    /// How mail goes out, for the way `mail`.
    pub mail: Option<Mail>,
    /// From how many on several are told as one.
    pub storm: Storm,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name; no two have the same.
    pub name: String,
    /// Who is told.
    pub agents: Vec<Who>,
    /// Of tickets of which severities.
    pub severities: Severities,
    /// Only of tickets that this lets through, asked when a mark has been passed.
    pub filter: Option<Filter>,
    /// Of which clocks, by their keys; empty for all.
    pub clocks: Vec<String>,
    /// Of what.
    pub on: Vec<On>,
    /// The warning marks; empty where it does not warn.
    pub marks: Vec<Mark>,
    /// By which ways.
    pub ways: Vec<Way>,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An agent by name.
    Agent(String),
    /// Who works on the ticket.
    Assignee,
    /// Who watches the ticket.
    Watchers,
    /// Who is on call when the mark falls, on any line of the rota or on this one.
    OnCall(Option<String>),
    /// Every agent who listens.
    Everybody,
    /// Nobody in particular: whoever listens first tells it.
    Desk,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Who::Agent(name) => f.write_str(name),
            Who::Assignee => f.write_str("assignee"),
            Who::Watchers => f.write_str("watchers"),
            Who::OnCall(None) => f.write_str("on-call"),
            Who::OnCall(Some(line)) => write!(f, "on-call:{line}"),
            Who::Everybody => f.write_str("everybody"),
            Who::Desk => f.write_str("desk"),
        }
    }
}

/// Tickets of which severities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Severities {
    /// Of any, and of none.
    All,
    /// Of these keys, as the ticket counts.
    Keys(Vec<String>),
    /// Of so many of the most severe ranks of the ticket's plan.
    Top(usize),
}

impl Severities {
    /// Whether a ticket of that severity is meant; `rank` is 0 for the most severe of its plan.
    pub fn hold(&self, key: &str, rank: usize) -> bool {
        match self {
            Severities::All => true,
            Severities::Keys(keys) => keys.iter().any(|known| known == key),
            Severities::Top(top) => rank < *top,
        }
    }
}

/// Of what a rule tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A ticket has come in and waits for its first reply.
    New,
    /// A warning mark was passed.
    Warning,
    /// A target was missed.
    Missed,
    /// An allowance is spent, over, or spent for today.
    Allowance,
}

impl On {
    /// All of them.
    pub const ALL: [On; 4] = [On::New, On::Warning, On::Missed, On::Allowance];

    /// As the file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            On::New => "new",
            On::Warning => "warning",
            On::Missed => "missed",
            On::Allowance => "allowance",
        }
    }
}

/// A way by which an alert goes out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// The terminal's bell.
    Bell,
    /// A line on the board.
    Toast,
    /// A notification by the terminal, as iTerm2 and others take it.
    Osc9,
    /// The same as urxvt and others take it.
    Osc777,
    /// The same as kitty takes it.
    Osc99,
    /// A notification of the desktop.
    Desktop,
    /// Mail.
    Mail,
    /// A command of the desk's own, by its name in the file.
    Command(String),
}

impl Way {
    /// Those that have no name of their own.
    pub const PLAIN: [Way; 7] =
        [Way::Bell, Way::Toast, Way::Osc9, Way::Osc777, Way::Osc99, Way::Desktop, Way::Mail];

    /// Whether it leaves the program and may fail: such a way is kept as a delivery and tried again.
    pub fn leaves(&self) -> bool {
        matches!(self, Way::Desktop | Way::Mail | Way::Command(_))
    }

    /// From the word that [`Way`] is written as.
    pub fn from_word(word: &str) -> Option<Way> {
        match word.strip_prefix("command:") {
            Some(name) => Some(Way::Command(name.to_owned())),
            None => Way::PLAIN.into_iter().find(|way| way.to_string() == word),
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Way::Bell => "bell",
            Way::Toast => "toast",
            Way::Osc9 => "osc9",
            Way::Osc777 => "osc777",
            Way::Osc99 => "osc99",
            Way::Desktop => "desktop",
            Way::Mail => "mail",
            Way::Command(name) => return write!(f, "command:{name}"),
        })
    }
}

/// A command of the desk's own. It is started without a shell and given the alert and its ticket as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCommand {
    /// Its name.
    pub name: String,
    /// The program and its arguments.
    pub argv: Vec<String>,
    /// Seconds after which it is ended.
    pub timeout: u32,
    /// How often it is tried again after a failure.
    pub retries: u32,
}

/// How mail goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The sender's address.
    pub from: String,
    /// Each agent's address.
    pub to: Vec<(String, String)>,
    /// Where what is for nobody in particular goes.
    pub desk: Option<String>,
    /// The program that takes the message, with its arguments.
    pub sendmail: Vec<String>,
}

impl Mail {
    /// The address for an agent; an empty name is nobody in particular.
    pub fn address(&self, agent: &str) -> Option<&str> {
        if agent.is_empty() {
            return self.desk.as_deref();
        }
        self.to.iter().find(|(name, _)| name == agent).map(|(_, address)| address.as_str())
    }
}

/// From how many on several alerts are told as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Storm {
    /// More than so many for one agent ...
    pub more_than: u32,
    /// ... within so many seconds.
    pub within: u32,
}

impl Default for Storm {
    fn default() -> Storm {
        Storm { more_than: 5, within: 60 }
    }
}

impl Rules {
    /// The command of that name.
    pub fn command(&self, name: &str) -> Option<&OwnCommand> {
        self.commands.iter().find(|command| command.name == name)
    }

    /// When an alert that falls at `at` is told to an agent: at once, or when the quiet hours that hold for it end. `None`
    /// where they never do.
    ///
    /// `severity` is the ticket's key and rank; `None` for what has none (an allowance).
    pub fn told_at(&self, agent: &str, severity: Option<(&str, usize)>, at: Instant) -> Option<Instant> {
        /// Quiet hours that follow one another without a gap for longer than this have no end.
        const MOST: usize = 1_000;
        let mut at = at;
        for _ in 0..MOST {
            let ends = self.quiet.iter().filter(|quiet| quiet.holds_for(agent, severity));
            match ends.filter_map(|quiet| quiet.end(at)).max() {
                None => return Some(at),
                Some(end) => at = end?,
            }
        }
        None
    }
}
