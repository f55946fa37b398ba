//! `[[command]]`, `[mail]` and `[storm]`.

use super::super::rules::{Mail, OwnCommand, Storm};
use super::{MOST, seconds};
use crate::written::{Findings, Section, Text, diagnostic, name_is_plain};

/// Longest time that a command may take, in seconds.
const LONGEST_COMMAND: u32 = 600;
/// Longest time within which alerts are one storm, in seconds.
const LONGEST_STORM: u32 = 3_600;
/// How long a command may take where nothing is said, in seconds.
const TIMEOUT: u32 = 10;
/// How often a command is tried again where nothing is said.
const RETRIES: u32 = 3;
/// Most tries that may be asked for.
const MOST_RETRIES: u32 = 20;
/// Takes a message with its addresses in it, as every sendmail does.
const SENDMAIL: [&str; 3] = ["sendmail", "-i", "-t"];

pub(super) fn commands(sections: Vec<Section<'_>>, found: &mut Findings) -> Vec<OwnCommand> {
    let mut commands: Vec<OwnCommand> = Vec::new();
    for mut section in sections.into_iter().take(MOST) {
        let name = section.need_text("name", "name = \"chat\"", found);
        let argv = section.need("argv", "argv = [\"/usr/local/bin/to-chat\"]", found);
        let argv = argv.and_then(|value| {
            let argv: Vec<String> =
                value.texts(found)?.into_iter().map(|text| text.value.to_owned()).collect();
            if argv.is_empty() {
                let help = "write the program first, then its arguments";
                found.error(value.span(), &value.key, "there is no program here", help);
                return None;
            }
            Some(argv)
        });
        let timeout = section.text("timeout", found).map(|text| seconds(&text, LONGEST_COMMAND, found));
        let retries = section.get("retries").map(|value| {
            let number = value.number(found)?;
            if number > MOST_RETRIES {
                let message = format!("{number} times is too often");
                found.error(value.span(), &value.key, message, format!("write at most {MOST_RETRIES}"));
                return None;
            }
            Some(number)
        });
        section.finish(found);
        let (Some(name), Some(argv)) = (name, argv) else { continue };
        if !name_is_plain(&name, "a command", found) {
            continue;
        }
        if commands.iter().any(|other| other.name == name.value) {
            let message = format!("there are two commands {}", diagnostic::quoted(name.value));
            found.error(name.span, &name.key, message, "give one of the two another name");
            continue;
        }
        commands.push(OwnCommand {
            name: name.value.to_owned(),
            argv,
            timeout: timeout.flatten().unwrap_or(TIMEOUT),
            retries: retries.flatten().unwrap_or(RETRIES),
        });
    }
    commands
}

pub(super) fn mail(mut section: Section<'_>, found: &mut Findings) -> Option<Mail> {
    let from = section.need_text("from", "from = \"support@example.com\"", found);
    let from = from.and_then(|text| address(&text, found));
    let desk = section.text("desk", found).and_then(|text| address(&text, found));
    let sendmail = section.strings("sendmail", found);
    let mut to = Vec::new();
    if let Some(table) = section.section("to", found) {
        for (name, value) in table.entries() {
            if let Some(address) = value.text(found).and_then(|text| address(&text, found)) {
                to.push((name.value.to_owned(), address));
            }
        }
    }
    section.finish(found);
    let sendmail = if sendmail.is_empty() { SENDMAIL.map(str::to_owned).to_vec() } else { sendmail };
    Some(Mail { from: from?, to, desk, sendmail })
}

/// An address that goes into a header as it is: nothing in it can begin another one.
fn address(text: &Text<'_>, found: &mut Findings) -> Option<String> {
    let value = text.value.trim();
    let plain = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-=!#$&'*/?^`{|}~".contains(c))
    };
    let good = value.len() <= 254
        && value
            .split_once('@')
            .is_some_and(|(local, domain)| plain(local) && plain(domain) && !domain.contains("@"));
    if !good {
        let message = format!("{} is no address", diagnostic::quoted(value));
        found.error(text.span.clone(), &text.key, message, "write such as \"ana@example.com\"");
    }
    good.then(|| value.to_owned())
}

pub(super) fn storm(mut section: Section<'_>, found: &mut Findings) -> Storm {
    let usual = Storm::default();
    let more_than = section.number("more-than", found).unwrap_or(usual.more_than);
    let within = section.text("within", found).and_then(|text| seconds(&text, LONGEST_STORM, found));
    section.finish(found);
    Storm { more_than, within: within.unwrap_or(usual.within) }
}
