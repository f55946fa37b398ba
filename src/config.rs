//! The user's settings: `config.toml` in the settings folder, read like packs are: what is wrong is said with its place,
//! and the rest holds. Pure; the command line reads the file.
//!
//! To add a setting: a field, and a line in `walk`; a key that nobody asks for is a mistake with "did you mean".

use crate::theme::{AUTO, DARK, LIGHT};
use crate::written::{self, Diagnostic, Findings, Kind, Section, did_you_mean};

/// Settings among the files that people write.
const SETTINGS: Kind = Kind {
    name: "settings file",
    begins: None,
    instead: "write settings as TOML, such as `theme = \"auto\"`",
};

/// The settings; what is not said is as the program has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `theme`: the theme's name, or `auto` for the one that suits the terminal.
    pub theme: String,
    /// `theme-dark`: what `auto` takes on dark terminals.
    pub theme_dark: String,
    /// `theme-light`: what `auto` takes on light ones.
    pub theme_light: String,
}

impl Default for Config {
    fn default() -> Config {
        Config { theme: AUTO.into(), theme_dark: DARK.into(), theme_light: LIGHT.into() }
    }
}

/// Reads the settings; `themes` are those at hand, and `file` is only shown.
pub fn read(bytes: &[u8], file: &str, themes: &[&str]) -> (Config, Vec<Diagnostic>) {
    let (config, diagnostics) = written::read(bytes, file, SETTINGS, |top, found| walk(top, themes, found));
    (config.unwrap_or_default(), diagnostics)
}

fn walk(mut top: Section<'_>, themes: &[&str], found: &mut Findings) -> Config {
    let given = Config::default();
    let mut theme = |key, auto: bool, found: &mut Findings| {
        let text = top.text(key, found)?;
        let known = themes.contains(&text.value) || (auto && text.value == AUTO);
        if !known {
            let message = format!("there is no theme {}", written::diagnostic::quoted(text.value));
            let names = themes.iter().copied().chain(auto.then_some(AUTO));
            found.error(text.span, &text.key, message, did_you_mean(text.value, names));
        }
        known.then(|| text.value.to_owned())
    };
    let config = Config {
        theme: theme("theme", true, found).unwrap_or(given.theme),
        theme_dark: theme("theme-dark", false, found).unwrap_or(given.theme_dark),
        theme_light: theme("theme-light", false, found).unwrap_or(given.theme_light),
    };
    top.finish(found);
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [&str; 3] = [DARK, LIGHT, "mono"];

    #[test]
    fn an_empty_file_is_the_programs_own_settings() {
        assert_eq!(read(b"", "config.toml", &THEMES), (Config::default(), Vec::new()));
    }

    #[test]
    fn mistakes_name_their_place_and_the_rest_holds() {
        let text = b"theme = \"mnoo\"\ntheme-dark = \"mono\"\ntheme_light = \"mono\"\n";
        let (config, found) = read(text, "config.toml", &THEMES);
        assert_eq!(config, Config { theme_dark: "mono".into(), ..Config::default() });
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "config.toml:1:9: there is no theme \"mnoo\"; did you mean mono?",
                "config.toml:3:1: a settings file has no key \"theme_light\"; did you mean theme-light?",
            ]
        );
    }
}
