//! `tierdesk ticket`: open tickets, look at them, and work on them.

mod allowance;
mod assess;
mod bonds;
mod bulk;
mod change;
mod hand_on;
mod judge;
mod level;
mod list;
mod mark;
mod moved;
mod next;
mod open;
mod route;
mod say;
mod show;
mod talk;
mod what_if;
mod why;
mod words;

pub(super) use change::{Which, execute};
pub use list::{Listed, open_of, rows};
pub(super) use moved::told as what_moves;
pub use show::view_of;
pub(super) use words::span as span_words;

use super::{CliError, Context};

#[derive(Debug, clap::Subcommand)]
pub enum Args {
    /// Open a ticket; allowance and entitlement are decided on the way in
    #[command(
        after_help = "Examples:\n  tierdesk ticket open --customer \"Kestrel Radio\" --subject \"No sound\" \\\n      --severity critical --channel phone\n  cat mail.txt | tierdesk ticket open --customer 3 --subject \"Login fails\" \\\n      --severity minor --text - --from ana@kestrel.example"
    )]
    Open(Box<open::Args>),
    /// List tickets, most urgent first
    #[command(
        after_help = format!("{}\n\nExamples:\n  tierdesk ticket list\n  tierdesk ticket list 'sev:urgent|critical due<2h !is:mine'\n  tierdesk ticket list --customer \"Kestrel Radio\" --status all --json", super::matching::words())
    )]
    List(list::Args),
    /// Show the most urgent ticket that you can act on now
    #[command(
        after_help = "Paused ones, those on hold, somebody else's and those whose level the customer answers are passed over.\nExamples:\n  tierdesk ticket next\n  tierdesk ticket next --take"
    )]
    Next(next::Args),
    /// Do one thing to many tickets, in one go
    #[command(
        after_help = "Examples:\n  tierdesk ticket bulk --filter 'customer:acme sev:low' assign ana\n  tierdesk ticket bulk --tickets 7,8,9 resolve --cause \"one cause\" --yes"
    )]
    Bulk(bulk::Args),
    /// Merge a ticket into another, which lives on with the earliest receipt and reply
    #[command(after_help = "Example:\n  tierdesk ticket merge 7 --into 5")]
    Merge(bonds::Merge),
    /// Link two tickets about the same thing
    #[command(after_help = "Example:\n  tierdesk ticket link 7 5")]
    Link(bonds::Link),
    /// Unlink two tickets
    #[command(after_help = "Example:\n  tierdesk ticket unlink 7 5")]
    Unlink(bonds::Link),
    /// Make a part of a ticket one of its own, received when it was
    #[command(
        after_help = "Example:\n  tierdesk ticket split 7 --subject \"The second problem\" --text - < part.txt"
    )]
    Split(bonds::Split),
    /// Put tags on a ticket and take tags off
    #[command(
        after_help = "Examples:\n  tierdesk ticket tag 7 +vip -slow\n  tierdesk ticket tag --json 7 +vip"
    )]
    Tag(bonds::Tag),
    /// Watch a ticket
    #[command(after_help = "Example:\n  tierdesk ticket watch 7")]
    Watch(bonds::Watch),
    /// Watch a ticket no longer
    #[command(after_help = "Example:\n  tierdesk ticket unwatch 7")]
    Unwatch(bonds::Watch),
    /// Show one ticket: clocks, allowance, messages and history
    #[command(after_help = "Example:\n  tierdesk ticket show 7")]
    Show(show::Args),
    /// Give a ticket to somebody, to yourself, or to nobody
    #[command(
        after_help = "Examples:\n  tierdesk ticket assign 7 ana\n  tierdesk ticket assign 7 --me --seen 3\n  tierdesk ticket assign 7 --on-call first"
    )]
    Assign(change::Assign),
    /// Give what nobody has to who is on call, as the rota routes it
    #[command(after_help = "Examples:\n  tierdesk ticket route\n  tierdesk ticket route --apply")]
    Route(route::Args),
    /// Answer the customer; the first reply stops the first-response clock
    #[command(
        after_help = "Examples:\n  tierdesk ticket reply 7 --text \"We are on it\"\n  tierdesk ticket reply 7 --text - < answer.txt\n  tierdesk ticket reply 7 --by phone --at 02:14 --text \"talked them through a restart\"\n  tierdesk ticket reply 7 --template received --dry-run"
    )]
    Reply(talk::Reply),
    /// Say a ticket's target times as sentences for the customer, in its language and zone
    #[command(
        after_help = "Examples:\n  tierdesk ticket say 7\n  tierdesk ticket say 7 --language de --zone Europe/Berlin --json"
    )]
    Say(say::Args),
    /// Write down what came in from the customer: a ticket that waits or is on hold goes on, a resolved one is reopened
    #[command(
        after_help = "Examples:\n  tierdesk ticket receive 7 --from ana@kestrel.example --text - < mail.txt\n  tierdesk ticket receive 7 --text \"Out of office until Monday\" --automatic"
    )]
    Receive(talk::Receive),
    /// Put a ticket on hold until a moment
    #[command(
        after_help = "Examples:\n  tierdesk ticket hold 7 --until \"mon 08:00\" --reason \"part is on its way\"\n  tierdesk ticket hold 7 --until 2h --reason \"restart runs\""
    )]
    Hold(talk::Hold),
    /// Write something down for colleagues
    #[command(after_help = "Example:\n  tierdesk ticket note 7 --text \"asked the provider\"")]
    Note(change::Note),
    /// Wait for the customer: the resolution clock stands still
    #[command(after_help = "Example:\n  tierdesk ticket wait 7 --reason \"needs the log file\"")]
    Wait(change::Wait),
    /// Go on with a ticket that waited or was on hold
    #[command(after_help = "Example:\n  tierdesk ticket resume 7 --reason \"log file came\"")]
    Resume(change::Resume),
    /// Resolve a ticket
    #[command(after_help = "Example:\n  tierdesk ticket resolve 7 --cause \"expired certificate\"")]
    Resolve(change::Resolve),
    /// Open a resolved ticket again
    #[command(after_help = "Example:\n  tierdesk ticket reopen 7 --reason \"it came back\"")]
    Reopen(change::Reopen),
    /// Hold a ticket to the contract that its customer has now, in place of the one that it came in under
    #[command(after_help = "Example:\n  tierdesk ticket adopt-contract 7")]
    AdoptContract(change::AdoptContract),
    /// Decide how a ticket counts against the allowance
    #[command(
        after_help = "Examples:\n  tierdesk ticket allowance 7 --waive --reason \"our own mistake\"\n  tierdesk ticket allowance 7 --hold --reason \"agreed by phone\""
    )]
    Allowance(allowance::Args),
    /// Assess severity, environment, kind, channel or version; targets are set anew, counted from receipt
    #[command(
        after_help = "Examples:\n  tierdesk ticket assess 7 --severity minor --reason \"one user, a way around\"\n  tierdesk ticket assess 7 --environment development --reason \"not live yet\" --preview"
    )]
    Assess(assess::Args),
    /// Take a ticket up to another level; its check list is filled in or passed over on purpose
    #[command(
        after_help = "Examples:\n  tierdesk ticket escalate 7 --reason \"a fault of the software\" --check 1=\"log in, click, crash\"\n  tierdesk ticket escalate 7 --to 2 --reason \"the customer is cut off\" --pass-over"
    )]
    Escalate(level::Escalate),
    /// Take a ticket back to a lower level
    #[command(after_help = "Example:\n  tierdesk ticket hand-back 7 --reason \"a question of use\"")]
    HandBack(level::HandBack),
    /// Show a ticket's check list, or fill in points of it
    #[command(
        after_help = "Examples:\n  tierdesk ticket checklist 7\n  tierdesk ticket checklist 7 --fill 2=\"https://acme.example\" --fill browser=\"Firefox 130: fails\""
    )]
    Checklist(level::List),
    /// Decide about a flag of entitlement: work on it all the same, or not
    #[command(
        after_help = "Examples:\n  tierdesk ticket judge 7 --flag not_registered --accept --reason \"their new admin\"\n  tierdesk ticket judge 7 --flag kind_excluded --reject --reason \"offered as paid work\""
    )]
    Judge(judge::Args),
    /// Put on record that a workaround or an estimate was given, that work has begun, or that the severity stands
    #[command(
        after_help = "Clocks of a policy start and end with these; a workaround may also count as another severity.\nExamples:\n  tierdesk ticket mark 7 workaround --note \"restart twice a day\" --preview\n  tierdesk ticket mark 7 estimate --expected \"fri 17:00\" --note \"told by phone\"\n  tierdesk ticket mark 7 work-begun --at 09:15\n  tierdesk ticket mark 7 workaround --withdraw --note \"it no longer helps\""
    )]
    Mark(mark::Args),
    /// Write something about a ticket for the next shift
    #[command(
        after_help = "It stands on the ticket, and in the handover, until something else is written.\nExamples:\n  tierdesk ticket hand-on 7 \"the vendor calls back at 18:00; their number is in the notes\"\n  tierdesk ticket hand-on 7 --clear"
    )]
    HandOn(hand_on::Args),
    /// Why a ticket looks as it does: every clock, colour and flag with its rule and source
    #[command(after_help = "Example:\n  tierdesk ticket why 7")]
    Why(why::Args),
    /// The same ticket under another severity, tier, contract, environment or level; changes nothing
    #[command(
        after_help = "Examples:\n  tierdesk ticket what-if 7\n  tierdesk ticket what-if 7 --severity urgent --tier gold"
    )]
    WhatIf(what_if::Args),
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    match args {
        Args::Open(args) => open::run(args, context),
        Args::List(args) => list::run(args, context),
        Args::Next(args) => next::run(args, context),
        Args::Bulk(args) => bulk::run(args, context),
        Args::Merge(args) => bonds::merge(args, context),
        Args::Link(args) => bonds::link(args, context),
        Args::Unlink(args) => bonds::unlink(args, context),
        Args::Split(args) => bonds::split(args, context),
        Args::Tag(args) => bonds::tag(args, context),
        Args::Watch(args) => bonds::watch(args, true, context),
        Args::Unwatch(args) => bonds::watch(args, false, context),
        Args::Show(args) => show::run(args, context),
        Args::Route(args) => route::run(args, context),
        Args::Assign(args) => change::assign(args, context),
        Args::Reply(args) => talk::reply(args, context),
        Args::Say(args) => say::run(args, context),
        Args::Receive(args) => talk::receive(args, context),
        Args::Hold(args) => talk::hold(args, context),
        Args::Note(args) => change::note(args, context),
        Args::Wait(args) => change::wait(args, context),
        Args::Resume(args) => change::resume(args, context),
        Args::Resolve(args) => change::resolve(args, context),
        Args::Reopen(args) => change::reopen(args, context),
        Args::AdoptContract(args) => change::adopt_contract(args, context),
        Args::Allowance(args) => allowance::run(args, context),
        Args::Assess(args) => assess::run(args, context),
        Args::Escalate(args) => level::escalate(args, context),
        Args::HandBack(args) => level::hand_back(args, context),
        Args::Checklist(args) => level::list(args, context),
        Args::Judge(args) => judge::run(args, context),
        Args::Mark(args) => mark::run(args, context),
        Args::HandOn(args) => hand_on::run(args, context),
        Args::Why(args) => why::run(args, context),
        Args::WhatIf(args) => what_if::run(args, context),
    }
}
