//! Mail, through the machine's own sendmail (faults.md I08: no connection of ours). The message is RFC 5322 with headers
//! folded and encoded; what stands in them is made printable first, so that none of it can begin a header of its own.

use std::io;
use std::time::Duration;

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::raw::Raw;

use super::{Mailbox, OutboundError, Program};
use crate::calendar::Instant;
use crate::text::{fitted, printable, printable_block};

/// Columns of a subject that are sent.
const LONGEST_SUBJECT: usize = 200;

/// Bytes of a text that are sent.
const LONGEST_TEXT: usize = 1_000_000;

/// What is run to send mail where nothing else is said.
pub const SENDMAIL: [&str; 3] = ["sendmail", "-i", "-t"];

/// Where it is, on machines whose users do not have it in their PATH.
const SENDMAIL_PLACES: [&str; 2] = ["/usr/sbin/sendmail", "/usr/lib/sendmail"];

/// How long it may take, where nothing else is said.
pub const LIMIT: Duration = Duration::from_secs(60);

/// A mail that the program writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Who sends it; where it is left out, the machine's mail system says so.
    pub from: Option<Mailbox>,
    /// To whom; at least one.
    pub to: Vec<Mailbox>,
    /// In a line; made printable here.
    pub subject: String,
    /// The text, in lines; made printable here, for readers of mail in a terminal.
    pub text: String,
    /// The same as an HTML page, for those who can show it.
    pub html: Option<String>,
    /// The date that it bears.
    pub at: Instant,
    /// What it is, the same whenever the same mail is sent again (`alert 12 to ana`): its Message-ID follows from it, so
    /// that a mail that arrives twice can be told to be one.
    pub identity: String,
}

/// The program that mail is handed to: it reads the message, recipients included, on its standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sendmail {
    program: Program,
    /// Nobody named it, so it is looked for where it usually is.
    usual: bool,
}

impl Sendmail {
    /// By its arguments.
    ///
    /// # Errors
    /// [`OutboundError::NoProgram`] where there are none.
    pub fn new(argv: Vec<String>, limit: Duration) -> Result<Sendmail, OutboundError> {
        let usual = argv.first().is_some_and(|name| name == "sendmail");
        Ok(Sendmail { program: Program::new(argv, limit)?, usual })
    }

    /// The machine's: `sendmail -i -t`.
    ///
    /// # Errors
    /// None that can happen; it is what [`Sendmail::new`] gives.
    pub fn of_machine() -> Result<Sendmail, OutboundError> {
        Sendmail::new(SENDMAIL.map(str::to_owned).to_vec(), LIMIT)
    }
}

/// Hands a mail over; done once the program has taken it.
///
/// # Errors
/// Where it goes to nobody, and where the program cannot be run, takes too long, or refuses it: with its words.
pub fn send(mail: &Mail, by: &Sendmail) -> Result<(), OutboundError> {
    let message = mail.message()?;
    let mut outcome = by.program.run(&message);
    for place in SENDMAIL_PLACES {
        if !by.usual || !matches!(outcome, Err(OutboundError::NotStarted { .. })) {
            break;
        }
        outcome = match by.program.found_at(place).run(&message) {
            // The name that people know says it better.
            Err(OutboundError::NotStarted { .. }) => outcome,
            other => other,
        };
    }
    outcome.map(drop)
}

impl Mail {
    /// The message as it is handed over, with the line ends that sendmail takes (LF).
    ///
    /// # Errors
    /// [`OutboundError::Nobody`] where it has no recipient.
    pub fn message(&self) -> Result<Vec<u8>, OutboundError> {
        if self.to.is_empty() {
            return Err(OutboundError::Nobody);
        }
        let mut message = MessageBuilder::new();
        if let Some(from) = &self.from {
            message = message.from(address(from));
        }
        let subject = fitted(&printable(self.subject.trim()), LONGEST_SUBJECT).into_owned();
        message = message
            .to(Address::new_list(self.to.iter().map(address).collect()))
            .subject(subject)
            .date(self.at.unix())
            .message_id(self.message_id())
            // RFC 3834: nobody's holiday notice answers it.
            .header("Auto-Submitted", Raw::new("auto-generated"))
            .text_body(printable_block(&self.text, LONGEST_TEXT));
        if let Some(html) = &self.html {
            // A page escapes what it shows; control characters are none of it.
            let page: String = html.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            message = message.html_body(page);
        }
        let written = message.write_to_vec();
        let written = written.map_err(|error: io::Error| OutboundError::Machine {
            program: "the mail".into(),
            why: error.to_string(),
        })?;
        Ok(with_plain_line_ends(&written))
    }

    /// The part of a Message-ID between its brackets.
    fn message_id(&self) -> String {
        let parts = self.to.iter().map(Mailbox::address).chain([self.identity.as_str()]);
        // FNV-1a, 64 bits: tells mails apart that are sent in one second; nothing secret rests on it.
        let digest =
            parts.flat_map(|part| part.bytes().chain([0])).fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
                (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        format!("{}.{digest:016x}.tierdesk@{}", self.at.unix(), host())
    }
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    Address::new_address(mailbox.name(), mailbox.address())
}

/// This machine's name as far as it can stand in a Message-ID.
fn host() -> String {
    let system = rustix::system::uname();
    let name: String = system
        .nodename()
        .to_string_lossy()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'))
        .take(64)
        .collect();
    let name = name.trim_matches(['.', '-']).to_owned();
    if name.is_empty() { "localhost".to_owned() } else { name }
}

/// Sendmail takes a text of the machine's: lines end in LF, and a CR would be one more letter.
fn with_plain_line_ends(message: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(message.len());
    let mut bytes = message.iter().peekable();
    while let Some(byte) = bytes.next() {
        if *byte != b'\r' || bytes.peek() != Some(&&b'\n') {
            plain.push(*byte);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use mail_parser::{Message, MessageParser};

    use super::*;

    fn mailbox(text: &str) -> Mailbox {
        Mailbox::parse(text).unwrap()
    }

    fn mail(subject: &str, text: &str) -> Mail {
        Mail {
            from: Some(mailbox("Desk <desk@example.org>")),
            to: vec![mailbox("Sousa, Ana <ana@example.org>"), mailbox("bo@example.org")],
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: None,
            at: Instant::from_unix_clamped(1_774_603_800),
            identity: "alert 12".to_owned(),
        }
    }

    /// Read by a parser that was not written here.
    fn read(message: &[u8]) -> Message<'_> {
        assert!(!message.contains(&b'\r'), "{}", String::from_utf8_lossy(message));
        assert!(message.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
        MessageParser::default().parse(message).unwrap()
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let subject = "Überfällig: 東京の障害 — “ticket 12” is 5 min late, ".repeat(3);
        let text = "Grüße\n.\nFrom here on\n".to_owned() + &"long ".repeat(400);
        let mail = Mail { html: Some("<p>Grüße</p>".into()), ..mail(&subject, &text) };
        let message = mail.message().unwrap();
        assert!(message.is_ascii());
        let head = String::from_utf8(message.clone()).unwrap();
        let head = head.split("\n\n").next().unwrap();
        assert!(head.lines().all(|line| line.len() <= 78), "{head}");
        let message = read(&message);
        assert_eq!(message.subject().unwrap().trim(), fitted(subject.trim(), LONGEST_SUBJECT));
        let to: Vec<_> = message.to().unwrap().iter().map(|to| (to.name(), to.address())).collect();
        assert_eq!(to, [(Some("Sousa, Ana"), Some("ana@example.org")), (None, Some("bo@example.org"))]);
        assert_eq!(message.from().unwrap().first().unwrap().address(), Some("desk@example.org"));
        assert_eq!(message.date().unwrap().to_timestamp(), 1_774_603_800);
        assert_eq!(message.body_text(0).unwrap().trim_end(), text.trim_end());
        assert_eq!(message.body_html(0).unwrap(), "<p>Grüße</p>");
    }

    /// faults.md E11: neither a subject nor a name can begin a header of its own, however it breaks the line.
    #[test]
    fn nothing_from_outside_begins_a_header() {
        for line_end in ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\0\n", "\x0b", "\r\n "] {
            let hostile =
                format!("hello{line_end}Bcc: eve@example.org{line_end}{line_end}<b>body</b>\x1b[31m");
            let to = mailbox("ana@example.org").named(&hostile);
            let mail = Mail { to: vec![to], ..mail(&hostile, &hostile) };
            let message = mail.message().unwrap();
            let message = read(&message);
            let names: Vec<_> = message.headers().iter().map(|header| header.name().to_owned()).collect();
            assert!(
                message.bcc().is_none() && !names.iter().any(|name| name.eq_ignore_ascii_case("bcc")),
                "{names:?}"
            );
            assert!(message.subject().unwrap().contains("Bcc: eve@example.org"), "{line_end:?}");
            assert_eq!(message.to().unwrap().iter().count(), 1);
            assert!(!message.body_text(0).unwrap().contains('\x1b'));
        }
    }

    #[test]
    fn the_same_mail_has_the_same_id_and_another_has_another() {
        let id = |mail: &Mail| read(&mail.message().unwrap()).message_id().unwrap().to_owned();
        let one = mail("a", "b");
        assert_eq!(id(&one), id(&Mail { subject: "another".into(), ..one.clone() }));
        assert_ne!(id(&one), id(&Mail { identity: "alert 13".into(), ..one.clone() }));
        assert_ne!(id(&one), id(&Mail { to: vec![mailbox("bo@example.org")], ..one.clone() }));
        assert_eq!(Mail { to: Vec::new(), ..one }.message(), Err(OutboundError::Nobody));
    }

    #[test]
    fn sendmail_gets_the_message_and_its_refusal_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        let sendmail = |script: &str| {
            let argv = ["sh", "-c", script, "sendmail", &kept.to_string_lossy()];
            Sendmail::new(argv.map(str::to_owned).to_vec(), LIMIT).unwrap()
        };
        let mail = mail("hello", "text");
        send(&mail, &sendmail("cat > \"$1\"")).unwrap();
        assert_eq!(std::fs::read(&kept).unwrap(), mail.message().unwrap());
        let refused = send(&mail, &sendmail("echo no such user >&2; exit 67")).unwrap_err();
        assert_eq!(refused.to_string(), "sh gave 67: no such user");
    }

    /// Where nothing of that name is in the PATH it is looked for; a path is taken as it stands.
    #[test]
    fn a_sendmail_that_is_not_there_is_named() {
        let named = Sendmail::new(vec!["/nowhere/sendmail".into(), "-t".into()], LIMIT).unwrap();
        let said = send(&mail("a", "b"), &named).unwrap_err().to_string();
        assert!(said.starts_with("/nowhere/sendmail cannot be run"), "{said}");
        assert!(Sendmail::of_machine().unwrap().usual && !named.usual);
    }
}
