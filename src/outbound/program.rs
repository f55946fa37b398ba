//! A program of the user's, run by its arguments (faults.md I03): never by a shell, in a process group of its own so that it
//! can be ended with all that it started, with nothing of ours open but its input and output, and no longer than its time
//! limit. What it says is kept up to a bound.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open};

use super::OutboundError;
use crate::text::printable_block;

/// So much of what a program writes is kept, of each of its outputs; the rest is read and dropped.
const MOST_KEPT: usize = 4_096;

/// Of what it said, so many bytes stand in an error.
const MOST_SAID: usize = 500;

/// After it was asked to end, a program may take so long to do so in order.
const GRACE: Duration = Duration::from_secs(2);

/// A program with its arguments and the time that it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program and its arguments.
    argv: Vec<String>,
    /// How long it may run.
    limit: Duration,
}

/// What is read of a running program, and what is still to be written to it.
struct Talk<'i> {
    input: &'i [u8],
    stdin: Option<std::process::ChildStdin>,
    outputs: [Output; 2],
}

/// One of its outputs.
struct Output {
    from: Option<Box<dyn ReadFd>>,
    kept: Vec<u8>,
}

/// Something that is read and can be waited for.
trait ReadFd: Read + AsFd {}
impl<T: Read + AsFd> ReadFd for T {}

impl Program {
    /// A program by its arguments, the first of which is its name or path.
    ///
    /// # Errors
    /// [`OutboundError::NoProgram`] where there are none.
    pub fn new(argv: Vec<String>, limit: Duration) -> Result<Program, OutboundError> {
        if argv.first().is_none_or(|name| name.trim().is_empty()) {
            return Err(OutboundError::NoProgram);
        }
        Ok(Program { argv, limit })
    }

    /// Its name, for people.
    pub fn name(&self) -> String {
        let path = self.argv.first().map_or("", String::as_str);
        crate::text::fitted(&crate::text::printable(path), 60).into_owned()
    }

    /// The same program by another path.
    #[must_use]
    pub fn found_at(&self, path: &str) -> Program {
        let arguments = self.argv.iter().skip(1).cloned();
        Program { argv: std::iter::once(path.to_owned()).chain(arguments).collect(), limit: self.limit }
    }

    /// Runs it with that on its standard input, waits until it ends, and gives what it wrote on standard output, printable
    /// and bounded.
    ///
    /// # Errors
    /// Where it cannot be started, takes too long (it and all that it started are ended then), or says that it failed.
    pub fn run(&self, input: &[u8]) -> Result<String, OutboundError> {
        let (program, arguments) = self.argv.split_first().ok_or(OutboundError::NoProgram)?;
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn();
        let mut child = child
            .map_err(|error| OutboundError::NotStarted { program: self.name(), why: error.to_string() })?;
        let mut talk = Talk::with(&mut child, input);
        let outcome = self.attend(&mut child, &mut talk);
        if outcome.is_err() {
            // Whatever went wrong: no program is left behind, and none is left unwaited for.
            end_group(&child);
            let _ = child.wait();
        }
        let [output, said] = talk.outputs.map(|output| words(&output.kept));
        let program = self.name();
        match outcome {
            Ok(Some(status)) if status.success() => Ok(output),
            Ok(Some(status)) => Err(OutboundError::Failed { program, how: how_ended(status), said }),
            Ok(None) => Err(OutboundError::TooSlow { program, seconds: self.limit.as_secs(), said }),
            Err(error) => Err(OutboundError::Machine { program, why: error.to_string() }),
        }
    }

    /// Writes and reads until it has ended; `None` where it had to be ended.
    fn attend(&self, child: &mut Child, talk: &mut Talk<'_>) -> io::Result<Option<ExitStatus>> {
        let process = pidfd_open(pid(child)?, PidfdFlags::empty())?;
        talk.never_wait()?;
        let ends = Instant::now() + self.limit;
        if talk.until_ended(&process, ends)? {
            return child.wait().map(Some);
        }
        let _ = kill_process_group(pid(child)?, Signal::TERM);
        talk.until_ended(&process, Instant::now() + GRACE)?;
        end_group(child);
        child.wait()?;
        Ok(None)
    }
}

impl<'i> Talk<'i> {
    fn with(child: &mut Child, input: &'i [u8]) -> Talk<'i> {
        let output = |from| Output { from, kept: Vec::new() };
        let stdout = child.stdout.take().map(|from| Box::new(from) as Box<dyn ReadFd>);
        let stderr = child.stderr.take().map(|from| Box::new(from) as Box<dyn ReadFd>);
        Talk { input, stdin: child.stdin.take(), outputs: [output(stdout), output(stderr)] }
    }

    /// Neither a program that does not read nor one that does not write may hold us up.
    fn never_wait(&self) -> io::Result<()> {
        let outputs = self.outputs.iter().filter_map(|output| output.from.as_ref()).map(|from| from.as_fd());
        for fd in self.stdin.iter().map(AsFd::as_fd).chain(outputs) {
            fcntl_setfl(fd, fcntl_getfl(fd)? | OFlags::NONBLOCK)?;
        }
        Ok(())
    }

    /// Writes and reads until the process has ended, or until `ends`; whether it has ended.
    fn until_ended(&mut self, process: &OwnedFd, ends: Instant) -> io::Result<bool> {
        loop {
            self.write();
            self.outputs.iter_mut().for_each(Output::read);
            let left = ends.saturating_duration_since(Instant::now());
            let mut waited = vec![PollFd::new(process, PollFlags::IN)];
            waited.extend(self.stdin.iter().map(|stdin| PollFd::new(stdin, PollFlags::OUT)));
            let outputs = self.outputs.iter().filter_map(Output::fd);
            waited.extend(outputs.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)));
            match poll(&mut waited, Some(&timespec(left))) {
                Ok(0) if left.is_zero() => return Ok(false),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            if waited.first().is_some_and(|process| !process.revents().is_empty()) {
                drop(waited);
                self.outputs.iter_mut().for_each(Output::read);
                return Ok(true);
            }
        }
    }

    /// Writes what it takes now. One that does not want all of it has closed its side, which is its own affair.
    fn write(&mut self) {
        let Some(stdin) = &mut self.stdin else { return };
        while !self.input.is_empty() {
            match stdin.write(self.input) {
                Ok(written) if written > 0 => self.input = self.input.get(written..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Ok(_) | Err(_) => break,
            }
        }
        self.stdin = None;
    }
}

impl Output {
    fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.from.as_ref().map(|from| from.as_fd())
    }

    /// Reads what is there now.
    fn read(&mut self) {
        let mut piece = [0; 4_096];
        while let Some(from) = &mut self.from {
            match from.read(&mut piece) {
                Ok(0) => self.from = None,
                Ok(read) => {
                    let room = MOST_KEPT.saturating_sub(self.kept.len());
                    self.kept.extend(piece.iter().take(read.min(room)));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => self.from = None,
            }
        }
    }
}

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
}

fn pid(child: &Child) -> io::Result<Pid> {
    Pid::from_raw(child.id().cast_signed()).ok_or_else(|| io::Error::other("the program has no number"))
}

fn end_group(child: &Child) {
    // Where nobody is left in it, that is as it should be.
    let _ = pid(child).map(|group| kill_process_group(group, Signal::KILL));
}

fn words(bytes: &[u8]) -> String {
    let text = printable_block(String::from_utf8_lossy(bytes).trim(), MOST_SAID);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

fn how_ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("gave {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "ended in an unknown way".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, limit: Duration) -> Program {
        Program::new(["sh", "-c", script].map(str::to_owned).to_vec(), limit).unwrap()
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_goes_in_comes_out() {
        assert_eq!(sh("tr a-z A-Z", LONG).run(b"hello\n").unwrap(), "HELLO");
    }

    #[test]
    fn more_than_a_pipe_holds_goes_in_while_more_comes_out() {
        let input = vec![b'x'; 1_000_000];
        let counted = sh("tee /dev/stderr | wc -c", LONG).run(&input).unwrap();
        assert_eq!(counted.trim(), "1000000");
    }

    #[test]
    fn a_program_need_not_read_its_input() {
        assert_eq!(sh("exec <&-; echo done", LONG).run(&vec![b'x'; 1_000_000]).unwrap(), "done");
    }

    #[test]
    fn a_failure_tells_the_exit_and_what_was_said() {
        let failed = sh("echo 'no \x1b[31mroute' >&2; echo >&2; echo second >&2; exit 75", LONG).run(b"");
        assert_eq!(failed.unwrap_err().to_string(), "sh gave 75: no ␛[31mroute; second");
        let failed = sh("kill -9 $$", LONG).run(b"");
        assert_eq!(failed.unwrap_err().to_string(), "sh was ended by signal 9");
        let absent = Program::new(vec!["/nowhere/at all".into()], LONG).unwrap().run(b"");
        assert!(absent.unwrap_err().to_string().starts_with("/nowhere/at all cannot be run: "));
        assert_eq!(Program::new(vec![" ".into()], LONG), Err(OutboundError::NoProgram));
    }

    /// It hangs, and so does what it started: both hold the write end of a pipe, which is closed when both are gone.
    #[test]
    fn one_that_hangs_is_ended_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
        let held = pipe.clone();
        let reader = std::thread::spawn(move || std::fs::read_to_string(held).unwrap());
        let script =
            format!("exec 3>'{}'; echo begun >&3; sleep 1000 & trap '' TERM; sleep 1000", pipe.display());
        let ended = sh(&script, Duration::from_millis(300)).run(b"").unwrap_err();
        assert_eq!(ended.to_string(), "sh was ended after 0 s");
        assert_eq!(reader.join().unwrap(), "begun\n");
    }

    /// What the test was started with is not ours to close; what is opened since is.
    #[test]
    fn nothing_of_ours_is_open_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("opened by the test");
        let open = std::fs::File::create(&path).unwrap();
        let ours =
            std::fs::read_link(format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&open))).unwrap();
        assert_eq!(ours.file_name(), path.file_name());
        let found = sh("ls -l /proc/self/fd | grep -c 'opened by the test' || true", LONG).run(b"").unwrap();
        assert_eq!(found, "0");
    }
}
