//! `alerts.toml` to [`Rules`]: one look finds every mistake, each with its place and what would be right. A file with a
//! mistake is refused as a whole: half of the rules would be silence where somebody counts on a bell.

mod parts;
mod quiet;
mod rule;

use std::sync::Arc;

use super::rules::{Rules, Storm, Way};
use crate::calendar::{Zone, Zones};
use crate::written::{self, Diagnostic, Findings, Kind, Section, Text, diagnostic};

/// Such a file among those that people write.
const FILE: Kind = Kind {
    name: "file of alert rules",
    begins: Some("format = 1"),
    instead: "write the rules as TOML; `tierdesk alert rules` prints some to start from",
};

/// The form of the file that this program reads.
const FORMAT: u32 = 1;
/// Most rules, quiet hours and commands of a file, each.
const MOST: usize = 200;

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            zone: Zone::utc(),
            rules: Vec::new(),
            quiet: Vec::new(),
            commands: Vec::new(),
            mail: None,
            storm: Storm::default(),
        }
    }
}

impl Rules {
    /// Reads `alerts.toml`; `file` is only shown. `None` where anything in it is wrong; warnings leave it as it is.
    pub fn read(bytes: &[u8], file: &str, zones: &Zones) -> (Option<Rules>, Vec<Diagnostic>) {
        let (rules, found) = written::read(bytes, file, FILE, |top, found| {
            let rules = walk(top, zones, found);
            (!found.refused()).then_some(rules)
        });
        (rules.flatten(), found)
    }
}

fn walk(mut top: Section<'_>, zones: &Zones, found: &mut Findings) -> Rules {
    if let Some(value) = top.need("format", "format = 1", found)
        && let Some(format) = value.number(found)
        && format != FORMAT
    {
        let message = format!("format {format} is not one that this program reads");
        found.error(value.span(), &value.key, message, "write format = 1");
    }
    let zone = top.text("zone", found).and_then(|text| zone(&text, zones, found)).unwrap_or_else(Zone::utc);
    let commands = parts::commands(top.sections("command", found), found);
    let mail = top.section("mail", found).and_then(|section| parts::mail(section, found));
    let quiet = top.sections("quiet", found);
    let quiet = quiet.into_iter().take(MOST);
    let quiet = quiet.filter_map(|section| quiet::quiet(section, &zone, zones, found)).collect();
    let storm = top.section("storm", found).map(|section| parts::storm(section, found));
    let sections = top.sections("rule", found);
    if sections.len() > MOST {
        found.error(top.span.clone(), "rule", format!("more than {MOST} rules are not read"), None);
    }
    let mut rules: Vec<super::Rule> = Vec::new();
    for section in sections.into_iter().take(MOST) {
        let (span, key) = (section.span.clone(), section.path.clone());
        let Some(rule) = rule::rule(section, &rules, found) else { continue };
        for way in &rule.ways {
            match way {
                Way::Command(name) if commands.iter().all(|command| command.name != *name) => {
                    let message = format!("there is no command {}", diagnostic::quoted(name));
                    let known = commands.iter().map(|command| command.name.as_str());
                    let help = written::did_you_mean(name, known);
                    let help = help.unwrap_or_else(|| "write a [[command]] of that name".to_owned());
                    found.error(span.clone(), &key, message, help);
                }
                Way::Mail if mail.is_none() => {
                    let help = "write [mail] with from = \"support@example.com\" and the agents' addresses";
                    found.error(span.clone(), &key, "this rule sends mail, and nothing says how", help);
                }
                _ => {}
            }
        }
        rules.push(rule);
    }
    let rules = Rules { zone, rules, quiet, commands, mail, storm: storm.unwrap_or_default() };
    top.finish(found);
    rules
}

/// A zone by its IANA name.
fn zone(text: &Text<'_>, zones: &Zones, found: &mut Findings) -> Option<Arc<Zone>> {
    match zones.get(text.value) {
        Ok(zone) => Some(zone),
        Err(error) => {
            let help = error.suggestion.as_ref().map(|name| format!("did you mean {name}?"));
            let message = format!("there is no zone {}", diagnostic::quoted(text.value));
            found.error(text.span.clone(), &text.key, message, help);
            None
        }
    }
}

/// Seconds of `10 s`, `5 min`, `1 h`.
fn seconds(text: &Text<'_>, most: u32, found: &mut Findings) -> Option<u32> {
    let words = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let split = words.find(|c: char| !c.is_ascii_digit()).unwrap_or(words.len());
    let (amount, unit) = words.split_at_checked(split).unwrap_or((&words, ""));
    let unit = match unit.trim() {
        "s" | "second" | "seconds" => Some(1),
        "min" | "minute" | "minutes" => Some(60),
        "h" | "hour" | "hours" => Some(3600),
        _ => None,
    };
    let seconds = amount.parse::<u32>().ok().zip(unit).and_then(|(amount, unit)| amount.checked_mul(unit));
    let seconds = seconds.filter(|seconds| (1..=most).contains(seconds));
    if seconds.is_none() {
        let message = format!("{} is no such time here", diagnostic::quoted(text.value));
        let help = format!("write \"10 s\", \"5 min\" or \"1 h\", at most {} s", most);
        found.error(text.span.clone(), &text.key, message, help);
    }
    seconds
}
