//! `tierdesk due --batch`: a line in, a line out, in order.

use std::io::{self, Read, Write};

use super::engine::Engine;

/// No question is longer than this; what is, is refused without being kept.
const LONGEST_LINE: usize = 1 << 20;

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Answers every line of `input` on `output`, and says whether all of them could be answered. Output is handed over
/// whenever no further line is waiting: a peer that asks and waits gets its answer.
///
/// # Errors
/// Where the input cannot be read or the output cannot be written.
pub fn answer_all(engine: &mut Engine, input: &mut impl Read, output: &mut impl Write) -> io::Result<bool> {
    let mut lines = Lines { input, buffer: Vec::new(), begin: 0, searched: 0, ended: false };
    let mut answers = Vec::with_capacity(CHUNK);
    let mut all = true;
    loop {
        match lines.next() {
            Next::Line(line) => all &= engine.answer(line, &mut answers),
            Next::TooLong => {
                let error = format!("the line is longer than {LONGEST_LINE} bytes: ask shorter questions");
                Engine::refuse(&error, &mut answers);
                all = false;
            }
            Next::End => break,
            Next::Nothing => {
                output.write_all(&answers)?;
                output.flush()?;
                answers.clear();
                lines.fill()?;
                continue;
            }
        }
        answers.push(b'\n');
        if answers.len() >= CHUNK {
            output.write_all(&answers)?;
            answers.clear();
        }
    }
    output.write_all(&answers)?;
    output.flush()?;
    Ok(all)
}

/// The lines of an input as far as they have arrived.
struct Lines<'r, R> {
    input: &'r mut R,
    buffer: Vec<u8>,
    /// Where the line at hand begins.
    begin: usize,
    /// How much of it is known to hold no line end.
    searched: usize,
    ended: bool,
}

/// What there is to do next.
enum Next<'b> {
    /// A line, without its end.
    Line(&'b [u8]),
    /// A line that is too long to be kept.
    TooLong,
    /// No whole line has arrived.
    Nothing,
    /// The input has ended.
    End,
}

impl<R: Read> Lines<'_, R> {
    /// The next line that is there already, without its end; the last one may lack it.
    fn next(&mut self) -> Next<'_> {
        let waiting = self.buffer.get(self.begin..).unwrap_or_default();
        let found = waiting.iter().skip(self.searched).position(|&byte| byte == b'\n');
        let (length, taken) = match found {
            Some(more) => (self.searched + more, self.searched + more + 1),
            None if self.ended && !waiting.is_empty() => (waiting.len(), waiting.len()),
            None if self.ended => return Next::End,
            None => {
                self.searched = waiting.len();
                return Next::Nothing;
            }
        };
        let begin = self.begin;
        self.begin += taken;
        self.searched = 0;
        if length > LONGEST_LINE {
            return Next::TooLong;
        }
        self.buffer.get(begin..begin + length).map_or(Next::End, Next::Line)
    }

    /// Waits for more input.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.begin);
        self.begin = 0;
        // Of a line that is too long already only its length matters, and more than one byte too many is as good as one.
        self.buffer.truncate(LONGEST_LINE + 1);
        self.searched = self.searched.min(self.buffer.len());
        let kept = self.buffer.len();
        self.buffer.resize(kept + CHUNK, 0);
        let read = loop {
            match self.input.read(self.buffer.get_mut(kept..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(kept + read.as_ref().copied().unwrap_or(0));
        self.ended = read? == 0;
        Ok(())
    }
}
