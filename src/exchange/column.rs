//! The columns of a desk file. The names are a promise: files written by one version are read by all later ones.

/// Makes the enum, its names and its documentation from one table.
macro_rules! columns {
    ($($variant:ident $name:literal $guard:ident $doc:literal;)*) => {
        /// A column of a desk file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column {
            $(#[doc = $doc] $variant,)*
        }

        impl Column {
            /// All, in the order in which they are written.
            pub const ALL: &[Column] = &[$(Column::$variant,)*];

            /// As headers and JSON keys write it.
            pub fn name(self) -> &'static str {
                match self { $(Column::$variant => $name,)* }
            }

            /// What belongs into it, for help and the manual.
            pub fn about(self) -> &'static str {
                match self { $(Column::$variant => $doc,)* }
            }

            /// Whether people's own words may stand in it, so that a spreadsheet must be kept from running them. What
            /// only we write (instants, numbers, fixed words) stays as it is.
            pub fn is_free(self) -> bool {
                match self { $(Column::$variant => columns!(@guard $guard),)* }
            }
        }
    };
    (@guard free) => { true };
    (@guard ours) => { false };
}

columns! {
    Customer "customer" free "The customer's name; every row needs it";
    TimeZone "time_zone" free "IANA zone of the customer's people";
    Note "note" free "What the desk should know about the customer";
    Pack "pack" ours "Policy pack of the contract: b2bee, or b2bee@2019-09-12 for an edition";
    Tier "tier" free "Tier of the contract";
    Region "region" free "The customer's region, where the pack tells regions apart";
    Starts "starts" ours "First date of the contract; without it, the date of the customer's first ticket in the file";
    Ends "ends" ours "First date on which the contract holds no more";
    Targets "targets" free "The contract's own targets: first_response=4 business hours; resolution/urgent=2 business days";
    Hours "hours" free "The contract's own hours: mon-fri 09:00-12:00,13:00-17:00; sat 10:00-12:00";
    Holidays "holidays" free "Holidays that close the contract's own hours: DE/BY";
    ContractZone "contract_zone" free "Zone on whose clock the contract's hours are read";
    Place "place" free "Where the customer is, for hours that the pack reads there: zone, then holidays: Europe/Berlin DE/BY";
    Contact "contact" free "A person of the customer; on a ticket's row, who asked";
    Email "email" free "That person's address";
    Registered "registered" ours "Whether that person is registered: yes or no";
    Reference "reference" free "What the other system calls the ticket; unique";
    Subject "subject" free "The ticket's one line; a row without it is about the customer only";
    Severity "severity" free "The pack's key, its name or one of its other words; a number alone is none";
    Claimed "claimed" free "Severity as the customer claimed it";
    Environment "environment" ours "production (without it) or development";
    Level "level" ours "Support level: 1, 2, 3";
    Channel "channel" free "Channel it came by: email, chat, phone, ticket ...";
    Kind "kind" free "Kind of request";
    Requester "requester" free "Who asked: name or address";
    Received "received" ours "When it was received: 2026-03-27T16:30:00+01:00, or without an offset and with --zone";
    Status "status" ours "open, waiting or resolved; without it, resolved where `resolved` is given";
    Assignee "assignee" free "Who works on it";
    FirstResponse "first_response" ours "When a person first replied";
    Resolved "resolved" ours "When it was resolved";
    Paused "paused" free "When clocks stood still: FROM/TO; FROM/TO, an open end for one that lasts";
    SeveritySet "severity_set_at" ours "When the desk first set its severity, or stood by the one it came in with";
    Assigned "assigned_at" ours "When it was first given to somebody; without it, at the receipt where there is an assignee";
    WorkBegun "work_begun_at" ours "When work on it began";
    Replies "replies_at" ours "When a person replied after the first time: one moment after each ;";
    Messages "messages_at" ours "When the customer wrote again: one moment after each ;";
    Workaround "workaround_at" ours "When the customer was given a way around it that still stands";
    Estimate "estimate_at" ours "When the customer was told when to expect a resolution";
    Allowance "allowance" free "How it counts: empty, proactive, or waived, paid or held with a reason (waived: goodwill)";
    Text "text" free "The customer's message";
}

impl Column {
    /// The column of that name, whatever its case and with spaces, dashes or underlines between words.
    pub fn from_name(name: &str) -> Option<Column> {
        let plain = |text: &str| -> String {
            text.trim()
                .chars()
                .map(|c| if c == ' ' || c == '-' { '_' } else { c.to_ascii_lowercase() })
                .collect()
        };
        let name = plain(name);
        Column::ALL.iter().copied().find(|column| column.name() == name)
    }

    /// Its place in [`Column::ALL`].
    fn place(self) -> usize {
        self as usize
    }
}

/// One row: a text for each column, empty where there is none. Kept and cleared between rows, for a file may have a
/// million of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// The line on which the row begins, from 1 on; 0 for one that is written.
    pub line: u64,
    values: Vec<String>,
}

impl Default for Cells {
    fn default() -> Self {
        Cells { line: 0, values: vec![String::new(); Column::ALL.len()] }
    }
}

impl Cells {
    /// The text of a column, empty where there is none.
    pub fn get(&self, column: Column) -> &str {
        self.values.get(column.place()).map_or("", String::as_str)
    }

    /// The text of a column without blanks around it; `None` where nothing is left.
    pub fn word(&self, column: Column) -> Option<&str> {
        let word = self.get(column).trim();
        (!word.is_empty()).then_some(word)
    }

    /// Sets a column.
    pub fn set(&mut self, column: Column, text: impl AsRef<str>) {
        if let Some(value) = self.values.get_mut(column.place()) {
            value.clear();
            value.push_str(text.as_ref());
        }
    }

    /// Empties every column.
    pub fn clear(&mut self) {
        self.values.iter_mut().for_each(String::clear);
    }

    /// Whether every column is empty.
    pub fn is_blank(&self) -> bool {
        self.values.iter().all(|value| value.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_a_header_spells_them() {
        for column in Column::ALL {
            assert_eq!(Column::from_name(column.name()), Some(*column));
        }
        assert_eq!(Column::from_name(" First Response "), Some(Column::FirstResponse));
        assert_eq!(Column::from_name("time-zone"), Some(Column::TimeZone));
        assert_eq!(Column::from_name("priority"), None);
    }
}
