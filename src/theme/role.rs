//! What a piece of the screen means. A screen names a [`Role`]; only a theme says how it looks.

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plain text. Its colours are the ground that every other role stands on.
    Text,
    /// What may be overlooked.
    Muted,
    /// What is read first: names, numbers.
    Strong,
    /// The program's name and headings.
    Title,
    /// A missed target.
    Missed,
    /// Little time is left.
    DueSoon,
    /// A clock that runs.
    Running,
    /// A clock whose calendar is closed now.
    Frozen,
    /// A clock that stands still for a reason on the ticket.
    Paused,
    /// Done in time.
    Met,
    /// A clock without a time.
    Untimed,
    /// Two or more left, or no limit.
    AllowancePlenty,
    /// One left.
    AllowanceLast,
    /// None left.
    AllowanceSpent,
    /// More used than allowed.
    AllowanceOver,
    /// Severity by rank, 0 the most severe; from the fourth on they look alike.
    Severity(u8),
    /// The key in a hint.
    Key,
    /// A line that holds all the time: read-only, demo.
    Banner,
    /// Something went wrong.
    Error,
    /// Something was done.
    Good,
    /// Frames and rules.
    Border,
    /// Bars of the strip of the hours ahead.
    Horizon,
    /// Hours in which desks are closed.
    Closed,
    /// Text that is being typed.
    Input,
    /// What was looked for, where it stands in a text.
    Found,
}

/// How many roles there are.
pub(super) const COUNT: usize = 28;

impl Role {
    /// Every role, in the order of the table of their names.
    pub const ALL: [Role; COUNT] = [
        Role::Text,
        Role::Muted,
        Role::Strong,
        Role::Title,
        Role::Missed,
        Role::DueSoon,
        Role::Running,
        Role::Frozen,
        Role::Paused,
        Role::Met,
        Role::Untimed,
        Role::AllowancePlenty,
        Role::AllowanceLast,
        Role::AllowanceSpent,
        Role::AllowanceOver,
        Role::Severity(0),
        Role::Severity(1),
        Role::Severity(2),
        Role::Severity(3),
        Role::Key,
        Role::Banner,
        Role::Error,
        Role::Good,
        Role::Border,
        Role::Horizon,
        Role::Closed,
        Role::Input,
        Role::Found,
    ];

    /// Its place in [`Role::ALL`], and its name in theme files. A new role takes the next number, a line in `ALL` and one
    /// in `assets/themes/terminal-dark.toml`, which every theme stands on.
    const fn entry(self) -> (usize, &'static str) {
        match self {
            Role::Text => (0, "text"),
            Role::Muted => (1, "muted"),
            Role::Strong => (2, "strong"),
            Role::Title => (3, "title"),
            Role::Missed => (4, "missed"),
            Role::DueSoon => (5, "due-soon"),
            Role::Running => (6, "running"),
            Role::Frozen => (7, "frozen"),
            Role::Paused => (8, "paused"),
            Role::Met => (9, "met"),
            Role::Untimed => (10, "untimed"),
            Role::AllowancePlenty => (11, "allowance-plenty"),
            Role::AllowanceLast => (12, "allowance-last"),
            Role::AllowanceSpent => (13, "allowance-spent"),
            Role::AllowanceOver => (14, "allowance-over"),
            Role::Severity(0) => (15, "severity-1"),
            Role::Severity(1) => (16, "severity-2"),
            Role::Severity(2) => (17, "severity-3"),
            Role::Severity(_) => (18, "severity-4"),
            Role::Key => (19, "key"),
            Role::Banner => (20, "banner"),
            Role::Error => (21, "error"),
            Role::Good => (22, "good"),
            Role::Border => (23, "border"),
            Role::Horizon => (24, "horizon"),
            Role::Closed => (25, "closed"),
            Role::Input => (26, "input"),
            Role::Found => (27, "found"),
        }
    }

    /// Its place in [`Role::ALL`].
    pub const fn place(self) -> usize {
        self.entry().0
    }

    /// Its name in theme files: `due-soon`.
    pub const fn name(self) -> &'static str {
        self.entry().1
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_names_are_those_of_the_list() {
        for (place, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role.place(), place, "{role:?}");
            assert_eq!(Role::named(role.name()), Some(role));
        }
    }
}
