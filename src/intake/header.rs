//! Other systems' names for our columns: `--map theirs=ours`, and what to say about a name that is neither.

use std::collections::HashMap;

use crate::exchange::Column;
use crate::text::quoted;

/// Where a column of the file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Into this column of ours.
    Into(Column),
    /// Nowhere, as the user said.
    Nowhere,
}

/// What `--map` said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    named: HashMap<String, Target>,
}

impl Mapping {
    /// Reads `theirs=ours` pairs; `theirs=` leaves a column out.
    ///
    /// # Errors
    /// In words, where a pair names no column of ours.
    pub fn read<S: AsRef<str>>(pairs: impl IntoIterator<Item = S>) -> Result<Mapping, String> {
        let mut named = HashMap::new();
        for pair in pairs {
            let pair = pair.as_ref();
            // The last `=`: their names may hold one, ours do not.
            let Some((theirs, ours)) = pair.rsplit_once('=') else {
                return Err(format!("--map {}: write theirs=ours, such as priority=severity", quoted(pair)));
            };
            let target = match ours.trim() {
                "" | "-" => Target::Nowhere,
                ours => Target::Into(Column::from_name(ours).ok_or_else(|| {
                    let known = Column::ALL.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ");
                    format!("--map {}: there is no column {}; there are: {known}", quoted(pair), quoted(ours))
                })?),
            };
            if named.insert(folded(theirs), target).is_some() {
                return Err(format!("--map names {} twice", quoted(theirs)));
            }
        }
        Ok(Mapping { named })
    }

    /// Where a column of that name goes.
    ///
    /// # Errors
    /// In words, with the nearest column of ours and how to map.
    pub fn target(&self, name: &str) -> Result<Target, String> {
        if let Some(target) = self.named.get(&folded(name)) {
            return Ok(*target);
        }
        Column::from_name(name).map(Target::Into).ok_or_else(|| unknown(name))
    }

    /// The names that were mapped but do not appear among these: most likely misspelt.
    pub fn unused<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<String> {
        let seen: Vec<String> = names.map(folded).collect();
        let mut unused: Vec<String> =
            self.named.keys().filter(|name| !seen.contains(name)).cloned().collect();
        unused.sort();
        unused
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Words of other systems that mean a column of ours: for the hint only, never taken without being told.
const USUAL: [(&str, Column); 24] = [
    ("priority", Column::Severity),
    ("urgency", Column::Severity),
    ("company", Column::Customer),
    ("organization", Column::Customer),
    ("organisation", Column::Customer),
    ("account", Column::Customer),
    ("client", Column::Customer),
    ("title", Column::Subject),
    ("summary", Column::Subject),
    ("id", Column::Reference),
    ("key", Column::Reference),
    ("number", Column::Reference),
    ("created", Column::Received),
    ("created_at", Column::Received),
    ("opened", Column::Received),
    ("closed", Column::Resolved),
    ("solved", Column::Resolved),
    ("state", Column::Status),
    ("owner", Column::Assignee),
    ("agent", Column::Assignee),
    ("plan", Column::Tier),
    ("policy", Column::Pack),
    ("description", Column::Text),
    ("body", Column::Text),
];

fn unknown(name: &str) -> String {
    let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
    let usual = USUAL.iter().find(|(word, _)| *word == plain).map(|(_, column)| *column);
    let nearest = || {
        let near = |column: &Column| (strsim::damerau_levenshtein(column.name(), &plain), *column);
        // A name of three letters may differ by one, one of twelve by four.
        let limit = (plain.chars().count() / 3).clamp(1, 4);
        let best = Column::ALL.iter().map(near).min_by_key(|(distance, _)| *distance)?;
        (best.0 <= limit).then_some(best.1)
    };
    let shown = quoted(name);
    // A name of any length may stand in a file; what is suggested for the command line stays typable.
    let theirs = crate::text::printable(name.trim()).into_owned();
    let theirs = if theirs.contains([' ', '\'', '"']) { format!("'{theirs}'") } else { theirs };
    let theirs = crate::text::fitted(&theirs, 60).into_owned();
    match usual.or_else(nearest) {
        Some(column) => format!(
            "there is no column {shown}; did you mean {0}? Say so with --map {theirs}={0}, or leave it out with --map {theirs}=",
            column.name()
        ),
        None => format!(
            "there is no column {shown}: say what it is with --map {theirs}=COLUMN, or leave it out with --map {theirs}="
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_mapped_left_out_or_asked_about() {
        let mapping = Mapping::read(["Priority=severity", "Internal note="]).unwrap();
        assert_eq!(mapping.target("priority"), Ok(Target::Into(Column::Severity)));
        assert_eq!(mapping.target(" internal NOTE"), Ok(Target::Nowhere));
        assert_eq!(mapping.target("Subject"), Ok(Target::Into(Column::Subject)));
        assert!(
            mapping
                .target("custmer")
                .unwrap_err()
                .contains("did you mean customer? Say so with --map custmer=customer")
        );
        assert!(mapping.target("Summary").unwrap_err().contains("did you mean subject?"));
        assert!(mapping.target("x9").unwrap_err().contains("--map x9=COLUMN"));
        assert_eq!(mapping.unused(["Priority"].into_iter()), ["internal note"]);
        for wrong in ["priority", "a=b"] {
            assert!(Mapping::read([wrong]).is_err(), "{wrong}");
        }
    }
}
