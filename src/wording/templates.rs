//! The templates at hand: those shipped, and the user's own from the folder `templates` beside the settings.

use std::sync::Arc;

use super::template::{Template, TemplateError};

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../data/templates/", $name, ".md")))),*]
    };
}

/// The templates that the program is shipped with.
pub(super) static SHIPPED: [(&str, &str); 9] = shipped![
    "received-en",
    "received-de",
    "received-fr",
    "waiting-en",
    "waiting-de",
    "waiting-fr",
    "resolved-en",
    "resolved-de",
    "resolved-fr",
];

/// Templates by their keys.
#[derive(Debug, Clone)]
pub struct Templates {
    list: Vec<Arc<Template>>,
}

impl Default for Templates {
    /// Those that the program is shipped with.
    fn default() -> Templates {
        let read = |(key, text): &(&str, &str)| Template::read(key, None, text.as_bytes()).ok();
        Templates { list: SHIPPED.iter().filter_map(read).map(Arc::new).collect() }
    }
}

impl Templates {
    /// Puts a file of the user's own among them, under its name without the ending; one of the name of a shipped one takes
    /// its place.
    ///
    /// # Errors
    /// What is wrong with it; it is left out then.
    pub fn add(&mut self, key: &str, file: &str, bytes: &[u8]) -> Result<(), Vec<TemplateError>> {
        let template = Template::read(key, Some(file), bytes)?;
        self.list.retain(|known| known.key != template.key);
        self.list.push(Arc::new(template));
        Ok(())
    }

    /// All, those in the first of these languages first, then those of the next, then the rest; by key.
    pub fn all<'t>(&self, tags: impl IntoIterator<Item = Option<&'t str>>) -> Vec<Arc<Template>> {
        let tags: Vec<String> = tags.into_iter().flatten().map(plain).collect();
        let rank = |template: &Template| {
            let language = template.language.as_deref().map(plain);
            match language {
                Some(language) => tags.iter().position(|tag| *tag == language).unwrap_or(tags.len() + 1),
                // Without a language it suits any.
                None => tags.len(),
            }
        };
        let mut list = self.list.clone();
        list.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.key.cmp(&b.key)));
        list
    }

    /// The template of that key; of one that is there in several languages (`received` for `received-de`), the one in the
    /// first of these.
    pub fn get<'t>(
        &self,
        key: &str,
        tags: impl IntoIterator<Item = Option<&'t str>>,
    ) -> Option<Arc<Template>> {
        let key = key.trim().to_lowercase();
        if let Some(exactly) = self.list.iter().find(|template| template.key == key) {
            return Some(exactly.clone());
        }
        let of_key = |template: &&Arc<Template>| {
            let language = template.language.as_deref().unwrap_or_default();
            template.key.strip_suffix(language).and_then(|base| base.strip_suffix('-')) == Some(key.as_str())
        };
        self.all(tags).iter().find(of_key).cloned()
    }

    /// Their keys, sorted.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.list.iter().map(|template| template.key.as_str()).collect();
        keys.sort_unstable();
        keys
    }
}

/// The language of a tag, without its kind.
fn plain(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_templates_are_sound() {
        for (key, text) in SHIPPED {
            let template = Template::read(key, None, text.as_bytes()).unwrap();
            assert!(template.language.is_some() && template.name != key, "{key}");
        }
        assert_eq!(Templates::default().keys().len(), SHIPPED.len());
    }

    #[test]
    fn the_customers_language_comes_first() {
        let templates = Templates::default();
        assert_eq!(templates.get("received", [Some("de-AT")]).unwrap().key, "received-de");
        assert_eq!(templates.get("Received-FR", [Some("de")]).unwrap().key, "received-fr");
        assert!(templates.get("nothing", [Some("de")]).is_none());
        assert_eq!(templates.all([Some("fr"), Some("en")])[0].key, "received-fr");
    }

    #[test]
    fn a_file_of_ones_own_takes_the_shipped_ones_place() {
        let mut templates = Templates::default();
        templates.add("received-de", "mine.md", b"Hallo {contact}").unwrap();
        assert_eq!(templates.get("received-de", []).unwrap().text, "Hallo {contact}");
        assert!(templates.add("bad", "bad.md", b"{nope}").is_err());
        assert!(templates.get("bad", []).is_none());
    }
}
