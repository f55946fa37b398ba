//! What the machine says: its clock, its zone files, its folders, who is asking. The core never asks; the rim asks here
//! and hands the answers in.

mod clock;
mod folders;
mod kept_files;
mod local_zone;
mod pack_files;
pub mod service;
mod zone_files;

pub use clock::Clock;
pub use folders::{Folders, FoldersError};
pub use kept_files::{new_file, replace_file};
pub use local_zone::local_zone;
pub use pack_files::{
    Stamp, desk_file, files_of, pack_files, pack_folder, read_at_most, read_if_there, stamp,
};
pub use zone_files::{system_zones, zones};

/// Who is at the keyboard, for assignments and the audit trail: the login name that the session says, or else the one that
/// the machine's list of users has; `agent` where there is none.
pub fn login_name() -> String {
    let named = ["USER", "LOGNAME"].into_iter().filter_map(std::env::var_os);
    let name = named.map(|name| name.to_string_lossy().into_owned()).find(|name| !name.trim().is_empty());
    let listed = || {
        let users = std::fs::read("/etc/passwd").ok()?;
        user_of(&String::from_utf8_lossy(&users), rustix::process::getuid().as_raw())
    };
    name.or_else(listed).unwrap_or_else(|| "agent".to_owned())
}

/// The name of a user in a list as `/etc/passwd` is one: `name:password:uid:...`.
fn user_of(users: &str, uid: u32) -> Option<String> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.trim().is_empty())?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    /// Without USER and LOGNAME (cron, a container) the history must still say who it was.
    #[test]
    fn a_user_is_found_by_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\n::\nbroken\nana:x:1000:1000:Ana,,,:/home/ana:/bin/sh\n";
        assert_eq!(super::user_of(users, 1000).as_deref(), Some("ana"));
        assert_eq!(super::user_of(users, 0).as_deref(), Some("root"));
        assert_eq!(super::user_of(users, 7), None);
    }
}
