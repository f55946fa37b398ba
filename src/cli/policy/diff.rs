//! `tierdesk policy diff`: what changes for an agent between two packs, or two editions of one.

use serde_json::{Value, json};

use super::given;
use crate::cli::{CliError, Context, Out};
use crate::policy::diff::{Change, Diff, Group, diff};
use crate::text::{printable, width};

/// Columns of a line.
const WIDTH: usize = 120;

/// A subject wider than this does not push the others' values to the right.
const WIDEST_SUBJECT: usize = 40;

pub fn run(old: &str, new: &str, as_json: bool, context: &mut Context) -> Result<(), CliError> {
    let [old, new] = match [given::pack(old, context), given::pack(new, context)] {
        [Ok(old), Ok(new)] => [old, new],
        [Err(none), _] | [_, Err(none)] => return Err(none.say(context)),
    };
    let diff = diff(&old.pack, &new.pack);
    if as_json {
        return context.out.json(&diff_json(&diff));
    }
    told(&diff, &mut context.out)
}

/// The differences for a person.
pub fn told(diff: &Diff, out: &mut Out) -> Result<(), CliError> {
    if diff.groups.is_empty() {
        return out.line(format!("{} and {}: nothing changes for an agent", diff.old, diff.new));
    }
    out.line(format!("{} -> {}", diff.old, diff.new))?;
    for each in &diff.groups {
        out.line("")?;
        out.line(printable(&each.title))?;
        group(each, out)?;
    }
    let count = diff.count();
    let changes = if count == 1 { "1 change".to_owned() } else { format!("{count} changes") };
    out.line("")?;
    out.line(format!("{changes}   ~ other than before   + new   - gone"))
}

fn group(group: &Group, out: &mut Out) -> Result<(), CliError> {
    let columns = |of: fn(&Change) -> usize, most: usize| {
        group.changes.iter().map(of).filter(|columns| *columns <= most).max().unwrap_or(0)
    };
    let subject = columns(|change| width(&change.subject), WIDEST_SUBJECT);
    let old = columns(
        |change| match (&change.old, &change.new) {
            (Some(old), Some(_)) => width(old),
            _ => 0,
        },
        (WIDTH - subject).saturating_sub(10) / 2,
    );
    group.changes.iter().try_for_each(|one| change(one, (subject, old), out))
}

fn change(change: &Change, (subject, old): (usize, usize), out: &mut Out) -> Result<(), CliError> {
    let lead = |mark: char| format!("  {mark} {}", padded(&change.subject, subject));
    match (&change.old, &change.new) {
        (Some(was), Some(now)) => {
            let line = format!("{}  {} -> {now}", lead('~'), padded(was, old));
            if width(&line) <= WIDTH {
                return out.line(printable(&line));
            }
            out.line(printable(format!("  ~ {}", change.subject).trim_end()))?;
            entry("      was  ", was, out)?;
            entry("      now  ", now, out)
        }
        (None, Some(now)) => entry(&format!("{}  ", lead('+')), now, out),
        (Some(was), None) => entry(&format!("{}  ", lead('-')), was, out),
        (None, None) => Ok(()),
    }
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A text behind a lead, broken between words.
fn entry(lead: &str, text: &str, out: &mut Out) -> Result<(), CliError> {
    let indent = " ".repeat(width(lead));
    let mut line = lead.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && width(&line) + 1 + width(word) > WIDTH {
            out.line(printable(&std::mem::replace(&mut line, indent.clone())))?;
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.line(printable(&line))
}

/// The differences for a program.
pub fn diff_json(diff: &Diff) -> Value {
    let rows = diff.groups.iter().flat_map(|group| {
        group.changes.iter().map(|change| {
            json!({
                "part": group.title,
                "subject": change.subject,
                "change": change.kind(),
                "old": change.old,
                "new": change.new,
            })
        })
    });
    json!({ "old": diff.old.to_string(), "new": diff.new.to_string(), "changes": rows.collect::<Vec<_>>() })
}
