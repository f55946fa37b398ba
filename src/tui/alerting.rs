//! Alerts of a board that is open on a store: the plan, fed from the board that is there anyway, and the thread for what
//! leaves the program.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::effect::Report;
use super::readers::Message;
use super::source::AlertNews;
use super::stored::AtPath;
use crate::alert::{Listener, Way};
use crate::calendar::Instant;
use crate::desk::{Board, Book};
use crate::host::Clock;
use crate::store::{Store, StoreError};
use crate::watch::{Claim, Errands, Lookout, OfBoard, Said};

/// What is kept of them between two looks.
pub(super) struct Alerts {
    /// Its files are read once the board is there.
    lookout: Option<Lookout>,
    fed: OfBoard,
    errands: Option<Errands>,
    /// The rules were read, or read anew: what they do not like is still to be said, and the errands go by them.
    news: bool,
    agent: String,
    book: Arc<Book>,
    clock: Clock,
    to: Sender<Message>,
}

impl Alerts {
    pub fn new(at: &AtPath) -> Alerts {
        let agent = at.agent.clone();
        Alerts {
            lookout: None,
            fed: OfBoard::default(),
            errands: None,
            news: true,
            agent,
            book: at.book.clone(),
            clock: at.clock,
            to: at.to.clone(),
        }
    }

    /// Takes in what is new on the board and tells what has fallen by now.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read or written: it is told when this is called again.
    pub fn tell(
        &mut self,
        store: &mut Store,
        board: &Board,
        fresh: bool,
        now: Instant,
    ) -> Result<AlertNews, StoreError> {
        let Alerts { agent, book, .. } = self;
        let lookout = self.lookout.get_or_insert_with(|| {
            Lookout::new(store.path(), book.zones().clone(), |_| Listener::Agent(agent.clone()))
        });
        let renewed = lookout.refresh();
        if renewed {
            self.fed.forget();
        }
        if fresh || renewed {
            lookout.remind(store)?;
        }
        if fresh || renewed || lookout.next().is_some_and(|next| next <= now) {
            self.fed.feed(lookout, board, now);
        }
        let told = lookout.claim(store, now, |_| Claim::Now)?;
        let leaves = told.iter().any(|(_, alert)| alert.ways.iter().any(Way::leaves));
        let more = leaves || renewed || std::mem::take(&mut self.news);
        let notes = lookout.notes();
        self.send(store, more);
        Ok(AlertNews { told, open: None, notes })
    }

    /// Has the thread look for what is to go out.
    fn send(&mut self, store: &Store, more: bool) {
        let Some(rules) = self.lookout.as_ref().map(Lookout::rules) else { return };
        match &self.errands {
            Some(errands) if more => errands.nudge(rules),
            Some(_) => {}
            None => {
                let to = self.to.clone();
                let say = move |said| {
                    let words = match said {
                        Said::Failed(words) => words,
                        Said::Ill(words) => format!("what alerts send out waits: {words}"),
                    };
                    // A runner that has gone needs no answer.
                    let _ = to.send(Message::Report(Report::Warning(words)));
                };
                let with = (self.book.clone(), self.clock, rules.clone());
                let started = Errands::start(store.path().to_owned(), Some(self.agent.clone()), with, say);
                // Where there is no thread to be had, another console or a watch sends it.
                self.errands = started.ok();
            }
        }
    }
}
