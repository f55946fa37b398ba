//! Which zone names a policy or a contract may write: places of the IANA database, and UTC.

use std::sync::Arc;

use crate::calendar::{Zone, Zones};
use crate::written::diagnostic::quoted;

/// A name that is no zone in which a policy can be counted; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {help}")]
pub struct ZoneNameError {
    /// What is wrong, printable.
    pub what: String,
    /// What would be right, printable.
    pub help: String,
}

/// The zone of that name. Abbreviations are refused even where a database of zones has them: `EST` is a zone without
/// summer time there, which is not what a policy means by it, and nothing falls back to UTC (faults.md H02).
///
/// # Errors
/// [`ZoneNameError`] for an abbreviation or a name that is not known.
pub fn zone(name: &str, zones: &Zones) -> Result<Arc<Zone>, ZoneNameError> {
    if !name.contains('/') && name != "UTC" {
        let what = format!("{} is no time zone that can be counted in", quoted(name));
        let known = place_for(name);
        // A city alone is no abbreviation: its place is.
        let city =
            if known == ANY_PLACE { zones.get(name).err().and_then(|error| error.suggestion) } else { None };
        let help = city.map_or_else(|| known.to_owned(), |place| format!("did you mean {place}?"));
        return Err(ZoneNameError { what, help });
    }
    zones.get(name).map_err(|error| ZoneNameError {
        what: format!("there is no time zone {}", quoted(name)),
        help: match &error.suggestion {
            Some(near) => format!("did you mean {near}?"),
            None => ANY_PLACE.to_owned(),
        },
    })
}

const ANY_PLACE: &str = "write an IANA name such as Europe/Paris, or UTC";

/// The places that are usually meant by an abbreviation.
fn place_for(abbreviation: &str) -> &'static str {
    match abbreviation.to_ascii_uppercase().as_str() {
        "CET" | "CEST" | "MET" | "MEZ" => {
            "write a place with its summer time: Europe/Paris, Europe/Berlin, Europe/Belgrade ..."
        }
        "EET" | "EEST" => {
            "write a place with its summer time: Europe/Athens, Europe/Helsinki, Europe/Kyiv ..."
        }
        "WET" | "WEST" | "BST" => "write a place with its summer time: Europe/London, Europe/Lisbon ...",
        "GMT" | "Z" | "ZULU" | "UCT" => "write UTC, or a place with its summer time such as Europe/London",
        "ET" | "EST" | "EDT" | "EST5EDT" => "write a place with its summer time: America/New_York",
        "CT" | "CST" | "CDT" | "CST6CDT" => "write a place with its summer time: America/Chicago",
        "MT" | "MST" | "MDT" | "MST7MDT" => "write a place: America/Denver, America/Phoenix",
        "PT" | "PST" | "PDT" | "PST8PDT" => "write a place with its summer time: America/Los_Angeles",
        "IST" => "write a place: Asia/Kolkata, Asia/Jerusalem, Europe/Dublin ...",
        "AET" | "AEST" | "AEDT" => "write a place: Australia/Sydney, Australia/Brisbane ...",
        _ => ANY_PLACE,
    }
}
