//! What a policy leaves out: kinds of request, and versions past their end of life.

use chrono::Datelike;

use super::{Names, conditions, place_of};
use crate::policy::left_out::{Excluded, Version};
use crate::written::diagnostic::quoted;
use crate::written::{Findings, Section};

/// Reads `[[excluded]]`.
pub(super) fn excluded(top: &mut Section, names: &Names, found: &mut Findings) -> Vec<Excluded> {
    let mut rows = Vec::new();
    for mut row in top.sections("excluded", found) {
        let asks = row.get("kind").is_some();
        let when = conditions::of(&mut row, names, found);
        let rule = row.need_text("rule", "what is not included, in a sentence of your own", found);
        if !asks {
            let help = "name the kinds of request that it is about, such as kind = \"training\"";
            found.error(row.span.clone(), &row.path, "what is left out is told by a kind of request", help);
        }
        if when.arrival.is_some() {
            let help = "ask for kind, tier, severity, environment, region, language, channel or level";
            let message = "what is left out cannot depend on the moment of arrival";
            found.error(row.span.clone(), &row.path, message, help);
        }
        let place = place_of(row.span.clone(), &row.path);
        row.finish(found);
        if let Some(rule) = rule {
            rows.push(Excluded { when, rule: rule.value.to_owned(), place });
        }
    }
    rows
}

/// Reads `[[versions]]`.
pub(super) fn versions(top: &mut Section, found: &mut Findings) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for mut row in top.sections("versions", found) {
        let name = row.need_text("name", "the version as people write it, name = \"4.2\"", found);
        let date = row.need(
            "end_of_life",
            "the last date on which it is supported, end_of_life = 2027-06-30",
            found,
        );
        let date = date.and_then(|value| {
            let date = value.date(found)?;
            let counted = (1970..=2200).contains(&date.year());
            if !counted {
                let message = "the years 1970 to 2200 are counted";
                found.error(value.span(), &value.key, message, "mend the year");
            }
            counted.then_some(date)
        });
        row.finish(found);
        let Some(name) = name else { continue };
        if name.value.trim().is_empty() {
            found.error(
                name.span,
                &name.key,
                "a version has a name",
                "write it as people do, such as \"4.2\"",
            );
            continue;
        }
        let twice = versions.iter().any(|known| known.name.eq_ignore_ascii_case(name.value.trim()));
        if twice {
            let message = format!("{} stands here twice", quoted(name.value));
            found.error(name.span, &name.key, message, "take one out");
        } else if let Some(end_of_life) = date {
            versions.push(Version { name: name.value.trim().to_owned(), end_of_life });
        }
    }
    versions
}
