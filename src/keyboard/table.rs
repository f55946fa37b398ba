//! The one table of everything that keys can do outside of a text field. Keymap, hints, `?` help, palette, footer,
//! read-only mode, the file of keys and the documents are read from it.
//!
//! # To add an action
//! A variant in [`Action`], a row in its section here, an arm in that section's file in `tui/begin/` (or in
//! `overlays::form`, where it opens a form), and, where it needs something new, a [`Need`] with its words in
//! `tui/hindrance.rs`. Then `TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it cli_documents` writes docs/keys.md and
//! assets/keys.toml anew. What `writes` names the commands that do the same.
//!
//! # The scheme of the keys
//! One key for what is used all the time, two for the rest: the first names the field, the second the deed. Arrow keys,
//! Home, End, Tab, Enter and Esc do all the moving as well as the letters do. Free letters and fields, so that what is
//! added lies where it is looked for:
//!
//! | keys | what |
//! |---|---|
//! | `r` `n` `a` `A` `D` `w` `W` `x` `X` `o` | reply, note, take, assign, unassign, wait, resume, resolve, reopen, new ticket |
//! | `s` | assess the severity; `e e` escalate, `e b` hand back, `e c` check list, `e v` environment, `e k` kind, `e h` channel, `e f` decide about a flag; `e w` workaround, `e t` estimate, `e g` work has begun, `e s` the severity stands |
//! | `H` | on hold with a wake-up time |
//! | `R` `i` `T` | record an answer given by phone or chat; the customer's message that came in; reply from a template |
//! | `N` | next: the most urgent that I can act on |
//! | `u` `U` | undo, redo |
//! | `t` ... | time: `t t` timer, `t m` minutes, `t s` time sheet, `t b` balance |
//! | `b` ... | budget, the allowance: `b p` as paid request, `b h` hold till the next month, `b w` waive, `b c` count or not, `b m` month page |
//! | `m` ... | bonds: `m m` merge, `m l` link, `m s` split, `m t` tag, `m u` untag, `m w` watch |
//! | `Space`, `*` ... | mark: Space one, `* a` all that are listed, `* n` none, `* i` the others |
//! | `c` ... | customer: `c c` its page, `c p` its policy, `c t` its contract's change; `C` a new one |
//! | `S` ... | on call: `S b` begin your shift, `S e` end it, `S o` who is on call, `S a` give the ticket to who is, `S r` route what nobody has; `S v` the handover, `S g` give it, `S t` take one, `S n` words about the ticket for the next shift; `S h` the horizon, `S p` the report, `S l` the alerts |
//! | `g` ... | go: `g g` top, `g t` a ticket by number, `g c` a customer, `g s` search everything ever written |
//! | `v` ..., `1`-`9` | views: `v v` next, `v n` by name, `v s` save; numbers for the first nine |
//! | `/` | filter; `?` keys, `:` palette |
//! | `K` `=` | why (as vim's look-up), what if |
//! | `,` | say it: target times as a sentence; `y` copy; `Y n` copy the number, `Y p` the page |
//! | `\` ... | switches: `\ r` read-only, `\ t` theme; `M` the mouse |
//!
//! Enter only ever opens; what a customer can see changes only behind a letter and a form that is sent by a key of its
//! own, never Enter, Space, Delete, Backspace or one of Ctrl-h/j/k/l/a/b/d/s/q (ux.md 5). Ctrl-c always quits and Esc
//! always goes back (ux.md 20): no file of keys takes these two away.

use super::action::Way::{Cli, OnlyHere};
use super::action::{Action, Argument, Entry, Need, Scope, Section};

/// What the first keys of sequences stand for, for the hint of what can follow (ux.md 16).
pub const PREFIXES: &[(&str, &str)] = &[
    ("*", "mark"),
    ("b", "budget: the allowance"),
    ("c", "customer"),
    ("e", "assess, levels"),
    ("g", "go to"),
    ("m", "several tickets"),
    ("S", "on call: shifts, horizon, reports"),
    ("t", "time"),
    ("v", "views"),
    ("Y", "copy"),
];

/// Keys of forms, questions and other layers, which are the same everywhere and cannot be changed.
pub const FORM_KEYS: &[(&[&str], &str)] = &[
    (&["F2", "Ctrl-o"], "in a form: send it"),
    (&["Tab", "BackTab"], "in a form: next field, field before"),
    (&["Enter"], "in a form: a new line, or the suggestion and on to the next field; never sends"),
    (&["F8"], "in a form: throw the kept text away and start empty"),
    (&["F3"], "in a form, after a conflict has been read: send it anyway"),
    (&["y", "n"], "in a question: yes, no; it starts on No"),
    (&["Esc"], "close the layer in front (typed text is kept), leave a begun sequence, go back; never quits"),
    (&["Ctrl-c"], "quit from anywhere; typed text is kept"),
];

/// Every part with its rows, in the order in which help lists them.
pub const SECTIONS: &[(Section, &[Entry])] = &[
    (Section::Moving, MOVING),
    (Section::Ticket, TICKET),
    (Section::Levels, LEVELS),
    (Section::Time, TIME),
    (Section::Allowance, ALLOWANCE),
    (Section::Bonds, BONDS),
    (Section::Customer, CUSTOMER),
    (Section::OnCall, ON_CALL),
    (Section::View, VIEW),
    (Section::Program, PROGRAM),
];

/// Why moving and looking are not on the command line.
const MOVES: super::action::Way = OnlyHere("moves on the screen");
const MARKS: super::action::Way = OnlyHere("chooses what is acted on; `ticket bulk` takes a filter");
const LOOKS: super::action::Way = OnlyHere("changes what the screen shows");

use Entry as E;

#[rustfmt::skip]
const MOVING: &[Entry] = &[
    E::new(Action::Down, "down", "next line", Scope::Desk, &["j", "Down"], MOVES),
    E::new(Action::Up, "up", "line before", Scope::Desk, &["k", "Up"], MOVES),
    E::new(Action::PageDown, "page-down", "a page down", Scope::Desk, &["PgDn", "Ctrl-f"], MOVES),
    E::new(Action::PageUp, "page-up", "a page up", Scope::Desk, &["PgUp", "Ctrl-u"], MOVES),
    E::new(Action::First, "first", "to the top", Scope::Desk, &["g g", "Home"], MOVES),
    E::new(Action::Last, "last", "to the end", Scope::Desk, &["G", "End"], MOVES),
    E::new(Action::NextCustomer, "next-customer", "next customer", Scope::List, &["Tab", "]"], MOVES).needs(Need::CustomersView),
    E::new(Action::PreviousCustomer, "previous-customer", "customer before", Scope::List, &["BackTab", "["], MOVES).needs(Need::CustomersView),
    E::new(Action::Open, "open", "open the ticket, or fold the customer", Scope::List, &["Enter", "l", "Right"], Cli(&["ticket show"])).hint("open"),
    E::new(Action::Back, "back", "back to the list", Scope::Desk, &["Esc", "h", "Left"], MOVES),
    E::new(Action::Fold, "fold", "fold or unfold the customer", Scope::List, &["z"], LOOKS).needs(Need::CustomersView),
    E::new(Action::FoldAll, "fold-all", "fold or unfold all customers", Scope::List, &["Z"], LOOKS).needs(Need::CustomersView),
    E::new(Action::NextPart, "next-part", "next part of the page", Scope::Ticket, &["Tab", "}"], MOVES).hint("next part"),
    E::new(Action::PreviousPart, "previous-part", "part of the page before", Scope::Ticket, &["BackTab", "{"], MOVES),
    E::new(Action::GoTo, "go", "go to a ticket by number or subject", Scope::Desk, &["g t"], Cli(&["ticket show"])).asks(Argument::Ticket),
    E::new(Action::Next, "next", "next: the most urgent ticket that you can act on now", Scope::Desk, &["N"], Cli(&["ticket next"])).hint("next"),
];

#[rustfmt::skip]
const TICKET: &[Entry] = &[
    E::new(Action::Reply, "reply", "reply to the customer (stops the first-response clock)", Scope::Desk, &["r"], Cli(&["ticket reply"])).hint("reply").writes().needs(Need::Work),
    E::new(Action::Note, "note", "write a note for colleagues", Scope::Desk, &["n"], Cli(&["ticket note", "ticket bulk note"])).hint("note").writes().needs(Need::Ticket).many(),
    E::new(Action::Take, "take", "assign the ticket to yourself", Scope::Desk, &["a"], Cli(&["ticket assign", "ticket bulk assign"])).hint("take").writes().needs(Need::NotMine).many(),
    E::new(Action::Assign, "assign", "assign the ticket to somebody", Scope::Desk, &["A"], Cli(&["ticket assign", "ticket bulk assign"])).writes().needs(Need::Work).takes(Argument::Agent).many(),
    E::new(Action::Unassign, "unassign", "assign the ticket to nobody", Scope::Desk, &["D"], Cli(&["ticket assign", "ticket bulk assign"])).writes().needs(Need::Assigned).many(),
    E::new(Action::Wait, "wait", "wait for the customer (the resolution clock pauses)", Scope::Desk, &["w"], Cli(&["ticket wait", "ticket bulk wait"])).hint("wait").writes().needs(Need::Running).many(),
    E::new(Action::Resume, "resume", "go on after waiting, or before a hold ends", Scope::Desk, &["W"], Cli(&["ticket resume", "ticket bulk resume"])).hint("resume").writes().needs(Need::Waiting).many(),
    E::new(Action::Resolve, "resolve", "resolve the ticket", Scope::Desk, &["x"], Cli(&["ticket resolve", "ticket bulk resolve"])).hint("resolve").writes().needs(Need::Work).many(),
    E::new(Action::Reopen, "reopen", "reopen the ticket", Scope::Desk, &["X"], Cli(&["ticket reopen", "ticket bulk reopen"])).hint("reopen").writes().needs(Need::Resolved).many(),
    E::new(Action::Template, "template", "reply from a template", Scope::Desk, &["T"], Cli(&["ticket reply --template", "template list", "template show"])).writes().needs(Need::Work),
    E::new(Action::SayIt, "say-it", "the target times in words for the customer, to copy or to reply with", Scope::Desk, &[","], Cli(&["ticket say"])).needs(Need::Ticket),
    E::new(Action::Record, "record", "record an answer given by phone or chat, with the moment it was given", Scope::Desk, &["R"], Cli(&["ticket reply --by"])).writes().needs(Need::Ticket),
    E::new(Action::Receive, "receive", "write down what came in from the customer", Scope::Desk, &["i"], Cli(&["ticket receive"])).writes().needs(Need::Ticket),
    E::new(Action::Hold, "hold", "put the ticket on hold until a moment", Scope::Desk, &["H"], Cli(&["ticket hold", "ticket bulk hold"])).writes().needs(Need::Work).many(),
    E::new(Action::NewTicket, "new-ticket", "open a new ticket", Scope::Desk, &["o"], Cli(&["ticket open"])).hint("new ticket").writes().needs(Need::Customer),
    E::new(Action::AdoptContract, "adopt-contract", "hold the ticket to the contract that its customer has now", Scope::Desk, &["c a"], Cli(&["ticket adopt-contract"])).writes().needs(Need::NewerContract),
    E::new(Action::Undo, "undo", "undo what you did last", Scope::Desk, &["u"], Cli(&["undo"])).writes(),
    E::new(Action::Redo, "redo", "redo what you undid last", Scope::Desk, &["U"], Cli(&["redo"])).writes(),
];

#[rustfmt::skip]
const LEVELS: &[Entry] = &[
    E::new(Action::Assess, "assess", "assess the severity, with a reason; what moves is shown before", Scope::Desk, &["s"], Cli(&["ticket assess", "ticket bulk assess"])).writes().needs(Need::Ticket),
    E::new(Action::AssessEnvironment, "assess-environment", "assess the environment", Scope::Desk, &["e v"], Cli(&["ticket assess --environment"])).writes().needs(Need::Ticket),
    E::new(Action::AssessKind, "assess-kind", "assess the kind of request", Scope::Desk, &["e k"], Cli(&["ticket assess --kind"])).writes().needs(Need::Ticket),
    E::new(Action::AssessChannel, "assess-channel", "assess the channel it came by", Scope::Desk, &["e h"], Cli(&["ticket assess --channel"])).writes().needs(Need::Ticket),
    E::new(Action::Escalate, "escalate", "take it to a higher level, with the policy's check list", Scope::Desk, &["e e"], Cli(&["ticket escalate"])).writes().needs(Need::LevelAbove),
    E::new(Action::HandBack, "hand-back", "take it back to a lower level", Scope::Desk, &["e b"], Cli(&["ticket hand-back"])).writes().needs(Need::LevelBelow),
    E::new(Action::Checklist, "check-list", "fill in the check list before it goes up", Scope::Desk, &["e c"], Cli(&["ticket checklist"])).writes().needs(Need::Checklist),
    E::new(Action::JudgeFlag, "judge", "decide about a flag: work on it all the same, or not", Scope::Desk, &["e f"], Cli(&["ticket judge"])).writes().needs(Need::Flagged),
    E::new(Action::Workaround, "workaround", "the customer has a workaround, or has it no longer", Scope::Desk, &["e w"], Cli(&["ticket mark", "ticket bulk mark"])).writes().needs(Need::Ticket).many(),
    E::new(Action::Estimate, "estimate", "the customer was told when to expect a resolution", Scope::Desk, &["e t"], Cli(&["ticket mark", "ticket bulk mark"])).writes().needs(Need::Ticket).many(),
    E::new(Action::WorkBegun, "work-begun", "work on the ticket has begun", Scope::Desk, &["e g"], Cli(&["ticket mark", "ticket bulk mark"])).writes().needs(Need::Ticket).many(),
    E::new(Action::SeverityStands, "severity-stands", "stand by the severity that it came in with", Scope::Desk, &["e s"], Cli(&["ticket mark", "ticket bulk mark"])).writes().needs(Need::Ticket).many(),
    E::new(Action::Why, "why", "why: every clock, colour and flag with its rule and source", Scope::Desk, &["K"], Cli(&["ticket why"])).needs(Need::Ticket),
    E::new(Action::WhatIf, "what-if", "what if: the ticket under another severity, tier, contract, stage or level", Scope::Desk, &["="], Cli(&["ticket what-if"])).needs(Need::Ticket),
];

#[rustfmt::skip]
const TIME: &[Entry] = &[
    E::new(Action::Timer, "timer", "start your watch on the ticket, or stop it and book", Scope::Desk, &["t t"], Cli(&["time start", "time stop"])).writes().needs(Need::Ticket),
    E::new(Action::BookTime, "book-time", "book minutes on the ticket", Scope::Desk, &["t m"], Cli(&["time book"])).writes().needs(Need::Ticket),
    E::new(Action::TimeSheet, "time-sheet", "the customer's time sheet, month by month", Scope::Desk, &["t s"], Cli(&["time sheet"])).needs(Need::Customer),
    E::new(Action::Balance, "balance", "what is left of the customer's prepaid time", Scope::Desk, &["t b"], Cli(&["time balance", "contract blocks"])).needs(Need::Customer),
];

#[rustfmt::skip]
const ALLOWANCE: &[Entry] = &[
    E::new(Action::AcceptPaid, "accept-paid", "accept the ticket as a paid request: it uses none of the allowance", Scope::Desk, &["b p"], Cli(&["ticket allowance", "ticket bulk allowance"])).writes().needs(Need::Ticket).many(),
    E::new(Action::HoldAllowance, "hold-allowance", "let the ticket count in the next month; its clocks run all the same", Scope::Desk, &["b h"], Cli(&["ticket allowance", "ticket bulk allowance"])).writes().needs(Need::Ticket).many(),
    E::new(Action::Waive, "waive", "waive the ticket: it uses none of the allowance", Scope::Desk, &["b w"], Cli(&["ticket allowance", "ticket bulk allowance"])).writes().needs(Need::Ticket).many(),
    E::new(Action::Count, "count", "let the ticket count against the allowance again", Scope::Desk, &["b c"], Cli(&["ticket allowance", "ticket bulk allowance"])).writes().needs(Need::Ticket).many(),
    E::new(Action::MonthPage, "month", "the allowance's month ticket by ticket, and the months before as bars", Scope::Desk, &["b m"], Cli(&["allowance"])).needs(Need::Customer),
];

#[rustfmt::skip]
const BONDS: &[Entry] = &[
    E::new(Action::Mark, "mark", "mark the ticket, or all of the customer's; again unmarks", Scope::List, &["Space"], MARKS),
    E::new(Action::MarkAll, "mark-all", "mark all tickets that are listed", Scope::List, &["* a"], MARKS),
    E::new(Action::MarkNone, "mark-none", "unmark all", Scope::List, &["* n"], LOOKS),
    E::new(Action::MarkOthers, "mark-others", "mark the others of those listed", Scope::List, &["* i"], LOOKS),
    E::new(Action::Merge, "merge", "merge the ticket into another of its customer", Scope::Desk, &["m m"], Cli(&["ticket merge"])).writes().needs(Need::Ticket),
    E::new(Action::Link, "link", "link the ticket with another", Scope::Desk, &["m l"], Cli(&["ticket link"])).writes().needs(Need::Ticket),
    E::new(Action::Unlink, "unlink", "unlink the ticket from another", Scope::Desk, &["m L"], Cli(&["ticket unlink"])).writes().needs(Need::Linked),
    E::new(Action::Split, "split", "make a part of the ticket one of its own", Scope::Desk, &["m s"], Cli(&["ticket split"])).writes().needs(Need::Ticket),
    E::new(Action::Tag, "tag", "put tags on, or take some off", Scope::Desk, &["m t"], Cli(&["ticket tag", "ticket bulk tag"])).writes().needs(Need::Ticket).many(),
    E::new(Action::Untag, "untag", "take tags off", Scope::Desk, &["m u"], Cli(&["ticket tag", "ticket bulk tag"])).writes().needs(Need::Tagged).many(),
    E::new(Action::Watch, "watch", "watch the ticket, or no longer", Scope::Desk, &["m w"], Cli(&["ticket watch", "ticket unwatch", "ticket bulk watch", "ticket bulk unwatch"])).writes().needs(Need::Ticket).many(),
];

#[rustfmt::skip]
const CUSTOMER: &[Entry] = &[
    E::new(Action::AddCustomer, "add-customer", "add a customer", Scope::List, &["C"], Cli(&["customer add", "contract add"])).writes(),
    E::new(Action::ChangeCustomer, "change-customer", "change the customer's name, zone, language or note", Scope::Desk, &["c e"], Cli(&["customer change"])).writes().needs(Need::Customer),
    E::new(Action::GoToCustomer, "customer", "go to a customer in the list", Scope::Desk, &["g c"], Cli(&["customer show"])).asks(Argument::Customer).needs(Need::Customer),
    E::new(Action::CustomerPage, "customer-page", "the customer's page: contracts, persons, allowance, time", Scope::Desk, &["c c"], Cli(&["customer show", "contract list", "contact list"])).needs(Need::Customer),
    E::new(Action::PolicyPage, "policy-page", "the policy as published, with what is assumed; what applies to the ticket is marked", Scope::Desk, &["c p"], Cli(&["policy show"])).needs(Need::Customer),
    E::new(Action::ChangeContract, "change-contract", "change the customer's contract from a date on; what that does to open clocks is shown before", Scope::Desk, &["c t"], Cli(&["contract change"])).writes().needs(Need::Contract),
    E::new(Action::EndContract, "end-contract", "let the customer's contract end on a date, or take its end back", Scope::Desk, &["c x"], Cli(&["contract end"])).writes().needs(Need::Contract),
    E::new(Action::ContractTerm, "contract-term", "set the end of the contract's term", Scope::Desk, &["c m"], Cli(&["contract term"])).writes().needs(Need::Contract),
    E::new(Action::BuyBlock, "buy-block", "record a block of prepaid units", Scope::Desk, &["c b"], Cli(&["contract buy"])).writes().needs(Need::Contract),
    E::new(Action::AddContact, "add-contact", "add a person who may ask for the customer", Scope::Desk, &["c n"], Cli(&["contact add"])).writes().needs(Need::Customer),
];

#[rustfmt::skip]
const ON_CALL: &[Entry] = &[
    E::new(Action::BeginShift, "begin-shift", "begin your shift", Scope::Desk, &["S b"], Cli(&["shift begin"])).writes().needs(Need::OffShift),
    E::new(Action::EndShift, "end-shift", "end your shift", Scope::Desk, &["S e"], Cli(&["shift end"])).writes().needs(Need::OnShift),
    E::new(Action::OnCall, "on-call", "who is on call now, and who comes next", Scope::Desk, &["S o"], Cli(&["rota now", "rota show", "shift now", "shift list"])).needs(Need::Rota),
    E::new(Action::AssignOnCall, "assign-on-call", "give the ticket to who is on call", Scope::Desk, &["S a"], Cli(&["ticket assign --on-call"])).writes().needs(Need::Work).many(),
    E::new(Action::Route, "route", "give what nobody has to who is on call, as the rota routes it", Scope::Desk, &["S r"], Cli(&["ticket route"])).writes().needs(Need::Rota),
    E::new(Action::Alerts, "alerts", "the alerts that were told: acknowledge, snooze, open the ticket", Scope::Desk, &["S l"], Cli(&["alert list", "alert ack", "alert snooze"])),
    E::new(Action::Horizon, "horizon", "the view of time: what falls due when, lane by lane, with closed hours and shift changes", Scope::Desk, &["S h"], Cli(&["horizon"])),
    E::new(Action::ReportPage, "report", "the report of a week, month, quarter or year: attainment, misses, allowances, arrivals, time", Scope::Desk, &["S p"], Cli(&["report"])),
    E::new(Action::Handover, "handover", "the handover: what falls due in the next shift, what is missed and why, what waits, what changed", Scope::Desk, &["S v"], Cli(&["handover show", "handover list"])),
    E::new(Action::GiveHandover, "give-handover", "give the handover to the next shift, as it stands now", Scope::Desk, &["S g"], Cli(&["handover give"])).writes(),
    E::new(Action::TakeHandover, "take-handover", "take the handover that waits for you", Scope::Desk, &["S t"], Cli(&["handover take"])).writes().needs(Need::Handed),
    E::new(Action::HandOn, "hand-on", "write something about the ticket for the next shift", Scope::Desk, &["S n"], Cli(&["ticket hand-on"])).writes().needs(Need::Ticket),
];

#[rustfmt::skip]
const VIEW: &[Entry] = &[
    E::new(Action::Filter, "filter", "narrow the list as you type", Scope::List, &["/"], Cli(&["ticket list"])).hint("filter"),
    E::new(Action::Search, "search", "find any words that were ever written, in closed tickets too", Scope::Desk, &["F", "g /"], Cli(&["search"])).hint("find"),
    E::new(Action::ViewCustomers, "view-customers", "view: by customer", Scope::List, &["1"], Cli(&["ticket list"])),
    E::new(Action::ViewUrgency, "view-urgency", "view: by urgency", Scope::List, &["2"], Cli(&["ticket list"])),
    E::new(Action::ViewMine, "view-mine", "view: mine", Scope::List, &["3"], Cli(&["ticket list"])),
    E::new(Action::ViewUnassigned, "view-unassigned", "view: unassigned", Scope::List, &["4"], Cli(&["ticket list"])),
    E::new(Action::ViewWaiting, "view-waiting", "view: waiting for the customer", Scope::List, &["5"], Cli(&["ticket list"])),
    E::new(Action::ViewMissed, "view-missed", "view: missed", Scope::List, &["6"], Cli(&["ticket list"])),
    E::new(Action::ViewResolved, "view-resolved", "view: resolved last, to look them up and reopen them", Scope::List, &["v r"], Cli(&["ticket list"])),
    E::new(Action::NextView, "next-view", "next view", Scope::List, &["v v"], LOOKS),
    E::new(Action::View, "view", "show a view by its name", Scope::List, &["v n"], LOOKS).asks(Argument::View),
    E::new(Action::SaveView, "save-view", "save what is listed as a view with a name and a key", Scope::List, &["v s"], Cli(&["view save"])),
    E::new(Action::Pane, "pane", "show or hide the pane beside the list", Scope::Desk, &["p"], LOOKS),
    E::new(Action::Ledger, "ledger", "every day of \"why it is due then\", or only its ends", Scope::Desk, &["L"], Cli(&["ticket show"])),
];

#[rustfmt::skip]
const PROGRAM: &[Entry] = &[
    E::new(Action::Copy, "copy", "copy the ticket's number and subject", Scope::Desk, &["y"], OnlyHere("has the terminal copy")).needs(Need::Ticket),
    E::new(Action::CopyNumber, "copy-number", "copy the ticket's number", Scope::Desk, &["Y n"], OnlyHere("has the terminal copy")).needs(Need::Ticket),
    E::new(Action::CopyPage, "copy-page", "copy the ticket's page as text", Scope::Desk, &["Y p"], Cli(&["ticket show"])).needs(Need::Ticket),
    E::new(Action::Mouse, "mouse", "turn the mouse on or off: a click selects and opens, the wheel scrolls", Scope::Everywhere, &["M"], LOOKS),
    E::new(Action::Palette, "palette", "do anything by its name", Scope::Desk, &[":"], OnlyHere("finds actions of the screen")).hint("all"),
    E::new(Action::Help, "help", "the keys that work here", Scope::Everywhere, &["?", "F1"], Cli(&["help"])).hint("help"),
    E::new(Action::Redraw, "redraw", "draw the screen afresh", Scope::Everywhere, &["Ctrl-l"], OnlyHere("there is only a screen to draw")),
    E::new(Action::Suspend, "suspend", "stop, back to the shell (fg comes back)", Scope::Everywhere, &["Ctrl-z"], OnlyHere("the shell is there already")),
    E::new(Action::Quit, "quit", "quit", Scope::Everywhere, &["q", "Ctrl-c"], OnlyHere("closes the screen")).hint("quit"),
];

#[cfg(test)]
mod tests {
    use super::super::action::entries;
    use super::super::key::Keys;
    use super::super::keymap::EASY;

    /// ux.md 5.
    #[test]
    fn no_easy_key_changes_what_a_customer_sees() {
        for entry in entries().filter(|entry| entry.writes) {
            for keys in entry.keys {
                let last = keys.split(' ').next_back().unwrap();
                assert!(!EASY.contains(&last), "{} is on {keys}", entry.name);
            }
        }
    }

    #[test]
    fn every_key_has_a_name_and_one_meaning_where_it_is_heard() {
        let mut heard: Vec<(&str, super::Scope, Keys)> = Vec::new();
        for entry in entries() {
            for name in entry.keys {
                let keys = Keys::named(name).unwrap_or_else(|| panic!("{name} is no key"));
                for (other, scope, known) in &heard {
                    let clash = scope.meets(entry.scope) && known.hides(&keys);
                    assert!(!clash, "{name} of {} and {known} of {other}", entry.name);
                }
                heard.push((entry.name, entry.scope, keys));
            }
        }
    }

    #[test]
    fn names_are_unique_and_no_row_is_missing_words() {
        let mut names: Vec<_> = entries().map(|entry| entry.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        let plain = |name: &str| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(names.iter().all(|name| plain(name)), "{names:?}");
        assert!(entries().all(|entry| !entry.words.is_empty()));
    }

    /// Every first key of a sequence says what it is about.
    #[test]
    fn every_prefix_has_a_label_and_every_label_a_prefix() {
        let sequences = || entries().flat_map(|entry| entry.keys.iter()).filter(|keys| keys.contains(' '));
        let first = |keys: &str| keys.split(' ').next().unwrap().to_owned();
        for keys in sequences() {
            assert!(super::PREFIXES.iter().any(|(prefix, _)| *prefix == first(keys)), "{keys}");
        }
        for (prefix, _) in super::PREFIXES {
            assert!(sequences().any(|keys| first(keys) == *prefix), "{prefix}");
        }
    }
}
