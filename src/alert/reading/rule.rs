//! One `[[rule]]`.

use super::super::mark::{Mark, MarkError};
use super::super::rules::{On, Rule, Severities, Way, Who};
use super::Known;
use crate::desk::filter::Filter;
use crate::written::{Findings, Section, Text, diagnostic, did_you_mean};

/// Words that stand for agents.
const WHO: [&str; 6] = ["assignee", "watchers", "on-call", "on-call:LINE", "everybody", "desk"];
/// The key, for what is said about it.
const AGENTS: &str = "agents = [\"assignee\"]";

/// Reads a rule; `None` where a part of it is wrong.
pub(super) fn rule(
    mut section: Section<'_>,
    before: &[Rule],
    known: Option<&Known>,
    found: &mut Findings,
) -> Option<Rule> {
    let name = section.need_text("name", "name = \"night\"", found);
    let agents = section.need("agents", AGENTS, found).and_then(|value| value.texts(found));
    let agents = agents.map(|agents| all(agents, found, who));
    let severities = severities(&mut section, known, found);
    let filter = section.text("filter", found).map(|text| filter(&text, found));
    let clocks = section.texts("clocks", found);
    super::look_up(&clocks, known.map(|known| &known.clocks[..]), "clock", found);
    let clocks = clocks.into_iter().map(|text| text.value.to_owned()).collect();
    let on_text = section.get("on");
    let on = match &on_text {
        None => Some(vec![On::Warning, On::Missed]),
        Some(value) => value.texts(found).and_then(|texts| all(texts, found, on)),
    };
    let marks_value = section.get("marks");
    let marks = match &marks_value {
        None => Some(Vec::new()),
        Some(value) => value.texts(found).and_then(|texts| all(texts, found, mark)),
    };
    let ways = section.need("ways", "ways = [\"bell\", \"toast\"]", found);
    let ways = ways.and_then(|value| value.texts(found)).map(|ways| all(ways, found, way));
    let span = section.span.clone();
    section.finish(found);
    let (name, agents, on, mut marks, ways) = (name?, agents??, on?, marks?, ways??);
    let mut wrong = false;
    if before.iter().any(|other| other.name == name.value) {
        let message = format!("there are two rules {}", diagnostic::quoted(name.value));
        found.error(name.span.clone(), &name.key, message, "give one of the two another name");
        wrong = true;
    }
    for (empty, what, such_as) in [
        (agents.is_empty(), "agents", AGENTS),
        (on.is_empty(), "on", "on = [\"missed\"]"),
        (ways.is_empty(), "ways", "ways = [\"toast\"]"),
    ] {
        if empty {
            let message = format!("a rule with no {what} tells nobody anything");
            found.error(span.clone(), &name.key, message, format!("write {such_as}"));
            wrong = true;
        }
    }
    match (&marks_value, on.contains(&On::Warning)) {
        (Some(value), false) if !marks.is_empty() => {
            let help = "add \"warning\" to `on`, or leave `marks` out";
            found.error(value.span(), &value.key, "these marks are never told: the rule does not warn", help);
            wrong = true;
        }
        (_, true) if marks.is_empty() => marks.push(Mark::Soon),
        _ => {}
    }
    if on == [On::Allowance] && (filter.is_some() || severities != Some(Severities::All)) {
        let help = "leave `filter`, `severities` and `top` out, or make two rules of it";
        found.error(span.clone(), &name.key, "an allowance has no severity and is no ticket to filter", help);
        wrong = true;
    }
    let filter = match filter {
        Some(None) => return None,
        Some(filter) => filter,
        None => None,
    };
    let rule = Rule {
        name: name.value.to_owned(),
        agents,
        severities: severities?,
        filter,
        clocks,
        on,
        marks,
        ways,
    };
    (!wrong).then_some(rule)
}

/// Each of some texts read, without repetitions; `None` where one is wrong.
fn all<T: PartialEq>(
    texts: Vec<Text<'_>>,
    found: &mut Findings,
    read: impl Fn(&Text<'_>, &mut Findings) -> Option<T>,
) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = texts.iter().map(|text| read(text, found)).collect();
    let mut known: Vec<T> = Vec::with_capacity(read.len());
    for one in read.into_iter().collect::<Option<Vec<T>>>()? {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    Some(known)
}

fn who(text: &Text<'_>, found: &mut Findings) -> Option<Who> {
    let word = text.value.trim();
    Some(match word {
        "assignee" => Who::Assignee,
        "watchers" => Who::Watchers,
        "on-call" => Who::OnCall(None),
        "everybody" => Who::Everybody,
        "desk" => Who::Desk,
        _ => match word.strip_prefix("on-call:") {
            Some(line) if !line.trim().is_empty() => Who::OnCall(Some(line.trim().to_owned())),
            Some(_) => {
                let help = "write \"on-call:first\", or \"on-call\" for every line";
                found.error(text.span.clone(), &text.key, "no line of the rota is named here", help);
                return None;
            }
            None => {
                // Anything else is an agent's name; a slip of a word that stands for agents would be told to nobody.
                if let Some(near) = diagnostic::nearest(word, WHO) {
                    let message = format!("{} is taken for an agent's name", diagnostic::quoted(word));
                    found.warning(text.span.clone(), &text.key, message, format!("did you mean {near}?"));
                }
                Who::Agent(word.to_owned())
            }
        },
    })
}

fn severities(section: &mut Section<'_>, known: Option<&Known>, found: &mut Findings) -> Option<Severities> {
    let keys = section.get("severities");
    let top = section.get("top");
    match (keys, top) {
        (None, None) => Some(Severities::All),
        (Some(keys), None) => {
            let keys = keys.texts(found)?;
            super::look_up(&keys, known.map(|known| &known.severities[..]), "severity", found);
            let keys = keys.iter().map(|text| text.value.trim().to_owned()).collect();
            Some(Severities::Keys(keys))
        }
        (None, Some(top)) => match top.number(found)? {
            0 => {
                let help = "write top = 1 for the most severe rank of each plan";
                found.error(top.span(), &top.key, "the 0 most severe ranks are none", help);
                None
            }
            number => Some(Severities::Top(usize::try_from(number).unwrap_or(usize::MAX))),
        },
        (Some(_), Some(top)) => {
            let help = "leave one of the two out: keys are of one plan, ranks hold for every plan";
            found.error(top.span(), &top.key, "a rule has `severities` or `top`", help);
            None
        }
    }
}

fn filter(text: &Text<'_>, found: &mut Findings) -> Option<Filter> {
    let filter = Filter::read(text.value.trim());
    let mut wrong = false;
    for remark in filter.remarks() {
        found.error(text.span.clone(), &text.key, remark.to_string(), None);
        wrong = true;
    }
    if filter.asks_for_verdicts() {
        let help = "use a rule with on = [\"allowance\"], which tells of the allowance itself";
        found.error(
            text.span.clone(),
            &text.key,
            "a rule cannot ask what an allowance says of a ticket",
            help,
        );
        wrong = true;
    }
    (!wrong).then_some(filter)
}

fn on(text: &Text<'_>, found: &mut Findings) -> Option<On> {
    let known = On::ALL.into_iter().find(|on| on.as_str() == text.value.trim());
    if known.is_none() {
        let message = format!("no rule tells {}", diagnostic::quoted(text.value));
        found.error(text.span.clone(), &text.key, message, did_you_mean(text.value, On::ALL.map(On::as_str)));
    }
    known
}

fn mark(text: &Text<'_>, found: &mut Findings) -> Option<Mark> {
    match text.value.parse() {
        Ok(mark) => Some(mark),
        Err(error) => {
            let said = MarkError::to_string(&error);
            let (message, help) = said.split_once("; ").unwrap_or((&said, ""));
            found.error(text.span.clone(), &text.key, message, help);
            None
        }
    }
}

fn way(text: &Text<'_>, found: &mut Findings) -> Option<Way> {
    let known = Way::from_word(text.value.trim());
    if known.is_none() {
        let message = format!("there is no way {}", diagnostic::quoted(text.value));
        let words = Way::PLAIN.map(|way| way.to_string());
        let words = words.iter().map(String::as_str).chain(["command:NAME"]);
        found.error(text.span.clone(), &text.key, message, did_you_mean(text.value, words));
    }
    known
}
