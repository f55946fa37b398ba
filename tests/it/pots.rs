//! Allowances of tickets in every way that a pack may have them, against a reckoning of our own that goes day by day and
//! counts single tokens.

use std::collections::HashMap;

use chrono::{Datelike as _, Months, NaiveDate};
use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::{
    Block, Contract, ContractId, Counted, CustomerId, Purse, Receipt, Revision, TicketId, Verdict, Weight,
};
use tierdesk::policy::{Facts, OwnTerms, Pack, TierKey, read_pack};

const KINDS: [&str; 3] = ["bug", "question", "consulting"];
const PERIODS: [&str; 6] =
    ["month", "quarter", "fiscal quarter from february", "year from 1 april", "contract year", "once"];

/// One pot as the test makes it up.
#[derive(Debug, Clone)]
struct Made {
    period: usize,
    /// `None` by contract, 99 unlimited.
    size: Option<u32>,
    cap: Option<u32>,
    /// 0 leaves the key out, 1 none, 2 all, 3 at most two.
    rolls: u8,
    /// 0 leaves the key out.
    expires: u32,
    only: Option<usize>,
    free: Option<usize>,
}

fn made() -> impl Strategy<Value = Made> {
    let size = prop_oneof![8 => (0_u32..4).prop_map(Some), 2 => Just(None), 1 => Just(Some(99))];
    let cap = prop_oneof![3 => Just(None), 1 => (1_u32..3).prop_map(Some)];
    let one = |chance: u32| prop_oneof![chance => Just(None), 1 => (0_usize..3).prop_map(Some)];
    (0..PERIODS.len(), size, cap, 0_u8..4, 0_u32..5, one(3), one(4)).prop_map(
        |(period, size, cap, rolls, expires, only, free)| {
            let refilled = size.is_some_and(|size| size != 99) && period != 5;
            // What a pack may not say.
            let rolls = if refilled { rolls } else { 0 };
            let expires = if rolls == 1 || size == Some(99) { 0 } else { expires };
            Made { period, size, cap, rolls, expires, only, free }
        },
    )
}

impl Made {
    fn toml(&self, number: usize) -> String {
        let mut text = format!(
            "[pots.p{number}]\nunit = \"tickets\"\nnoun = [\"unit\", \"units\"]\nperiod = \"{}\"\n",
            PERIODS[self.period]
        );
        text += &match self.size {
            Some(99) => "size = \"unlimited\"\n".to_owned(),
            Some(units) => format!("size = {units}\n"),
            None => "size = \"by contract\"\n".to_owned(),
        };
        if let Some(cap) = self.cap {
            text += &format!("daily_cap = {cap}\n");
        }
        text += ["", "rolls_over = \"none\"\n", "rolls_over = \"all\"\n", "rolls_over = { most = 2 }\n"]
            [usize::from(self.rolls)];
        if self.expires > 0 {
            text += &format!("expires = \"{} months\"\n", self.expires);
        }
        if let Some(kind) = self.only {
            text += &format!("kind = \"{}\"\n", KINDS[kind]);
        }
        if let Some(kind) = self.free {
            text += &format!("free = [{{ kind = \"{}\" }}]\n", KINDS[kind]);
        }
        text + "\n"
    }

    /// Whether a period begins on a date; of a contract that starts on `since`.
    fn begins(&self, date: NaiveDate, since: NaiveDate) -> bool {
        let (month, day) = (date.month(), date.day());
        match self.period {
            0 => day == 1,
            1 => day == 1 && month % 3 == 1,
            2 => day == 1 && month % 3 == 2,
            3 => (month, day) == (4, 1),
            4 => (month, day) == (since.month(), since.day()),
            _ => date == since,
        }
    }

    fn carries(&self) -> Option<u32> {
        match self.rolls {
            0 if self.expires == 0 => Some(0),
            1 => Some(0),
            3 => Some(2),
            _ => None,
        }
    }
}

/// A unit in a pot.
#[derive(Debug, Clone)]
struct Token {
    until: NaiveDate,
    bought: bool,
}

#[derive(Debug, Clone)]
struct Ask {
    number: i64,
    day: u32,
    kind: usize,
    weight: Weight,
}

/// Day by day, token by token.
struct Naive<'a> {
    pots: &'a [Made],
    since: NaiveDate,
    tokens: Vec<Vec<Token>>,
    today: Vec<u32>,
}

impl Naive<'_> {
    /// The morning of a date.
    fn morning(&mut self, date: NaiveDate, blocks: &[(usize, NaiveDate, u32, Option<NaiveDate>)]) {
        for (place, pot) in self.pots.iter().enumerate() {
            let first = self.first(place);
            self.today[place] = 0;
            let tokens = &mut self.tokens[place];
            tokens.retain(|token| token.until > date);
            let gives = date == first || date > first && pot.begins(date, self.since) && pot.period != 5;
            if let (Some(size), true) = (pot.size.filter(|size| *size != 99), gives) {
                if let Some(most) = pot.carries() {
                    tokens.sort_by_key(|token| std::cmp::Reverse(token.until));
                    let mut kept = 0;
                    tokens.retain(|token| {
                        kept += u32::from(!token.bought);
                        token.bought || kept <= most
                    });
                }
                let until = match pot.expires {
                    0 => NaiveDate::MAX,
                    months => date.checked_add_months(Months::new(months)).unwrap(),
                };
                tokens.extend((0..size).map(|_| Token { until, bought: false }));
            }
            for (_, _, units, expires) in blocks.iter().filter(|(of, on, ..)| *of == place && *on == date) {
                let until = expires.unwrap_or(NaiveDate::MAX);
                tokens.extend((0..*units).map(|_| Token { until, bought: true }));
            }
        }
    }

    /// The first date of the period in which the contract starts.
    fn first(&self, place: usize) -> NaiveDate {
        let mut backwards = std::iter::successors(Some(self.since), |date| date.pred_opt());
        backwards.find(|date| self.pots[place].begins(*date, self.since)).unwrap()
    }

    fn next_begins(&self, place: usize, date: NaiveDate) -> NaiveDate {
        date.iter_days().skip(1).find(|date| self.pots[place].begins(*date, self.since)).unwrap()
    }

    fn draw(&mut self, kind: usize) -> (Verdict, Option<usize>) {
        let mine: Vec<usize> = (0..self.pots.len())
            .filter(|place| self.pots[*place].only.is_none_or(|only| only == kind))
            .collect();
        let there = |naive: &Self, place: usize| {
            naive.pots[place].size == Some(99) || !naive.tokens[place].is_empty()
        };
        let full =
            |naive: &Self, place: usize| naive.pots[place].cap.is_some_and(|cap| naive.today[place] >= cap);
        let (place, verdict) = mine
            .iter()
            .find(|place| there(self, **place) && !full(self, **place))
            .map(|place| (*place, Verdict::Within))
            .or_else(|| {
                mine.iter().find(|place| there(self, **place)).map(|place| (*place, Verdict::OverDay))
            })
            .unwrap_or((mine[0], Verdict::OverPeriod));
        self.today[place] += 1;
        let first = self.tokens[place]
            .iter()
            .enumerate()
            .min_by_key(|(_, token)| (token.until, token.bought))
            .map(|(at, _)| at);
        if let Some(at) = first {
            self.tokens[place].swap_remove(at);
        }
        (verdict, Some(place))
    }
}

fn pack(pots: &[Made]) -> Pack {
    let control = include_str!("../packs/good/control.toml");
    let head = &control[..control.find("[pots.incidents]").unwrap()];
    let head = head.replace(
        "channels = [\"email\"]",
        "channels = [\"email\"]\nkinds = [\"bug\", \"question\", \"consulting\"]",
    );
    let pots: String = pots.iter().enumerate().map(|(number, pot)| pot.toml(number)).collect();
    let text = format!("{head}{pots}");
    match read_pack(text.as_bytes(), "made.toml", &Zones::embedded()) {
        Ok((pack, _)) => pack,
        Err(errors) => panic!("{pots}\n{}", errors.iter().map(|one| one.render()).collect::<String>()),
    }
}

pub fn contract(starts: NaiveDate) -> Contract {
    Contract {
        id: ContractId(1),
        customer: CustomerId(1),
        pack: "acme@2026-01-01"
            .split_once('@')
            .map(|(name, date)| tierdesk::policy::PackId {
                name: name.into(),
                edition: date.parse().unwrap(),
            })
            .unwrap(),
        tier: TierKey::new("gold"),
        region: None,
        starts,
        ends: None,
        renews: None,
        own: OwnTerms::default(),
        revision: Revision(1),
    }
}

fn noon(date: NaiveDate, minute: i64) -> Instant {
    let text = format!("{date}T10:00:00Z");
    text.parse::<Instant>().unwrap().plus(minute * 60).unwrap()
}

fn asks() -> impl Strategy<Value = Vec<(u32, usize, u8)>> {
    proptest::collection::vec((0_u32..420, 0_usize..3, 0_u8..10), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pots_are_used_as_a_naive_reckoning_uses_them(
        pots in proptest::collection::vec(made(), 1..4),
        start in 0_u32..300,
        asked in asks(),
        bought in proptest::collection::vec((0_usize..3, 0_u32..400, 1_u32..3, 0_u32..200), 0..4),
        looked in 0_u32..480,
    ) {
        let since = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + chrono::Days::new(u64::from(start));
        let since = since.with_day(since.day().min(28)).unwrap();
        let pack = pack(&pots);
        let contract = contract(since);
        let Some(purse) = Purse::of(&pack, &contract) else { return Ok(()) };
        let begins = purse.begins();
        let day = |offset: u32| since + chrono::Days::new(u64::from(offset));
        let mut asks: Vec<Ask> = asked.iter().enumerate().map(|(number, (offset, kind, weight))| Ask {
            number: i64::try_from(number).unwrap() + 1,
            day: *offset,
            kind: *kind,
            weight: match weight { 0 => Weight::Free, 1 => Weight::Next, _ => Weight::Counts },
        }).collect();
        asks.sort_by_key(|ask| ask.day);
        let receipts: Vec<Receipt> = asks.iter().map(|ask| Receipt {
            ticket: TicketId(ask.number),
            received: noon(day(ask.day), ask.number),
            weight: ask.weight,
        }).collect();
        let facts: HashMap<TicketId, Facts> = asks.iter().map(|ask| {
            (TicketId(ask.number), Facts { kind: Some(KINDS[ask.kind].to_owned()), ..Facts::default() })
        }).collect();
        let naive_blocks: Vec<(usize, NaiveDate, u32, Option<NaiveDate>)> = bought.iter()
            .filter(|(pot, ..)| pots.get(*pot).is_some_and(|pot| pot.size.is_none()))
            .map(|(pot, offset, units, lasts)| {
                let expires = (*lasts > 20).then(|| day(offset + lasts));
                (*pot, day(*offset), *units, expires)
            }).collect();
        let mut blocks: Vec<Block> = naive_blocks.iter().map(|(pot, on, units, expires)| Block {
            contract: ContractId(1), pot: format!("p{pot}"), units: *units, bought: *on, expires: *expires, note: String::new(),
        }).collect();
        // What another contract bought is none of its business.
        blocks.push(Block { contract: ContractId(2), pot: "p0".into(), units: 50, bought: since, expires: None, note: String::new() });
        let counted = Counted { receipts: &receipts, facts: Some(&facts), blocks: &blocks, from: None };

        // The naive reckoning.
        let mut naive = Naive { pots: &pots, since, tokens: vec![Vec::new(); pots.len()], today: vec![0; pots.len()] };
        let mut told: HashMap<i64, (Verdict, Option<usize>)> = HashMap::new();
        let mut due: Vec<(NaiveDate, Instant, i64, usize)> = Vec::new();
        for (ask, receipt) in asks.iter().zip(&receipts) {
            let mine: Vec<usize> = (0..pots.len()).filter(|place| pots[*place].only.is_none_or(|only| only == ask.kind)).collect();
            let free = mine.iter().any(|place| pots[*place].free == Some(ask.kind));
            let held = mine.iter().find(|place| pots[**place].period != 5);
            let on = match ask.weight {
                _ if free || mine.is_empty() => None,
                Weight::Counts => Some(day(ask.day)),
                Weight::Free => None,
                Weight::Next => held.map(|place| naive.next_begins(*place, day(ask.day))),
            };
            match on {
                Some(on) => due.push((on, receipt.received, ask.number, ask.kind)),
                None => drop(told.insert(ask.number, (Verdict::Free, None))),
            }
        }
        due.sort_unstable();
        let look = day(looked);
        let mut stands: Vec<u32> = Vec::new();
        for date in begins.iter_days().take(420 + 800) {
            naive.morning(date, &naive_blocks);
            for (_, _, number, kind) in due.iter().filter(|(on, ..)| *on == date) {
                told.insert(*number, naive.draw(*kind));
            }
            if date == look {
                stands = naive.tokens.iter().map(|tokens| u32::try_from(tokens.len()).unwrap()).collect();
            }
        }

        if purse.is_plain() {
            for ask in &asks {
                prop_assert_eq!(purse.first.verdict(&receipts, TicketId(ask.number)), told[&ask.number].0, "ticket {}", ask.number);
            }
            return Ok(());
        }
        let tally = purse.tally(counted).unwrap();
        for ask in &asks {
            let found = tally.told(TicketId(ask.number)).unwrap();
            let (verdict, pot) = told[&ask.number];
            prop_assert_eq!(found.verdict, verdict, "ticket {} of {:?}", ask.number, ask);
            if verdict != Verdict::Free {
                prop_assert_eq!(found.pot, pot, "ticket {}", ask.number);
            }
        }
        // As it stood on a day in the middle: only what had come in by then.
        let usage = purse.usage(&tally, noon(look, 10 * 60));
        let left: Vec<Option<u32>> = usage.pots.iter().map(|pot| pot.left).collect();
        let naive_left: Vec<Option<u32>> = pots.iter().zip(&stands)
            .map(|(pot, left)| (pot.size != Some(99)).then_some(*left)).collect();
        prop_assert_eq!(left, naive_left, "on {}", look);

        // What is read for a look at one day says the same as everything there ever was.
        let start = purse.window(look);
        let from = purse.reads_from(start);
        let near: Vec<Receipt> = receipts.iter().copied().filter(|receipt| receipt.received >= from).collect();
        let window = purse.tally(Counted { receipts: &near, from: Some(from), ..counted }).unwrap();
        let again = purse.usage(&window, noon(look, 10 * 60));
        prop_assert_eq!(again, usage);
    }
}
