//! What was said and done, in order.

use super::View;
use super::lines::Lines;
use crate::calendar::Instant;
use crate::desk::{Counting, Event, Recorded, TicketId, undone};
use crate::text;
use crate::tui::theme::Role;
use crate::tui::words;

/// Of a longer message only the beginning is shown: 10 MB would be walked at every change of width.
const MESSAGE: usize = 64 * 1024;

pub(super) fn write(lines: &mut Lines, view: &View<'_>) {
    lines.heading("Messages and events");
    let Some(file) = view.file else {
        lines.text(0, Role::Muted, "reading …");
        return;
    };
    // With what was said and done on the tickets that were merged into it, in the order in which it was.
    let mut entries: Vec<Entry<'_>> = entries(&file.events, None).collect();
    for (ticket, events) in &file.joined {
        entries.extend(self::entries(events, Some(*ticket)));
    }
    entries.sort_by_key(|entry| entry.recorded.sequence);
    for entry in entries {
        one(lines, view, &entry);
    }
}

/// Something that is on record.
struct Entry<'a> {
    recorded: &'a Recorded,
    /// It stays on record, and holds no longer.
    undone: bool,
    /// The merged ticket on which it happened.
    on: Option<TicketId>,
}

fn entries(events: &[Recorded], on: Option<TicketId>) -> impl Iterator<Item = Entry<'_>> {
    let gone = undone(events.iter().map(|recorded| &recorded.event));
    events.iter().map(move |recorded| {
        let undone = recorded.revision.is_some_and(|revision| gone.contains(&revision));
        Entry { recorded, undone, on }
    })
}

fn one(lines: &mut Lines, view: &View<'_>, entry: &Entry<'_>) {
    let Entry { recorded, undone, on } = *entry;
    let on = on.map_or(String::new(), |ticket| format!("on #{ticket}: "));
    let at = words::when(recorded.at, view.local(), view.now);
    let agent = recorded.agent.as_str();
    let mut entry = |role: Role, who: &str, what: &str, text: &str| {
        let at = format!("{at}  ");
        let who = format!("{on}{} ", text::printable(who));
        if undone {
            let spans =
                [(Role::Muted, &*at), (Role::Paused, "undone: "), (Role::Muted, &who), (Role::Muted, what)];
            lines.rich((0, 2), &spans);
        } else {
            lines.rich((0, 2), &[(Role::Muted, &at), (Role::Strong, &who), (role, what)]);
        }
        if !text.trim().is_empty() {
            lines.text(2, if undone { Role::Muted } else { Role::Text }, &body(text));
        }
    };
    let when = |unix: Option<i64>| {
        let given = unix.map(Instant::from_unix_clamped).filter(|given| *given != recorded.at);
        given.map_or(String::new(), |given| format!(", given {}", words::when(given, view.local(), view.now)))
    };
    match &recorded.event {
        Event::TicketOpened { opened } => {
            let channel = opened.channel.as_deref().map_or(String::new(), |channel| format!(" by {channel}"));
            entry(Role::Text, agent, &format!("opened it{channel}"), "");
        }
        Event::MessageReceived { from, text, automatic, .. } => {
            let wrote = if *automatic { "sent an automatic message" } else { "wrote" };
            entry(Role::Text, from.as_deref().unwrap_or("the customer"), wrote, text);
        }
        Event::Replied { text, first, at, by } => {
            let first = if *first { " (the first response)" } else { "" };
            let by = by.as_deref().map_or(String::new(), |by| format!(" by {}", text::printable(by)));
            entry(Role::Met, agent, &format!("replied{by}{first}{}", when(*at)), text);
        }
        Event::Noted { text } => entry(Role::Muted, agent, "noted for colleagues", text),
        Event::Assigned { from, to } => {
            let what = match (from, to) {
                (_, Some(to)) if to == agent => "took it".to_owned(),
                (_, Some(to)) => format!("gave it to {}", text::printable(to)),
                (Some(from), None) if from != agent => {
                    format!("took it from {}; it is nobody's", text::printable(from))
                }
                (_, None) => "left it to nobody".to_owned(),
            };
            entry(Role::Text, agent, &what, "");
        }
        Event::WaitingBegan { reason } => {
            entry(Role::Paused, agent, "began to wait for the customer", reason)
        }
        Event::HoldBegan { reason, wakes } => {
            let until = wakes.map(|wakes| {
                let wakes = Instant::from_unix_clamped(wakes);
                format!(" until {}", words::when(wakes, view.local(), view.now))
            });
            entry(Role::Paused, agent, &format!("put it on hold{}", until.unwrap_or_default()), reason);
        }
        Event::Resumed { reason } => entry(Role::Text, agent, "went on", reason),
        Event::Resolved { cause } => entry(Role::Met, agent, "resolved it", cause),
        Event::Reopened { reason } => entry(Role::DueSoon, agent, "opened it again", reason),
        Event::AllowanceDecided { counting } => {
            let (what, reason) = match counting {
                Counting::Counts => ("decided that it counts against the allowance", ""),
                Counting::Proactive => ("decided that the desk opened it itself", ""),
                Counting::Merged { .. } => ("merged it into another", ""),
                Counting::Waived { reason } => ("waived it: it uses none of the allowance", reason.as_str()),
                Counting::Paid { reason } => ("accepted it as a paid request", reason.as_str()),
                Counting::Held { reason } => ("has it count in the next period", reason.as_str()),
            };
            entry(Role::Text, agent, what, reason);
        }
        other => entry(Role::Text, agent, &text::printable(&other.words()), ""),
    }
}

/// A message as lines, printable; its end left out where it is very long, and said so.
fn body(text: &str) -> String {
    let shown = text::printable_block(text.trim_end(), MESSAGE);
    if text.len() > MESSAGE {
        return format!("{shown}\n… {} kB in all; `tierdesk ticket show` has the rest", text.len() / 1024);
    }
    shown
}
