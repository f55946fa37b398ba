//! An address that mail may go to. What may stand in one is kept narrow: a header must never end where the text of an address
//! wants it to.

use std::fmt;

use super::OutboundError;

/// No address is longer (RFC 5321 4.5.3.1.3, without its angle brackets).
const LONGEST: usize = 254;
/// Nor what stands before the `@` (RFC 5321 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// Somebody who gets or sends mail: `Ana Sousa <ana@example.org>`, `ana@example.org`, or `ana` on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mailbox {
    name: Option<String>,
    address: String,
}

impl Mailbox {
    /// Reads an address, with a name before it where it stands in angle brackets. The name may be in quotation marks.
    ///
    /// # Errors
    /// [`OutboundError::Address`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Mailbox, OutboundError> {
        let wrong = |why| Err(OutboundError::Address { address: text.to_owned(), why });
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').and_then(|text| text.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"').trim(), address),
            None => ("", text),
        };
        let (local, domain) = match address.rsplit_once('@') {
            Some((local, domain)) => (local, Some(domain)),
            None => (address, None),
        };
        if address.len() > LONGEST || local.len() > LONGEST_LOCAL {
            return wrong(": it is too long");
        }
        if !address.is_ascii() {
            return wrong(": only ASCII letters can be written to");
        }
        if !is_dotted(local, |letter| {
            letter.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&letter)
        }) || local.starts_with('-')
        {
            return wrong(": before the @ stand letters, digits and dots between them");
        }
        let is_domain =
            |domain: &str| is_dotted(domain, |letter| letter.is_ascii_alphanumeric() || letter == b'-');
        if domain.is_some_and(|domain| !is_domain(domain)) {
            return wrong(": after the @ stands a domain");
        }
        let name = crate::text::fitted(&crate::text::printable(name), 100).into_owned();
        Ok(Mailbox { name: Some(name).filter(|name| !name.is_empty()), address: address.to_owned() })
    }

    /// The same address with that name, as far as it can be printed.
    #[must_use]
    pub fn named(mut self, name: &str) -> Mailbox {
        let name = crate::text::fitted(&crate::text::printable(name.trim()), 100).into_owned();
        self.name = Some(name).filter(|name| !name.is_empty());
        self
    }

    /// The name, printable.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address alone: ASCII, nothing in it that means something in a header.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

/// Pieces of such letters with single dots between them.
fn is_dotted(text: &str, is_letter: impl Fn(u8) -> bool) -> bool {
    text.split('.').all(|piece| !piece.is_empty() && piece.bytes().all(&is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_name() {
        let table = [
            ("ana@example.org", None, "ana@example.org"),
            ("  Ana Sousa <ana+desk@mail.example.org> ", Some("Ana Sousa"), "ana+desk@mail.example.org"),
            ("\"Sousa, Ana\" <ana@example.org>", Some("Sousa, Ana"), "ana@example.org"),
            ("<root>", None, "root"),
            ("安娜 <o'neil@xn--fiqs8s.example>", Some("安娜"), "o'neil@xn--fiqs8s.example"),
        ];
        for (text, name, address) in table {
            let read = Mailbox::parse(text).unwrap();
            assert_eq!((read.name(), read.address()), (name, address), "{text}");
        }
    }

    #[test]
    fn what_could_end_a_header_or_name_another_is_no_address() {
        let long = format!("{}@example.org", "x".repeat(65));
        let table = [
            "",
            "@",
            "ana@",
            "@example.org",
            "a b@example.org",
            "ana@example..org",
            ".ana@example.org",
            "ana@example.org\r\nBcc: eve@example.org",
            "ana@example.org, eve@example.org",
            "a@b@c",
            "ana@example.org>, <eve@example.org",
            "ana@[127.0.0.1]",
            "ána@example.org",
            "-oQ/tmp",
            "ana\0@example.org",
            "ana@exam\u{200b}ple.org",
            "(c)ana@example.org",
            &long,
        ];
        for text in table {
            assert!(Mailbox::parse(text).is_err(), "{text:?}");
        }
        let said = Mailbox::parse("eve\r\nBcc: x@y.org").unwrap_err().to_string();
        assert_eq!(said.lines().count(), 1, "{said}");
    }

    #[test]
    fn a_name_is_printable_and_bounded() {
        let read = Mailbox::parse("Eve\r\nBcc: mallory@example.org\r\n <eve@example.org>").unwrap();
        assert_eq!(read.name(), Some("Eve⏎Bcc: mallory@example.org"));
        let named = read.named(&"x".repeat(500));
        assert_eq!(named.name().map(|name| name.chars().count()), Some(100));
    }
}
