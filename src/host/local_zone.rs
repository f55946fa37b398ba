//! The machine's own zone: only for what is shown as "your time"; no due time ever depends on it (faults.md D04).

use std::fs;
use std::sync::Arc;

use crate::calendar::{Zone, Zones};

/// The zone that `TZ` names, else the one that /etc/localtime leads to; UTC where neither can be told.
pub fn local_zone(zones: &Zones) -> Arc<Zone> {
    let told = std::env::var("TZ").ok().filter(|name| !name.is_empty());
    let name = told.or_else(|| {
        let link = fs::read_link("/etc/localtime").ok().map(|path| path.to_string_lossy().into_owned());
        link.or_else(|| fs::read_to_string("/etc/timezone").ok())
    });
    let zone = name.and_then(|name| zones.get(bare(&name)).ok());
    zone.unwrap_or_else(Zone::utc)
}

/// `Europe/Paris` of `:Europe/Paris` or `/usr/share/zoneinfo/Europe/Paris`.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_start_matches(':');
    name.split_once("zoneinfo/").map_or(name, |(_, zone)| zone)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_zone_is_read_out_of_a_path() {
        for name in ["Europe/Paris", ":Europe/Paris", "../usr/share/zoneinfo/Europe/Paris", "Europe/Paris\n"]
        {
            assert_eq!(super::bare(name), "Europe/Paris");
        }
    }
}
