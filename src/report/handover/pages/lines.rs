//! What the parts of a handover say.

use super::super::times::{Wall, age, length};
use super::super::{About, Briefing, Change, Changed, Due, Missed, RunsOut, Wait, Whom, Words, clock_words};
use super::{Entry, Page, Piece, Tone};
use crate::calendar::{Instant, Zone};
use crate::desk::Standing;

pub(super) fn pages(briefing: &Briefing, local: &Zone, most: usize) -> Vec<Page> {
    let wall = Wall { local, now: briefing.now };
    let page = |(title, short), count, entries: Vec<Entry>| {
        let nothing = || vec![Entry::default().ours(Tone::Muted, "Nothing.")];
        Page { title, short, count, entries: if entries.is_empty() { nothing() } else { entries } }
    };
    let words: Vec<Entry> = cut(&briefing.words, most, |one| told(one, wall));
    vec![
        page(("In the agents' words", "Words"), briefing.words.len(), words),
        page(("Falls due", "Due"), briefing.due.len(), due(briefing, wall, most)),
        page(
            ("Missed", "Missed"),
            briefing.missed.len(),
            cut(&briefing.missed, most, |one| missed(one, wall)),
        ),
        page(("Waits", "Waits"), briefing.waits.len(), waits(briefing, wall, most)),
        page(("Changed", "Changed"), briefing.changes.len(), changes(briefing, wall, most)),
        page(
            ("Allowances", "Allowances"),
            briefing.allowances.len(),
            cut(&briefing.allowances, most, |one| allowance(one, wall)),
        ),
    ]
}

pub(super) fn head(briefing: &Briefing, local: &Zone) -> (Vec<Piece>, Vec<Entry>) {
    let (window, wall) = (&briefing.window, Wall { local, now: briefing.now });
    let mut title = Entry::default().ours(Tone::Strong, "Handover of ").foreign(Tone::Strong, &window.agent);
    if let Some(next) = &window.next {
        title = title.ours(Tone::Strong, " to ").foreign(Tone::Strong, next);
    }
    title = title.ours(Tone::Strong, format!(", {}", wall.full(briefing.now)));
    let mut spans = Entry::default();
    if let Some(line) = &window.line {
        spans = spans.ours(Tone::Plain, "On ").foreign(Tone::Plain, line).ours(Tone::Plain, ". ");
    }
    let next = match window.begins {
        Some(begins) => format!("the next shift, {} to {}", wall.when(begins), wall.when(window.until)),
        None => format!("the time until {}", wall.when(window.until)),
    };
    let since = wall.when(window.since);
    spans = spans.ours(Tone::Plain, format!("What changed since {since}, and what {next} will bring."));
    let overdue = briefing.missed.iter().filter(|one| one.over.is_some() && one.stopped.is_none()).count();
    let counted = Entry::default().ours(
        Tone::Plain,
        format!(
            "{} open. Clocks: {overdue} overdue, {} fall due. Since then {}.",
            tickets(briefing.open),
            briefing.due.len(),
            counts(briefing)
        ),
    );
    (title.pieces, vec![spans, counted])
}

fn tickets(count: usize) -> String {
    if count == 1 { "1 ticket".to_owned() } else { format!("{count} tickets") }
}

fn counts(briefing: &Briefing) -> String {
    let counts = briefing.counts;
    let parts = [
        (counts.opened, "opened"),
        (counts.answered, "answered"),
        (counts.resolved, "resolved"),
        (counts.reopened, "reopened"),
        (counts.reassessed, "reassessed"),
        (counts.missed, "missed"),
        (counts.taken_back, "taken back"),
    ];
    let told: Vec<String> =
        parts.iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{many} {what}")).collect();
    if told.is_empty() { "nothing happened".to_owned() } else { told.join(", ") }
}

/// Lines of at most so many, and how many more there are.
fn cut<T>(all: &[T], most: usize, line: impl Fn(&T) -> Entry) -> Vec<Entry> {
    let mut entries: Vec<Entry> = all.iter().take(most).map(line).collect();
    let more = all.len().saturating_sub(most);
    if more > 0 {
        entries.push(Entry::default().ours(Tone::Muted, format!("and {more} more")));
    }
    entries
}

impl Entry {
    /// The ticket: its number, its subject, and whose it is.
    fn about(self, about: &About) -> Entry {
        let whose =
            [Some(&about.customer), about.tier.as_ref(), Some(&about.severity), about.assignee.as_ref()];
        let whose: Vec<&str> =
            whose.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.ours(Tone::Strong, format!("#{}", about.ticket))
            .ours(Tone::Plain, " ")
            .foreign(Tone::Plain, &about.subject)
            .ours(Tone::Muted, " (")
            .foreign(Tone::Muted, whose.join(", "))
            .ours(Tone::Muted, ")")
    }
}

fn told(one: &Words, wall: Wall<'_>) -> Entry {
    let at = wall.when(Instant::from_unix_clamped(one.words.at));
    let resolved = if one.resolved { ", resolved" } else { "" };
    let mut entry = Entry::of(Some(one.about.ticket))
        .about(&one.about)
        .ours(Tone::Muted, format!("{resolved}; "))
        .foreign(Tone::Muted, &one.words.agent)
        .ours(Tone::Muted, format!(", {at}:"));
    entry.quote = Some(one.words.text.clone());
    entry
}

fn due(briefing: &Briefing, wall: Wall<'_>, most: usize) -> Vec<Entry> {
    let mut entries = cut(&briefing.due, most, |one| falls_due(one, briefing, wall));
    let before = briefing.due.iter().take(most).filter(|one| one.before).count();
    if let Some(begins) = briefing.window.begins.filter(|_| before > 0) {
        // What the present shift has still to do stands apart.
        let at = wall.when(begins);
        entries.insert(before, Entry::heading(format!("in the next shift, from {at}")));
        entries.insert(0, Entry::heading(format!("before the next shift, until {at}")));
    }
    entries
}

fn falls_due(one: &Due, briefing: &Briefing, wall: Wall<'_>) -> Entry {
    let mut entry = Entry::of(Some(one.about.ticket))
        .ours(Tone::Strong, wall.both(one.due, &one.zone))
        .ours(Tone::Plain, " ")
        .foreign(Tone::Running, clock_words(&one.clock))
        .ours(Tone::Running, format!(", {} left", length(one.left)))
        .ours(Tone::Plain, ": ")
        .about(&one.about);
    let closed = wall.closed(&one.closed, briefing.window.until);
    if !closed.is_empty() {
        entry = entry.ours(Tone::Muted, format!("; {closed}"));
    }
    entry
}

fn missed(one: &Missed, wall: Wall<'_>) -> Entry {
    let over = one.over.map_or(String::new(), |over| format!(" by {}", length(over)));
    let what = if one.stopped.is_some() { "late" } else { "missed" };
    let mut entry = Entry::of(Some(one.about.ticket))
        .foreign(Tone::Missed, clock_words(&one.clock))
        .ours(Tone::Missed, format!(" {what}{over}"))
        .ours(Tone::Plain, format!(", was due {}: ", wall.both(one.due, &one.zone)))
        .about(&one.about)
        .ours(Tone::Plain, ": ")
        .foreign(Tone::Plain, &one.why);
    if let Some(stopped) = one.stopped {
        entry = entry.ours(Tone::Muted, format!(", {}", wall.when(stopped)));
    }
    if let Some(last) = &one.last {
        entry = entry
            .ours(Tone::Muted, format!("; last, {}: ", wall.when(last.at)))
            .foreign(Tone::Muted, format!("{} {}", last.agent, last.words));
    }
    entry
}

fn waits(briefing: &Briefing, wall: Wall<'_>, most: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    for group in briefing.waits.chunk_by(|one, other| kind(&one.whom) == kind(&other.whom)) {
        let whom = group.first().map(|wait| kind(&wait.whom)).unwrap_or_default();
        entries.push(Entry::heading(format!("{whom} ({})", group.len())));
        entries.extend(cut(group, most, |one| waits_for(one, wall)));
    }
    entries
}

/// For whom, as a heading.
fn kind(whom: &Whom) -> String {
    match whom {
        Whom::Customer => "for the customer".into(),
        Whom::Hold(_) => "on hold".into(),
        Whom::Colleague(agent) => format!("for {agent}"),
        Whom::Level { level, theirs: true } => format!("for the customer's own level {level}"),
        Whom::Level { level, theirs: false } => format!("for level {level}"),
        Whom::Anybody => "for whoever takes it".into(),
    }
}

fn waits_for(one: &Wait, wall: Wall<'_>) -> Entry {
    let mut entry = Entry::of(Some(one.about.ticket))
        .about(&one.about)
        .ours(Tone::Paused, format!(", since {} ({})", wall.when(one.since), age(wall.now.since(one.since))));
    if let Whom::Hold(Some(wakes)) = one.whom {
        entry = entry.ours(Tone::Paused, format!(", until {}", wall.when(wakes)));
    }
    if !one.reason.is_empty() {
        entry = entry.ours(Tone::Plain, ": ").foreign(Tone::Plain, &one.reason);
    }
    entry
}

/// So many things that happened to one ticket are told, the first and the last of them.
const MOST_CHANGES: usize = 12;

fn changes(briefing: &Briefing, wall: Wall<'_>, most: usize) -> Vec<Entry> {
    cut(&briefing.changes, most, |one| changed(one, wall))
}

fn changed(one: &Changed, wall: Wall<'_>) -> Entry {
    let mut entry = Entry::of(Some(one.about.ticket)).about(&one.about);
    let skipped = one.changes.len().saturating_sub(MOST_CHANGES);
    let (first, rest) = one.changes.split_at(one.changes.len().min(MOST_CHANGES / 2));
    let mut sign = ": ";
    for change in first {
        entry = happened(entry.ours(Tone::Plain, sign), change, wall);
        sign = "; ";
    }
    if skipped > 0 {
        entry = entry.ours(Tone::Muted, format!("; {skipped} more"));
    }
    for change in rest.iter().skip(skipped) {
        entry = happened(entry.ours(Tone::Plain, sign), change, wall);
    }
    entry
}

fn happened(entry: Entry, change: &Change, wall: Wall<'_>) -> Entry {
    let entry = entry.ours(Tone::Muted, format!("{} ", wall.when(change.at)));
    let words = match change.agent.is_empty() {
        true => change.words.clone(),
        false => format!("{} {}", change.agent, change.words),
    };
    let tone = match change.kind {
        _ if change.taken_back => Tone::Muted,
        super::super::Kind::Missed => Tone::Missed,
        _ => Tone::Plain,
    };
    let entry = entry.foreign(tone, words);
    if change.taken_back { entry.ours(Tone::Muted, " (taken back)") } else { entry }
}

fn allowance(one: &RunsOut, wall: Wall<'_>) -> Entry {
    let mut entry = Entry::default()
        .foreign(Tone::Strong, &one.customer)
        .ours(Tone::Muted, " (")
        .foreign(Tone::Muted, &one.plan)
        .ours(Tone::Muted, ")")
        .ours(Tone::Plain, ": ");
    if let Some(pot) = &one.pot {
        entry = entry.foreign(Tone::Plain, pot).ours(Tone::Plain, ": ");
    }
    let standing = match one.standing {
        Standing::Over => "over, ",
        Standing::Spent => "spent, ",
        Standing::SpentToday => "spent for today, ",
        Standing::Last => "the last one, ",
        _ => "",
    };
    entry = entry.ours(Tone::Spent, standing).foreign(Tone::Spent, &one.words);
    if let Some(at) = one.runs_out {
        let when = if one.in_shift { "before the next shift ends" } else { "before it is filled again" };
        let at = wall.both(at, &one.zone);
        entry = entry.ours(Tone::Spent, format!("; at this rate gone {at}, {when}"));
    }
    if let Some(again) = one.again {
        entry = entry.ours(Tone::Muted, format!("; filled again {}", wall.both(again, &one.zone)));
    }
    entry
}
