//! Met, missed, open: counted group by group.

use std::collections::HashMap;

use super::data::{Attainment, ClockFigures, Group};
use super::dimension::{Place, Places};
use super::frame::Frame;
use super::outcome::{Fate, Outcome};
use super::percentiles;

/// The figures of some tickets while they are counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Count {
    tickets: u64,
    /// By the places of clocks.
    clocks: Vec<Figures>,
}

#[derive(Debug, Clone, Default)]
struct Figures {
    met: u64,
    missed: u64,
    open: u64,
    untimed: u64,
    used: Vec<u32>,
}

impl Count {
    fn clock(&mut self, place: usize) -> Option<&mut Figures> {
        if place >= self.clocks.len() {
            self.clocks.resize_with(place + 1, Figures::default);
        }
        self.clocks.get_mut(place)
    }

    /// One more ticket.
    pub fn ticket(&mut self) {
        self.tickets += 1;
    }

    /// What became of one target of a clock.
    pub fn outcome(&mut self, clock: usize, outcome: &Outcome) {
        let Some(figures) = self.clock(clock) else { return };
        let count = match outcome.fate {
            Fate::Met => &mut figures.met,
            Fate::Missed => &mut figures.missed,
            Fate::Open => &mut figures.open,
            Fate::Untimed => &mut figures.untimed,
        };
        *count += 1;
        figures.used.extend(outcome.used);
    }

    /// All that another counted; `clocks` tells where its clocks stand here.
    fn join(&mut self, other: &Count, clocks: &[usize]) {
        self.tickets += other.tickets;
        for (figures, place) in other.clocks.iter().zip(clocks) {
            let Some(own) = self.clock(*place) else { continue };
            own.met += figures.met;
            own.missed += figures.missed;
            own.open += figures.open;
            own.untimed += figures.untimed;
            own.used.extend_from_slice(&figures.used);
        }
    }

    fn told(mut self, clocks: &[(String, String)]) -> (u64, Vec<ClockFigures>) {
        let of = |(figures, (key, name)): (&mut Figures, &(String, String))| ClockFigures {
            clock: key.clone(),
            name: name.clone(),
            met: figures.met,
            missed: figures.missed,
            open: figures.open,
            untimed: figures.untimed,
            used: percentiles::of(&mut figures.used),
        };
        let all = self.clocks.iter_mut().zip(clocks).map(of);
        let some = |figures: &ClockFigures| figures.decided() + figures.open + figures.untimed > 0;
        (self.tickets, all.filter(some).collect())
    }
}

/// Everything counted so far, group by group.
#[derive(Debug, Default)]
pub(super) struct Counts(HashMap<Place, Count>);

impl Counts {
    /// The group at a place.
    pub fn at(&mut self, place: Place) -> &mut Count {
        self.0.entry(place).or_default()
    }

    /// All that another counted, at the places that `own` gives.
    pub fn join(&mut self, other: Counts, mut own: impl FnMut(Place) -> Place, clocks: &[usize]) {
        for (place, count) in other.0 {
            self.at(own(place)).join(&count, clocks);
        }
    }

    /// The figures.
    pub fn told(self, frame: &Frame, places: &Places, clocks: &[(String, String)]) -> Attainment {
        let same: Vec<usize> = (0..clocks.len()).collect();
        let mut total = Count::default();
        self.0.values().for_each(|count| total.join(count, &same));
        let (tickets, of_clocks) = total.told(clocks);
        let total = Group { keys: Vec::new(), tickets, clocks: of_clocks };
        let mut groups = Vec::with_capacity(self.0.len());
        if !frame.by.is_empty() {
            for (place, count) in self.0 {
                let (order, keys) = places.keys(frame, place);
                let (tickets, clocks) = count.told(clocks);
                groups.push((order, Group { keys, tickets, clocks }));
            }
        }
        groups.sort_by(|(a, one), (b, other)| {
            let keys = |group: &Group| group.keys.iter().map(|key| key.key.clone()).collect::<Vec<_>>();
            a.cmp(b).then_with(|| keys(one).cmp(&keys(other)))
        });
        let groups = groups.into_iter().map(|(_, group)| group).collect();
        Attainment { by: frame.by.clone(), total, groups }
    }
}
