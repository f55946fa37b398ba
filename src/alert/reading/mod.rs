//! `alerts.toml` to [`Rules`]: one look finds every mistake, each with its place and what would be right. A file with a
//! mistake is refused as a whole: half of the rules would be silence where somebody counts on a bell.

mod parts;
mod quiet;
mod rule;

use std::sync::Arc;

use super::rules::{Rules, Storm, Way};
use crate::calendar::{Zone, Zones};
use crate::policy::Pack;
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

/// Keys of the packs at hand: a rule that names another one is told of nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Of clocks.
    pub clocks: Vec<String>,
    /// Of severities.
    pub severities: Vec<String>,
}

impl Known {
    /// Of these packs.
    pub fn of<'p>(packs: impl IntoIterator<Item = &'p Pack>) -> Known {
        let mut known = Known::default();
        for pack in packs {
            known.clocks.extend(pack.clocks.iter().map(|clock| clock.key.to_string()));
            known.severities.extend(pack.severities.iter().map(|severity| severity.key.to_string()));
        }
        known
    }
}

impl Rules {
    /// Reads `alerts.toml`; `file` is only shown. `None` where anything in it is wrong; warnings leave it as it is.
    pub fn read(bytes: &[u8], file: &str, zones: &Zones) -> (Option<Rules>, Vec<Diagnostic>) {
        Rules::read_knowing(bytes, file, zones, None)
    }

    /// The same with a warning for every clock and severity that no pack at hand has.
    pub fn read_knowing(
        bytes: &[u8],
        file: &str,
        zones: &Zones,
        known: Option<&Known>,
    ) -> (Option<Rules>, Vec<Diagnostic>) {
        let (rules, found) = written::read(bytes, file, FILE, |top, found| {
            let rules = walk(top, zones, known, found);
            (!found.refused()).then_some(rules)
        });
        (rules.flatten(), found)
    }
}

/// Warns of keys that no pack has.
fn look_up(keys: &[Text<'_>], known: Option<&[String]>, what: &str, found: &mut Findings) {
    let Some(known) = known else { return };
    for key in keys.iter().filter(|key| known.iter().all(|known| known != key.value)) {
        let message = format!("no policy at hand has the {what} {}", diagnostic::quoted(key.value));
        let help = written::did_you_mean(key.value, known.iter().map(String::as_str));
        found.warning(key.span.clone(), &key.key, message, help);
    }
}

fn walk(mut top: Section<'_>, zones: &Zones, known: Option<&Known>, found: &mut Findings) -> Rules {
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
    let quiet = quiet.filter_map(|section| quiet::quiet(section, (&zone, zones), known, found)).collect();
    let storm = top.section("storm", found).map(|section| parts::storm(section, found));
    let sections = top.sections("rule", found);
    if sections.len() > MOST {
        found.error(top.span.clone(), "rule", format!("more than {MOST} rules are not read"), None);
    }
    let mut rules: Vec<super::Rule> = Vec::new();
    for section in sections.into_iter().take(MOST) {
        let (span, key) = (section.span.clone(), section.path.clone());
        let Some(rule) = rule::rule(section, &rules, known, found) else { continue };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Rules>, String) {
        let known = Known {
            clocks: vec!["first_response".into(), "resolution".into()],
            severities: vec!["urgent".into(), "low".into()],
        };
        let (rules, found) =
            Rules::read_knowing(text.as_bytes(), "alerts.toml", &Zones::embedded(), Some(&known));
        (rules, found.iter().map(|one| format!("{one}\n")).collect())
    }

    #[test]
    fn every_mistake_has_its_place() {
        let (rules, found) = read(
            r#"
format = 2
zone = "Europe/Berlni"
colour = "red"

[[rule]]
name = "a"
agents = ["assigne", "on-call:"]
on = ["mised", "new"]
marks = ["75", "30 min left", "1 day left"]
ways = ["bel", "command:chat", "mail"]
severities = ["urgnt"]
top = 1
clocks = ["first_respons"]
filter = "is:mised"

[[rule]]
name = "b"
agents = ["ana"]
on = ["new"]
marks = ["75 %"]
ways = ["mail"]

[[rule]]
name = "b"
agents = []
ways = ["toast"]
filter = "is:over"

[[rule]]
agents = ["desk"]
on = ["allowance"]
top = 1
ways = ["command:chta"]
name = "c"

[[quiet]]
from = "25:00"
to = "07:00"
days = ["mon", "tues"]

[[quiet]]
from = "00:00"
to = "24:00"

[[command]]
name = "chat"
argv = []

[[command]]
name = "post"
argv = ["true"]
timeout = "10 days"
retries = 99

[storm]
within = "1"
more_than = 3
"#,
        );
        assert!(rules.is_none());
        insta::assert_snapshot!(found);
    }

    #[test]
    fn what_is_read_is_what_is_meant() {
        let (rules, found) = read(
            r#"
format = 1
[[rule]]
name = "night"
agents = ["ana", "on-call:first", "on-call", "everybody", "desk", "watchers", "ana"]
top = 2
ways = ["command:chat", "mail", "osc777"]
[[quiet]]
from = "22:00"
to = "06:00"
zone = "Europe/Berlin"
days = ["fri"]
except-top = 1
[[command]]
name = "chat"
argv = ["to-chat", "--now"]
timeout = "1 min"
[mail]
from = "desk@example.com"
[mail.to]
"ana banana" = "ana@example.com"
[storm]
more-than = 3
within = "2 min"
"#,
        );
        assert_eq!(found, "");
        let rules = rules.unwrap();
        let who: Vec<String> = rules.rules[0].agents.iter().map(ToString::to_string).collect();
        assert_eq!(who, ["ana", "on-call:first", "on-call", "everybody", "desk", "watchers"]);
        assert_eq!(rules.rules[0].on, [super::super::On::Warning, super::super::On::Missed]);
        assert_eq!(rules.rules[0].marks, [super::super::Mark::Soon]);
        assert_eq!(rules.storm, Storm { more_than: 3, within: 120 });
        assert_eq!(rules.command("chat").map(|chat| (chat.timeout, chat.retries)), Some((60, 3)));
        let mail = rules.mail.as_ref().unwrap();
        assert_eq!((mail.address("ana banana"), mail.address("ben")), (Some("ana@example.com"), None));
        assert_eq!(mail.sendmail, ["sendmail", "-i", "-t"]);
    }

    /// Hours over midnight, over both changes of clocks, and in a row: the end is what the wall clock says.
    #[test]
    fn quiet_hours_end_by_the_wall_clock() {
        let (rules, found) = read(
            r#"
format = 1
[[quiet]]
from = "22:00"
to = "06:00"
zone = "Europe/Berlin"
except-top = 1
[[quiet]]
from = "06:00"
to = "02:30"
zone = "Europe/Berlin"
days = ["sat"]
agents = ["ana"]
severities = ["low"]
"#,
        );
        assert_eq!(found, "");
        let rules = rules.unwrap();
        let told = |agent: &str, severity: Option<(&str, usize)>, at: &str| {
            let at = at.parse().unwrap();
            rules.told_at(agent, severity, at).unwrap().to_string()
        };
        let low = Some(("low", 3));
        for (at, ends) in [
            ("2026-11-17T12:00:00Z", "2026-11-17T12:00:00Z"),
            ("2026-11-17T20:59:59Z", "2026-11-17T20:59:59Z"),
            ("2026-11-17T21:00:00Z", "2026-11-18T05:00:00Z"),
            ("2026-11-18T04:59:59Z", "2026-11-18T05:00:00Z"),
            ("2026-11-18T05:00:00Z", "2026-11-18T05:00:00Z"),
            // Clocks go forward on 29 March, back on 25 October.
            ("2026-03-28T21:30:00Z", "2026-03-29T04:00:00Z"),
            ("2026-10-24T20:30:00Z", "2026-10-25T05:00:00Z"),
        ] {
            assert_eq!(told("ben", low, at), ends, "{at}");
        }
        assert_eq!(told("ben", Some(("urgent", 0)), "2026-11-17T23:00:00Z"), "2026-11-17T23:00:00Z");
        assert_eq!(told("ben", None, "2026-11-17T23:00:00Z"), "2026-11-18T05:00:00Z");
        // Friday night goes on as ana's Saturday, that as Saturday night: until Sunday morning.
        assert_eq!(told("ana", low, "2026-11-20T23:00:00Z"), "2026-11-22T05:00:00Z");
        assert_eq!(told("ana", Some(("urgent", 1)), "2026-11-20T23:00:00Z"), "2026-11-21T05:00:00Z");
    }
}
