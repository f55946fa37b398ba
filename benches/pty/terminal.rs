//! A program in a pseudo-terminal, and when each piece of its output came.

use std::fs;
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, sleep};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// So long without a byte, and a frame is complete.
const QUIET: Duration = Duration::from_millis(12);

/// The program and its terminal; both end when it is dropped.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    began: Instant,
    bytes: usize,
}

impl Terminal {
    /// Starts the board on a store, in 120x40.
    pub fn open(program: &Path, store: &Path, home: &Path, now: &str) -> Terminal {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("TIERDESK_NOW", now);
        command.args(["--as", "bench", "--store"]);
        command.arg(store);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 20];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = vt100::Parser::new(40, 120, 0);
        Terminal { child, keyboard, _master: pair.master, output, screen, began, bytes: 0 }
    }

    /// Milliseconds until anything was drawn, and until tickets are on the screen.
    pub fn first_frame(&mut self) -> (f64, f64) {
        let mut drawn = None;
        let end = Instant::now() + Duration::from_secs(20);
        while Instant::now() < end {
            let Ok((at, bytes)) = self.output.recv_timeout(Duration::from_secs(20)) else { break };
            self.bytes += bytes.len();
            self.screen.process(&bytes);
            let text = self.screen.screen().contents();
            if text.trim().is_empty() {
                continue;
            }
            let since = at.duration_since(self.began).as_secs_f64() * 1e3;
            let first = *drawn.get_or_insert(since);
            // The lines of a full board carry their tickets' numbers.
            if text.matches('#').count() >= 5 {
                return (first, since);
            }
        }
        panic!("no tickets appeared:\n{}", self.screen.screen().contents());
    }

    /// Takes in whatever comes until nothing has for a while.
    pub fn settle(&mut self, quiet: Duration) {
        while let Ok((_, bytes)) = self.output.recv_timeout(quiet) {
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        self.screen.process(bytes);
    }

    /// Bytes written by the program so far.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Types without waiting.
    pub fn type_keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Types a key at a moment when no countdown ticks; milliseconds until its frame was complete. `None` where it
    /// changed nothing.
    #[expect(clippy::disallowed_methods, reason = "a harness measures against the real wall second")]
    pub fn key(&mut self, key: &str) -> Option<f64> {
        // Countdowns tick as the wall second begins.
        loop {
            let into = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_millis();
            if (60..920).contains(&into) {
                break;
            }
            sleep(Duration::from_millis(10));
            self.settle(Duration::ZERO);
        }
        self.settle(QUIET);
        self.keys(key)
    }

    /// Types keys at once; milliseconds until the last byte that they changed on the screen had come.
    pub fn keys(&mut self, keys: &str) -> Option<f64> {
        let began = Instant::now();
        self.type_keys(keys);
        let mut last = None;
        let mut wait = Duration::from_millis(300);
        loop {
            match self.output.recv_timeout(wait) {
                Ok((at, bytes)) => {
                    self.take(&bytes);
                    last = Some(at);
                    wait = QUIET;
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => panic!("the board ended"),
            }
        }
        last.map(|at| at.duration_since(began).as_secs_f64() * 1e3)
    }

    fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Memory of that kind, in MB, as the system counts it.
    pub fn memory(&self, kind: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process())).unwrap();
        let line = status.lines().find(|line| line.starts_with(kind)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
    }

    /// Seconds that its threads have been on a processor.
    pub fn busy(&self) -> f64 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process())).unwrap();
        let spent = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("schedstat")).ok());
        spent.filter_map(|line| line.split_whitespace().next()?.parse::<f64>().ok()).sum::<f64>() / 1e9
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
