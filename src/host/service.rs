//! What a service manager is told (sd_notify(3)): that the program is ready, ends, or is alive. A datagram to the socket that
//! `NOTIFY_SOCKET` names; nothing where there is none. By hand, for it is one write.

use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// Tells the service manager; where there is none, or it does not listen, nobody has to know.
pub fn notify(state: &str) {
    let Some(name) = std::env::var_os("NOTIFY_SOCKET").filter(|name| !name.is_empty()) else { return };
    let address = match name.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(&name),
    };
    let (Ok(address), Ok(socket)) = (address, UnixDatagram::unbound()) else { return };
    let _ = socket.set_nonblocking(true).and_then(|()| socket.send_to_addr(state.as_bytes(), &address));
}

/// How often the service manager wants to hear that the program is alive; half of the time that it waits.
pub fn watchdog() -> Option<Duration> {
    let read = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let for_us = read("WATCHDOG_PID").is_none_or(|pid| pid == u64::from(std::process::id()));
    let wait = read("WATCHDOG_USEC").filter(|wait| for_us && *wait > 0)?;
    Some(Duration::from_micros((wait / 2).max(1_000)))
}
