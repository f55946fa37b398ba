//! `tierdesk ticket open`.

use crate::calendar::Instant;
use crate::cli::{CliError, Context, body, contract, look_up};
use crate::desk::{Command, Contract, NewTicket};
use crate::policy::{ChannelKey, Environment, Pack, SeverityKey};
use crate::store::{Access, Outcome};
use crate::text::quoted;

#[derive(Debug, clap::Args)]
#[command(disable_version_flag = true)]
pub struct Args {
    /// Whose: the customer's name or number
    #[arg(long)]
    customer: String,
    /// One line
    #[arg(long, allow_hyphen_values = true)]
    subject: String,
    /// Severity, in the words of the customer's policy [default: what the policy gives a new request, where it says]
    #[arg(long)]
    severity: Option<String>,
    /// Severity as the customer claims it, where the desk sees it otherwise
    #[arg(long)]
    claimed: Option<String>,
    /// The customer's message; - reads standard input
    #[arg(long, default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    text: String,
    /// Who asks: name or address
    #[arg(long = "from", value_name = "WHO", allow_hyphen_values = true)]
    requester: Option<String>,
    /// Channel it came by: email, chat, phone, ticket ...
    #[arg(long)]
    channel: Option<String>,
    /// Kind of request
    #[arg(long)]
    kind: Option<String>,
    /// Version of the product that it is about
    #[arg(long, value_name = "VERSION", allow_hyphen_values = true)]
    version: Option<String>,
    /// Support level: 1, 2 or 3
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..))]
    level: Option<u8>,
    /// Stage of the customer's system
    #[arg(long, default_value = "production", value_parser = ["production", "development"])]
    environment: String,
    /// When it was received [default: now]
    #[arg(long, value_name = "INSTANT")]
    received: Option<Instant>,
    /// What another system calls it; unique
    #[arg(long, allow_hyphen_values = true)]
    reference: Option<String>,
    /// Who works on it
    #[arg(long, conflicts_with = "mine")]
    assignee: Option<String>,
    /// You work on it
    #[arg(long)]
    mine: bool,
    /// The provider opens it itself: it uses no allowance
    #[arg(long)]
    proactive: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context) -> Result<(), CliError> {
    let text = body::text(&args.text)?;
    let mut store = context.open_store(Access::ReadWrite)?;
    let customer = look_up::customer(&store, &args.customer)?;
    let (book, now) = (context.shared_book()?, context.now());
    let received = args.received.unwrap_or(now);
    if received > now {
        crate::cli::error::warn(&format!("it is received in the future: {received} (it is {now})"));
    }
    let contracts = store.contracts(Some(customer.id))?;
    let in_force: Option<&Contract> =
        contracts.iter().find(|contract| contract::in_force(contract, &book, received));
    let pack = in_force.and_then(|contract| book.pack(&contract.pack).ok());
    let agent = context.agent();
    let given = |word: &Option<String>| {
        word.as_deref().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
    };
    let severity_of = assessed(pack.as_deref(), args.severity.as_deref())?;
    let mut new = NewTicket::received(customer.id, &args.subject, severity_of, received);
    // What the policy says until somebody assesses it is not set by that.
    if args.severity.is_some() {
        new = new.assessed();
    }
    let new = NewTicket {
        text,
        reference: given(&args.reference),
        claimed: args.claimed.as_deref().map(|word| severity(pack.as_deref(), word)).transpose()?,
        environment: Environment::from_word(&args.environment).unwrap_or_default(),
        level: args.level.map(|level| known_level(pack.as_deref(), level)).transpose()?,
        channel: given(&args.channel).map(|channel| ChannelKey::new(&channel.to_lowercase())),
        kind: given(&args.kind),
        version: given(&args.version),
        requester: given(&args.requester),
        assignee: if args.mine { Some(agent.clone()) } else { given(&args.assignee) },
        proactive: args.proactive,
        ..new
    };
    let unknown =
        new.channel.clone().zip(pack.as_deref()).filter(|(channel, pack)| !pack.channels.contains(channel));
    if let Some((channel, pack)) = unknown {
        let tier = in_force.and_then(|contract| pack.tier(&contract.tier));
        let offered = tier.map_or(&pack.channels, |tier| &tier.channels);
        let offered = if offered.is_empty() { &pack.channels } else { offered };
        let offered = offered.iter().map(ChannelKey::as_str).collect::<Vec<_>>().join(", ");
        let channel = quoted(channel.as_str());
        crate::cli::error::warn(&format!(
            "{channel} is no channel of {}; is that a typo? The plan's channels are {offered}",
            pack.id
        ));
    }
    let opened = store.execute(&[Command::OpenTicket(Box::new(new))], &book, &agent, now)?;
    let Some(ticket) = opened.first().and_then(Outcome::ticket) else { return Ok(()) };
    super::show::after(&store, context, ticket.clone(), "opened", args.json)
}

/// The severity that is given, or else the one that the policy gives a new request until the desk assesses it.
fn assessed(pack: Option<&Pack>, word: Option<&str>) -> Result<SeverityKey, CliError> {
    if let Some(word) = word {
        return severity(pack, word);
    }
    let default = pack.and_then(|pack| pack.default_severity.clone());
    default.ok_or_else(|| {
        let error = CliError::usage("--severity is missing, and the customer's policy has no default");
        let keys = |pack: &Pack| {
            pack.severities.iter().map(|severity| severity.key.to_string()).collect::<Vec<_>>().join(", ")
        };
        match pack {
            Some(pack) => error.hint(format!("{} has {}", pack.id, keys(pack))),
            None => error,
        }
    })
}

/// The severity that a word means in the policy's own words; kept as it is where there is no contract.
pub(super) fn severity(pack: Option<&Pack>, word: &str) -> Result<SeverityKey, CliError> {
    let Some(pack) = pack else { return Ok(SeverityKey::new(&word.trim().to_lowercase())) };
    if let Some(severity) = pack.severity_for_word(word) {
        return Ok(severity.key.clone());
    }
    let keys = || pack.severities.iter().map(|severity| severity.key.as_str());
    let error = CliError::usage(format!("{} is no severity of {}", quoted(word), pack.id));
    let error = match look_up::nearest(word, keys()) {
        Some(key) => error.hint(format!("did you mean {key}?")),
        None => error,
    };
    Err(error.hint(format!("it has {}", keys().collect::<Vec<_>>().join(", "))))
}

fn known_level(pack: Option<&Pack>, level: u8) -> Result<u8, CliError> {
    let Some(pack) = pack.filter(|pack| !pack.levels.is_empty()) else { return Ok(level) };
    if pack.levels.iter().any(|known| known.number == level) {
        return Ok(level);
    }
    let known = pack.levels.iter().map(|level| level.number.to_string()).collect::<Vec<_>>().join(", ");
    Err(CliError::usage(format!("{} has no level {level}", pack.id)).hint(format!("it has {known}")))
}
