//! The languages at hand: those shipped, and the user's own from the folder `phrases` beside the settings.

use std::sync::Arc;

use super::phrases::{self, Phrases};
use crate::written::Diagnostic;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../data/phrases/", $name, ".toml")))),*]
    };
}

/// The languages that the program is shipped with; the first is the one that is spoken where nothing else is known.
pub(super) static SHIPPED: [(&str, &str); 9] = shipped!["en", "de", "fr", "es", "it", "nl", "pl", "pt", "sr"];

/// The language that is spoken where nothing else is known.
pub const LAST_RESORT: &str = "en";

/// Languages by their tags. One is read when it is asked for.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    own: Vec<Arc<Phrases>>,
}

impl Languages {
    /// Puts a file of the user's own among them; one of a shipped language takes its place.
    ///
    /// # Errors
    /// What is wrong with it; it is left out then.
    pub fn add(&mut self, file: &str, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let (phrases, wrong) = phrases::read(bytes, file);
        let Some(phrases) = phrases else { return Err(wrong) };
        self.own.retain(|known| known.language != phrases.language);
        self.own.push(Arc::new(phrases));
        Ok(())
    }

    /// That language, or the one that it is a kind of (`de` for `de-AT`); `None` where there is neither.
    pub fn get(&self, tag: &str) -> Option<Arc<Phrases>> {
        let tag = tag.trim().to_lowercase().replace('_', "-");
        let plain = tag.split('-').next().unwrap_or_default();
        [tag.as_str(), plain].into_iter().find_map(|tag| self.exactly(tag))
    }

    fn exactly(&self, tag: &str) -> Option<Arc<Phrases>> {
        let own = self.own.iter().find(|phrases| phrases.language.eq_ignore_ascii_case(tag));
        own.cloned().or_else(|| {
            let (name, text) = SHIPPED.iter().find(|(name, _)| *name == tag)?;
            phrases::read(text.as_bytes(), name).0.map(Arc::new)
        })
    }

    /// The first of those tags that is known; English where none is.
    pub fn first_of<'t>(&self, tags: impl IntoIterator<Item = Option<&'t str>>) -> Option<Arc<Phrases>> {
        tags.into_iter().flatten().chain([LAST_RESORT]).find_map(|tag| self.get(tag))
    }

    /// The tags of all, sorted.
    pub fn tags(&self) -> Vec<String> {
        let shipped = SHIPPED.iter().map(|(name, _)| (*name).to_owned());
        let mut tags: Vec<String> = shipped.chain(self.own.iter().map(|own| own.language.clone())).collect();
        tags.sort();
        tags.dedup();
        tags
    }

    /// The file of a shipped language, to copy from.
    pub fn shipped(tag: &str) -> Option<&'static str> {
        SHIPPED.iter().find(|(name, _)| *name == tag).map(|(_, text)| *text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every shipped language says everything.
    #[test]
    fn shipped_languages_are_whole() {
        for (name, text) in SHIPPED {
            let (phrases, wrong) = phrases::read(text.as_bytes(), name);
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            let phrases = phrases.unwrap();
            assert_eq!(phrases.language, name);
            let mut months = phrases.months.to_vec();
            months.sort();
            months.dedup();
            assert_eq!(months.len(), 12, "{name}: two months of one name");
        }
    }

    #[test]
    fn a_kind_of_a_language_is_that_language_and_an_unknown_one_is_english() {
        let languages = Languages::default();
        let of = |tags: &[Option<&str>]| languages.first_of(tags.iter().copied()).unwrap().language.clone();
        assert_eq!(of(&[Some("de-AT"), Some("fr")]), "de");
        assert_eq!(of(&[Some("PT_br")]), "pt");
        assert_eq!(of(&[None, Some("tlh"), None]), "en");
    }

    /// A language of the user's own takes the shipped one's place; half a language is refused with places.
    #[test]
    fn own_languages() {
        let mut languages = Languages::default();
        let mine = SHIPPED[1].1.replace("Deutsch", "Unser Deutsch");
        languages.add("mine.toml", mine.as_bytes()).unwrap();
        assert_eq!(languages.get("de").unwrap().name, "Unser Deutsch");
        let broken = SHIPPED[0].1.replace("{stopped}", "{stoped}").replace("\"Monday\", ", "");
        let wrong = languages.add("broken.toml", broken.as_bytes()).unwrap_err();
        let told: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        let told = told.join("\n");
        assert!(told.contains("broken.toml:") && told.contains("did you mean stopped?"), "{told}");
        assert!(told.contains("there are 6 names, and not 7"), "{told}");
        assert_eq!(languages.get("en").unwrap().weekdays[0], "Monday");
    }
}
