//! How allowances were used, period by period: as the desk counted them at each period's end, or counts them at the
//! report's moment where the period lasts.

use chrono::NaiveDate;

use super::data::AllowanceUse;
use super::frame::{Frame, Plan};
use crate::calendar::{Instant, Span};
use crate::desk::{
    Allowance, Balance, Block, Booked, CustomerId, PotUsage, Purse, Receipts, Standing, Usage, balances,
};
use crate::policy::{Pack, Pot, PotUnit};

/// What was bought for a customer's contracts, and what was booked on its tickets, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Spent {
    /// Blocks of units.
    pub blocks: Vec<Block>,
    /// Time.
    pub booked: Vec<Booked>,
}

/// Reads the receipts that the pots of a contract need, from the period of an instant on.
pub type Receive<'r, E> = dyn FnMut(&Plan, &Purse<'_>, Instant) -> Result<Receipts, E> + 'r;

impl Frame {
    /// How a customer's pots were used in every period that meets the report's, the oldest first.
    ///
    /// # Errors
    /// Those of `receive`.
    pub fn allowance<E>(
        &self,
        customer: CustomerId,
        spent: &Spent,
        receive: &mut Receive<'_, E>,
    ) -> Result<Vec<AllowanceUse>, E> {
        let mut plans: Vec<&Plan> =
            self.plans.values().filter(|plan| plan.contract.customer == customer).collect();
        plans.sort_by_key(|plan| (plan.contract.starts, plan.contract.id));
        let mut uses = Vec::new();
        let Some(last) = self.last() else { return Ok(uses) };
        let mut at = last;
        while let Some((plan, pack, holds)) = in_force(&plans, at) {
            let zone = &pack.zone;
            if !holds {
                // Nothing was in force then: on to the end of what had been.
                let ended = plan.contract.ends.and_then(|ends| zone.start_of_day(ends)?.plus(-1));
                match ended.filter(|ended| *ended < at && *ended >= self.scope.span.from) {
                    Some(ended) => at = ended,
                    None => break,
                }
                continue;
            }
            let purse = Purse::of(pack, &plan.contract);
            // A plan without an allowance: on to what was in force before it.
            let began = zone.start_of_day(plan.contract.starts).unwrap_or(Instant::MIN);
            let mut next = began;
            if let Some(purse) = purse {
                let period = purse.period(at);
                next = period.from.max(began);
                if self.asks_for(Some(plan)) {
                    let receipts = receive(plan, &purse, period.from)?;
                    let usage = purse.history(receipts.counted(), at, 1).pop();
                    uses.extend(
                        usage.into_iter().flat_map(|usage| self.of_tickets(plan, &purse, &usage, at)),
                    );
                }
            }
            match next.plus(-1).filter(|before| *before >= self.scope.span.from) {
                Some(before) => at = before,
                None => break,
            }
        }
        for plan in plans.iter().filter(|plan| self.asks_for(Some(plan))) {
            uses.extend(self.of_time(plan, spent, last));
        }
        // A pot with a longer period than the plan's first is met several times: its newest standing is told.
        let mut told: Vec<AllowanceUse> = Vec::with_capacity(uses.len());
        for one in uses {
            let same = |known: &AllowanceUse| {
                (&known.pot, &known.plan, known.from) == (&one.pot, &one.plan, one.from)
            };
            if !told.iter().any(same) {
                told.push(one);
            }
        }
        told.sort_by(|a, b| (a.from, a.minutes, &a.pot, &a.plan).cmp(&(b.from, b.minutes, &b.pot, &b.plan)));
        Ok(told)
    }

    /// The last instant of the period that has come by the report's moment; `None` where none has.
    fn last(&self) -> Option<Instant> {
        let last = self.scope.span.to.plus(-1)?.min(self.scope.at);
        (last >= self.scope.span.from).then_some(last)
    }

    fn of_tickets(&self, plan: &Plan, purse: &Purse<'_>, usage: &Usage, at: Instant) -> Vec<AllowanceUse> {
        let first = purse.first.pot;
        if usage.pots.is_empty() {
            let over = usage.size.map_or(0, |size| usage.used.saturating_sub(size));
            let figures = Figures {
                size: usage.size,
                used: usage.used,
                over,
                left: usage.left(),
                carried: 0,
                standing: usage.standing,
            };
            return vec![self.one(plan, first, purse.period(at), figures)];
        }
        let of = |one: &PotUsage| {
            let pot = purse.pots().into_iter().find(|pot| pot.key == one.key)?;
            let allowance = Allowance { pot, ..purse.first };
            let figures = Figures {
                size: one.size,
                used: one.used,
                over: one.over,
                left: one.left,
                carried: one.carried,
                standing: one.standing,
            };
            Some(self.one(plan, pot, allowance.period(at), figures))
        };
        usage.pots.iter().filter_map(of).collect()
    }

    /// The pots of time of one contract, in every period of theirs in which it holds.
    fn of_time(&self, plan: &Plan, spent: &Spent, last: Instant) -> Vec<AllowanceUse> {
        let Some(pack) = plan.terms.as_deref().map(|terms| terms.pack()) else { return Vec::new() };
        let (contract, zone) = (&plan.contract, &pack.zone);
        let midnight = |date: NaiveDate, other| zone.start_of_day(date).unwrap_or(other);
        let began = midnight(contract.starts, Instant::MIN);
        let ended = contract.ends.and_then(|ends| midnight(ends, Instant::MAX).plus(-1));
        let last = ended.map_or(last, |ended| ended.min(last));
        let since = self.scope.span.from.max(began);
        let mut uses = Vec::new();
        for pot in pack.time_pots(&contract.tier) {
            let allowance = Allowance { pot, zone, since: contract.starts };
            let mut at = Some(last).filter(|last| *last >= since);
            while let Some(instant) = at {
                let period = allowance.period(instant);
                uses.extend(
                    balance(pack, plan, spent, pot, instant)
                        .map(|balance| self.one(plan, pot, period, Figures::of_balance(&balance))),
                );
                at = period.from.plus(-1).filter(|before| *before >= since);
            }
        }
        uses
    }

    fn one(&self, plan: &Plan, pot: &Pot, period: Span, figures: Figures) -> AllowanceUse {
        let zone = plan.terms.as_deref().map(|terms| terms.pack().zone.clone());
        let zone = zone.unwrap_or_else(|| self.scope.zone.clone());
        AllowanceUse {
            customer: plan.contract.customer,
            customer_name: self.customer(plan.contract.customer),
            plan: plan.key.clone(),
            pot: pot.key.clone(),
            noun: pot.noun.clone(),
            minutes: pot.unit == PotUnit::Minutes,
            from: zone.date(period.from),
            to: zone.date(period.to),
            size: figures.size,
            used: figures.used,
            over: figures.over,
            left: figures.left,
            carried: figures.carried,
            standing: figures.standing.as_str(),
            lasts: self.scope.at < period.to,
        }
    }
}

struct Figures {
    size: Option<u32>,
    used: u32,
    over: u32,
    left: Option<u32>,
    carried: u32,
    standing: Standing,
}

impl Figures {
    fn of_balance(balance: &Balance) -> Figures {
        let over = u32::try_from(balance.left.saturating_neg()).unwrap_or(0);
        let left = u32::try_from(balance.left).unwrap_or(0);
        let standing = match (over, left) {
            (1.., _) => Standing::Over,
            (0, 0) => Standing::Spent,
            (0, _) => Standing::Plenty,
        };
        Figures {
            size: Some(balance.granted),
            used: balance.charged,
            over,
            left: Some(left),
            carried: balance.carried,
            standing,
        }
    }
}

/// How one pot of time stood at an instant, by what had been bought and booked until then.
fn balance(pack: &Pack, plan: &Plan, spent: &Spent, pot: &Pot, at: Instant) -> Option<Balance> {
    let day = pack.zone.date(at);
    let blocks: Vec<Block> = spent.blocks.iter().filter(|block| block.bought <= day).cloned().collect();
    let booked: Vec<Booked> = spent.booked.iter().filter(|one| one.at <= at).cloned().collect();
    let all = balances(pack, &plan.contract, (&blocks, &booked), at);
    all.into_iter().find(|(known, _)| known.key == pot.key)?.1
}

/// The contract in force at an instant, or else the one that ended last before it, with its pack and whether it holds.
fn in_force<'a>(plans: &[&'a Plan], at: Instant) -> Option<(&'a Plan, &'a Pack, bool)> {
    let begun = plans.iter().filter_map(|plan| {
        let pack: &Pack = plan.terms.as_deref()?.pack();
        let date = pack.zone.date(at);
        (plan.contract.starts <= date).then_some((*plan, pack, plan.contract.in_force(date)))
    });
    begun.max_by_key(|(plan, _, holds)| {
        let (starts, ends) = (plan.contract.starts, plan.contract.ends.unwrap_or(NaiveDate::MAX));
        (*holds, if *holds { starts } else { ends }, plan.contract.id)
    })
}
