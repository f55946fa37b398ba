//! The packs at hand: those the program is shipped with, and the desk's own.

use std::sync::{Arc, OnceLock};

use chrono::{Datelike as _, NaiveDate};

use super::check::read_pack;
use super::model::{Pack, PackId};
use crate::calendar::Zones;
use crate::written::diagnostic::{Diagnostic, Finding, Weight, nearest, piece, placed, quoted};

/// A pack that the program is shipped with.
struct Shipped {
    name: &'static str,
    edition: &'static str,
    /// Whether the bare name means this edition.
    bare: bool,
    text: &'static str,
}

impl Shipped {
    /// Whether this is the edition that is asked for, `None` asking by the bare name.
    fn is(&self, name: &str, edition: Option<&str>) -> bool {
        self.name == name && edition.map_or(self.bare, |edition| edition == self.edition)
    }
}

// Every file of `data/policies`, by name and then by edition: `static SHIPPED: [Shipped; N]`, made by build.rs. A bare name
// means the edition that `data/bare-names.toml` says, for ever (sla.md part 5): later editions of a name are asked for with
// their date, so a contract that was signed on a bare name never moves.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Every pack at hand. A shipped pack is read when it is first asked for; starting the program costs nothing.
pub struct Packs {
    zones: Arc<Zones>,
    read: [OnceLock<Result<Arc<Pack>, Vec<Diagnostic>>>; SHIPPED.len()],
    own: Vec<Own>,
    problems: Vec<Problem>,
    /// Until when editions hold already; `None` where nobody has said what day it is.
    today: Option<NaiveDate>,
}

/// A pack of the desk's own.
struct Own {
    file: String,
    text: Arc<str>,
    pack: Arc<Pack>,
}

/// A file of the desk's own that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The pack of that file that stays in force, where one was read from it before (faults.md H13).
    pub in_force: Option<PackId>,
}

/// A pack in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Name and edition, title, tiers: the pack.
    pub pack: Arc<Pack>,
    /// The file of a desk's own; `None` for one that the program is shipped with.
    pub file: Option<String>,
    /// Whether its bare name means this edition.
    pub by_bare_name: bool,
}

/// No such pack; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A name that no pack has.
    #[error("there is no policy pack {name}{}; known are: {known}", meant(.suggestion))]
    Unknown {
        /// What was asked for, printable and in quotes.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
        /// All names.
        known: String,
    },
    /// A name that is known, but not of that date.
    #[error("{name} has no edition of {edition}; its editions are: {known}")]
    Edition {
        /// The name.
        name: String,
        /// What was asked for, printable and in quotes.
        edition: String,
        /// All its editions.
        known: String,
    },
    /// A pack that is at hand but cannot be read.
    #[error("the policy pack {name} cannot be read: {reason}")]
    Unreadable {
        /// Its name.
        name: String,
        /// The first thing that is wrong.
        reason: String,
    },
}

fn meant(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map(|name| format!(" (did you mean {name}?)")).unwrap_or_default()
}

impl std::fmt::Debug for Packs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own: Vec<_> = self.own.iter().map(|own| &own.file).collect();
        f.debug_struct("Packs")
            .field("own", &own)
            .field("problems", &self.problems.len())
            .finish_non_exhaustive()
    }
}

impl Packs {
    /// The packs that the program is shipped with.
    pub fn embedded(zones: Arc<Zones>) -> Packs {
        Packs {
            zones,
            read: [const { OnceLock::new() }; SHIPPED.len()],
            own: Vec::new(),
            problems: Vec::new(),
            today: None,
        }
    }

    /// Says what day it is: a bare name of a desk's own packs means the latest edition that holds by then.
    pub fn set_today(&mut self, today: NaiveDate) {
        self.today = Some(today);
    }

    /// Takes a pack of the desk's own. One of the same file or of the same name and edition is replaced; a shipped
    /// edition is not: contracts stand on it.
    ///
    /// # Errors
    /// Everything that is wrong with it. What was in force before stays in force (faults.md H13), and
    /// [`Packs::problems`] goes on telling it.
    pub fn add_user(
        &mut self,
        file: &str,
        text: &[u8],
    ) -> Result<(PackId, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.problems.retain(|problem| problem.file != piece(file));
        match self.read_user(file, text) {
            Ok((pack, text, warnings)) => {
                let id = pack.id.clone();
                self.own.retain(|own| own.file != file && own.pack.id != id);
                self.own.push(Own { file: file.to_owned(), text, pack: Arc::new(pack) });
                Ok((id, warnings))
            }
            Err(diagnostics) => {
                self.refuse(file, diagnostics.clone());
                Err(diagnostics)
            }
        }
    }

    /// Puts down a file of the desk's own that could not be read at all.
    pub fn add_unreadable(&mut self, file: &str, why: &str) {
        let message = format!("this file cannot be read: {}", piece(why));
        let finding = Finding { weight: Weight::Error, span: 0..0, key: String::new(), message, help: None };
        self.refuse(file, placed(vec![finding], "", file));
    }

    fn refuse(&mut self, file: &str, diagnostics: Vec<Diagnostic>) {
        let in_force = self.own.iter().find(|own| own.file == file).map(|own| own.pack.id.clone());
        self.problems.push(Problem { file: piece(file), diagnostics, in_force });
    }

    fn read_user(
        &self,
        file: &str,
        bytes: &[u8],
    ) -> Result<(Pack, Arc<str>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (pack, warnings) = read_pack(bytes, file, &self.zones)?;
        let text = String::from_utf8_lossy(bytes);
        let edition = pack.id.edition.to_string();
        if SHIPPED.iter().any(|shipped| shipped.is(&pack.id.name, Some(&edition))) {
            let span = text.find("edition").map_or(0..0, |at| at..at + "edition".len());
            let finding = Finding {
                weight: Weight::Error,
                span,
                key: "pack.edition".into(),
                message: format!("the program is shipped with {}, and contracts stand on it", pack.id),
                help: Some("give this edition the date from which it holds, or another name".into()),
            };
            return Err(placed(vec![finding], &text, file));
        }
        Ok((pack, text.into(), warnings))
    }

    /// The pack of that name (`b2bee`: of shipped packs always the same edition; of a desk's own packs the latest edition
    /// that holds already, see [`Packs::set_today`])
    /// or of that name and edition (`b2bee@2024-05-01`).
    ///
    /// # Errors
    /// [`PackError`] names the nearest known name, or the editions there are.
    pub fn get(&self, name: &str) -> Result<Arc<Pack>, PackError> {
        let (bare, edition) =
            name.split_once('@').map_or((name, None), |(bare, edition)| (bare, Some(edition)));
        for (shipped, read) in SHIPPED.iter().zip(&self.read) {
            if shipped.is(bare, edition) {
                return self.shipped(shipped, read);
            }
        }
        let own = self.own.iter().filter(|own| own.pack.id.name == bare);
        let found = match edition {
            Some(edition) => own.map(|own| &own.pack).find(|pack| pack.id.edition.to_string() == edition),
            // The latest that holds already: a next edition can lie ready. Before the first of all, that one.
            None => own.map(|own| &own.pack).max_by_key(|pack| {
                let edition = pack.id.edition;
                let holds = self.today.is_none_or(|today| edition <= today);
                let day = edition.num_days_from_ce();
                (holds, if holds { day } else { -day })
            }),
        };
        found.cloned().ok_or_else(|| self.unknown(bare, edition))
    }

    /// The pack of exactly that name and edition.
    ///
    /// # Errors
    /// As [`Packs::get`].
    pub fn edition(&self, id: &PackId) -> Result<Arc<Pack>, PackError> {
        self.get(&id.to_string())
    }

    /// The file of a pack as it was written.
    ///
    /// # Errors
    /// As [`Packs::get`].
    pub fn source(&self, name: &str) -> Result<Arc<str>, PackError> {
        let id = self.get(name)?.id.clone();
        let edition = id.edition.to_string();
        let shipped = SHIPPED.iter().find(|shipped| shipped.is(&id.name, Some(&edition)));
        let own = || self.own.iter().find(|own| own.pack.id == id).map(|own| own.text.clone());
        let text = shipped.map(|shipped| shipped.text.into()).or_else(own);
        text.ok_or_else(|| self.unknown(&id.name, Some(&edition)))
    }

    /// The digest of the text of that edition, see [`super::rules::digest`]; `None` where it is not here. Reads no pack.
    pub fn digest(&self, id: &PackId) -> Option<String> {
        let edition = id.edition.to_string();
        let shipped = SHIPPED.iter().find(|shipped| shipped.is(&id.name, Some(&edition)));
        let own = || self.own.iter().find(|own| own.pack.id == *id).map(|own| &*own.text);
        shipped.map(|shipped| shipped.text).or_else(own).map(super::rules::digest)
    }

    /// Every pack that can be read, by name and then by edition.
    pub fn list(&self) -> Vec<Listed> {
        let shipped =
            SHIPPED.iter().zip(&self.read).filter_map(|(shipped, read)| self.shipped(shipped, read).ok());
        let shipped = shipped.map(|pack| (pack, None));
        let own = self.own.iter().map(|own| (own.pack.clone(), Some(piece(&own.file))));
        let mut all: Vec<Listed> = shipped
            .chain(own)
            .map(|(pack, file)| {
                let by_bare_name = self.get(&pack.id.name).is_ok_and(|meant| meant.id == pack.id);
                Listed { pack, file, by_bare_name }
            })
            .collect();
        all.sort_by(|a, b| a.pack.id.cmp(&b.pack.id));
        all
    }

    /// The files of the desk's own that were refused last, for a banner.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    fn shipped(
        &self,
        shipped: &Shipped,
        read: &OnceLock<Result<Arc<Pack>, Vec<Diagnostic>>>,
    ) -> Result<Arc<Pack>, PackError> {
        let read = read.get_or_init(|| {
            let file = format!("{}-{}.toml", shipped.name, shipped.edition);
            read_pack(shipped.text.as_bytes(), &file, &self.zones).map(|(pack, _)| Arc::new(pack))
        });
        read.clone().map_err(|diagnostics| PackError::Unreadable {
            name: shipped.name.to_owned(),
            reason: diagnostics.first().map(ToString::to_string).unwrap_or_default(),
        })
    }

    fn unknown(&self, bare: &str, edition: Option<&str>) -> PackError {
        let mut ids: Vec<(String, String)> =
            SHIPPED.iter().map(|shipped| (shipped.name.to_owned(), shipped.edition.to_owned())).collect();
        ids.extend(self.own.iter().map(|own| (own.pack.id.name.clone(), own.pack.id.edition.to_string())));
        ids.sort();
        let editions: Vec<String> =
            ids.iter().filter(|(name, _)| name == bare).map(|(_, edition)| edition.clone()).collect();
        if let (Some(edition), false) = (edition, editions.is_empty()) {
            let known = piece(&editions.join(", "));
            return PackError::Edition { name: bare.to_owned(), edition: quoted(edition), known };
        }
        ids.dedup_by(|a, b| a.0 == b.0);
        let names: Vec<&str> = ids.iter().map(|(name, _)| name.as_str()).collect();
        let suggestion = nearest(bare, names.iter().copied()).map(str::to_owned);
        PackError::Unknown { name: quoted(bare), suggestion, known: piece(&names.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packs() -> Packs {
        Packs::embedded(Arc::new(Zones::embedded()))
    }

    /// Every shipped pack loads without a word, and its examples come out.
    #[test]
    fn shipped_packs_are_sound() {
        let packs = packs();
        for shipped in &SHIPPED {
            let today = "2026-11-22".parse().unwrap();
            let checked =
                super::super::check::check_pack(shipped.text.as_bytes(), shipped.name, &packs.zones, today);
            match checked {
                Ok((pack, warnings)) => {
                    assert!(warnings.is_empty(), "{warnings:#?}");
                    assert_eq!(pack.id.to_string(), format!("{}@{}", shipped.name, shipped.edition));
                    assert!(!pack.examples.is_empty(), "{}", shipped.name);
                }
                Err(errors) => {
                    let errors: Vec<String> = errors.iter().map(Diagnostic::render).collect();
                    panic!("{}", errors.join("\n\n"));
                }
            }
        }
    }

    #[test]
    fn a_name_that_is_not_known_says_what_was_meant() {
        let packs = packs();
        assert!(packs.get("b2bee").is_ok());
        assert!(packs.get("b2bee@2019-09-12").is_ok());
        let unknown = packs.get("b2be").unwrap_err().to_string();
        assert!(unknown.contains("did you mean b2bee?"), "{unknown}");
        let edition = packs.get("b2bee@2030-01-01").unwrap_err().to_string();
        assert!(edition.contains("2019-09-12"), "{edition}");
        assert!(!packs.get("\u{1b}[31m\u{202e}").unwrap_err().to_string().contains(['\u{1b}', '\u{202e}']));
    }
}
