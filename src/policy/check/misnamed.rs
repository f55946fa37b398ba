//! A tier whose declaration is misspelt: one mistake, which would otherwise be told at every row that spells it right.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Names;
use crate::policy::model::TierKey;
use crate::written::diagnostic::{nearest, quoted};
use crate::written::{Findings, is_plain};

/// Where the pack names a tier that it does not declare more than once, and a tier much like it that it does declare
/// nowhere, the declaration is the mistake: it is put down there, and the rest is read under the name that is meant.
pub(super) fn tiers(document: &DeTable, names: &mut Names, found: &mut Findings) {
    let Some(declared) = document.get("tiers").and_then(|tiers| tiers.get_ref().as_table()) else { return };
    let mut named = BTreeMap::new();
    for (key, value) in document.iter().filter(|(key, _)| *key.get_ref() != "tiers") {
        count(value.get_ref(), key.get_ref() == "targets", 0, &mut named);
    }
    for (key, _) in declared {
        let wrong = key.get_ref().as_ref();
        let meant = named.iter().filter(|(name, times)| {
            **times > 1
                && is_plain(name)
                && !declared.contains_key(**name)
                && nearest(wrong, [**name]).is_some()
        });
        let Some((meant, _)) = meant.max_by_key(|(_, times)| **times) else { continue };
        // A name that is none has been put down where it stands.
        if named.contains_key(wrong) || !is_plain(wrong) {
            continue;
        }
        let message =
            format!("no table names the tier {}, and several name {}", quoted(wrong), quoted(meant));
        found.error(key.span(), &format!("tiers.{wrong}"), message, format!("did you mean [tiers.{meant}]?"));
        if let Some(tier) = names.tiers.iter_mut().find(|tier| tier.as_str() == wrong) {
            *tier = TierKey::new(meant);
        }
    }
}

/// Counts how often tiers are named: by `tier = ...` anywhere, and by the columns of the tables of targets.
fn count<'d>(value: &'d DeValue<'_>, in_targets: bool, depth: u8, named: &mut BTreeMap<&'d str, usize>) {
    // targets, then the clock, then `rows`, then the severity; a pack nests no deeper.
    const COLUMNS: u8 = 3;
    match value {
        DeValue::Table(table) => {
            for (key, value) in table {
                let key = key.get_ref().as_ref();
                if in_targets && depth == COLUMNS {
                    *named.entry(key).or_default() += 1;
                }
                if key == "tier" {
                    texts(value, named);
                }
                count(value.get_ref(), in_targets, depth.saturating_add(1), named);
            }
        }
        DeValue::Array(items) => {
            items.iter().for_each(|item| count(item.get_ref(), false, depth.saturating_add(1), named));
        }
        _ => {}
    }
}

fn texts<'d>(value: &'d Spanned<DeValue<'_>>, named: &mut BTreeMap<&'d str, usize>) {
    match value.get_ref() {
        DeValue::String(text) => *named.entry(text.as_ref()).or_default() += 1,
        DeValue::Array(items) => items.iter().for_each(|item| texts(item, named)),
        _ => {}
    }
}
