//! `tierdesk handover give`.

use super::asked::{self, Asked};
use crate::cli::{CliError, Context, Exit};
use crate::desk::{Command, DeskWork, HandoverId};
use crate::outbound::{Mail, Mailbox, Sendmail, mail};
use crate::report::handover::{giving, pages};
use crate::store::{Access, Outcome};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// To whom [default: whoever comes next]
    #[arg(long, value_name = "AGENT")]
    to: Option<String>,
    /// Mail it to this address too, through the machine's sendmail; several times for several
    #[arg(long, value_name = "ADDRESS", value_parser = mailbox)]
    mail: Vec<Mailbox>,
    /// End your shift with it
    #[arg(long)]
    end_shift: bool,
    #[command(flatten)]
    asked: Asked,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

fn mailbox(text: &str) -> Result<Mailbox, String> {
    Mailbox::parse(text).map_err(|error| error.to_string())
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let mut store = context.open_store(Access::ReadWrite)?;
    let now = context.now();
    let briefing = args.asked.briefing(&mut store, (now, false), context)?;
    let zone = args.asked.clock.zone(context)?;
    let giving = giving(&briefing, &zone, args.to.clone());
    let body = giving.body.clone();
    let mut commands = vec![Command::Desk(DeskWork::GiveHandover(Box::new(giving)))];
    if args.end_shift {
        commands.push(Command::Desk(DeskWork::EndShift { note: String::new() }));
    }
    let (book, agent) = (context.shared_book()?, context.agent());
    let outcomes = store.execute(&commands, &book, &agent, now)?;
    let Some(Outcome::Desk(id)) = outcomes.first() else { return Ok(()) };
    let given = store.handover(HandoverId(*id))?.ok_or_else(|| super::show::no_handover(*id))?;
    if args.json {
        context.out.json(&asked::view(&given.0, Some(&given.1)))?;
    } else {
        context.out.line(crate::text::printable(&asked::told(&given.0, &zone)))?;
        if args.end_shift {
            context.out.line("your shift has ended")?;
        }
    }
    if args.mail.is_empty() {
        return Ok(());
    }
    let mail = Mail {
        from: None,
        to: args.mail.clone(),
        subject: pages::title(&briefing, &zone),
        text: body,
        html: None,
        at: now,
        identity: format!("handover {id}"),
    };
    // It is given, whatever becomes of the mail.
    let sent = Sendmail::of_machine().and_then(|sendmail| mail::send(&mail, &sendmail));
    sent.map_err(|error| {
        CliError::new(Exit::No, format!("handover {id} was given, and not mailed: {error}"))
            .hint(format!("`tierdesk handover show {id} --format markdown` has what it says"))
    })?;
    if args.json {
        return Ok(());
    }
    let to: Vec<String> = args.mail.iter().map(ToString::to_string).collect();
    context.out.line(crate::text::printable(&format!("mailed to {}", to.join(", "))))
}
