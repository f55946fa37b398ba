//! `tierdesk watch`: each alert told once, what leaves the program carried out and tried again, and an end in order. Every
//! wait is for something to be seen.

use std::io::{BufRead as _, BufReader};
use std::os::unix::net::UnixDatagram;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tierdesk::calendar::Instant;
use tierdesk::store::{Access, AlertQuery, Store};

use crate::cli_stage::{Desk, NOW, Ran};

/// Far longer than anything takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(120);

/// Everybody hears of what is missed, by a command that keeps what it was given, by mail, and by a command that fails.
fn rules(desk: &Desk, ways: &str) {
    let folder = desk.folder.path().display();
    desk.write(
        "alerts.toml",
        format!(
            r#"
format = 1
[[rule]]
name = "missed"
agents = ["everybody"]
on = ["missed"]
ways = [{ways}]
[[command]]
name = "keep"
argv = ["sh", "-c", 'cat >> "$0"; echo "$@" >> "$0.args"', "{folder}/kept", "--", "$(id)", "`id`"]
timeout = "60 s"
retries = 1
[[command]]
name = "fail"
argv = ["sh", "-c", "echo tried >> {folder}/tried; echo no route >&2; exit 7"]
timeout = "60 s"
retries = 1
[[command]]
name = "hang"
argv = ["sh", "-c", "sleep 1000"]
timeout = "1 s"
retries = 0
[mail]
from = "desk@example.org"
sendmail = ["sh", "-c", 'cat > "$0"', "{folder}/mail"]
[mail.to]
ana = "ana@example.org"
"#
        ),
    );
}

/// A critical ticket of a plan that promises an answer within two hours around the clock: due at 12:00, missed a second on.
fn desk(ways: &str) -> Desk {
    let desk = Desk::with("Kestrel Radio", "otter-video", "premium");
    let subject = "-x $(id) `id`\r\nBcc: eve@example.org\x1b]0;t\x07 东京";
    desk.ok(&[
        "ticket",
        "open",
        "--customer",
        "1",
        "--severity",
        "critical",
        &format!("--subject={subject}"),
    ]);
    rules(&desk, ways);
    desk
}

/// A watch that goes on, whose lines come one by one.
struct Watch {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

fn lines(from: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (to, lines) = channel();
    thread::spawn(move || {
        BufReader::new(from).lines().map_while(Result::ok).all(|line| to.send(line).is_ok())
    });
    lines
}

impl Watch {
    fn start(mut command: Command) -> Watch {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (out, err) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        Watch { child, out, err }
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.child.id().cast_signed()).unwrap(), signal).unwrap();
    }

    /// The next line on standard error that holds some words.
    fn says(&self, words: &str) -> String {
        let mut said = Vec::new();
        loop {
            match self.err.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => said.push(line),
                Err(_) => panic!("{words:?} was never said: {said:?}"),
            }
        }
    }

    fn end(mut self, signal: Signal) -> (Option<i32>, Vec<String>, Vec<String>) {
        self.signal(signal);
        let status = self.child.wait().unwrap();
        (status.code(), self.out.iter().collect(), self.err.iter().collect())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn told(desk: &Desk) -> Vec<tierdesk::store::Told> {
    let mut store = Store::open(&desk.path("desk.tierdesk"), Access::ReadOnly).unwrap();
    store.alerts(&AlertQuery::default()).unwrap()
}

fn read(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path(name)).unwrap_or_default()
}

/// An action at the due instant is in time (sla.md 1.3): it falls at 12:00:01, and is told once after that.
#[test]
fn once_tells_what_has_fallen_since_and_no_alert_twice() {
    let desk = desk(r#""bell", "toast", "command:keep", "mail""#);
    desk.clock.set(7_100);
    assert_eq!(desk.ok(&["watch", "--once"]), "");
    desk.clock.set(7_201);
    let line: Value = serde_json::from_str(&desk.ok(&["watch", "--once", "--json"])).unwrap();
    assert_eq!(
        (
            line["kind"].as_str(),
            line["fell"].as_str(),
            line["due"].as_str(),
            line["ticket"]["number"].as_i64()
        ),
        (Some("missed"), Some("2026-11-20T12:00:01Z"), Some("2026-11-20T12:00:00Z"), Some(1))
    );
    assert_eq!(line["customer"]["name"], "Kestrel Radio");
    assert_eq!(desk.ok(&["watch", "--once"]), "");

    // The command got its arguments as they are written and the ticket's text on its input, none of it through a shell.
    let given: Value = serde_json::from_str(&read(&desk, "kept")).unwrap();
    assert_eq!((&given["alert"], &given["ticket"]["subject"]), (&line["alert"], &line["ticket"]["subject"]));
    assert!(given["ticket"]["subject"].as_str().unwrap().contains("$(id) `id`"), "{given}");
    assert_eq!(read(&desk, "kept.args"), "-- $(id) `id`\n");
    // And the mail is one, to one, whatever the subject says.
    let mail = read(&desk, "mail");
    let mail = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("ana@example.org"));
    assert!(mail.bcc().is_none() && mail.subject().unwrap().contains("Bcc: eve@example.org"));
    assert!(!mail.body_text(0).unwrap().contains('\x1b'));
    let told = told(&desk);
    assert_eq!(told.len(), 1);
    let states: Vec<_> =
        told[0].deliveries.iter().map(|way| (way.way.to_string(), way.state.as_str())).collect();
    assert_eq!(states, [("command:keep".into(), "done"), ("mail".into(), "done")]);
}

/// A failure is told and kept in words, tried again when its time has come, and not for ever.
#[test]
fn what_fails_is_tried_again_and_what_hangs_is_ended() {
    let desk = desk(r#""command:fail", "command:hang""#);
    desk.clock.set(7_201);
    let first = desk.run(&["watch", "--once"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.err.contains("did not go out by command:fail: sh gave 7: no route; it is tried again"),
        "{}",
        first.err
    );
    assert!(first.err.contains("sh was ended after 1 s; it is not tried again"), "{}", first.err);
    // Not before its pause of ten seconds is over, and then for the last time.
    assert_eq!(desk.run(&["watch", "--once"]).err, "");
    desk.clock.set(7_220);
    let last = desk.run(&["watch", "--once"]);
    assert!(last.err.contains("no route; it is not tried again"), "{}", last.err);
    desk.clock.set(20_000);
    assert_eq!(desk.run(&["watch", "--once"]).err, "");
    assert_eq!(read(&desk, "tried"), "tried\ntried\n");
    let told = told(&desk);
    let states: Vec<_> = told[0].deliveries.iter().map(|way| (way.state.as_str(), way.tries)).collect();
    assert_eq!(states, [("failed", 2), ("failed", 1)]);
    assert!(told[0].deliveries[0].said.contains("no route"), "{:?}", told[0].deliveries);
}

/// It wakes when the mark falls, tells it, says READY and STOPPING, and ends in order.
#[test]
fn a_watch_tells_a_mark_when_it_falls_and_ends_in_order() {
    let desk = desk(r#""toast""#);
    let socket = UnixDatagram::bind(desk.path("notify")).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    desk.clock.set(7_198);
    let mut command = desk.command(&["watch"]);
    command.env("NOTIFY_SOCKET", desk.path("notify"));
    let watch = Watch::start(command);
    let heard = || {
        let mut state = [0; 64];
        let length = socket.recv(&mut state).unwrap();
        String::from_utf8_lossy(&state[..length]).into_owned()
    };
    assert_eq!(heard(), "READY=1");
    let line = watch.out.recv_timeout(PATIENCE).unwrap();
    assert!(
        line.starts_with("Fri 2026-11-20 12:00:01 UTC  #1 Kestrel Radio: first response missed"),
        "{line}"
    );
    assert!(!line.contains('\x1b'), "{line}");
    let (code, out, err) = watch.end(Signal::TERM);
    assert_eq!((code, out), (Some(0), Vec::new()));
    assert_eq!(err, ["SIGTERM: the watch ends"]);
    assert_eq!(heard(), "STOPPING=1");
    // Told in the very second, as the store has it.
    let fell: Instant = "2026-11-20T12:00:01Z".parse().unwrap();
    let told = told(&desk);
    assert_eq!((told.len(), told[0].fell), (1, fell));
    assert!((0..=1).contains(&told[0].told.unwrap().since(fell)), "{:?}", told[0].told);
}

/// What another process does to the desk is taken in; rules are read anew by themselves; SIGHUP reads all anew.
#[test]
fn a_watch_follows_the_desk_and_its_rules() {
    let desk = desk(r#""toast""#);
    desk.clock.set(10_000);
    let watch = Watch::start(desk.command(&["watch", "--json"]));
    let line = || -> Value { serde_json::from_str(&watch.out.recv_timeout(PATIENCE).unwrap()).unwrap() };
    assert_eq!(line()["ticket"]["number"], 1);
    let late = ["ticket", "open", "--customer", "1", "--subject", "late", "--severity", "critical"];
    desk.ok(&[late.as_slice(), &["--received", NOW]].concat());
    assert_eq!(line()["ticket"]["number"], 2);
    desk.write(
        "alerts.toml",
        "format = 1\n[[rule]]\nname = \"x\"\nagents = [\"everybody\"]\non = [\"nwe\"]\nways = [\"toast\"]\n",
    );
    assert!(watch.says("alerts.toml:5").contains("what it said before holds"));
    desk.write(
        "alerts.toml",
        "format = 1\n[[rule]]\nname = \"x\"\nagents = [\"everybody\"]\non = [\"new\"]\nways = [\"toast\"]\n",
    );
    watch.says("the rules were read anew");
    let kinds = [line()["kind"].clone(), line()["kind"].clone()];
    assert_eq!(kinds, ["new", "new"]);
    watch.signal(Signal::HUP);
    watch.says("SIGHUP: rules and packs are read anew");
    desk.ok(&["ticket", "open", "--customer", "1", "--subject", "third", "--severity", "low"]);
    assert_eq!(line()["ticket"]["number"], 3);
    assert_eq!(watch.end(Signal::INT).0, Some(130));
}

/// faults.md B06, C15: a locked store is waited for, and one that is put in its place is read; nothing is lost.
#[test]
fn a_watch_outlives_a_lock_and_another_store() {
    let desk = desk(r#""toast""#);
    desk.clock.set(7_197);
    let held = rusqlite::Connection::open(desk.path("desk.tierdesk")).unwrap();
    held.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut command = desk.command(&["watch", "--json"]);
    command.env("TIERDESK_LOCK_WAIT_MS", "20");
    let watch = Watch::start(command);
    assert!(watch.says("it is tried again").contains("lock"));
    held.execute_batch("COMMIT").unwrap();
    drop(held);
    let line: Value = serde_json::from_str(&watch.out.recv_timeout(PATIENCE).unwrap()).unwrap();
    assert_eq!(line["kind"], "missed");
    watch.says("the store can be had again");
    std::fs::rename(desk.path("desk.tierdesk"), desk.path("old.tierdesk")).unwrap();
    desk.ok(&["init"]);
    watch.says("the store is another file now");
    assert_eq!(watch.end(Signal::TERM).0, Some(0));
}

/// Several at once: a summary, and not two thousand lines (faults.md J05). With several processes, one tells it.
#[test]
fn a_storm_is_one_line_of_one_process() {
    let desk = desk(r#""toast""#);
    let late = |number: usize| {
        desk.ok(&[
            "ticket",
            "open",
            "--customer",
            "1",
            "--subject",
            &format!("t{number}"),
            "--severity",
            "critical",
        ]);
    };
    (0..9).for_each(late);
    desk.clock.set(7_300);
    let children: Vec<Child> = (0..4)
        .map(|_| {
            let mut command = desk.command(&["watch", "--once"]);
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .env("TIERDESK_LOCK_WAIT_MS", "60000")
                .spawn()
                .unwrap()
        })
        .collect();
    let ran: Vec<Ran> = children.into_iter().map(|child| child.wait_with_output().unwrap().into()).collect();
    assert!(ran.iter().all(|ran| ran.code == 0), "{}", ran[0].err);
    let said: Vec<&str> = ran.iter().flat_map(|ran| ran.out.lines()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].ends_with("10 alerts at once: 10 missed"), "{said:?}");
}

/// For everybody it tells only what leaves the program; the rest is for each one's own console.
#[test]
fn for_everybody_it_leaves_to_consoles_what_only_they_can_tell() {
    let desk = desk(r#""bell", "toast""#);
    desk.clock.set(7_300);
    assert_eq!(desk.ok(&["watch", "--once", "--all"]), "");
    rules(&desk, r#""toast", "mail""#);
    let line = desk.ok(&["watch", "--once", "--all"]);
    assert!(line.contains("  to ana: #1 Kestrel Radio"), "{line}");
    assert!(read(&desk, "mail").contains("To: <ana@example.org>"));
    let refused = desk.run(&["watch", "--once", "--readonly"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{}", refused.err);
}
