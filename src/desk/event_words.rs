//! Events by their word in data, and in words for people. What is said may hold text from outside: it is made printable
//! where it is shown.

use super::answer::AlertId;
use super::event::{Assessment, DueMove, Event};
use super::marks::Mark;
use super::ticket::Counting;
use crate::calendar::Instant;

impl Event {
    /// Kinds that leave tickets, customers and contracts as they are: a board need not look at them.
    pub const BESIDE: [&str; 5] =
        ["shift_began", "shift_ended", "handover_given", "handover_taken", "alerts_answered"];

    /// The word under which events of this kind are found, the same as in their JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::CustomerAdded { .. } => "customer_added",
            Event::ContactAdded { .. } => "contact_added",
            Event::ContractAdded { .. } => "contract_added",
            Event::TicketOpened { .. } => "ticket_opened",
            Event::Assigned { .. } => "assigned",
            Event::Replied { .. } => "replied",
            Event::Noted { .. } => "noted",
            Event::MessageReceived { .. } => "message_received",
            Event::WaitingBegan { .. } => "waiting_began",
            Event::Resumed { .. } => "resumed",
            Event::Resolved { .. } => "resolved",
            Event::Reopened { .. } => "reopened",
            Event::AllowanceDecided { .. } => "allowance_decided",
            Event::HoldBegan { .. } => "hold_began",
            Event::Assessed { .. } => "assessed",
            Event::LevelChanged { .. } => "level_changed",
            Event::ChecklistFilled { .. } => "checklist_filled",
            Event::ContractChanged { .. } => "contract_changed",
            Event::FlagJudged { .. } => "flag_judged",
            Event::Watched { .. } => "watched",
            Event::Tagged { .. } => "tagged",
            Event::Linked { .. } => "linked",
            Event::Unlinked { .. } => "unlinked",
            Event::Merged { .. } => "merged",
            Event::Absorbed { .. } => "absorbed",
            Event::SplitOff { .. } => "split_off",
            Event::TimerStarted => "timer_started",
            Event::TimerStopped => "timer_stopped",
            Event::TimeBooked { .. } => "time_booked",
            Event::Marked { .. } => "marked",
            Event::Undone { .. } => "undone",
            Event::Redone { .. } => "redone",
            Event::CustomerChanged { .. } => "customer_changed",
            Event::ContractRevised { .. } => "contract_revised",
            Event::BlockBought { .. } => "block_bought",
            Event::RulesApplied { .. } => "rules_applied",
            Event::DuesMoved { .. } => "dues_moved",
            Event::HandedOn { .. } => "handed_on",
            Event::HandoverGiven { .. } => "handover_given",
            Event::HandoverTaken { .. } => "handover_taken",
            Event::ShiftBegan { .. } => "shift_began",
            Event::ShiftEnded { .. } => "shift_ended",
            Event::AlertsAnswered { .. } => "alerts_answered",
        }
    }

    /// What an agent did, in words that follow the agent's name: `assigned it to ana`.
    pub fn words(&self) -> String {
        match self {
            Event::CustomerAdded { name, .. } => format!("added the customer {name}"),
            Event::ContactAdded { name, .. } => format!("added the contact {name}"),
            Event::ContractAdded { plan, .. } => format!("added the contract {plan}"),
            Event::CustomerChanged { what, .. } => format!("changed the customer: {what}"),
            Event::ContractRevised { what, .. } => format!("changed the contract: {what}"),
            Event::HandedOn { text } if text.is_empty() => "took back the words for the next shift".into(),
            Event::HandedOn { text } => with("handed on to the next shift", text),
            Event::HandoverGiven { to: Some(to), .. } => format!("gave the handover to {to}"),
            Event::HandoverGiven { to: None, .. } => "gave the handover to whoever comes next".into(),
            Event::HandoverTaken { from, .. } => format!("took the handover of {from}"),
            Event::ShiftBegan { line: Some(line), .. } => format!("began a shift on {line}"),
            Event::ShiftBegan { line: None, .. } => "began a shift".into(),
            Event::ShiftEnded { note, .. } if note.is_empty() => "ended the shift".into(),
            Event::ShiftEnded { note, .. } => format!("ended the shift: {note}"),
            Event::AlertsAnswered { alerts, until } => answered(alerts, *until),
            Event::BlockBought { pot, units, .. } => format!("recorded a block of {units} for {pot}"),
            Event::RulesApplied { texts, dues, tickets } => {
                let texts: Vec<String> = texts.iter().map(|text| text.key.to_string()).collect();
                let (texts, s) = (texts.join(", "), if *tickets == 1 { "" } else { "s" });
                format!("took another text of {texts}: {dues} due times moved on {tickets} ticket{s}")
            }
            Event::DuesMoved { moves, why, .. } => {
                let said = |at: Option<i64>| match at {
                    Some(at) => Instant::from_unix_clamped(at).to_string(),
                    None => "no time".to_owned(),
                };
                let one = |one: &DueMove| {
                    format!("{} {} -> {}", one.clock.replace('_', " "), said(one.from), said(one.to))
                };
                let moves = moves.iter().map(one).collect::<Vec<_>>().join(", ");
                format!("moved what is due ({why}): {moves}")
            }
            Event::TicketOpened { opened } => {
                format!("opened it as {} ({})", opened.severity, opened.status.words())
            }
            Event::Assigned { to: Some(to), .. } => format!("assigned it to {to}"),
            Event::Assigned { to: None, .. } => "assigned it to nobody".into(),
            Event::Replied { first, at, by, .. } => {
                let reply = if *first { "first reply" } else { "reply" };
                match (by, at) {
                    (Some(by), Some(at)) => {
                        format!("recorded the {reply} given by {by} at {}", Instant::from_unix_clamped(*at))
                    }
                    (Some(by), None) => format!("gave the {reply} by {by}"),
                    (None, Some(at)) => {
                        format!("recorded the {reply} given at {}", Instant::from_unix_clamped(*at))
                    }
                    (None, None) if *first => "sent the first reply".into(),
                    (None, None) => "replied".into(),
                }
            }
            Event::Noted { .. } => "wrote a note".into(),
            Event::MessageReceived { automatic: true, .. } => "received an automatic message".into(),
            Event::MessageReceived { .. } => "received the customer's message".into(),
            Event::WaitingBegan { reason } => with("began to wait for the customer", reason),
            Event::HoldBegan { reason, wakes: None } => with("put it on hold", reason),
            Event::HoldBegan { reason, wakes: Some(wakes) } => {
                with(&format!("put it on hold until {}", Instant::from_unix_clamped(*wakes)), reason)
            }
            Event::Resumed { reason } => with("resumed", reason),
            Event::Resolved { cause } => with("resolved it", cause),
            Event::Reopened { reason } => with("reopened it", reason),
            Event::AllowanceDecided { counting } => counted(counting),
            Event::Assessed { from, to, reason, .. } => with(&assessed(from, to), reason),
            Event::LevelChanged { to, reason, passed_over, .. } => {
                let open = match passed_over.len() {
                    0 => String::new(),
                    1 => ", passing over a point of the check list".into(),
                    many => format!(", passing over {many} points of the check list"),
                };
                with(&format!("took it to level {to}{open}"), reason)
            }
            Event::ChecklistFilled { item, answer, .. } if answer.is_empty() => {
                format!("took back the answer to \"{item}\"")
            }
            Event::ChecklistFilled { item, answer, .. } => with(&format!("filled in \"{item}\""), answer),
            Event::ContractChanged { plan, .. } => format!("holds it to {plan} from now on"),
            Event::FlagJudged { flag, accepted: true, reason } => {
                with(&format!("works on it although {}", flag.words()), reason)
            }
            Event::FlagJudged { flag, accepted: false, reason } => {
                with(&format!("does not accept it: {}", flag.words()), reason)
            }
            Event::Watched { agent, on: true } => format!("made {agent} watch it"),
            Event::Watched { agent, on: false } => format!("made {agent} watch it no longer"),
            Event::Tagged { added, removed } => {
                let put = |sign: &'static str| move |tag: &String| format!("{sign}{tag}");
                let tags: Vec<String> =
                    added.iter().map(put("+")).chain(removed.iter().map(put("-"))).collect();
                format!("tagged it {}", tags.join(" "))
            }
            Event::Linked { ticket } => format!("linked it with #{ticket}"),
            Event::Unlinked { ticket } => format!("unlinked it from #{ticket}"),
            Event::Merged { into } => format!("merged it into #{into}"),
            Event::Absorbed { ticket, .. } => format!("merged #{ticket} into it"),
            Event::SplitOff { ticket, subject } => with(&format!("split off #{ticket}"), subject),
            Event::TimerStarted => "started the watch".into(),
            Event::TimerStopped => "stopped the watch".into(),
            Event::TimeBooked { minutes, charged, pot, note, .. } => {
                let to = pot.as_ref().map_or(String::new(), |pot| format!(", {charged} charged to {pot}"));
                with(&format!("booked {minutes} min{to}"), note)
            }
            Event::Marked { .. } => marked(self),
            Event::Undone { what, .. } => format!("undid {what}"),
            Event::Redone { what, .. } => format!("redid {what}"),
        }
    }
}

fn answered(alerts: &[AlertId], until: Option<i64>) -> String {
    let which = match alerts {
        [one] => format!("the alert {one}"),
        several => format!("{} alerts", several.len()),
    };
    match until {
        None => format!("acknowledged {which}"),
        Some(until) => format!("snoozed {which} until {}", Instant::from_unix_clamped(until)),
    }
}

fn with(what: &str, reason: &str) -> String {
    if reason.trim().is_empty() { what.to_owned() } else { format!("{what}: {reason}") }
}

fn marked(event: &Event) -> String {
    let Event::Marked { mark, at, note, expected, withdrawn, .. } = event else { return String::new() };
    let what = match (mark, withdrawn) {
        (Mark::SeverityStands, _) => "stood by its severity",
        (Mark::WorkBegun, _) => "began to work on it",
        (Mark::Workaround, false) => "gave a workaround",
        (Mark::Workaround, true) => "withdrew the workaround",
        (Mark::Estimate, false) => "gave an estimate",
        (Mark::Estimate, true) => "withdrew the estimate",
    };
    let moment = |unix: &i64| Instant::from_unix_clamped(*unix);
    let at = at.as_ref().map_or(String::new(), |at| format!(" at {}", moment(at)));
    let expected = expected.as_ref().map_or(String::new(), |at| format!(", expected by {}", moment(at)));
    with(&format!("{what}{at}{expected}"), note)
}

fn assessed(from: &Assessment, to: &Assessment) -> String {
    let parts = [
        ("severity", &from.severity, &to.severity),
        ("environment", &from.environment, &to.environment),
        ("channel", &from.channel, &to.channel),
        ("kind", &from.kind, &to.kind),
        ("version", &from.version, &to.version),
    ];
    let said = |text: &Option<String>| match text.as_deref() {
        None | Some("") => "none".to_owned(),
        Some(text) => text.to_owned(),
    };
    let parts = parts.into_iter().filter(|(_, _, to)| to.is_some());
    let parts: Vec<String> =
        parts.map(|(what, from, to)| format!("{what} {} -> {}", said(from), said(to))).collect();
    format!("assessed {}", parts.join(", "))
}

fn counted(counting: &Counting) -> String {
    match counting {
        Counting::Counts => "decided that it counts against the allowance".into(),
        Counting::Proactive => "marked it as opened by the provider".into(),
        Counting::Merged { into } => format!("merged it into ticket {into}"),
        Counting::Waived { reason } => with("waived it", reason),
        Counting::Paid { reason } => with("accepted it as a paid request", reason),
        Counting::Held { reason } => with("held it until the next period", reason),
    }
}

impl Counting {
    /// What was decided, in words; empty where nothing was.
    pub fn words(&self) -> String {
        match self {
            Counting::Counts => String::new(),
            Counting::Proactive => "opened by the provider".into(),
            Counting::Merged { into } => format!("merged into #{into}"),
            Counting::Waived { reason } => with("waived", reason),
            Counting::Paid { reason } => with("paid request", reason),
            Counting::Held { reason } => with("held until the next period", reason),
        }
    }
}
