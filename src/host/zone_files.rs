//! The machine's own zone files, read only where they are newer than the embedded ones (faults.md D12).

use std::fs;
use std::path::{Path, PathBuf};

use crate::calendar::{SystemZones, Zones};

/// Folders in which systems keep compiled zone files, the usual one first.
const PLACES: [&str; 3] = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"];

/// Zone rules from the newer of the machine's files and the embedded release. `TZDIR` names another folder, as it does
/// for every program that reads zone files.
pub fn zones() -> Zones {
    let Some((version, place)) = system_zones() else { return Zones::embedded() };
    let shown = place.display().to_string();
    let read = Box::new(move |name: &str| fs::read(place.join(name)).ok());
    Zones::newest(SystemZones { version: Some(version), place: shown, read })
}

/// The release of the machine's own zone files, in force or not, and where they lie; `None` where it has none that say.
pub fn system_zones() -> Option<(String, PathBuf)> {
    let told = std::env::var_os("TZDIR").map(PathBuf::from);
    let places = told.into_iter().chain(PLACES.iter().map(PathBuf::from));
    places.into_iter().find_map(|place| Some((version(&place)?, place)))
}

/// The release that a folder of zone files says it carries: `# version 2025b` heads `tzdata.zi`, `+VERSION` holds it bare.
fn version(place: &Path) -> Option<String> {
    let bare = fs::read_to_string(place.join("+VERSION")).ok();
    let bare = bare.or_else(|| fs::read_to_string(place.join("VERSION")).ok());
    let headed = || {
        let text = fs::read_to_string(place.join("tzdata.zi")).ok()?;
        text.lines().next()?.strip_prefix("# version ").map(str::to_owned)
    };
    let version = bare.or_else(headed)?.trim().to_owned();
    // A release is a year and a letter or two; anything else cannot be compared with ours.
    let plausible = version.len() >= 5 && version.chars().take(4).all(|c| c.is_ascii_digit());
    plausible.then_some(version)
}
