//! Forms about what joins tickets: linking, unlinking, tags.

use std::collections::BTreeSet;

use super::form::{Answer, Field, Fields, Task};
use crate::calendar::Instant;
use crate::desk::{Command, Ticket, TicketId, Work, tag_from};
use crate::text;
use crate::tui::app::App;
use crate::tui::theme::Role;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Link it with another.
    Link,
    /// Unlink it.
    Unlink,
    /// Put tags on, or take some off.
    Tag,
    /// Take tags off.
    Untag,
}

/// A form about one ticket.
#[derive(Debug)]
pub struct Bond {
    deed: Deed,
    title: String,
    /// The tickets that it is linked with, or its tags.
    has: Vec<String>,
}

impl Bond {
    /// For a ticket.
    pub fn new(deed: Deed, ticket: &Ticket, app: &App) -> Bond {
        let what = match deed {
            Deed::Link => "Link",
            Deed::Unlink => "Unlink",
            Deed::Tag => "Tag",
            Deed::Untag => "Take tags off",
        };
        let more = ticket.more();
        let has = match deed {
            Deed::Unlink => more.links.iter().map(|link| named(app, *link)).collect(),
            Deed::Untag => {
                // Of several marked tickets, any tag that one of them bears.
                let marked = app.marked();
                let tags = marked.iter().flat_map(|ticket| ticket.more().tags.iter()).chain(&more.tags);
                tags.cloned().collect::<BTreeSet<_>>().into_iter().collect()
            }
            Deed::Link | Deed::Tag => Vec::new(),
        };
        Bond { deed, title: format!("{what} #{} · {}", ticket.id, text::printable(&ticket.subject)), has }
    }
}

/// A ticket's number and subject, as fields offer it.
pub fn named(app: &App, id: TicketId) -> String {
    let row = app.picture.as_ref().and_then(|picture| picture.row(id));
    row.map_or_else(|| id.to_string(), |row| format!("{id} {}", text::printable(&row.ticket.subject)))
}

/// Open tickets by number and subject, the most urgent first, but for one.
pub fn tickets(app: &App, but: TicketId, fits: impl Fn(&Ticket) -> bool) -> Vec<String> {
    let Some(picture) = app.picture.as_deref() else { return Vec::new() };
    let rows = picture.board.by_urgency.iter().filter_map(|place| picture.board.rows.get(*place));
    rows.filter(|row| row.ticket.id != but && fits(&row.ticket))
        .map(|row| format!("{} {}", row.ticket.id, text::printable(&row.ticket.subject)))
        .collect()
}

/// The number that a field begins with.
pub fn number(value: &str) -> Option<TicketId> {
    let word = value.trim().trim_start_matches('#');
    let digits = word.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|number| *number > 0).map(TicketId)
}

fn known_tags(app: &App) -> Vec<String> {
    let rows = app.picture.iter().flat_map(|picture| picture.board.rows.iter());
    let tags: BTreeSet<&String> = rows.flat_map(|row| row.ticket.more().tags.iter()).collect();
    tags.into_iter().cloned().collect()
}

impl Task for Bond {
    fn name(&self) -> &'static str {
        match self.deed {
            Deed::Link => "link",
            Deed::Unlink => "unlink",
            Deed::Tag => "tag",
            Deed::Untag => "untag",
        }
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn verb(&self) -> &'static str {
        match self.deed {
            Deed::Link => "link them",
            Deed::Unlink => "unlink them",
            Deed::Tag => "tag it",
            Deed::Untag => "take them off",
        }
    }

    fn fields(&self, app: &App) -> Vec<Field> {
        let but = app.ticket_id().unwrap_or(TicketId(0));
        vec![match self.deed {
            Deed::Link => Field::known("other", "With", tickets(app, but, |_| true))
                .about("The number of the other ticket, or words of its subject to choose by."),
            Deed::Unlink => {
                Field::one_of("other", "From", self.has.clone()).about("One of those it is linked with.")
            }
            Deed::Tag => Field::known("tags", "Tags", known_tags(app))
                .about("One or several, parted by blanks; -slow takes the tag slow off."),
            Deed::Untag => {
                Field::known("tags", "Tags", self.has.clone()).about("One or several, parted by blanks.")
            }
        }]
    }

    fn lead(&self, app: &App, _now: Instant) -> Vec<(Role, String)> {
        let Some(ticket) = app.ticket() else { return Vec::new() };
        let more = ticket.more();
        let words = match self.deed {
            Deed::Link | Deed::Unlink if more.links.is_empty() => "It is linked with none.".to_owned(),
            Deed::Link | Deed::Unlink => {
                let links: Vec<String> =
                    more.links.iter().map(|link| format!("#{}", named(app, *link))).collect();
                format!("It is linked with {}.", links.join(" · "))
            }
            Deed::Tag | Deed::Untag if more.tags.is_empty() => "It bears no tag.".to_owned(),
            Deed::Tag | Deed::Untag => format!("It bears {}.", more.tags.join(" ")),
        };
        vec![(Role::Text, words)]
    }

    fn commands(&self, fields: &Fields<'_>, seen: Option<&Ticket>, _app: &App, _now: Instant) -> Answer {
        let Some(ticket) = seen else { return Err(Vec::new()) };
        let id = ticket.id;
        let (work, said) = match self.deed {
            Deed::Link | Deed::Unlink => {
                let Some(other) = fields.given("other").and_then(number) else {
                    return Err(vec![("other", "write the number of a ticket".to_owned())]);
                };
                if self.deed == Deed::Link {
                    (Work::Link { other }, format!("#{id} and #{other} are linked"))
                } else {
                    (Work::Unlink { other }, format!("#{id} and #{other} are linked no more"))
                }
            }
            Deed::Tag | Deed::Untag => {
                let (mut add, mut remove) = (Vec::new(), Vec::new());
                for word in fields.value("tags").split_whitespace() {
                    let (off, tag) = match word.strip_prefix('-') {
                        Some(tag) => (true, tag),
                        None => (self.deed == Deed::Untag, word.strip_prefix('+').unwrap_or(word)),
                    };
                    let tag = tag_from(tag).map_err(|refusal| vec![("tags", refusal.to_string())])?;
                    if off { remove.push(tag) } else { add.push(tag) }
                }
                if add.is_empty() && remove.is_empty() {
                    return Err(vec![("tags", "write a tag".to_owned())]);
                }
                let tags: Vec<String> = add
                    .iter()
                    .map(|tag| format!("+{tag}"))
                    .chain(remove.iter().map(|tag| format!("-{tag}")))
                    .collect();
                (Work::Tag { add, remove }, format!("#{id}: {}", tags.join(" ")))
            }
        };
        Ok((vec![Command::Work { ticket: id, seen: Some(ticket.revision), work }], said))
    }
}
