//! A reader that gives up on a row without an end, before the memory does.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes read since the last row ended.
#[derive(Clone, Default)]
pub(super) struct Meter(Rc<Cell<u64>>);

impl Meter {
    /// A row has ended.
    pub(super) fn reset(&self) {
        self.0.set(0);
    }
}

/// Fails once more than `limit` bytes have gone by in one row.
pub(super) struct Capped<R> {
    inner: R,
    meter: Meter,
    limit: u64,
}

impl<R> Capped<R> {
    pub(super) fn new(inner: R, limit: u64) -> (Capped<R>, Meter) {
        let meter = Meter::default();
        (Capped { inner, meter: meter.clone(), limit }, meter)
    }
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.0.get() > self.limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a row without an end"));
        }
        let read = self.inner.read(buffer)?;
        self.meter.0.set(self.meter.0.get() + u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}
