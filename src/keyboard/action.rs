//! What can be done by a key, and what a row of the table says about it.

use super::table::SECTIONS;

/// What a key can do. In the order of the table's sections; every one has its row in [`super::table`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table says in words what each does")]
pub enum Action {
    // Moving.
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    NextCustomer,
    PreviousCustomer,
    Open,
    Back,
    Fold,
    FoldAll,
    NextPart,
    PreviousPart,
    GoTo,
    Next,
    // Ticket.
    Reply,
    Note,
    Take,
    Assign,
    Unassign,
    Wait,
    Resume,
    Resolve,
    Reopen,
    Template,
    Record,
    SayIt,
    Receive,
    Hold,
    NewTicket,
    AdoptContract,
    Undo,
    Redo,
    // Levels and severity.
    Assess,
    AssessEnvironment,
    AssessKind,
    AssessChannel,
    Escalate,
    HandBack,
    Checklist,
    JudgeFlag,
    Workaround,
    Estimate,
    WorkBegun,
    SeverityStands,
    Why,
    WhatIf,

    // Time.
    Timer,
    BookTime,
    TimeSheet,
    Balance,

    // Allowance.
    AcceptPaid,
    HoldAllowance,
    Waive,
    Count,
    MonthPage,

    // Bonds: marks, merge, links, tags, watching.
    Mark,
    MarkAll,
    MarkNone,
    MarkOthers,
    Merge,
    Link,
    Unlink,
    Split,
    Tag,
    Untag,
    Watch,

    // Customer.
    AddCustomer,
    ChangeCustomer,
    GoToCustomer,
    CustomerPage,
    PolicyPage,
    ChangeContract,
    AddContact,
    EndContract,
    ContractTerm,
    BuyBlock,
    // On call: shifts, alerts, handover, the view of time, reports.
    BeginShift,
    EndShift,
    OnCall,
    AssignOnCall,
    Route,
    Handover,
    GiveHandover,
    TakeHandover,
    HandOn,
    Horizon,
    Alerts,

    // View.
    Filter,
    Search,
    ViewCustomers,
    ViewUrgency,
    ViewMine,
    ViewUnassigned,
    ViewWaiting,
    ViewMissed,
    ViewResolved,
    NextView,
    View,
    SaveView,
    Pane,
    Ledger,
    // Program.
    Copy,
    CopyNumber,
    CopyPage,
    Mouse,
    Palette,
    Help,
    Redraw,
    Suspend,
    Quit,
}

/// The parts of the table, in the order in which help lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Where the agent is.
    Moving,
    /// Work on a ticket.
    Ticket,
    /// How severe it is, and who answers it.
    Levels,
    /// Minutes and timers.
    Time,
    /// What the plan pays for.
    Allowance,
    /// Several tickets: marks, merge, links, tags, watching.
    Bonds,
    /// Customers and their contracts.
    Customer,
    /// Shifts, alerts, handover, the view of time, reports.
    OnCall,
    /// What is shown.
    View,
    /// The program itself.
    Program,
}

impl Section {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Section::Moving => "Moving",
            Section::Ticket => "Ticket",
            Section::Levels => "Severity and levels",
            Section::Time => "Time",
            Section::Allowance => "Allowance",
            Section::Bonds => "Several tickets",
            Section::Customer => "Customer",
            Section::OnCall => "On call",
            Section::View => "What is shown",
            Section::Program => "Program",
        }
    }
}

/// Where an action's keys are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// With the list or the ticket's page in front.
    Desk,
    /// Only with the list in front.
    List,
    /// Only with the ticket's page in front.
    Ticket,
    /// Everywhere but in text fields.
    Everywhere,
}

impl Scope {
    /// Whether there is a place where the keys of both are heard.
    pub fn meets(self, other: Scope) -> bool {
        !matches!((self, other), (Scope::List, Scope::Ticket) | (Scope::Ticket, Scope::List))
    }

    /// Where that is, for people.
    pub fn words(self) -> &'static str {
        match self {
            Scope::Desk => "list and ticket",
            Scope::List => "list",
            Scope::Ticket => "ticket's page",
            Scope::Everywhere => "everywhere",
        }
    }
}

/// What has to be there for an action; `tui::hindrance` says in words what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A ticket.
    Ticket,
    /// A ticket that is not resolved.
    Work,
    /// An open ticket that does not wait for the customer yet.
    Running,
    /// An open ticket that waits for the customer or is on hold.
    Waiting,
    /// A resolved ticket.
    Resolved,
    /// An open ticket of somebody else, or of nobody.
    NotMine,
    /// An open ticket of somebody.
    Assigned,
    /// A ticket that is linked with another.
    Linked,
    /// A ticket that bears a tag.
    Tagged,
    /// A ticket whose plan knows levels, with one above the level at which it stands.
    LevelAbove,
    /// A ticket whose plan knows levels, with one below.
    LevelBelow,
    /// A ticket with a check list for a level above.
    Checklist,
    /// A ticket with a flag of entitlement.
    Flagged,
    /// At least one customer.
    Customer,
    /// A customer with a contract.
    Contract,
    /// An open ticket that is not held to the contract that its customer has now.
    NewerContract,
    /// A handover that waits for the agent.
    Handed,
    /// The view by customers.
    CustomersView,
    /// A rota.
    Rota,
    /// The agent's own shift has begun.
    OnShift,
    /// The agent's own shift has not begun.
    OffShift,
}

/// What may be typed after an action's name in the palette (`assign ana`), completed from what the desk knows. Without it
/// the action does what its key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Argument {
    /// An agent.
    Agent,
    /// A customer.
    Customer,
    /// A ticket's number, or words of its subject.
    Ticket,
    /// A tag, known or new.
    Tag,
    /// A severity of the policy that the ticket is held to.
    Severity,
    /// A view.
    View,
}

impl Argument {
    /// What stands for it in help and documents.
    pub fn words(self) -> &'static str {
        match self {
            Argument::Agent => "AGENT",
            Argument::Customer => "CUSTOMER",
            Argument::Ticket => "TICKET",
            Argument::Tag => "TAG",
            Argument::Severity => "SEVERITY",
            Argument::View => "VIEW",
        }
    }
}

/// The other way to do the same (ux.md 31).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Commands that do it or tell it: `ticket assign`, flags included where they matter: `ticket list --mine`.
    Cli(&'static [&'static str]),
    /// There is none, for only a screen has it. The reason.
    OnlyHere(&'static str),
}

/// An action with what was typed after its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// What to do.
    pub action: Action,
    /// With what; as typed, printable.
    pub argument: Option<String>,
}

impl From<Action> for Call {
    fn from(action: Action) -> Call {
        Call { action, argument: None }
    }
}

impl Call {
    /// An action with what was typed after its name.
    pub fn with(action: Action, argument: impl Into<String>) -> Call {
        Call { action, argument: Some(argument.into()) }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Which action.
    pub action: Action,
    /// Its name, for the palette, the file of keys and documents.
    pub name: &'static str,
    /// What it does, for people.
    pub words: &'static str,
    /// Very short, for the footer; empty where the footer never shows it.
    pub hint: &'static str,
    /// Where its keys are heard.
    pub scope: Scope,
    /// It changes the desk.
    pub writes: bool,
    /// Keys by name unless the file of keys says otherwise; several keys one after the other are parted by blanks.
    pub keys: &'static [&'static str],
    /// What has to be there.
    pub need: Need,
    /// What may be typed after its name.
    pub argument: Option<Argument>,
    /// It cannot be done without that argument.
    pub argued: bool,
    /// With tickets marked, it is done to all of them.
    pub many: bool,
    /// How the command line does it.
    pub way: Way,
}

impl Entry {
    pub(super) const fn new(
        action: Action,
        name: &'static str,
        words: &'static str,
        scope: Scope,
        keys: &'static [&'static str],
        way: Way,
    ) -> Entry {
        let (hint, writes, need) = ("", false, Need::Nothing);
        Entry {
            action,
            name,
            words,
            hint,
            scope,
            writes,
            keys,
            need,
            argument: None,
            argued: false,
            many: false,
            way,
        }
    }

    /// Shown in the footer.
    pub(super) const fn hint(self, hint: &'static str) -> Entry {
        Entry { hint, ..self }
    }

    /// Changes the desk.
    pub(super) const fn writes(self) -> Entry {
        Entry { writes: true, ..self }
    }

    /// Done to all marked tickets, where some are marked.
    pub(super) const fn many(self) -> Entry {
        Entry { many: true, ..self }
    }

    /// Needs something.
    pub(super) const fn needs(self, need: Need) -> Entry {
        Entry { need, ..self }
    }

    /// Takes an argument, and does without.
    pub(super) const fn takes(self, argument: Argument) -> Entry {
        Entry { argument: Some(argument), ..self }
    }

    /// Cannot be done without an argument: its key opens the palette for it.
    pub(super) const fn asks(self, argument: Argument) -> Entry {
        Entry { argument: Some(argument), argued: true, ..self }
    }
}

impl Action {
    /// Its row in the table.
    pub fn entry(self) -> Option<&'static Entry> {
        entries().find(|entry| entry.action == self)
    }

    /// Its part of the table.
    pub fn section(self) -> Option<Section> {
        let holds = |rows: &[Entry]| rows.iter().any(|entry| entry.action == self);
        SECTIONS.iter().find(|(_, rows)| holds(rows)).map(|(section, _)| *section)
    }
}

/// Every row, in the order of the table.
pub fn entries() -> impl Iterator<Item = &'static Entry> + Clone {
    SECTIONS.iter().flat_map(|(_, rows)| rows.iter())
}

/// The row of that name.
pub fn named(name: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.name == name)
}
