//! `rota.toml`, read like packs are: every mistake with its place, and none of it holds where one is an error, so that
//! nobody is taken for being on call who is not.

mod layers;

use std::sync::Arc;

use super::line::{Layer, Line, Override, Swap, meet};
use super::names::LONGEST as LONGEST_AGENT;
use super::{Feeds, Rota, Route, moments, route};
use crate::calendar::{Span, Zone, Zones};
use crate::desk::filter::Filter;
use crate::written::diagnostic::quoted;
use crate::written::{self, Diagnostic, Findings, Kind, Section, Text, Weight, did_you_mean, name_is_plain};

/// Such a file among those that people write.
const FILE: Kind = Kind {
    name: "rota",
    begins: Some("a rota begins with a line [[line]]"),
    instead: "write a rota as TOML: a line [[line]], and below it name, rotation, turn and from",
};

/// See [`Rota::read`].
pub(super) fn read(
    bytes: &[u8],
    file: &str,
    zones: &Zones,
    feeds: &Feeds<'_>,
) -> (Option<Rota>, Vec<Diagnostic>) {
    let (rota, found) = written::read(bytes, file, FILE, |top, found| {
        let mut reader = Reader {
            bytes,
            zones,
            feeds,
            names: Vec::new(),
            zone: None,
            zone_said: false,
            named: None,
            lines: Vec::new(),
            taken: Vec::new(),
        };
        reader.walk(top, found)
    });
    let refused = found.iter().any(|diagnostic| diagnostic.weight == Weight::Error);
    (rota.filter(|_| !refused), found)
}

/// What is known so far.
struct Reader<'a> {
    bytes: &'a [u8],
    zones: &'a Zones,
    feeds: &'a Feeds<'a>,
    /// What feeds call agents, and who that is.
    names: Vec<(String, String)>,
    /// The zone of lines that name none.
    zone: Option<Arc<Zone>>,
    /// Whether the top of the file names one, be it a good one or not.
    zone_said: bool,
    /// The only agents that there are, where the file lists them.
    named: Option<Vec<String>>,
    lines: Vec<Line>,
    /// Overrides and swaps by their lines' names, with the numbers of the lines of the file they begin on.
    taken: Vec<(String, Span, usize)>,
}

impl Reader<'_> {
    fn walk(&mut self, mut top: Section<'_>, found: &mut Findings) -> Rota {
        self.zone_said = top.get("zone").is_some();
        self.zone = top.text("zone", found).and_then(|text| self.zone_named(&text, found));
        self.named = top.get("agents").and_then(|value| value.texts(found)).map(|names| {
            let good = names.iter().filter(|name| bounded(name, found));
            good.map(|name| name.value.trim().to_owned()).collect()
        });
        if let Some(names) = top.section("names", found) {
            for (name, value) in names.entries() {
                let agent = value.text(found).and_then(|text| self.agent(&text, true, found));
                self.names.extend(agent.map(|agent| (name.value.trim().to_owned(), agent)));
            }
        }
        let lines = top.sections("line", found);
        if lines.is_empty() && top.get("line").is_none() {
            let help = "write [[line]], and below it name, rotation, turn and from";
            found.error(0..0, "line", "this rota has no line, so nobody is ever on call", help);
        }
        for section in lines {
            self.line(section, found);
        }
        for section in top.sections("swap", found) {
            self.swap(section, found);
        }
        self.taken.clear();
        for section in top.sections("override", found) {
            self.stand_in(section, found);
        }
        let routes = top.sections("route", found);
        let routes = routes.into_iter().filter_map(|section| self.route(section, found)).collect();
        top.finish(found);
        Rota { lines: std::mem::take(&mut self.lines), routes }
    }

    fn route(&self, mut section: Section<'_>, found: &mut Findings) -> Option<Route> {
        let line = self.of_line(&mut section, found);
        let filter = section.text("filter", found);
        section.finish(found);
        let read = filter.as_ref().map(|text| Filter::read(text.value)).unwrap_or_default();
        if let Some(text) = filter {
            if let Some(remark) = read.remarks().first() {
                let help = "docs/filter.md has all that a filter can say";
                found.error(text.span, &text.key, format!("this filter, {remark}"), help);
                return None;
            }
            if route::is_personal(&read) {
                let message = "a route says the same to everybody: `me` and `is:mine` mean nothing in it";
                found.error(text.span, &text.key, message, "name the agent, or leave it out");
                return None;
            }
        }
        Some(Route { line: self.lines.get(line?)?.name.clone(), filter: read })
    }

    fn zone_named(&self, text: &Text<'_>, found: &mut Findings) -> Option<Arc<Zone>> {
        match self.zones.get(text.value.trim()) {
            Ok(zone) => Some(zone),
            Err(error) => {
                let help = error.suggestion.map(|near| format!("did you mean {near}?"));
                let message = format!("there is no time zone {}", quoted(text.value));
                found.error(text.span.clone(), &text.key, message, help);
                None
            }
        }
    }

    /// One `[[line]]`: a line, or a further layer of one that was named before.
    fn line(&mut self, mut section: Section<'_>, found: &mut Findings) {
        let span = section.span.clone();
        let name = section.need_text("name", "name = \"first\"", found);
        let name = name.filter(|name| name_is_plain(name, "a line", found));
        let zone = match section.text("zone", found) {
            Some(text) => self.zone_named(&text, found),
            None if !self.zone_said => {
                let help = "write zone = \"Europe/Paris\" here, or once at the top of the file";
                found.error(
                    span.clone(),
                    "zone",
                    "this line lacks `zone`: whose wall clock it counts on",
                    help,
                );
                None
            }
            None => self.zone.clone(),
        };
        let hours = section.get("hours");
        let ics = section.text("ics", found);
        let says = section.text("says", found);
        let given = hours.is_some();
        let layer = match ics {
            Some(file) => self.feed(&file, says, zone, &mut section, found).map(Layer::Feed),
            None => {
                if let Some(says) = says {
                    let help = "`says` tells what of an event names the agent; it belongs to `ics`";
                    found.error(says.span, &says.key, "this line has no feed", help);
                }
                self.rotation(&mut section, hours, zone, found).map(Layer::Rotation)
            }
        };
        section.finish(found);
        let (Some(name), Some(layer)) = (name, layer) else { return };
        let Some(line) = self.lines.iter_mut().find(|line| line.name == name.value) else {
            let (name, layers) = (name.value.to_owned(), vec![layer]);
            self.lines.push(Line { name, layers, swaps: Vec::new(), overrides: Vec::new() });
            return;
        };
        if let Layer::Rotation(rotation) = &layer {
            let covers = |layer: &Layer| match layer {
                Layer::Rotation(before) => before.start() >= rotation.start() && before.until.is_none(),
                Layer::Feed(_) => false,
            };
            if !given && rotation.until.is_none() && line.layers.iter().any(covers) {
                let message = format!("this covers the line {} above it wholly", name.value);
                let help = "give it `hours`, a later `from`, or a name of its own";
                found.error(name.span, &name.key, message, help);
                return;
            }
        }
        line.layers.push(layer);
    }

    /// An agent's name. Where the file lists its agents, it is one of them; else, where `anew`, any, and otherwise one who
    /// has turns: whoever has none is remarked on.
    fn agent(&self, text: &Text<'_>, anew: bool, found: &mut Findings) -> Option<String> {
        if !bounded(text, found) {
            return None;
        }
        let name = text.value.trim();
        let message = format!("there is no agent {}", quoted(name));
        match &self.named {
            Some(named) if !named.iter().any(|known| known == name) => {
                let help = did_you_mean(name, named.iter().map(String::as_str));
                found.error(text.span.clone(), &text.key, message, help);
                return None;
            }
            None if !anew && !self.has_turns(name) => {
                let message = format!("{} has no turns on any line", quoted(name));
                found.warning(text.span.clone(), &text.key, message, did_you_mean(name, self.with_turns()));
            }
            _ => {}
        }
        Some(name.to_owned())
    }

    fn with_turns(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().flat_map(|line| &line.layers).flat_map(Layer::agents)
    }

    fn has_turns(&self, agent: &str) -> bool {
        self.with_turns().any(|known| known == agent)
    }

    /// The line that an override or swap is of.
    fn of_line(&self, section: &mut Section<'_>, found: &mut Findings) -> Option<usize> {
        let name = section.need_text("line", "line = \"first\"", found)?;
        let at = self.lines.iter().position(|line| line.name == name.value.trim());
        // Where no line could be read, that was said already.
        if at.is_none() && !self.lines.is_empty() {
            let message = format!("there is no line {}", quoted(name.value));
            let help = did_you_mean(name.value.trim(), self.lines.iter().map(|line| line.name.as_str()));
            found.error(name.span, &name.key, message, help);
        }
        at
    }

    /// From when to when, on the wall clock of a line.
    fn stretch(&self, line: Option<usize>, section: &mut Section<'_>, found: &mut Findings) -> Option<Span> {
        let from = section.need("from", "from = 2026-12-24T18:00:00", found);
        let to = section.need("to", "to = 2026-12-26T09:00:00", found);
        let zone = self.lines.get(line?)?.layers.first().map(Layer::zone)?.clone();
        let start = moments::instant(&from?, &zone, found);
        let to = to?;
        let (start, end) = (start?, moments::instant(&to, &zone, found)?);
        if end <= start {
            let message = "this ends before it begins";
            found.error(to.span(), &to.key, message, "`to` lies after `from`; exchange the two");
            return None;
        }
        Some(Span { from: start, to: end })
    }

    fn swap(&mut self, mut section: Section<'_>, found: &mut Findings) {
        let place = section.span.clone();
        let line = self.of_line(&mut section, found);
        let agents = section.need("agents", "agents = [\"ana\", \"ben\"]", found);
        let span = self.stretch(line, &mut section, found);
        section.text("why", found);
        section.finish(found);
        let Some(agents) = agents else { return };
        let Some(names) = agents.texts(found) else { return };
        let [one, other] = names.as_slice() else {
            found.error(agents.span(), &agents.key, "a swap is between two agents", "name exactly two");
            return;
        };
        let pair = (self.agent(one, false, found), self.agent(other, false, found));
        let ((Some(one), Some(other)), Some(span), Some(line)) = (pair, span, line) else { return };
        if one == other {
            found.error(agents.span(), &agents.key, "a swap is between two agents", "these are the same");
            return;
        }
        let Some(line) = self.lines.get_mut(line) else { return };
        let shares = |swap: &&Swap| {
            let (a, b) = &swap.agents;
            meet(swap.span, span) && [a, b].iter().any(|name| **name == one || **name == other)
        };
        if line.swaps.iter().any(|swap| shares(&swap)) {
            let begun = self.taken.iter().find(|(name, other, _)| *name == line.name && meet(*other, span));
            let at = begun.map_or(String::new(), |(_, _, number)| format!(" of line {number}"));
            let message = format!("this swap overlaps the one{at}, and one agent is in both");
            found.error(place, "swap", message, "let one end where the other begins");
            return;
        }
        if !line.pieces(span).iter().any(|piece| [&one, &other].iter().any(|name| *name == piece.agent)) {
            let message = format!("this changes nothing: neither is on call on {} then", line.name);
            found.warning(place.clone(), "swap", message, None);
        }
        self.taken.push((line.name.clone(), span, line_of(self.bytes, place.start)));
        line.swaps.push(Swap { agents: (one, other), span });
    }

    fn stand_in(&mut self, mut section: Section<'_>, found: &mut Findings) {
        let place = section.span.clone();
        let line = self.of_line(&mut section, found);
        let agent = section.need_text("agent", "agent = \"ana\"", found);
        let agent = agent.and_then(|agent| self.agent(&agent, false, found));
        let span = self.stretch(line, &mut section, found);
        section.text("why", found);
        section.finish(found);
        let (Some(line), Some(agent), Some(span)) = (line, agent, span) else { return };
        let Some(line) = self.lines.get_mut(line) else { return };
        let before = self.taken.iter().find(|(name, other, _)| *name == line.name && meet(*other, span));
        if let Some((_, _, number)) = before {
            let message = format!("this override of {} overlaps the one of line {number}", line.name);
            found.error(place, "override", message, "let one end where the other begins");
            return;
        }
        self.taken.push((line.name.clone(), span, line_of(self.bytes, place.start)));
        line.overrides.push(Override { agent, span });
    }
}

fn bounded(name: &Text<'_>, found: &mut Findings) -> bool {
    let good = name.value.trim().chars().count() <= LONGEST_AGENT;
    if !good {
        let message = format!("a name has at most {LONGEST_AGENT} characters");
        found.error(name.span.clone(), &name.key, message, None);
    }
    good
}

/// The line of a byte of the file, from 1.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two agents by the week in Paris, handing over on Mondays at nine.
    const PLAIN: &str = "zone = \"Europe/Paris\"\n[[line]]\nname = \"first\"\nrotation = [\"ana\", \"ben\"]\nturn = \"1 week\"\nfrom = 2026-01-05T09:00:00\n";

    fn said(text: &str) -> Vec<String> {
        let (rota, found) = Rota::read(text.as_bytes(), "rota.toml", &Zones::embedded());
        let wrong = found.iter().any(|one| one.weight == Weight::Error);
        assert_eq!(rota.is_none(), wrong, "{found:?}");
        found.iter().map(ToString::to_string).collect()
    }

    fn with(more: &str) -> Vec<String> {
        said(&format!("{PLAIN}{more}"))
    }

    fn duties(text: &str, from: &str, to: &str) -> Vec<String> {
        let (rota, found) = Rota::read(text.as_bytes(), "rota.toml", &Zones::embedded());
        let rota = rota.unwrap_or_else(|| panic!("{found:?}"));
        let span = Span { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let duties = rota.duties(span).into_iter();
        duties
            .map(|duty| format!("{} {} {} {}", duty.line, duty.agent, duty.span.from, duty.span.to))
            .collect()
    }

    #[test]
    fn a_handover_at_nine_stays_at_nine() {
        assert_eq!(
            duties(PLAIN, "2026-03-23T12:00:00Z", "2026-04-01T00:00:00Z"),
            [
                "first ben 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z",
                "first ana 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z"
            ]
        );
    }

    #[test]
    fn who_stands_in_comes_before_who_swapped_and_that_before_whose_turn_it_is() {
        let more = "[[swap]]\nline = \"first\"\nagents = [\"ana\", \"ben\"]\nfrom = 2026-01-05\nto = 2026-01-07\n\
                    [[override]]\nline = \"first\"\nagent = \"ana\"\nfrom = 2026-01-06T12:00:00\nto = 2026-01-06T18:00:00\nwhy = \"ben is at the dentist\"\n";
        assert_eq!(
            duties(&format!("{PLAIN}{more}"), "2026-01-05T00:00:00Z", "2026-01-08T00:00:00Z"),
            [
                "first ben 2026-01-05T08:00:00Z 2026-01-06T11:00:00Z",
                "first ana 2026-01-06T11:00:00Z 2026-01-06T17:00:00Z",
                "first ben 2026-01-06T17:00:00Z 2026-01-06T23:00:00Z",
                "first ana 2026-01-06T23:00:00Z 2026-01-12T08:00:00Z",
            ]
        );
    }

    #[test]
    fn nights_have_their_own_agents() {
        let nights = "[[line]]\nname = \"first\"\nzone = \"Asia/Tokyo\"\nrotation = [\"yui\"]\nturn = \"4 weeks\"\nfrom = 2026-01-01\nhours = { mon-fri = [\"09:00-17:00\"] }\n";
        assert_eq!(
            duties(&format!("{PLAIN}{nights}"), "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z"),
            [
                "first yui 2026-01-06T00:00:00Z 2026-01-06T08:00:00Z",
                "first ana 2026-01-06T08:00:00Z 2026-01-07T00:00:00Z",
            ]
        );
    }

    #[test]
    fn a_change_is_found_however_far_it_lies() {
        let text = "zone = \"Europe/Paris\"\n[[line]]\nname = \"first\"\nrotation = [\"ana\"]\nturn = \"1 day\"\nfrom = 2032-01-05T09:00:00\nuntil = 2032-02-01\nhours = { fri = [\"20:00-22:00\"] }\n";
        let (rota, _) = Rota::read(text.as_bytes(), "rota.toml", &Zones::embedded());
        let next =
            |at: &str| rota.as_ref().unwrap().next_change(at.parse().unwrap()).map(|at| at.to_string());
        assert_eq!(next("2026-01-01T00:00:00Z").as_deref(), Some("2032-01-09T19:00:00Z"));
        assert_eq!(next("2032-01-09T19:00:00Z").as_deref(), Some("2032-01-09T21:00:00Z"));
        assert_eq!(next("2032-01-30T21:00:00Z"), None);
        assert_eq!(Rota::default().next_change(crate::calendar::Instant::MIN), None);
    }

    #[test]
    fn mistakes_are_placed_and_say_what_would_be_right() {
        let line = |more: &str| format!("[[line]]\nname = \"second\"\n{more}");
        let good = "rotation = [\"ana\"]\nturn = \"1 day\"\nfrom = 2026-01-05T09:00:00\n";
        let stretch = |from: &str, to: &str| {
            format!("[[override]]\nline = \"first\"\nagent = \"ana\"\nfrom = {from}\nto = {to}\n")
        };
        let table: Vec<(String, &str)> = vec![
            (
                line("rotation = []\nturn = \"1 day\"\nfrom = 2026-01-05\n"),
                "rota.toml:9:12: this rotation is empty; name the agents",
            ),
            (
                line("rotation = [\"ana\"]\nturn = \"10 minutes\"\nfrom = 2026-01-05\n"),
                "rota.toml:10:8: \"10 minutes\" is no length of a turn; write an hour to 52 weeks",
            ),
            (
                line("rotation = [\"ana\"]\nturn = \"1 day\"\nfrom = 2026-01-05T09:00:00Z\n"),
                "rota.toml:11:8: this time has an offset of its own",
            ),
            (
                line("rotaton = [\"ana\"]\nturn = \"1 day\"\nfrom = 2026-01-05\n"),
                "rota.toml:9:1: [line] has no key \"rotaton\"; did you mean rotation?",
            ),
            (
                line(&format!("{good}zone = \"Europe/Pariss\"\n")),
                "there is no time zone \"Europe/Pariss\"; did you mean Europe/Paris?",
            ),
            (line(&format!("{good}until = 2026-01-05\n")), "this rotation ends before it begins"),
            (line(&format!("{good}hours = {{ mon = [\"18:00-09:00\"] }}\n")), "is empty or runs backwards"),
            (line(&format!("{good}hours = {{ }}\n")), "these hours are empty"),
            (format!("[[line]]\nname = \"first\"\n{good}"), "this covers the line first above it wholly"),
            (
                stretch("2026-02-02", "2026-02-01"),
                "rota.toml:11:6: this ends before it begins; `to` lies after `from`",
            ),
            (
                stretch("2026-02-02", "\"monday\""),
                "rota.toml:11:6: `to` is a text here; write a local date and time",
            ),
            (
                stretch("2026-02-02", "2026-02-04") + &stretch("2026-02-03", "2026-02-05"),
                "this override of first overlaps the one of line 7; let one end where the other begins",
            ),
            (
                stretch("2026-02-02", "2026-02-04").replace("first", "frist"),
                "rota.toml:8:8: there is no line \"frist\"; did you mean first?",
            ),
            (
                stretch("2026-02-02", "2026-02-04").replace("ana", "anna"),
                "rota.toml:9:9: \"anna\" has no turns on any line; did you mean ana?",
            ),
            (
                stretch("2026-03-29T02:30:00", "2026-04-04"),
                "clocks in Europe/Paris skip this time; they go on at 2026-03-29 03:00:00",
            ),
            (
                "[[swap]]\nline = \"first\"\nagents = [\"ana\"]\nfrom = 2026-02-02\nto = 2026-02-03\n".into(),
                "a swap is between two agents; name exactly two",
            ),
            (
                "[[override]]\nline = \"first\"\nagent = \"ana\"\nto = 2026-02-03\n".into(),
                "[override] lacks `from`",
            ),
        ];
        for (more, words) in table {
            let said = with(&more);
            assert!(said.len() == 1 && said[0].contains(words), "{more}\n{said:#?}\n{words}");
        }
        assert!(said("# nothing\n").iter().any(|one| one.contains("no line")), "{:?}", said("# nothing\n"));
        let listed = said(&format!("agents = [\"ana\", \"benn\"]\n{PLAIN}"));
        assert!(
            listed.len() == 1 && listed[0].ends_with("there is no agent \"ben\"; did you mean benn?"),
            "{listed:?}"
        );
    }

    proptest::proptest! {
        /// Whatever stands in the file, nothing panics, and every answer ends.
        #[test]
        fn no_text_does_harm(text in ".{0,120}", at in 0usize..400, removed in 0usize..20) {
            let whole = format!("{PLAIN}until = 2027-01-01\nhours = {{ week = [\"Sun 18:00 - Fri 18:00\"] }}\n[[override]]\nline = \"first\"\nagent = \"ana\"\nfrom = 2026-02-02\nto = 2026-02-03\n");
            let from = at % whole.len();
            let mut edited = whole.clone();
            edited.replace_range(from..(from + removed).min(whole.len()), &text);
            for text in [text, edited] {
                let (rota, _) = Rota::read(text.as_bytes(), "rota.toml", &Zones::embedded());
                if let Some(rota) = rota {
                    let now = "2026-02-02T12:00:00Z".parse().unwrap();
                    proptest::prop_assert!(rota.next_change(now).is_none_or(|next| next > now));
                    proptest::prop_assert!(rota.on_duty(now).len() <= rota.lines().count());
                }
            }
        }
    }
}
