//! A notification of the desktop, by `notify-send` and only where there is a desktop to tell.

use std::time::Duration;

use super::{OutboundError, Program};
use crate::text::{fitted, printable};

/// Columns of a heading and of a text that are sent.
const LONGEST: (usize, usize) = (80, 300);

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(10);

/// Why there is nobody to tell here.
pub const NO_DESKTOP: &str =
    "there is no desktop here: neither DISPLAY, WAYLAND_DISPLAY nor DBUS_SESSION_BUS_ADDRESS is set";

/// Whether there is a desktop that can be told, by the variables that its session sets.
pub fn is_there() -> bool {
    let names = ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"];
    names.into_iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Shows a notification. `pressing` ones stay until they are looked at. `title` and `text` may hold anything.
///
/// # Errors
/// Where `notify-send` cannot be run, or refuses.
pub fn notify(title: &str, text: &str, pressing: bool) -> Result<(), OutboundError> {
    Program::new(arguments(title, text, pressing), LIMIT)?.run(b"").map(drop)
}

fn arguments(title: &str, text: &str, pressing: bool) -> Vec<String> {
    let clean = |text: &str, columns| fitted(&printable(text.trim()), columns).into_owned();
    let urgency = if pressing { "critical" } else { "normal" };
    // The text of a notification is markup to many desktops.
    let text = clean(text, LONGEST.1).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // Behind `--` nothing is an option, whatever it begins with.
    let words = ["notify-send", "--app-name=tierdesk", "--urgency", urgency, "--"];
    words.into_iter().map(str::to_owned).chain([clean(title, LONGEST.0), text]).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_from_outside_is_an_option_or_markup() {
        let of = |title, text| super::arguments(title, text, true);
        assert_eq!(
            of("--help", "-x <a href='x'>&\x1b[31m\n"),
            [
                "notify-send",
                "--app-name=tierdesk",
                "--urgency",
                "critical",
                "--",
                "--help",
                "-x &lt;a href='x'&gt;&amp;␛[31m",
            ]
        );
    }
}
