//! What the machine says: its clock, its zone files, its folders, who is asking. The core never asks; the rim asks here
//! and hands the answers in.

mod clock;
mod folders;
mod local_zone;
mod pack_files;
mod zone_files;

pub use clock::Clock;
pub use folders::{Folders, FoldersError};
pub use local_zone::local_zone;
pub use pack_files::{pack_files, pack_folder, read_at_most};
pub use zone_files::{system_zones, zones};

/// Who is at the keyboard, for assignments and the audit trail: the login name, or `agent` where there is none.
pub fn login_name() -> String {
    let named = ["USER", "LOGNAME"].into_iter().filter_map(std::env::var_os);
    let name = named.map(|name| name.to_string_lossy().into_owned()).find(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| "agent".to_owned())
}
