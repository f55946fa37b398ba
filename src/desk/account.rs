//! What a customer has used: the month's incidents ticket by ticket, the months before, and prepaid time (sla.md part 2).

use chrono::NaiveDate;

use super::allowance::{Allowance, Receipt, Usage, Verdict};
use super::charge::filled;
use super::people::{Block, Contract};
use super::ticket::{ContractId, TicketId};
use crate::calendar::{Instant, Span};
use crate::policy::{Pack, Pot, PotSize};

/// One ticket in a period of an allowance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Which.
    pub ticket: TicketId,
    /// When it was received.
    pub received: Instant,
    /// What it came to.
    pub verdict: Verdict,
    /// The key of the pot that it took from, where the plan has several.
    pub pot: Option<String>,
    /// Why it is free, where the plan says so.
    pub why: Option<String>,
}

/// A period of an allowance, with every ticket that was received in it or counts in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodUse {
    /// How it stands, or stood at its end.
    pub usage: Usage,
    /// In the order of receipt.
    pub tickets: Vec<Used>,
}

impl Allowance<'_> {
    /// The period that holds an instant, ticket by ticket, as it stands at `now`. `receipts` reaches back to the period
    /// before it.
    pub fn period_use(&self, receipts: &[Receipt], at: Instant, now: Instant) -> PeriodUse {
        let period = self.period(at);
        let end = last_of(period).min(now);
        let before = period.from.plus(-1).map(|instant| self.period(instant));
        let mine = |receipt: &&Receipt| {
            let held = receipt.weight == super::Weight::Next;
            let inside = |span: Span| span.from <= receipt.received && receipt.received < span.to;
            inside(period) || (held && before.is_some_and(inside))
        };
        let mut tickets: Vec<Used> = receipts
            .iter()
            .filter(mine)
            .map(|receipt| Used {
                ticket: receipt.ticket,
                received: receipt.received,
                verdict: self.verdict(receipts, receipt.ticket),
                pot: None,
                why: None,
            })
            .collect();
        tickets.sort_by_key(|used| (used.received, used.ticket));
        PeriodUse { usage: self.usage(receipts, end.max(period.from)), tickets }
    }

    /// The periods up to the one that holds `now`, the newest first, at most so many and none from before the contract.
    pub fn history(&self, receipts: &[Receipt], now: Instant, most: usize) -> Vec<Usage> {
        let since = self.zone.start_of_day(self.since).unwrap_or(Instant::MIN);
        let mut found = Vec::new();
        let mut at = Some(now);
        while let Some(instant) = at.filter(|_| found.len() < most) {
            let period = self.period(instant);
            found.push(self.usage(receipts, last_of(period).min(now)));
            at = period.from.plus(-1).filter(|before| *before >= since);
        }
        found
    }
}

/// The last instant of a period.
pub(super) fn last_of(period: Span) -> Instant {
    period.to.plus(-1).unwrap_or(period.from)
}

impl Usage {
    /// Used units as `#`, what is left as `.`, what is over as `!`, each at most forty: readable without colour.
    pub fn bar(&self) -> String {
        const MOST: u32 = 40;
        let size = self.size.unwrap_or(self.used);
        let inside = self.used.min(size);
        let repeat = |sign: &str, count: u32| sign.repeat(usize::try_from(count.min(MOST)).unwrap_or(0));
        let (left, over) = (size.saturating_sub(inside), self.used.saturating_sub(size));
        format!("{}{}{}", repeat("#", inside), repeat(".", left), repeat("!", over))
    }

    /// Of how much: `of 4`, `no limit`.
    pub fn size_words(&self) -> String {
        self.size.map_or_else(|| "no limit".to_owned(), |size| format!("of {size}"))
    }
}

/// A booking on a time sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// On which ticket.
    pub ticket: TicketId,
    /// Under which contract the ticket stands.
    pub contract: Option<ContractId>,
    /// When the work ended.
    pub at: Instant,
    /// Who worked.
    pub agent: String,
    /// Minutes worked.
    pub minutes: u32,
    /// Minutes charged.
    pub charged: u32,
    /// To which pot.
    pub pot: Option<String>,
    /// What was done.
    pub note: String,
}

/// How a pot of time stands on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The pot's key.
    pub pot: String,
    /// Its name for several units.
    pub noun: String,
    /// Minutes that can still be used; negative where more was charged than there was.
    pub left: i64,
    /// Minutes bought in all, those that have expired included; of a pot that is filled every period, what could be used in
    /// this one.
    pub granted: u32,
    /// Minutes charged: in all, or in this period.
    pub charged: u32,
    /// Minutes carried into this period.
    pub carried: u32,
    /// Minutes that were bought and expired unused.
    pub expired: u32,
    /// When the next of what is left expires, and how much of it.
    pub expires: Option<(NaiveDate, u32)>,
    /// Minutes charged on this local day.
    pub today: u32,
    /// At most so many minutes a day.
    pub daily_cap: Option<u32>,
}

/// How each pot of time stands that a contract may draw on; `None` for one that has no size and for which nothing was
/// bought. `blocks` and `booked` may be those of other contracts too.
pub fn balances<'a>(
    pack: &'a Pack,
    contract: &Contract,
    (blocks, booked): (&[Block], &[Booked]),
    now: Instant,
) -> Vec<(&'a Pot, Option<Balance>)> {
    let blocks: Vec<Block> = blocks.iter().filter(|block| block.contract == contract.id).cloned().collect();
    let booked: Vec<&Booked> = booked.iter().filter(|one| one.contract == Some(contract.id)).collect();
    let of = |pot: &'a Pot| {
        let own = booked.iter().filter(|one| one.pot.as_ref() == Some(&pot.key));
        let charged: Vec<(Instant, u32)> = own.map(|one| (one.at, one.charged)).collect();
        let allowance = Allowance { pot, zone: &pack.zone, since: contract.starts };
        (pot, balance(&allowance, &blocks, &charged, now))
    };
    pack.time_pots(&contract.tier).map(of).collect()
}

/// The balance of a pot of time at `now`: what its period gave and what was bought, the units that expire first used first.
/// `charged` are the minutes charged to it with the moment at which the work ended. `None` where the pot has no size and
/// nothing was bought.
fn balance(
    allowance: &Allowance<'_>,
    blocks: &[Block],
    charged: &[(Instant, u32)],
    now: Instant,
) -> Option<Balance> {
    let pot = allowance.pot;
    let bought = blocks.iter().filter(|block| block.pot == pot.key).map(|block| block.units);
    let sized = matches!(pot.size, PotSize::Units(_));
    if !sized && bought.clone().count() == 0 {
        return None;
    }
    let lots = filled(allowance, blocks, charged, now);
    let granted = match sized {
        // What could be used in this period.
        true => lots.left().saturating_add(lots.used.saturating_sub(lots.over)),
        false => bought.fold(0, u32::saturating_add),
    };
    Some(Balance {
        pot: pot.key.clone(),
        noun: pot.noun.1.clone(),
        left: i64::from(lots.left()) - i64::from(lots.over),
        granted,
        charged: lots.used,
        carried: lots.carried,
        expired: lots.expired,
        expires: lots.expires_next(),
        today: lots.today(),
        daily_cap: pot.daily_cap,
    })
}

/// Minutes in words: `45 min`, `2 h`, `1 h 30 min`, `-30 min`.
pub fn minutes_words(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, rest) => format!("{sign}{rest} min"),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, rest) => format!("{sign}{hours} h {rest} min"),
    }
}

/// Minutes as people write them: `45`, `45m`, `1h`, `1h30`, `1:30`, `1.5h`, `90 min`.
///
/// # Errors
/// What would be right, where it is none of these.
pub fn minutes_from(written: &str) -> Result<u32, String> {
    let wrong = || format!("{written:?} is no length of time; write 45m, 1h30 or 1:30");
    let text: String = written.trim().to_lowercase().split_whitespace().collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let parts = |hours: &str, minutes: &str| {
        let minutes = if minutes.is_empty() { Some(0) } else { number(minutes) };
        number(hours)?.checked_mul(60)?.checked_add(minutes.filter(|minutes| *minutes < 60)?)
    };
    if let Some((hours, minutes)) = text.split_once(':') {
        return parts(hours, minutes).filter(|_| minutes.len() == 2).ok_or_else(wrong);
    }
    if let Some((hours, minutes)) = text.split_once('h') {
        let minutes = minutes.trim_start_matches("ours").trim_start_matches("our");
        let minutes = minutes.trim_end_matches("min").trim_end_matches('m');
        if let (Some((whole, part)), true) = (hours.split_once('.'), minutes.is_empty()) {
            // Tenths and hundredths of an hour.
            let scale =
                10_u32.checked_pow(u32::try_from(part.len()).unwrap_or(u32::MAX)).filter(|s| *s <= 100);
            let part = number(part).zip(scale).map(|(part, scale)| part * 60 / scale);
            let whole = number(whole).and_then(|whole| whole.checked_mul(60));
            return whole.zip(part).map(|(whole, part)| whole.saturating_add(part)).ok_or_else(wrong);
        }
        return parts(hours, minutes).ok_or_else(wrong);
    }
    let minutes = text.trim_end_matches("minutes").trim_end_matches("min").trim_end_matches('m');
    number(minutes).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Zones;
    use crate::desk::{ContractId, Weight};
    use crate::policy::{Period, PotUnit};

    fn pot(unit: PotUnit, size: PotSize, period: Period) -> Pot {
        Pot { step_minutes: Some(30), ..Pot::new("p", unit, ("hour", "hours"), size, period) }
    }

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn block(units: u32, bought: &str, expires: Option<&str>) -> Block {
        let (pot, expires, note) = ("p".to_owned(), expires.map(date), String::new());
        Block { contract: ContractId(1), pot, units, bought: date(bought), expires, note }
    }

    #[test]
    fn lengths_of_time_are_read_and_written() {
        for (written, minutes) in [
            ("45", 45),
            ("45m", 45),
            ("90 min", 90),
            ("1h", 60),
            ("1h30", 90),
            ("1 h 30 min", 90),
            ("1:05", 65),
            ("1.5h", 90),
            ("0.25h", 15),
        ] {
            assert_eq!(minutes_from(written), Ok(minutes), "{written}");
        }
        for wrong in ["", "h", "1:5", "1h75", "-5", "x", "1.5", "99999999999h", "0.123h", "ü"] {
            assert!(minutes_from(wrong).is_err(), "{wrong}");
        }
        for (minutes, words) in
            [(0, "0 min"), (45, "45 min"), (120, "2 h"), (90, "1 h 30 min"), (-30, "-30 min")]
        {
            assert_eq!(minutes_words(minutes), words);
        }
    }

    #[test]
    fn blocks_are_used_in_the_order_in_which_they_expire() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        let pot = pot(PotUnit::Minutes, PotSize::ByContract, Period::Once);
        let allowance = Allowance { pot: &pot, zone: &zone, since: date("2026-01-01") };
        let blocks = [
            block(600, "2026-01-10", None),
            block(120, "2026-02-01", Some("2026-06-01")),
            block(60, "2026-03-01", Some("2026-04-01")),
        ];
        let stands =
            |charged: &[(Instant, u32)], now: &str| balance(&allowance, &blocks, charged, at(now)).unwrap();
        // In March all three hold: the one that expires first pays first.
        let march = [(at("2026-03-05T10:00:00Z"), 90)];
        let found = stands(&march, "2026-03-06T10:00:00Z");
        assert_eq!((found.left, found.charged, found.expired), (690, 90, 0));
        assert_eq!(found.expires, Some((date("2026-06-01"), 90)));
        // Nothing of it used: an hour is gone in April.
        let found = stands(&[], "2026-04-01T00:00:00Z");
        assert_eq!((found.left, found.expired), (720, 60));
        // More than there is.
        let found = stands(&[(at("2026-07-01T10:00:00Z"), 700)], "2026-07-02T10:00:00Z");
        assert_eq!((found.left, found.expired, found.charged), (-100, 180, 700));
        assert_eq!(balance(&allowance, &[], &[], at("2026-07-02T10:00:00Z")), None);
    }

    /// One contract's blocks and bookings are not another's, though both name the same pot.
    #[test]
    fn what_another_contract_bought_is_not_this_ones() {
        let zones = std::sync::Arc::new(Zones::embedded());
        let pack = crate::policy::Packs::embedded(zones).get("illumeet").unwrap();
        let contract = Contract {
            id: ContractId(1),
            customer: crate::desk::CustomerId(1),
            pack: pack.id.clone(),
            tier: crate::policy::TierKey::new("cloud-server"),
            region: None,
            starts: date("2026-01-01"),
            ends: None,
            renews: None,
            own: crate::policy::OwnTerms::default(),
            language: None,
            revision: crate::desk::Revision(1),
        };
        let of = |contract, units| Block {
            contract: ContractId(contract),
            pot: "api-premium".into(),
            ..block(units, "2026-01-10", None)
        };
        let booked = |contract, charged| Booked {
            ticket: TicketId(1),
            contract: Some(ContractId(contract)),
            at: at("2026-02-01T10:00:00Z"),
            agent: "ana".into(),
            minutes: charged,
            charged,
            pot: Some("api-premium".into()),
            note: String::new(),
        };
        let (blocks, booked) = ([of(1, 600), of(2, 300)], [booked(1, 60), booked(2, 30)]);
        let found = balances(&pack, &contract, (&blocks, &booked), at("2026-03-01T10:00:00Z"));
        let left: Vec<_> =
            found.iter().map(|(pot, balance)| (pot.key.as_str(), balance.as_ref().unwrap().left)).collect();
        assert_eq!(left, [("api-premium", 540)]);
    }

    #[test]
    fn a_pot_of_a_fixed_size_is_full_again_every_period() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        let pot = pot(PotUnit::Minutes, PotSize::Units(120), Period::Month);
        let allowance = Allowance { pot: &pot, zone: &zone, since: date("2026-01-01") };
        // 23:30Z on 31 October is November in Paris (faults.md D07).
        let charged = [(at("2026-10-31T22:30:00Z"), 60), (at("2026-10-31T23:30:00Z"), 30)];
        let found = balance(&allowance, &[], &charged, at("2026-11-10T00:00:00Z")).unwrap();
        assert_eq!((found.left, found.charged, found.granted), (90, 30, 120));
    }

    #[test]
    fn a_month_is_told_ticket_by_ticket_and_the_months_before_as_they_ended() {
        let zone = Zones::embedded().get("Europe/Paris").unwrap();
        let pot = pot(PotUnit::Tickets, PotSize::Units(1), Period::Month);
        let allowance = Allowance { pot: &pot, zone: &zone, since: date("2026-09-15") };
        let receipt = |number, received: &str, weight| Receipt {
            ticket: TicketId(number),
            received: at(received),
            weight,
        };
        let receipts = [
            receipt(1, "2026-10-05T10:00:00Z", Weight::Counts),
            receipt(2, "2026-10-06T10:00:00Z", Weight::Next),
            receipt(3, "2026-11-02T10:00:00Z", Weight::Counts),
            receipt(4, "2026-11-03T10:00:00Z", Weight::Free),
        ];
        let now = at("2026-11-10T10:00:00Z");
        let month = allowance.period_use(&receipts, now, now);
        let told: Vec<(i64, Verdict)> =
            month.tickets.iter().map(|used| (used.ticket.0, used.verdict)).collect();
        assert_eq!(told, [(2, Verdict::Within), (3, Verdict::OverPeriod), (4, Verdict::Free)]);
        assert_eq!(month.usage.used, 2);
        let past = allowance.history(&receipts, now, 12);
        assert_eq!(past.iter().map(|usage| usage.used).collect::<Vec<_>>(), [2, 1, 0]);
    }
}
