//! The real store behind the board's narrow interface.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::alerting::Alerts;
use super::effect::Done;
use super::handing::HandoverFile;
use super::on_call::OnCall;
use super::readers::Message;
use super::source::{AccountFile, AlertNews, Desk, Followed, TicketFile, Trouble};
use super::worker::Opener;
use crate::calendar::{Instant, Zones};
use crate::console::Ended;
use crate::console::rota_file::Watched;
use crate::desk::{
    Board, Book, Command, CustomerId, DeskWork, Group, Handover, Purse, Receipts, Refusal, TicketId, Waiting,
};
use crate::host::Clock;
use crate::report::handover::{self, Shifts, Window, duties_ahead};
use crate::store::presence::{Here, Presence};
use crate::store::{
    Access, AlertQuery, DeskPiece, Found, Outcome, SearchQuery, Store, StoreError, TicketQuery, Told,
    receipts_from,
};

/// Opens the store at a path.
#[derive(Debug)]
pub struct AtPath {
    /// Where.
    pub path: PathBuf,
    /// Packs and zones.
    pub book: Arc<Book>,
    /// The board of another moment: read only.
    pub at: Option<Instant>,
    /// Nothing may be written.
    pub read_only: bool,
    /// When a store that is made is said to be made.
    pub now: Instant,
    /// Who is at the keyboard.
    pub agent: String,
    /// The one clock.
    pub clock: Clock,
    /// To the runner, for what goes wrong with what leaves the program.
    pub to: Sender<Message>,
}

/// Tickets that a customer's page names.
const ACCOUNT_TICKETS: u32 = 1_000;

impl AtPath {
    fn stored(&self, store: Store) -> Box<dyn Desk> {
        let entered = || Presence::enter(store.path(), &self.agent).ok();
        let presence = if self.at.is_none() && !self.read_only && store.read_only().is_none() {
            entered()
        } else {
            None
        };
        let (book, at, read_only) = (self.book.clone(), self.at, self.read_only);
        // Telling is on record: where nothing can be written, nothing is told.
        let tells = presence.is_some() || (at.is_none() && !read_only && store.read_only().is_none());
        let alerts = tells.then(|| Alerts::new(self));
        let rota = Watched::new(store.path(), book.zones().clone());
        let agent = self.agent.clone();
        Box::new(Stored { store, book, at, read_only, presence, alerts, rota, agent })
    }
}

/// So many alerts are listed.
const MOST_ALERTS: u32 = 500;

/// An agent's alerts, and those for nobody in particular.
fn alerts_of(agent: &str) -> AlertQuery {
    AlertQuery { agent: Some(agent.to_owned()), limit: Some(MOST_ALERTS), ..AlertQuery::default() }
}

/// So many tickets are shown of what a search finds.
const MOST_FOUND: usize = 100;

struct Stored {
    store: Store,
    book: Arc<Book>,
    at: Option<Instant>,
    read_only: bool,
    /// `None` where this console is not entered: nothing can be written there, or another moment is looked at.
    presence: Option<Presence>,
    /// `None` where nothing is told.
    alerts: Option<Alerts>,
    /// Who is on call.
    rota: Watched,
    /// Who is at the keyboard.
    agent: String,
}

impl Opener for AtPath {
    fn open(&mut self) -> Result<Option<Box<dyn Desk>>, Ended> {
        let access = if self.at.is_some() || self.read_only { Access::ReadOnly } else { Access::ReadWrite };
        match Store::open(&self.path, access) {
            Ok(store) => Ok(Some(self.stored(store))),
            Err(StoreError::Missing(_)) if self.at.is_none() && !self.read_only => Ok(None),
            Err(error) => {
                Err(Ended::Store { message: error.to_string(), hint: error.hint(), code: exit_code(&error) })
            }
        }
    }

    fn create(&mut self) -> Result<Box<dyn Desk>, Trouble> {
        let store = Store::create(&self.path, self.now).map_err(|error| trouble(&error))?;
        Ok(self.stored(store))
    }
}

/// The exit codes of faults.md for a store that cannot be opened.
fn exit_code(error: &StoreError) -> u8 {
    match error {
        StoreError::Locked { .. } => 75,
        StoreError::Damaged { .. }
        | StoreError::Full { .. }
        | StoreError::Io { .. }
        | StoreError::Sqlite { .. } => 3,
        StoreError::Replaced(_) => 4,
        _ => 2,
    }
}

fn trouble(error: &StoreError) -> Trouble {
    match error {
        StoreError::Refused { refusal, .. } => Trouble::Refused(refusal.clone()),
        StoreError::Locked { .. } => Trouble::Locked(error.to_string()),
        StoreError::Replaced(_) => Trouble::Replaced(error.to_string()),
        other => Trouble::Failed(other.to_string(), other.hint()),
    }
}

/// Most causes that are offered.
const CAUSES: usize = 30;

impl Stored {
    /// Who hands over to whom, by the rota and the shifts on record.
    fn window(&mut self, agent: &str, now: Instant) -> Result<Window, Trouble> {
        let duties = self.rota.rota().map_or_else(Vec::new, |rota| duties_ahead(rota, now));
        let shifts = Shifts { duties: &duties, ..Shifts::default() };
        let asked = (None, None, None);
        self.store.handover_window(agent, shifts, asked, now).map_err(|error| trouble(&error))
    }

    /// A handover says what is true when it is given: what has no words yet gets them here.
    fn said<'a>(
        &mut self,
        commands: &'a [Command],
        agent: &str,
        now: Instant,
    ) -> Result<Cow<'a, [Command]>, Trouble> {
        let silent = |command: &Command| matches!(command, Command::Desk(DeskWork::GiveHandover(giving)) if giving.body.is_empty());
        if !commands.iter().any(silent) {
            return Ok(Cow::Borrowed(commands));
        }
        let board = self.store.board(&self.book, now).map_err(|error| trouble(&error))?;
        let window = self.window(agent, now)?;
        let briefing = self.store.briefing(&board, &self.book, window, (now, false));
        let briefing = briefing.map_err(|error| trouble(&error))?;
        let local = crate::host::local_zone(self.book.zones());
        let mut commands = commands.to_vec();
        for command in &mut commands {
            if let Command::Desk(DeskWork::GiveHandover(giving)) = command
                && giving.body.is_empty()
            {
                **giving = handover::giving(&briefing, &local, giving.to.take());
            }
        }
        Ok(Cow::Owned(commands))
    }
}

/// The open desk by the rules that the book holds to. Packs are read and clocks reckoned while the store reads rows: on a
/// second core that costs no time.
fn open_desk(store: &mut Store, book: &Book, now: Instant) -> Result<Board, StoreError> {
    let (hand, pieces) = channel::<DeskPiece>();
    let (sequence, assembly) = thread::scope(|scope| {
        let assembly = scope.spawn(move || {
            let mut assembly = None;
            pieces.into_iter().for_each(|piece| piece.join(&mut assembly, book, now));
            assembly
        });
        let sequence = store.walk_desk(|piece| {
            // Where nobody takes it, the thread has failed, and says so when it is waited for.
            let _ = hand.send(piece);
        });
        drop(hand);
        (sequence, assembly.join())
    });
    let sequence = sequence?;
    let assembly = assembly.unwrap_or_else(|failure| resume_unwind(failure));
    let mut board = assembly.map(|assembly| assembly.finish(sequence)).unwrap_or_default();
    board.receipts_from = Some(receipts_from(&board, now));
    Ok(board)
}

impl Desk for Stored {
    fn load(&mut self, now: Instant) -> Result<Board, Trouble> {
        if let Some(at) = self.at {
            return self.store.board_as_of(&self.book, at).map_err(|error| trouble(&error));
        }
        let book = &*self.book;
        let board = self.store.by_one_set_of_rules(book, |store| open_desk(store, book, now));
        board.map_err(|error| trouble(&error))
    }

    fn follow(&mut self, board: &Board, now: Instant) -> Result<Followed, Trouble> {
        let (Some(from), None) = (board.receipts_from, self.at) else { return Ok(Followed::Lost) };
        let news = self.store.news(board.sequence, from).map_err(|error| trouble(&error))?;
        Ok(match news {
            None => Followed::Lost,
            Some(news) if news.sequence == board.sequence => Followed::Same,
            Some(news) => {
                let touched: Vec<CustomerId> = news.receipts.keys().copied().collect();
                let board = board.after(news, &self.book, now);
                // What is on screen is not shown again with a gap in it.
                let gaps = board.groups.iter().filter(|group| touched.contains(&group.customer.id));
                for group in gaps.filter(|group| group.receipts().is_none()) {
                    self.store.fill_pots(group, from).map_err(|error| trouble(&error))?;
                }
                Followed::Changed(Box::new(board))
            }
        })
    }

    fn fill(&mut self, board: &Board, groups: Range<usize>) -> Result<(), Trouble> {
        let Some(from) = board.receipts_from else { return Ok(()) };
        let wanted = board.groups.get(groups).unwrap_or_default();
        let wanted = wanted.iter().filter(|group| group.receipts().is_none());
        let plain = |group: &&Group| group.purse().is_none_or(|purse| purse.is_plain());
        let (wanted, others): (Vec<_>, Vec<_>) = wanted.partition(plain);
        for group in others {
            self.store.fill_pots(group, from).map_err(|error| trouble(&error))?;
        }
        let customers: Vec<_> = wanted.iter().map(|group| group.customer.id).collect();
        let mut found = self.store.receipts_of(&customers, from).map_err(|error| trouble(&error))?;
        for group in wanted {
            let all = found.remove(&group.customer.id).unwrap_or_default();
            group.fill(Receipts::since(Some(from), all));
        }
        Ok(())
    }

    fn ticket(&mut self, id: TicketId) -> Result<Option<TicketFile>, Trouble> {
        let file = match self.at {
            Some(at) => self.store.ticket_as_of(id, at),
            // The one that lives on, where it was merged.
            None => self.store.lives_on(id).and_then(|lives| self.store.ticket(lives)),
        };
        let Some(file) = file.map_err(|error| trouble(&error))? else { return Ok(None) };
        let (ticket, events, joined) = (file.ticket, file.events, file.joined);
        let customer = Some(ticket.customer);
        let contracts = self.store.contracts(customer).map_err(|error| trouble(&error))?;
        let contract = contracts.into_iter().find(|contract| Some(contract.id) == ticket.contract);
        let contacts = self.store.contacts(customer).map_err(|error| trouble(&error))?;
        Ok(Some(TicketFile { ticket, events, joined, contract, contacts }))
    }

    fn handover(
        &mut self,
        board: &Board,
        agent: &str,
        now: Instant,
    ) -> Result<Option<HandoverFile>, Trouble> {
        let now = self.at.unwrap_or(now);
        let past = self.at.is_some();
        let window = self.window(agent, now)?;
        let briefing = self.store.briefing(board, &self.book, window, (now, past));
        let briefing = briefing.map_err(|error| trouble(&error))?;
        let waiting = match self.handed(agent)? {
            Some(waiting) => self.store.handover(waiting.id).map_err(|error| trouble(&error))?,
            None => None,
        };
        Ok(Some(HandoverFile { briefing, waiting }))
    }

    fn handed(&mut self, agent: &str) -> Result<Option<Handover>, Trouble> {
        match self.at {
            Some(_) => Ok(None),
            None => self.store.handover_for(agent).map_err(|error| trouble(&error)),
        }
    }

    fn search(&mut self, typed: &str) -> Result<Found, Trouble> {
        self.store.search(&SearchQuery::parse(typed), MOST_FOUND).map_err(|error| trouble(&error))
    }

    fn causes(&mut self) -> Result<Vec<String>, Trouble> {
        self.store.recent_causes(CAUSES).map_err(|error| trouble(&error))
    }

    fn resolved(&mut self, most: u32, now: Instant) -> Result<Board, Trouble> {
        let rows = self.store.resolved_last(self.at, most).map_err(|error| trouble(&error))?;
        Ok(Board::new(rows, &self.book, self.at.unwrap_or(now)))
    }

    fn execute(&mut self, commands: &[Command], agent: &str, now: Instant) -> Result<Done, Trouble> {
        if self.at.is_some() {
            return Err(Trouble::Refused(Refusal::Invalid("the past cannot be changed".into())));
        }
        if self.read_only {
            return Err(Trouble::Refused(Refusal::Invalid("read-only: nothing can be written".into())));
        }
        let commands = self.said(commands, agent, now)?;
        let outcomes =
            self.store.execute(&commands, &self.book, agent, now).map_err(|error| trouble(&error))?;
        let mut done = Done::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Ticket { ticket, others, .. } => {
                    done.tickets.push(*ticket);
                    done.tickets.extend(others);
                }
                Outcome::Tickets(tickets) => done.tickets.extend(tickets),
                Outcome::Customer(customer) => done.customers.push(customer),
                Outcome::Contact(_) | Outcome::Contract(_) | Outcome::Desk(_) | Outcome::Revised => {}
            }
        }
        Ok(done)
    }

    fn turn(&mut self, again: bool, agent: &str, now: Instant) -> Result<Done, Trouble> {
        let refused = |words: String| Err(Trouble::Refused(Refusal::Invalid(words)));
        let last = if again { self.store.last_undone(agent) } else { self.store.last_done(agent) };
        let (command, done) = match last.map_err(|error| trouble(&error))? {
            None if again => return refused("there is nothing of yours to redo".into()),
            None => return refused("there is nothing of yours to undo".into()),
            Some(last) => match last.fixed {
                Some(why) => return refused(format!("{} cannot be undone: {why}", last.words)),
                None if again => (Command::Redo { action: last.number }, format!("redid {}", last.words)),
                None => (Command::Undo { action: last.number }, format!("undid {}", last.words)),
            },
        };
        Ok(Done { said: Some(done), ..self.execute(&[command], agent, now)? })
    }

    fn changed(&mut self) -> Result<bool, Trouble> {
        if self.at.is_some() {
            return Ok(false);
        }
        if !self.store.still_same_file() {
            return Err(trouble(&StoreError::Replaced(self.store.path().to_owned())));
        }
        self.store.changed_elsewhere().map_err(|error| trouble(&error))
    }

    fn report(&mut self, ask: &crate::report::Ask, now: Instant) -> Result<crate::report::Report, Trouble> {
        self.store.report(ask, &self.book, now).map_err(|error| trouble(&error))
    }

    fn account(&mut self, id: CustomerId) -> Result<Option<AccountFile>, Trouble> {
        let failed = |error: StoreError| trouble(&error);
        let Some(customer) = self.store.customer(id).map_err(failed)? else { return Ok(None) };
        let contracts = self.store.contracts(Some(id)).map_err(failed)?;
        let mut blocks = Vec::new();
        let mut facts = HashMap::new();
        for contract in &contracts {
            blocks.extend(self.store.blocks(contract.id).map_err(failed)?);
            let terms = self.book.terms(contract).ok();
            if let Some(purse) = terms.as_ref().and_then(|terms| Purse::of(terms.pack(), contract))
                && purse.asks()
                && facts.is_empty()
            {
                facts = self.store.everything_counted(contract, &purse).map_err(failed)?.facts;
            }
        }
        let query =
            TicketQuery { customer: Some(id), limit: Some(ACCOUNT_TICKETS), ..TicketQuery::default() };
        Ok(Some(AccountFile {
            contacts: self.store.contacts(Some(id)).map_err(failed)?,
            receipts: self.store.receipts(id, Instant::MIN, Instant::MAX).map_err(failed)?,
            tickets: self.store.tickets(&query).map_err(failed)?,
            booked: self.store.bookings(id, Instant::MIN, Instant::MAX).map_err(failed)?,
            customer,
            contracts,
            blocks,
            facts,
        }))
    }

    fn look_at(&mut self, ticket: Option<TicketId>, writes: Option<&str>, now: Instant) {
        if let Some(presence) = &mut self.presence {
            // Where it cannot be told, nobody is kept from working.
            let _ = presence.show(ticket, writes, now.unix());
        }
    }

    fn others(&mut self) -> Vec<Here> {
        self.presence.as_ref().map(Presence::others).unwrap_or_default()
    }

    fn on_call(&mut self, written: bool, now: Instant) -> Result<Option<OnCall>, Trouble> {
        if !self.rota.look() && !written {
            return Ok(None);
        }
        let shift = match self.at {
            None => self.store.shift_of(&self.agent),
            Some(_) => self.store.shift_of_as_of(&self.agent, now),
        };
        let shift = shift.map_err(|error| trouble(&error))?;
        Ok(Some(OnCall::new(self.rota.rota().cloned(), self.rota.trouble(), shift)))
    }

    fn alerts(&mut self, board: &Board, fresh: bool, now: Instant) -> Result<AlertNews, Trouble> {
        let mut news = AlertNews::default();
        if self.at.is_some() {
            return Ok(news);
        }
        if let Some(alerts) = &mut self.alerts {
            news = alerts.tell(&mut self.store, board, fresh, now).map_err(|error| trouble(&error))?;
        }
        if fresh || !news.told.is_empty() {
            let query = AlertQuery { limit: None, ..alerts_of(&self.agent) };
            let open = self.store.count_alerts(&AlertQuery { open_only: true, ..query });
            news.open = Some(open.map_err(|error| trouble(&error))?);
        }
        Ok(news)
    }

    fn alert_list(&mut self) -> Result<Vec<Told>, Trouble> {
        self.store.alerts(&alerts_of(&self.agent)).map_err(|error| trouble(&error))
    }

    fn read_only(&self) -> Option<String> {
        if self.read_only {
            return Some("read-only: nothing can be written".to_owned());
        }
        self.store.read_only().map(str::to_owned)
    }

    fn warnings(&mut self, now: Instant) -> Vec<String> {
        let mut warnings: Vec<String> = self.store.notices().iter().map(ToString::to_string).collect();
        if self.at.is_some() {
            return warnings;
        }
        let newest = self.store.last_change().ok().flatten().map(|(_, at)| at);
        if newest.is_some_and(|newest| newest.since(now) > 60) {
            warnings.push(
                "this machine's clock is behind the newest change in the store: times left may be wrong"
                    .into(),
            );
        }
        // The embedded zone rules are of the program's own year: ten years on, either is wrong.
        let built: Option<i64> = Zones::embedded_version().get(..4).and_then(|year| year.parse().ok());
        let year: Option<i64> = now.to_string().get(..4).and_then(|year| year.parse().ok());
        if let (Some(built), Some(year)) = (built, year)
            && year > built + 10
        {
            warnings.push(format!("this machine's clock says {year}: is that right?"));
        }
        warnings.extend(self.book.waiting().iter().map(Waiting::words));
        warnings
    }
}
