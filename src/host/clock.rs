//! The one clock of the program. Everything else takes `now` as an argument.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::calendar::Instant;

/// A clock that can be set to run from another moment, for `--at` and for tests.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Seconds that this clock is ahead of the machine's.
    ahead: i64,
}

impl Clock {
    /// The machine's clock; or, where the hidden variable `TIERDESK_NOW` holds an instant, one that starts there, so
    /// that tests need no real time.
    pub fn of_machine() -> Clock {
        let machine = Clock { ahead: 0 };
        let set = std::env::var("TIERDESK_NOW").ok().and_then(|text| text.parse().ok());
        set.map_or(machine, |at| machine.started_at(at))
    }

    /// A clock that shows `at` now and runs on from there.
    pub fn started_at(self, at: Instant) -> Clock {
        Clock { ahead: at.unix() - unix().as_secs().cast_signed() }
    }

    /// The present second, clamped to the years that the engine counts (faults.md D03).
    pub fn now(self) -> Instant {
        Instant::from_unix_clamped(unix().as_secs().cast_signed().saturating_add(self.ahead))
    }

    /// Time until the next wall second begins: what a ticking screen sleeps.
    pub fn until_next_second(self) -> Duration {
        Duration::from_nanos(1_000_000_000 - u64::from(unix().subsec_nanos()))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn unix() -> Duration {
    // Before 1970 is a machine with a dead battery: 0 makes that visible instead of failing.
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
