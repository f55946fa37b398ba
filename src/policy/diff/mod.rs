//! What changes for an agent between two packs: two editions of one provider's policy, or any two. Structural: each pack is
//! told as facts in words (`facts`), and facts about the same thing are compared, so moving a table or renaming a calendar is
//! no change.

mod facts;

use super::model::{Pack, PackId, TierKey};

/// Everything that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// The pack that held.
    pub old: PackId,
    /// The pack that holds.
    pub new: PackId,
    /// By subject, in the order in which a pack is read; no group is empty.
    pub groups: Vec<Group>,
}

impl Diff {
    /// What concerns a contract that moves between these tiers: nothing about the others.
    pub fn for_tiers(mut self, tiers: &[&TierKey]) -> Diff {
        for group in &mut self.groups {
            group.changes.retain(|change| change.tier.as_ref().is_none_or(|tier| tiers.contains(&tier)));
        }
        self.groups.retain(|group| !group.changes.is_empty());
        self
    }

    /// How many differences there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.changes.len()).sum()
    }
}

/// What differs in one part of the packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The part: `Tiers`, `Targets: First response`.
    pub title: String,
    /// Each difference.
    pub changes: Vec<Change>,
}

/// One difference. At least one of `old` and `new` is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about: `gold, price`.
    pub subject: String,
    /// The tier that it is about; `None` where it is about all of them.
    pub tier: Option<TierKey>,
    /// What held; `None` for what is new.
    pub old: Option<String>,
    /// What holds; `None` for what is gone.
    pub new: Option<String>,
}

impl Change {
    /// `changed`, `added` or `removed`.
    pub fn kind(&self) -> &'static str {
        match (&self.old, &self.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }
}

/// Something that a pack says, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    group: String,
    subject: String,
    tier: Option<TierKey>,
    words: String,
    /// One of several of its subject, such as an entitlement: it is there or not, and never changes into another.
    item: bool,
}

impl Fact {
    fn is_about(&self, other: &Fact) -> bool {
        self.group == other.group
            && self.subject == other.subject
            && self.item == other.item
            && (!self.item || self.words == other.words)
    }
}

/// What changes from `old` to `new`.
pub fn diff(old: &Pack, new: &Pack) -> Diff {
    let (old_facts, new_facts) = (facts::of(old, new), facts::of(new, old));
    let mut unmatched: Vec<Option<&Fact>> = old_facts.iter().map(Some).collect();
    let mut groups: Vec<Group> = Vec::new();
    for fact in &new_facts {
        let twin = unmatched.iter_mut().find(|known| known.is_some_and(|known| known.is_about(fact)));
        let before = twin.and_then(Option::take);
        if before.is_some_and(|before| before.words == fact.words) {
            continue;
        }
        put(&mut groups, fact, before.map(|before| before.words.clone()), Some(fact.words.clone()));
    }
    for fact in unmatched.into_iter().flatten() {
        put(&mut groups, fact, Some(fact.words.clone()), None);
    }
    // What is only gone comes in at the end: back to the order in which a pack is read.
    let order: Vec<&String> = new_facts.iter().chain(&old_facts).map(|fact| &fact.group).collect();
    groups.sort_by_key(|group| facts::rank(&group.title, &order));
    Diff { old: old.id.clone(), new: new.id.clone(), groups }
}

fn put(groups: &mut Vec<Group>, fact: &Fact, old: Option<String>, new: Option<String>) {
    let change = Change { subject: fact.subject.clone(), tier: fact.tier.clone(), old, new };
    match groups.iter_mut().find(|group| group.title == fact.group) {
        Some(group) => group.changes.push(change),
        None => groups.push(Group { title: fact.group.clone(), changes: vec![change] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;
    use crate::policy::read_pack;

    const PHOTOPRISM: &str = include_str!("../../../data/policies/photoprism-2026-01-01.toml");

    fn changes(mutate: impl Fn(String) -> String) -> Vec<String> {
        let read = |text: &str| read_pack(text.as_bytes(), "p.toml", &Zones::embedded()).unwrap().0;
        let (old, new) = (read(PHOTOPRISM), read(&mutate(PHOTOPRISM.to_owned())));
        let told = |group: &Group| {
            let title = group.title.clone();
            let line = move |change: &Change| {
                let said = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".into());
                format!("{title} | {} | {} -> {}", change.subject, said(&change.old), said(&change.new))
            };
            group.changes.iter().map(line).collect::<Vec<_>>()
        };
        diff(&old, &new).groups.iter().flat_map(told).collect()
    }

    #[test]
    fn a_pack_and_itself_do_not_differ() {
        assert!(changes(|text| text).is_empty());
        // Another order of tables, other comments, another name for a calendar: nothing that an agent would see.
        let renamed = |text: String| {
            text.replace("\"office\"", "\"there\"").replace(".office]", ".there]").replace("# ----", "#")
        };
        assert!(changes(renamed).is_empty(), "{:?}", changes(renamed));
    }

    #[test]
    fn each_thing_that_changes_is_said_once_and_in_words() {
        let table: [(&str, &str, &str); 9] = [
            (
                "\"16 business hours\", gold",
                "\"12 business hours\", gold",
                "Targets: First response | high, enterprise | 16 business hours -> 12 business hours",
            ),
            (
                "09:00-17:00",
                "08:00-18:00",
                "Hours | calendar office | Mon-Fri 09:00-17:00 Europe/Berlin, closed on holidays (Germany) -> Mon-Fri 08:00-18:00 Europe/Berlin, closed on holidays (Germany)",
            ),
            (
                "gold = 4 }",
                "gold = 5 }",
                "Allowances | incidents, gold | 4 incidents a month -> 5 incidents a month",
            ),
            (
                "price = \"1,499.00",
                "price = \"1,599.00",
                "Tiers | gold, price | 1,499.00 EUR a month, billed yearly -> 1,599.00 EUR a month, billed yearly",
            ),
            (
                "\"Comes with the product subscription\"]\n\n[tiers.e",
                "\"Comes alone\"]\n\n[tiers.e",
                "Tiers | professional, includes | - -> Comes alone",
            ),
            ("name = \"High\"", "name = \"Serious\"", "Severities | high, name | High -> Serious"),
            ("reading = \"CET is", "reading = \"CET means", "Assumptions | time zone | "),
            (
                "[\"email\", \"chat\", \"phone\", \"video\"]",
                "[\"email\", \"chat\", \"phone\", \"video\", \"fax\"]",
                "The policy | channels | email, chat, phone, video -> email, chat, phone, video, fax",
            ),
            ("\"Gold is billed once a year\",\n", "", "Contract | rule | Gold is billed once a year -> -"),
        ];
        for (from, to, said) in table {
            let changes = changes(|text| {
                assert!(text.contains(from), "{from}");
                text.replacen(from, to, 1)
            });
            assert!(changes.iter().any(|change| change.starts_with(said)), "{said}\n{changes:#?}");
            assert!(changes.len() <= 2, "{changes:#?}");
        }
    }

    #[test]
    fn a_new_tier_and_one_that_is_gone_are_said() {
        let more = |text: String| {
            text.replace("[tiers.gold]", "[tiers.extra]\nname = \"Extra\"\n\n[tiers.gold]")
                .replace("gold = \"", "extra = \"best effort\", gold = \"")
                .replace("gold = 4", "extra = \"none\", gold = 4")
        };
        let added = changes(more);
        assert!(added.iter().any(|change| change == "Tiers | extra | - -> Extra"), "{added:#?}");
        assert!(added.iter().any(|change| change.contains("urgent, extra | - -> best effort")), "{added:#?}");
        assert!(added.iter().all(|change| change.contains("extra")), "{added:#?}");
    }

    /// Days of a pack's own are told date by date, for the name of their set says nothing of them.
    #[test]
    fn holidays_that_move_are_said() {
        let read = |on: &str| {
            let own = format!(
                "[holidays.ours]\ndays = [{{ name = \"Inventory\", on = \"{on}\" }}]\n\n[calendars.office]"
            );
            let text = PHOTOPRISM.replacen("[calendars.office]", &own, 1).replacen(
                "holidays = [\"DE\"]",
                "holidays = [\"ours\"]",
                1,
            );
            read_pack(text.as_bytes(), "p.toml", &Zones::embedded()).unwrap().0
        };
        let diff = diff(&read("28 Dec"), &read("29 Dec"));
        let said: Vec<_> = diff.groups.iter().flat_map(|group| &group.changes).collect();
        assert_eq!(said.len(), 8, "{said:#?}");
        assert_eq!(said[0].subject, "calendar office, 2026-12-28");
        assert_eq!(
            (said[0].old.as_deref(), said[0].new.as_deref()),
            (Some("Inventory"), Some("a day like others"))
        );
        assert_eq!(said[1].new.as_deref(), Some("Inventory"));
    }
}
