//! Ways out: what leaves the program other than by the screen and the store. Desktop notifications, mail by the machine's
//! sendmail, commands of the user's own. Nothing here opens a connection, and no text of a ticket reaches a shell: programs
//! are run by their arguments, and what they are told goes to their standard input.

pub mod desktop;
pub mod mail;
pub mod mailbox;
pub mod program;
pub mod terminal;

pub use mail::{Mail, Sendmail};
pub use mailbox::Mailbox;
pub use program::Program;

/// Why something did not go out, for people: it names what was run and what that said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// It is not to be written to.
    #[error("{} is no mail address{}", crate::text::quoted(.address), .why)]
    Address {
        /// As it was given.
        address: String,
        /// What is wrong with it, after a colon.
        why: &'static str,
    },
    /// A mail that goes to nobody.
    #[error("the mail has no recipient")]
    Nobody,
    /// Neither a program nor arguments.
    #[error("no program is named")]
    NoProgram,
    /// The program could not be started.
    #[error("{program} cannot be run: {why}")]
    NotStarted {
        /// Which.
        program: String,
        /// As the machine says it.
        why: String,
    },
    /// The program took too long and was ended.
    #[error("{program} was ended after {seconds} s{}", after_colon(.said))]
    TooSlow {
        /// Which.
        program: String,
        /// Its time limit.
        seconds: u64,
        /// What it had said on standard error.
        said: String,
    },
    /// The program says that it failed.
    #[error("{program} {how}{}", after_colon(.said))]
    Failed {
        /// Which.
        program: String,
        /// `gave 75` or `was ended by signal 9`.
        how: String,
        /// What it said on standard error.
        said: String,
    },
    /// The machine failed while the program ran.
    #[error("{program}: {why}")]
    Machine {
        /// Which.
        program: String,
        /// As the machine says it.
        why: String,
    },
}

fn after_colon(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(": {said}") }
}
