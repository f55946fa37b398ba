//! Allowances of tickets in every way that a pack may have them, against a reckoning of our own that goes day by day and
//! counts single tokens.

use std::collections::HashMap;

use chrono::{Datelike as _, Months, NaiveDate};
use proptest::prelude::*;
use tierdesk::calendar::{Instant, Zones};
use tierdesk::desk::charge::charged;
use tierdesk::desk::{
    Block, Booked, Contract, ContractId, Counted, CustomerId, Payer, Purse, Receipt, Revision, Stint,
    TicketId, Verdict, Weight, balances,
};
use tierdesk::policy::{Facts, OwnTerms, Pack, Terms, TierKey, read_pack};

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
    fn toml(&self, number: usize, unit: &str) -> String {
        let mut text = format!(
            "[pots.p{number}]\nunit = \"{unit}\"\nnoun = [\"unit\", \"units\"]\nperiod = \"{}\"\n",
            PERIODS[self.period]
        );
        if unit == "time" {
            text += "step = \"15 minutes\"\n";
        }
        // A unit of time is a quarter of an hour here.
        let amount = |units: u32| match unit {
            "time" => format!("\"{} minutes\"", units * 15),
            _ => units.to_string(),
        };
        text += &match self.size {
            Some(99) => "size = \"unlimited\"\n".to_owned(),
            Some(0) if unit == "time" => "size = \"by contract\"\n".to_owned(),
            Some(units) => format!("size = {}\n", amount(units)),
            None => "size = \"by contract\"\n".to_owned(),
        };
        if let Some(cap) = self.cap {
            text += &format!("daily_cap = {}\n", amount(cap));
        }
        text += &match self.rolls {
            0 => String::new(),
            1 => "rolls_over = \"none\"
"
            .to_owned(),
            2 => "rolls_over = \"all\"
"
            .to_owned(),
            _ => format!(
                "rolls_over = {{ most = {} }}
",
                amount(2)
            ),
        };
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
            let gives = date == first || date > first && pot.begins(date, self.since) && pot.period != 5;
            let next = if gives { self.next_begins(place, date) } else { NaiveDate::MAX };
            self.today[place] = 0;
            let tokens = &mut self.tokens[place];
            tokens.retain(|token| token.until > date);
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
                    // What is not carried over is gone with the period, and so is used before what lasts longer.
                    0 if pot.carries() == Some(0) && pot.period != 5 => next,
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
        let mut later = date.iter_days().skip(1).take(800);
        later.find(|date| self.pots[place].begins(*date, self.since)).unwrap_or(NaiveDate::MAX)
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

fn pack(pots: &[Made], unit: &str) -> Pack {
    let control = include_str!("../packs/good/control.toml");
    let head = &control[..control.find("[pots.incidents]").unwrap()];
    let head = head.replace(
        "channels = [\"email\"]",
        "channels = [\"email\"]\nkinds = [\"bug\", \"question\", \"consulting\"]",
    );
    let pots: String = pots.iter().enumerate().map(|(number, pot)| pot.toml(number, unit)).collect();
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
        language: None,
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
        let pack = pack(&pots, "tickets");
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

/// How much of it each pot pays for a booking of so many quarters of an hour, and what it can give on this day.
fn share(naive: &Naive<'_>, kind: usize, quarters: u32) -> Vec<(Option<usize>, u32)> {
    let pots = naive.pots;
    let mine: Vec<usize> =
        (0..pots.len()).filter(|place| pots[*place].only.is_none_or(|only| only == kind)).collect();
    if mine.is_empty() || mine.iter().any(|place| pots[*place].free == Some(kind)) {
        return vec![(None, 0)];
    }
    let gives = |place: usize| {
        let left = match pots[place].size {
            Some(99) => u32::MAX,
            _ => u32::try_from(naive.tokens[place].len()).unwrap(),
        };
        let today = pots[place].cap.map_or(u32::MAX, |cap| cap.saturating_sub(naive.today[place]));
        left.min(today)
    };
    let mut owed = quarters;
    let mut shares: Vec<(Option<usize>, u32)> = Vec::new();
    if let [only] = mine.as_slice() {
        return vec![(Some(*only), quarters)];
    }
    for place in &mine {
        let paid = owed.min(gives(*place));
        owed -= paid;
        if paid > 0 {
            shares.push((Some(*place), paid));
        }
    }
    match shares.first_mut() {
        Some((_, paid)) => *paid += owed,
        None => shares.push((Some(mine[0]), owed)),
    }
    shares
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn time_is_taken_from_several_pots_as_a_naive_reckoning_takes_it(
        pots in proptest::collection::vec(made(), 1..4),
        start in 0_u32..300,
        worked in proptest::collection::vec((0_u32..420, 0_usize..3, 1_u32..7), 0..25),
        bought in proptest::collection::vec((0_usize..3, 0_u32..400, 1_u32..5, 0_u32..200), 0..4),
    ) {
        // No time at all in a period is no pot of time.
        let pots: Vec<Made> = pots.into_iter().map(|pot| match pot.size {
            Some(0) => Made { size: Some(1), ..pot },
            _ => pot,
        }).collect();
        let since = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + chrono::Days::new(u64::from(start));
        let since = since.with_day(since.day().min(28)).unwrap();
        let pack = std::sync::Arc::new(pack(&pots, "time"));
        let terms = Terms::of_pack(pack.clone());
        let contract = contract(since);
        let day = |offset: u32| since + chrono::Days::new(u64::from(offset));
        let naive_blocks: Vec<(usize, NaiveDate, u32, Option<NaiveDate>)> = bought.iter()
            .filter(|(pot, ..)| pots.get(*pot).is_some_and(|pot| pot.size != Some(99)))
            .map(|(pot, offset, units, lasts)| {
                (*pot, day(*offset), *units, (*lasts > 20).then(|| day(offset + lasts)))
            }).collect();
        let blocks: Vec<Block> = naive_blocks.iter().map(|(pot, on, units, expires)| Block {
            contract: ContractId(1), pot: format!("p{pot}"), units: *units * 15, bought: *on, expires: *expires,
            note: String::new(),
        }).collect();
        let mut worked = worked;
        worked.sort_unstable();
        let mut naive = Naive { pots: &pots, since, tokens: vec![Vec::new(); pots.len()], today: vec![0; pots.len()] };
        let begins = (0..pots.len()).map(|place| naive.first(place)).min().unwrap();
        let mut booked: Vec<Booked> = Vec::new();
        let mut over: Vec<u32> = vec![0; pots.len()];
        let last = day(425);
        for date in begins.iter_days().take_while(|date| *date <= last) {
            naive.morning(date, &naive_blocks);
            for (place, pot) in pots.iter().enumerate() {
                if pot.size.is_some() && pot.period != 5 && pot.begins(date, since) {
                    over[place] = 0;
                }
            }
            for (number, (_, kind, quarters)) in worked.iter().enumerate().filter(|(_, (offset, ..))| day(*offset) == date) {
                let number = i64::try_from(number).unwrap();
                let received = format!("{date}T06:00:00Z");
                let mut ticket = crate::desk::ticket(number + 1, &contract, "low", &received);
                ticket.kind = Some(KINDS[*kind].to_owned());
                let expected = share(&naive, *kind, *quarters);
                // Some minutes less than the quarters: each is begun.
                let stint = Stint { minutes: quarters * 15 - 7, ended: noon(date, number) };
                let payer = Payer { contract: &contract, terms: &terms, blocks: &blocks, booked: &booked };
                let parts = payer.charge(&ticket, stint);
                let found: Vec<(Option<usize>, u32)> = parts.iter().map(|part| {
                    let pot = part.pot.as_ref().map(|key| key[1..].parse().unwrap());
                    (pot, part.charged / 15)
                }).collect();
                prop_assert_eq!(&found, &expected, "on {}", date);
                prop_assert_eq!(parts.iter().map(|part| part.stint.minutes).sum::<u32>(), stint.minutes);
                prop_assert_eq!(parts.last().unwrap().stint.ended, stint.ended);
                for (place, quarters) in expected.into_iter().filter_map(|(place, units)| Some((place?, units))) {
                    naive.today[place] += quarters;
                    for _ in 0..quarters {
                        let first = naive.tokens[place].iter().enumerate()
                            .min_by_key(|(_, token)| (token.until, token.bought)).map(|(at, _)| at);
                        match first {
                            Some(at) => drop(naive.tokens[place].swap_remove(at)),
                            None => over[place] += 1,
                        }
                    }
                }
                booked.extend(parts.into_iter().map(|part| Booked {
                    ticket: ticket.id, contract: Some(contract.id), at: part.stint.ended, agent: "ana".into(),
                    minutes: part.stint.minutes, charged: part.charged, pot: part.pot, note: String::new(),
                }));
            }
        }
        for (pot, balance) in balances(&pack, &contract, (&blocks, &booked), noon(last, 30)) {
            let place: usize = pot.key[1..].parse().unwrap();
            let left = i64::try_from(naive.tokens[place].len()).unwrap() - i64::from(over[place]);
            let left = (pots[place].size != Some(99)).then_some(left * 15);
            let known = balance.map(|balance| balance.left).filter(|_| pots[place].size != Some(99));
            // Where nothing was ever bought there is no balance.
            let none = pots[place].size.is_none() && blocks.iter().all(|block| block.pot != pot.key);
            prop_assert_eq!(known, left.filter(|_| !none), "{}", pot.key);
        }
    }

    /// Minute by minute: each costs what the first row says that fits its beginning; the whole is rounded once.
    #[test]
    fn minutes_cost_what_their_time_says(
        rows in proptest::collection::vec((0_usize..2, any::<bool>(), 1_u32..400), 0..3),
        minutes in 1_u32..1440,
        ended in 0_i64..(400 * 24 * 60),
        step in 0_u32..3,
        least in 0_u32..100,
    ) {
        let control = include_str!("../packs/good/control.toml");
        let head = &control[..control.find("[pots.incidents]").unwrap()];
        let calendars = ["office", "nights"];
        let factor = |(calendar, inside, times): &(usize, bool, u32)| format!(
            "{{ {} = \"{}\", times = \"{}.{:02}\" }}",
            if *inside { "inside" } else { "outside" }, calendars[*calendar], times / 100, times % 100
        );
        let factors: Vec<String> = rows.iter().map(factor).collect();
        let step_key = ["", "step = \"15 minutes\"\n", "step = \"1 hour\"\n"][step as usize];
        let least_key = if least == 0 { String::new() } else { format!("minimum = \"{least} minutes\"\n") };
        let text = format!(
            "{head}[calendars.nights]\nhours = {{ mon-sun = [\"00:00-06:00\", \"22:00-24:00\"] }}\n\n[pots.p]\nunit = \"time\"\n\
             noun = [\"h\", \"h\"]\nperiod = \"month\"\nsize = \"9 hours\"\n{step_key}{least_key}factor = [{}]\n",
            factors.join(", ")
        );
        let Ok((pack, _)) = read_pack(text.as_bytes(), "made.toml", &Zones::embedded()) else { panic!("{text}") };
        let pack = std::sync::Arc::new(pack);
        let terms = Terms::of_pack(pack.clone());
        let ended: Instant = "2026-01-01T00:00:00Z".parse::<Instant>().unwrap().plus(ended * 60).unwrap();
        let mut hundredths = 0_u64;
        for minute in 0..minutes {
            let at = ended.plus(-60 * i64::from(minutes - minute)).unwrap();
            let times = rows.iter().find(|(calendar, inside, _)| {
                pack.calendar(calendars[*calendar]).unwrap().calendar.is_open(at) == *inside
            });
            hundredths += u64::from(times.map_or(100, |(.., times)| *times));
        }
        let mut expected = u32::try_from(hundredths.div_ceil(100)).unwrap().max(least);
        let step = [1, 15, 60][step as usize];
        while expected % step != 0 {
            expected += 1;
        }
        let found = charged(&terms, &pack.pots[0], Stint { minutes, ended });
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_pot_that_comes_after_an_unlimited_one_is_warned_about() {
    let control = include_str!("../packs/good/control.toml");
    let extra = "[pots.extra]\nunit = \"tickets\"\nnoun = [\"x\", \"xs\"]\nperiod = \"once\"\n";
    let read = |size: &str| {
        let text = control.replace("[[examples]]", &format!("{extra}{size}\n[[examples]]"));
        let (_, warnings) = read_pack(text.as_bytes(), "extra.toml", &Zones::embedded()).unwrap();
        warnings.iter().map(|one| one.render()).collect::<Vec<_>>()
    };
    // Silver's two a month end; gold's never do.
    assert_eq!(read("size = { silver = 5, gold = \"none\" }"), Vec::<String>::new());
    assert_eq!(read("size = \"by contract\""), Vec::<String>::new());
    let warned = read("size = 5\ntier = \"gold\"");
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert!(
        warned[0].contains("`extra` is never used for tier gold: `incidents` is unlimited"),
        "{warned:?}"
    );
}
