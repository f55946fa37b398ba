//! Text that people write, from the command line or standard input.

use std::io::{self, Read};

use super::CliError;
use crate::desk::decide::TEXT_LIMIT;

/// The text as given; `-` reads standard input to its end.
///
/// # Errors
/// Where the input cannot be read, is no UTF-8, or is longer than a message may be.
pub fn text(given: &str) -> Result<String, CliError> {
    if given != "-" {
        return Ok(given.to_owned());
    }
    let limit = u64::try_from(TEXT_LIMIT).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // One byte more than fits, so that what is too long is refused rather than cut.
    let read = io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| CliError::usage(format!("standard input cannot be read: {error}")))?;
    if bytes.len() > TEXT_LIMIT {
        return Err(CliError::usage("the text on standard input is longer than 10 MB"));
    }
    let text =
        String::from_utf8(bytes).map_err(|_| CliError::usage("the text on standard input is not UTF-8"))?;
    // What an editor or `echo` ends a text with is not part of it.
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
