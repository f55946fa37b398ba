//! The work of an import: both readings of the file inside one transaction, so that what is there already cannot change
//! in between, and nothing of it stays where a row is wrong.

use std::collections::{BTreeMap, HashMap};
use std::io::BufReader;

use super::file::Input;
use super::progress::{Progress, Watched};
use crate::calendar::{Instant, Zones};
use crate::cli::{CliError, Context};
use crate::desk::{Command, Flag, NewContact, NewContract, NewCustomer};
use crate::exchange::Cells;
use crate::exchange::write::Format;
use crate::intake::source::{Broken, Step};
use crate::intake::survey::Surveyed;
use crate::intake::{
    Catalogue, Known, KnownCustomer, Mapping, Moments, Plan, Planned, Problem, Problems, Source, Survey, row,
};
use crate::policy::Packs;
use crate::store::{Access, Batch, Outcome, People, StoreError};

/// What is to be done.
pub struct Job {
    /// The file.
    pub input: Input,
    /// How it is written.
    pub format: Format,
    /// Other systems' names.
    pub mapping: Mapping,
    /// How times are read.
    pub moments: Moments,
    /// Leave out rows that are wrong.
    pub partial: bool,
    /// Undo everything at the end.
    pub dry_run: bool,
}

/// What an import did, or would have done.
#[derive(Debug, Default)]
pub struct Summary {
    /// Customers added.
    pub customers: u64,
    /// Contracts added.
    pub contracts: u64,
    /// Persons added.
    pub contacts: u64,
    /// Tickets opened.
    pub tickets: u64,
    /// Tickets that the desk had already.
    pub here: u64,
    /// Rows left out.
    pub left_out: u64,
    /// Tickets received after now.
    pub in_future: u64,
    /// How many of the tickets opened have which flag.
    pub flags: BTreeMap<Flag, u64>,
}

/// How an import ended.
pub struct Ended {
    /// As people named the file.
    pub file: String,
    /// What it did.
    pub summary: Summary,
    /// What is wrong.
    pub problems: Problems,
    /// Whether it was written.
    pub written: bool,
    /// What the user should know all the same.
    pub notes: Vec<String>,
    /// The file makes no sense at all, whatever its rows say.
    pub unreadable: bool,
}

/// Why the transaction is not kept.
enum Stop {
    Store(StoreError),
    Cli(CliError),
    /// A dry run, or a row that is wrong.
    Undone(Box<Work>),
    /// The file makes no sense at all.
    File(Vec<Problem>),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Store(error)
    }
}

#[derive(Default)]
struct Work {
    summary: Summary,
    problems: Problems,
    notes: Vec<String>,
}

/// Runs an import.
///
/// # Errors
/// Where the file or the store cannot be read or written. Rows that are wrong are no error here: [`Ended`] tells them.
pub fn run(job: Job, context: &mut Context) -> Result<Ended, CliError> {
    let (packs, zones, book) = (context.packs()?, context.zones(), context.shared_book()?);
    let mut store = context.open_store(Access::ReadWrite)?;
    let (agent, now) = (context.agent(), context.now());
    let progress = Progress::of_bytes(job.input.size().saturating_mul(2), "importing");
    let name = job.input.name.clone();
    let importer = Importer { job, packs: &packs, zones: &zones, now, progress: &progress };
    let done = store.batch(&book, &agent, now, |batch| importer.fill(batch));
    progress.finish();
    let mut unreadable = false;
    let (work, written) = match done {
        Ok(work) => (work, true),
        Err(Stop::Undone(work)) => (*work, false),
        Err(Stop::File(problems)) => {
            unreadable = true;
            let mut work = Work::default();
            work.problems.extend(problems);
            (work, false)
        }
        Err(Stop::Store(error)) => return Err(error.into()),
        Err(Stop::Cli(error)) => return Err(error),
    };
    Ok(Ended {
        file: name,
        summary: work.summary,
        problems: work.problems,
        written,
        notes: work.notes,
        unreadable,
    })
}

struct Importer<'a> {
    job: Job,
    packs: &'a Packs,
    zones: &'a Zones,
    now: Instant,
    progress: &'a Progress,
}

impl Importer<'_> {
    fn broken(&self, broken: Broken) -> Stop {
        match broken {
            Broken::File(problems) => Stop::File(problems),
            Broken::Io(error) => {
                Stop::Cli(CliError::usage(format!("{} cannot be read: {error}", self.job.input.name)))
            }
        }
    }

    fn source(&self) -> Result<Source<BufReader<Watched<std::io::Take<std::fs::File>>>>, Stop> {
        let reader = self.job.input.reader().map_err(|error| self.broken(Broken::Io(error)))?;
        let reader = BufReader::with_capacity(128 * 1024, self.progress.watch(reader));
        Source::new(reader, self.job.format, self.job.mapping.clone()).map_err(|broken| self.broken(broken))
    }

    fn fill(&self, batch: &mut Batch<'_>) -> Result<Work, Stop> {
        let mut catalogue = Catalogue::new(self.packs, self.zones);
        let people = batch.people()?;
        let names: HashMap<_, _> =
            people.customers.iter().map(|customer| (customer.id, customer.name.clone())).collect();
        let (mut plan, wrong, bad) = self.survey(known(people), &mut catalogue)?;
        let none = String::new();
        batch.each_without_reference(|customer, received, subject| {
            plan.note(names.get(&customer).unwrap_or(&none), received, subject);
        })?;
        let mut work = Work::default();
        if self.job.partial {
            work.problems = Problems::keeping_all();
        }
        // What is wrong with a contract is told where the file asks for it, in the order of lines.
        let mut by_line: BTreeMap<u64, Vec<Problem>> = BTreeMap::new();
        for problem in wrong {
            by_line.entry(problem.line).or_default().push(problem);
        }
        // Where something is wrong already, nothing is written only to be undone.
        let hopeless = !self.job.partial && (bad || !by_line.is_empty());
        let keep = |work: &Work| self.job.partial || (!hopeless && work.problems.is_empty());
        if !hopeless {
            for customer in plan.customers_mut() {
                add_people(batch, customer, &mut work.summary, &mut by_line)?;
            }
        }
        let mut source = self.source()?;
        let mut cells = Cells::default();
        loop {
            let read = match source.read(&mut cells).map_err(|broken| self.broken(broken))? {
                Step::End => break,
                Step::Bad(problems) => Err(problems),
                Step::Row => row::read(&cells, &self.job.moments),
            };
            let planned = match (by_line.remove(&cells.line), read) {
                (Some(problems), _) => Err(problems),
                (None, read) => read.and_then(|row| plan.row(row, &mut catalogue)),
            };
            match planned {
                Ok(Planned::Nothing) => {}
                Ok(Planned::Here) => work.summary.here += 1,
                Ok(Planned::Open(_)) if !keep(&work) => {}
                Ok(Planned::Open(new)) => {
                    let reference = new.reference.as_deref();
                    if reference
                        .map(|reference| batch.ticket_by_reference(reference))
                        .transpose()?
                        .flatten()
                        .is_some()
                    {
                        work.summary.here += 1;
                        continue;
                    }
                    let in_future = new.received > self.now;
                    match refused(batch.execute(&Command::OpenTicket(new)), cells.line)? {
                        Ok(outcome) => opened(&outcome, in_future, &mut work.summary),
                        Err(problem) => {
                            work.summary.left_out += 1;
                            work.problems.push(problem);
                        }
                    }
                }
                Err(problems) => {
                    work.summary.left_out += 1;
                    work.problems.extend(problems);
                }
            }
        }
        work.problems.extend(by_line.into_values().flatten());
        if self.job.input.has_changed() {
            let error = CliError::usage(format!(
                "{} changed while it was read; nothing was imported",
                self.job.input.name
            ));
            return Err(Stop::Cli(error.hint("import it again when it is complete")));
        }
        work.notes.extend(source.unused().iter().map(|name| {
            format!("--map names {}, which is no column of the file", crate::text::quoted(name))
        }));
        if self.job.dry_run || !keep(&work) { Err(Stop::Undone(Box::new(work))) } else { Ok(work) }
    }

    /// The first reading; tells too whether any row is wrong already.
    fn survey(
        &self,
        known: Known,
        catalogue: &mut Catalogue<'_>,
    ) -> Result<(Plan, Vec<Problem>, bool), Stop> {
        let mut survey = Survey::new(known, self.packs);
        let mut source = self.source()?;
        let mut cells = Cells::default();
        let mut bad = false;
        loop {
            match source.read(&mut cells).map_err(|broken| self.broken(broken))? {
                Step::End => break,
                Step::Bad(_) => bad = true,
                // What is wrong with a row is told by the second reading.
                Step::Row => match row::read(&cells, &self.job.moments) {
                    Ok(row) => survey.add(&row, catalogue),
                    Err(_) => bad = true,
                },
            }
        }
        let (customers, by_name, problems) = survey.settle(self.now, self.zones);
        Ok((Plan::new(customers, by_name), problems, bad))
    }
}

fn known(people: People) -> Known {
    let mut customers: Vec<KnownCustomer> = people
        .customers
        .into_iter()
        .map(|customer| KnownCustomer {
            id: customer.id,
            name: customer.name,
            contracts: Vec::new(),
            contacts: Vec::new(),
        })
        .collect();
    let places: HashMap<_, _> =
        customers.iter().enumerate().map(|(at, customer)| (customer.id, at)).collect();
    for contract in people.contracts {
        if let Some(customer) = places.get(&contract.customer).and_then(|at| customers.get_mut(*at)) {
            customer.contracts.push(contract);
        }
    }
    for contact in people.contacts {
        if let Some(customer) = places.get(&contact.customer).and_then(|at| customers.get_mut(*at)) {
            customer.contacts.push(contact);
        }
    }
    Known { customers }
}

/// Adds a customer of the file with its contracts and persons, as far as the desk lacks them.
fn add_people(
    batch: &mut Batch<'_>,
    customer: &mut Surveyed,
    summary: &mut Summary,
    problems: &mut BTreeMap<u64, Vec<Problem>>,
) -> Result<(), Stop> {
    let mut wrong = |problem: Problem| problems.entry(problem.line).or_default().push(problem);
    let id = match customer.id {
        Some(id) => id,
        None => {
            let new = NewCustomer {
                name: customer.name.clone(),
                time_zone: customer.time_zone.clone(),
                language: None,
                note: customer.note.clone(),
            };
            match refused(batch.execute(&Command::AddCustomer(new)), customer.first_line())? {
                Ok(Outcome::Customer(id)) => {
                    summary.customers += 1;
                    customer.id = Some(id);
                    id
                }
                Ok(_) => return Ok(()),
                Err(problem) => {
                    wrong(problem);
                    return Ok(());
                }
            }
        }
    };
    for planned in &mut customer.contracts {
        let Some(line) = planned.line else { continue };
        let asked = &planned.contract;
        let new = NewContract {
            customer: id,
            pack: asked.pack.clone(),
            tier: asked.tier.clone(),
            region: asked.region.clone(),
            starts: asked.starts,
            ends: asked.ends,
            renews: None,
            own: asked.own.clone(),
        };
        match refused(batch.execute(&Command::AddContract(new)), line)? {
            Ok(_) => summary.contracts += 1,
            Err(problem) => wrong(problem),
        }
    }
    for person in &customer.people {
        let new = NewContact {
            customer: id,
            name: person.name.clone(),
            email: person.email.clone(),
            registered: person.registered,
        };
        match refused(batch.execute(&Command::AddContact(new)), person.line)? {
            Ok(_) => summary.contacts += 1,
            Err(problem) => wrong(problem),
        }
    }
    Ok(())
}

/// A refusal is a problem of the row; anything else ends the import.
fn refused(outcome: Result<Outcome, StoreError>, line: u64) -> Result<Result<Outcome, Problem>, Stop> {
    let message = match outcome {
        Ok(outcome) => return Ok(Ok(outcome)),
        Err(StoreError::Refused { refusal, .. }) => refusal.to_string(),
        Err(StoreError::Terms { error, .. }) => error.to_string(),
        Err(error) => return Err(Stop::Store(error)),
    };
    let message = crate::text::fitted(&crate::text::printable(&message), 400).into_owned();
    Ok(Err(Problem::of_row(line, message)))
}

fn opened(outcome: &Outcome, in_future: bool, summary: &mut Summary) {
    summary.tickets += 1;
    summary.in_future += u64::from(in_future);
    for flag in outcome.ticket().map(|ticket| ticket.flags.as_slice()).unwrap_or_default() {
        *summary.flags.entry(*flag).or_default() += 1;
    }
}
