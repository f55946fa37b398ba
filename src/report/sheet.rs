//! Time sheets: the time that was booked, worked and charged.

use super::data::{Booking, TimeSheet};
use super::frame::Frame;
use crate::desk::{Booked, CustomerId};

impl Frame {
    /// Adds what was booked on a customer's tickets and ended in the report's period.
    pub fn book(&self, sheet: &mut TimeSheet, customer: CustomerId, booked: &[Booked]) {
        let span = self.scope.span;
        let inside = |one: &&Booked| span.from <= one.at && one.at < span.to;
        let agent = |one: &&Booked| self.scope.agent.as_ref().is_none_or(|asked| *asked == one.agent);
        let plan = |one: &&Booked| self.asks_for(one.contract.and_then(|id| self.plans.get(&id)));
        for one in booked.iter().filter(inside).filter(agent).filter(plan) {
            sheet.minutes += u64::from(one.minutes);
            sheet.charged += u64::from(one.charged);
            sheet.bookings.push(Booking {
                customer,
                customer_name: self.customer(customer),
                ticket: one.ticket,
                at: one.at,
                agent: one.agent.clone(),
                minutes: one.minutes,
                charged: one.charged,
                pot: one.pot.clone(),
                note: one.note.clone(),
            });
        }
    }
}
