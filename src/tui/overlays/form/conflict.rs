//! Somebody else was faster: the ticket as it was on screen, and as it is now (ux.md 10).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::calendar::Instant;
use crate::desk::{Event, Revision, Ticket};
use crate::text;
use crate::tui::app::App;
use crate::tui::pen::Pen;
use crate::tui::source::TicketFile;
use crate::tui::theme::Role;
use crate::tui::words;

/// What a ticket has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// As it is now.
    pub ticket: Ticket,
    /// The last answer to the customer: by whom, when, and its beginning.
    pub reply: Option<(String, Instant, String)>,
    /// Who changed it last, and when.
    pub last: Option<(String, Instant)>,
}

impl Newer {
    /// From the ticket and its history.
    pub fn of(file: &TicketFile) -> Newer {
        let reply = file.events.iter().rev().find_map(|recorded| match &recorded.event {
            Event::Replied { text, .. } => {
                Some((recorded.agent.clone(), recorded.at, text.chars().take(300).collect()))
            }
            _ => None,
        });
        let last = file.events.last().map(|recorded| (recorded.agent.clone(), recorded.at));
        Newer { ticket: file.ticket.clone(), reply, last }
    }
}

/// Draws both versions, from the first row of `area` on.
pub(super) fn draw(
    buffer: &mut Buffer,
    area: Rect,
    app: &App,
    (seen, is, newer): (Option<&Ticket>, Revision, Option<&Newer>),
    now: Instant,
) {
    let style = |role| app.theme.style(role);
    let Some(seen) = seen else { return };
    let mut row = 0;
    let mut line = |parts: &[(Role, &str, usize)]| {
        let mut pen = Pen::new(buffer, area, row);
        for (role, words, columns) in parts {
            let words = text::printable(words);
            if *columns == 0 {
                pen.text(&words, style(*role));
            } else {
                pen.cell(&words, *columns, style(*role)).skip(1);
            }
        }
        row += 1;
    };
    line(&[(
        Role::Error,
        &format!("#{} was changed meanwhile. Nothing was sent; your text is kept.", seen.id),
        0,
    )]);
    line(&[]);
    let Some(newer) = newer else {
        line(&[(Role::Muted, &format!("It is at revision {is} now; reading what changed …"), 0)]);
        return;
    };
    let wide = usize::from(area.width).saturating_sub(14) / 2;
    line(&[(Role::Muted, "", 12), (Role::Muted, "you saw", wide), (Role::Muted, "now", wide)]);
    let mut pair = |name: &str, before: &str, after: &str| {
        let role = if before == after { Role::Muted } else { Role::Strong };
        line(&[(Role::Muted, name, 12), (role, before, wide), (role, after, wide)]);
    };
    let nobody = |name: Option<&String>| name.map_or("nobody", String::as_str).to_owned();
    let was = &newer.ticket;
    pair("revision", &seen.revision.to_string(), &was.revision.to_string());
    pair("status", seen.status.as_str(), was.status.as_str());
    pair("assignee", &nobody(seen.assignee.as_ref()), &nobody(was.assignee.as_ref()));
    pair("severity", seen.severity.as_str(), was.severity.as_str());
    let answered = |ticket: &Ticket| match ticket.first_response {
        Some(at) => format!("given {}", words::when(at, &app.local, now)),
        None => "not yet".to_owned(),
    };
    pair("1st response", &answered(seen), &answered(was));
    line(&[]);
    if let Some((agent, at)) = &newer.last {
        line(&[(Role::Text, &format!("Last changed by {agent}, {}.", words::when(*at, &app.local, now)), 0)]);
    }
    if let Some((agent, at, text)) = &newer.reply {
        let at = words::when(*at, &app.local, now);
        line(&[(Role::Text, &format!("Last reply by {agent}, {at}:"), 0)]);
        line(&[(Role::Muted, &format!("  {text}"), 0)]);
    }
    line(&[]);
    line(&[
        (Role::Key, "F3 ", 0),
        (Role::Text, "send it anyway    ", 0),
        (Role::Key, "Esc ", 0),
        (Role::Text, "back to the text", 0),
    ]);
}
