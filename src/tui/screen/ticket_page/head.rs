//! The top of the page: what the ticket is, its clocks, what is wrong with it, and how the allowance stands. Made afresh
//! for every frame, for it ticks.

use super::View;
use super::lines::Lines;
use crate::calendar::{Instant, duration_words, instant_words};
use crate::desk::{
    ClockState, Counting, Flag, Mark, Purse, Reckoned, Status, TicketClock, Verdict, board, reason,
};
use crate::policy::{Promise, Resolved};
use crate::tui::screen::{customer_line, ticket_line};
use crate::tui::theme::Role;
use crate::tui::words;

const BAR: usize = 20;

pub(super) fn write(view: &View<'_>, width: usize) -> Lines {
    let mut lines = Lines::new(width, 0);
    let ticket = view.ticket;
    let number = format!("#{} ", ticket.id);
    match view.row {
        Some(row) => {
            let (glyph, letter, role) = ticket_line::severity(row);
            let mark = format!("{glyph}{letter} ");
            lines.rich(
                (0, 3),
                &[(role, &mark), (Role::Strong, &number), (Role::Strong, one_line(&ticket.subject).as_str())],
            );
        }
        None => {
            lines.rich((0, 3), &[(Role::Strong, &number), (Role::Strong, one_line(&ticket.subject).as_str())])
        }
    }
    if let Some(group) = view.group {
        let plan = format!(" · {}", customer_line::plan(group));
        let hours =
            customer_line::hours(group, view.now).map_or(String::new(), |hours| format!(" · {hours}"));
        let name = one_line(&group.customer.name);
        lines.rich((0, 0), &[(Role::Strong, name.as_str()), (Role::Muted, &plan), (Role::Muted, &hours)]);
    }
    lines.blank();
    facts(&mut lines, view);
    clocks(&mut lines, view);
    flags(&mut lines, view);
    allowance(&mut lines, view);
    lines
}

/// Line breaks in a one-line value are shown as marks.
fn one_line(text: &str) -> String {
    crate::text::printable(text).into_owned()
}

fn facts(lines: &mut Lines, view: &View<'_>) {
    let (ticket, now) = (view.ticket, view.now);
    let pack = view.terms.map(|terms| terms.pack());
    let name = |key: &crate::policy::SeverityKey| {
        pack.and_then(|pack| pack.severity(key))
            .map_or_else(|| key.to_string(), |severity| severity.name.clone())
    };
    let rank = view.row.map_or(3, |row| u8::try_from(row.severity_rank.min(3)).unwrap_or(3));
    let severity = name(view.row.and_then(|row| row.counts_as.as_ref()).unwrap_or(&ticket.severity));
    let mut pairs = vec![("severity", Role::Severity(rank), severity)];
    let counted =
        view.contract.zip(pack).and_then(|(contract, pack)| pack.counts_as(&ticket.facts(contract)));
    if let Some(rule) = counted {
        pairs.push(("assessed", Role::Text, name(&ticket.severity)));
        pairs.push(("counts as", Role::Text, format!("{}: {}", name(&rule.severity), rule.reason)));
    }
    if let Some(claimed) = ticket.claimed.as_ref().filter(|claimed| **claimed != ticket.severity) {
        pairs.push(("claimed", Role::Strong, format!("{} by the customer", name(claimed))));
    }
    let stood = ticket.standing().map(|standing| {
        let since = words::when(Instant::from_unix_clamped(standing.from), view.local(), now);
        let reason =
            if standing.reason.is_empty() { String::new() } else { format!(": {}", standing.reason) };
        let until = match ticket.more().wakes() {
            Some(wakes) if wakes <= now => format!(", woken {},", words::when(wakes, view.local(), now)),
            Some(wakes) => format!(" until {},", words::when(wakes, view.local(), now)),
            None => String::new(),
        };
        format!("{until} since {since}{reason}")
    });
    let role = match ticket.status {
        Status::Open => Role::Strong,
        Status::Waiting | Status::OnHold => Role::Paused,
        Status::Resolved => Role::Met,
    };
    pairs.push(("status", role, format!("{}{}", ticket.status.words(), stood.unwrap_or_default())));
    let assignee = match ticket.assignee.as_deref() {
        Some(name) if name == view.app.who => format!("{name} (you)"),
        Some(name) => name.to_owned(),
        None => "nobody".into(),
    };
    pairs.push(("assignee", Role::Text, assignee));
    if let Some(there) = view.app.also_there(ticket.id) {
        pairs.push(("open at", Role::DueSoon, there));
    }
    let age = words::age(now.since(ticket.received));
    pairs.push((
        "received",
        Role::Text,
        format!("{}, {age} ago", words::when(ticket.received, view.local(), now)),
    ));
    for (name, mark) in [("workaround", Mark::Workaround), ("estimate", Mark::Estimate)] {
        if let Some(since) = ticket.marks.first(mark.event()) {
            pairs.push((name, Role::Strong, given(mark, since, view)));
        }
    }
    if let Some(requester) = &ticket.requester {
        pairs.push(("requester", Role::Text, requester.clone()));
    }
    if let Some(channel) = &ticket.channel {
        pairs.push(("channel", Role::Text, channel.to_string()));
    }
    pairs.push(("stage", Role::Text, ticket.environment.to_string()));
    if let Some(level) = ticket.level {
        let theirs = ticket.flags.contains(&Flag::LevelIsCustomers);
        let plan = view.contract.zip(view.terms);
        let words = plan.and_then(|(contract, terms)| reason::level_words(level, ticket, contract, terms));
        let words = words.map_or_else(|| level.to_string(), |words| format!("{level} · {words}"));
        pairs.push(("level", if theirs { Role::AllowanceOver } else { Role::Text }, words));
    }
    if let Some(words) = &ticket.more().handed_on {
        let at = words::when(Instant::from_unix_clamped(words.at), view.local(), view.now);
        pairs.push(("handed on", Role::Strong, format!("{} ({}, {at})", words.text, words.agent)));
    }
    if let Some(version) = &ticket.more().version {
        pairs.push(("version", Role::Text, version.clone()));
    }
    if let Some(kind) = &ticket.kind {
        pairs.push(("kind", Role::Text, kind.clone()));
    }
    if let Some(reference) = &ticket.reference {
        pairs.push(("reference", Role::Text, reference.clone()));
    }
    bonds(&mut pairs, view);
    lines.pairs(&pairs);
}

/// Since when a workaround or an estimate stands, and what was said of it.
fn given(mark: Mark, since: Instant, view: &View<'_>) -> String {
    let told = view.ticket.more().told(mark).cloned().unwrap_or_default();
    let when = |at: Instant| words::when(at, view.local(), view.now);
    let expected = told.expected.map(Instant::from_unix_clamped);
    let note = if told.note.is_empty() { String::new() } else { format!(": {}", told.note) };
    match expected {
        Some(at) => format!("by {}, given {}{note}", when(at), when(since)),
        None => format!("given {}{note}", when(since)),
    }
}

/// Tags, who hears of it, and the tickets that it has to do with.
fn bonds(pairs: &mut Vec<(&str, Role, String)>, view: &View<'_>) {
    let more = view.ticket.more();
    let numbers = |tickets: &[crate::desk::TicketId]| {
        tickets.iter().map(|ticket| format!("#{ticket}")).collect::<Vec<_>>().join(" ")
    };
    let mut pair = |name, words: String| {
        if !words.is_empty() {
            pairs.push((name, Role::Text, words));
        }
    };
    pair("tags", more.tags.iter().map(|tag| format!("+{tag}")).collect::<Vec<_>>().join(" "));
    pair("watched by", more.watchers.join(", "));
    pair("linked with", numbers(&more.links));
    pair("merged here", numbers(&more.absorbed));
    pair("split from", more.split_from.map(|ticket| format!("#{ticket}")).unwrap_or_default());
    pair("lives on as", more.merged_into.map(|ticket| format!("#{ticket}")).unwrap_or_default());
}

fn clocks(lines: &mut Lines, view: &View<'_>) {
    lines.heading("Clocks");
    let Some(row) = view.row else {
        lines.text(0, Role::Muted, "reading …");
        return;
    };
    if row.clocks.is_empty() {
        lines.text(0, Role::Untimed, "No contract in force when it came in: nothing was promised.");
    }
    for clock in &row.clocks {
        one_clock(lines, view, clock);
    }
    for missed in &view.ticket.missed {
        let due = Instant::from_unix_clamped(missed.due);
        let words = format!(
            "✗ Missed for good: {}, due {} before it was set anew",
            missed.clock().as_str().replace('_', " "),
            words::when(due, view.local(), view.now)
        );
        lines.text(0, Role::Missed, &words);
    }
}

fn one_clock(lines: &mut Lines, view: &View<'_>, clock: &TicketClock) {
    let pack = view.terms.map(|terms| terms.pack());
    let name = pack.and_then(|pack| pack.clock(clock.key())).map_or("clock", |clock| clock.name.as_str());
    let said = words::clock(clock, view.ticket, view.now);
    let mark = format!("{} ", said.mark);
    let name = format!("{name}: ");
    let bar = said.left.map(|left| {
        let full = ((left * BAR as f32).ceil() as usize).min(BAR);
        ("━".repeat(full), "─".repeat(BAR - full))
    });
    // The due instant has a line of its own, so the state is said without it.
    let state = match clock.at(view.now) {
        ClockState::Running { frozen: None, .. } | ClockState::Missed { .. } | ClockState::Met { .. } => {
            said.forms.get(1).map_or(said.long(), String::as_str)
        }
        _ => said.long(),
    };
    lines.rich((0, 2), &[(said.role, &mark), (Role::Strong, &name), (said.role, state)]);
    if let Some((full, rest)) = &bar {
        lines.rich((2, 2), &[(said.role, full), (Role::Closed, rest)]);
    }
    let due = match clock.reckoned {
        Reckoned::Due { due } | Reckoned::Met { due, .. } | Reckoned::Late { due, .. } => Some(due),
        Reckoned::Paused { left, .. } => {
            let stands = format!(
                "Stands still with {} of open time left; when it goes on, the due time moves.",
                duration_words(left)
            );
            lines.text(2, Role::Text, &stands);
            None
        }
        Reckoned::Done { .. }
        | Reckoned::Waits { .. }
        | Reckoned::Off { .. }
        | Reckoned::Untimed
        | Reckoned::Beyond => None,
    };
    if let Some(due) = due {
        let zone = clock.target.calendar.zone();
        let mut words = format!("due {}", instant_words(due, &zone));
        if zone.offset_at(due) != view.local().offset_at(due) {
            words.push_str(&format!(" · {} for you", words::when(due, view.local(), view.now)));
        }
        lines.text(2, Role::Text, &words);
    }
    if clock.begun != view.ticket.received && due.is_some() {
        let begun = instant_words(clock.begun, &clock.target.calendar.zone());
        lines.text(2, Role::Muted, &format!("runs since {begun}"));
    }
    rounds(lines, clock);
    if let Some(aim) = clock.aim {
        let zone = clock.target.calendar.zone();
        let passed = if aim < view.now { " (passed)" } else { "" };
        lines.text(2, Role::Text, &format!("aim {}{passed}", instant_words(aim, &zone)));
    }
    let target = &clock.target;
    let promised = match &target.promise {
        Promise::Within(_) => format!("promised within {}", target.promise),
        Promise::BestEffort => "best effort is promised, no time".into(),
        Promise::NotCovered => "this tier has no promised time here".into(),
        Promise::ByContract => "left to the contract, and the contract sets none".into(),
        Promise::NoTarget => "the policy knows no such target".into(),
    };
    let own = if target.own { ", by the contract's own terms" } else { "" };
    let runs = if matches!(target.promise, Promise::Within(_)) {
        format!(" · runs {}", target.calendar_words)
    } else {
        String::new()
    };
    lines.text(2, Role::Muted, &format!("{promised}{own}{runs}"));
    if let Some(words) = cut_off(target, clock.begun) {
        lines.text(2, Role::Text, &words);
    }
    if let Some(note) = &target.note {
        lines.rich((2, 2), &[(Role::Muted, "note: "), (Role::Text, note)]);
    }
}

/// The earlier rounds that were missed: how many, and when the last of them were due.
fn rounds(lines: &mut Lines, clock: &TicketClock) {
    const TOLD: usize = 3;
    let zone = clock.target.calendar.zone();
    let all = clock.missed.len();
    let due: Vec<String> =
        clock.missed.iter().skip(all.saturating_sub(TOLD)).map(|due| instant_words(*due, &zone)).collect();
    let words = match all {
        0 => return,
        1 => format!("✗ a round before was missed, due {}", due.join(", ")),
        _ if all <= TOLD => format!("✗ {all} rounds before were missed, due {}", due.join(", ")),
        _ => format!("✗ {all} rounds before were missed, the last of them due {}", due.join(", ")),
    };
    lines.text(2, Role::Missed, &words);
}

/// When it counts as received, where a cut-off makes that another moment.
pub(super) fn cut_off(target: &Resolved, received: Instant) -> Option<String> {
    let cut_off = target.cut_off.as_ref()?;
    let from = target.counts_from(received);
    (from != received).then(|| {
        let zone = cut_off.calendar.zone();
        format!(
            "counts as received {} (cut-off {})",
            instant_words(from, &zone),
            cut_off.time.format("%H:%M")
        )
    })
}

/// What is wrong with its entitlement, with the rule that says so, its source, and what was decided.
fn flags(lines: &mut Lines, view: &View<'_>) {
    let verdict = view.verdict();
    let flags = board::flags(view.ticket, verdict);
    if flags.is_empty() {
        return;
    }
    lines.heading("Flags");
    for flag in flags {
        let judged = view.ticket.more().judged(flag);
        let (mark, role) = match judged {
            None => ("!", Role::AllowanceOver),
            Some(judged) if judged.accepted => ("✓", Role::Met),
            Some(_) => ("✗", Role::Missed),
        };
        let name = format!("{mark} {}. ", flag.words());
        let plan = view.contract.zip(view.terms);
        let reason = reason::of_flag(flag, view.ticket, plan);
        let source = format!(" ({})", reason.source);
        lines.rich((0, 2), &[(role, &name), (Role::Text, &reason.rule), (Role::Muted, &source)]);
        if let Some(judged) = judged {
            lines.text(2, role, &reason::decided(judged));
        }
    }
}

fn allowance(lines: &mut Lines, view: &View<'_>) {
    let Some(usage) = view.usage() else { return };
    lines.heading("Allowance");
    let role = customer_line::standing(&usage);
    let left = usage.left().unwrap_or(0);
    let pips = usage.size.filter(|size| *size <= 20).map_or(String::new(), |size| {
        format!("{}{} ", "●".repeat(left.min(size) as usize), "○".repeat(size.saturating_sub(left) as usize))
    });
    lines.rich((0, 0), &[(role, &pips), (Role::Text, &usage.words())]);
    for pot in &usage.pots {
        let role = customer_line::standing_role(pot.standing);
        lines.rich((2, 4), &[(role, &pot.key), (Role::Muted, ": "), (Role::Text, &pot.words())]);
    }
    let mut words = String::new();
    if usage.size.is_some() {
        let pack = view.terms.map(|terms| terms.pack());
        let zone = pack.map_or_else(|| view.app.local.clone(), |pack| pack.zone.clone());
        words.push_str(&format!("{} used in this period, {} today", usage.used, usage.today));
        if let Some(cap) = usage.daily_cap {
            words.push_str(&format!(" (at most {cap} a day)"));
        }
        if usage.period.to < Instant::MAX {
            words.push_str(&format!(". The next begins {}", words::when(usage.period.to, &zone, view.now)));
        }
        words.push_str(". ");
    }
    let verdict = match view.verdict() {
        Some(Verdict::Within) if usage.size.is_some() => "This ticket is within it.",
        Some(Verdict::OverPeriod) => "This ticket is over it.",
        Some(Verdict::OverDay) => "This ticket is over the day's part of it.",
        Some(Verdict::Free) => "This ticket uses none of it.",
        Some(Verdict::Within) | None => "",
    };
    words.push_str(verdict);
    let purse = view.contract.zip(view.terms).and_then(|(contract, terms)| Purse::of(terms.pack(), contract));
    match view.verdict() {
        Some(Verdict::Free) => {
            let why = purse.as_ref().zip(view.contract).and_then(|(purse, contract)| {
                let facts = view.ticket.facts(contract);
                purse.why_free(&facts, view.ticket.received)
            });
            words.extend(why.map(|why| format!(" Free: {why}.")));
        }
        Some(Verdict::OverPeriod | Verdict::OverDay) => words.push_str(&reason::proposed(purse.as_ref())),
        Some(Verdict::Within) | None => {}
    }
    if !words.is_empty() {
        lines.text(0, Role::Muted, &words);
    }
    let decided = match &view.ticket.counting {
        Counting::Counts => None,
        Counting::Proactive => Some("The desk opened it itself: it uses none.".to_owned()),
        Counting::Merged { into } => Some(format!("Merged into #{into}, which counts for both.")),
        Counting::Waived { reason } => Some(format!("Waived: {reason}")),
        Counting::Paid { reason } => Some(format!("Accepted as a paid request: {reason}")),
        Counting::Held { reason } => Some(format!("Counts in the next period: {reason}")),
    };
    if let Some(decided) = decided {
        lines.text(0, Role::Text, &decided);
    }
}
