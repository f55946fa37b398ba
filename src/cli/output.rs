//! Standard output that reports a full device and goes quietly when its reader has gone.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::CliError;

/// Buffered standard output. `println!` panics on a closed pipe and on a full device, so nothing here uses it.
pub struct Out {
    writer: BufWriter<Stdout>,
}

impl Out {
    pub(super) fn stdout() -> Out {
        Out { writer: BufWriter::with_capacity(64 * 1024, io::stdout()) }
    }

    /// Writes a line of text that is ours or has been made printable.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn line(&mut self, text: impl AsRef<str>) -> Result<(), CliError> {
        self.writer.write_all(text.as_ref().as_bytes())?;
        Ok(self.writer.write_all(b"\n")?)
    }

    /// Writes a value as one line of JSON; everything beyond ASCII that could act on a terminal is escaped (faults.md E09).
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), CliError> {
        let text = serde_json::to_string(value).map_err(io::Error::from)?;
        self.line(crate::text::json_escaped(&text))
    }

    /// Whether a person reads it directly.
    pub fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Hands over everything that is still buffered.
    ///
    /// # Errors
    /// Where it cannot be written: a full disk shows here at the latest.
    pub fn finish(&mut self) -> Result<(), CliError> {
        Ok(self.writer.flush()?)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Takes SIGXFSZ, whose default ends the program, so that the write itself fails and can be reported.
pub(super) fn ignore_file_size_signal() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
