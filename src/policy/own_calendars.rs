//! What a contract does to the calendars of its pack: hours of its own in place of all of them, another wall clock, or
//! the place of the customer where the pack asks for it.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::hours_words;
use super::model::{NamedCalendar, Pack};
use super::own_terms::{OwnHours, OwnTerms, TermsError, business_day, weekly};
use super::zone_name;
use crate::calendar::{Calendar, Holiday, HolidayLists, HolidaySet, Schedule, Zone, Zones};

/// Where the customer is, as a contract states it: what a pack's calendars `at the customer's place` are read in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPlace {
    /// IANA zone of the customer's town.
    pub time_zone: String,
    /// Holidays there: codes such as `DE/BY`, sets of the pack's own, or single dates `2027-01-04`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<String>,
}

/// The calendars of a contract that differ from those of its pack.
#[derive(Debug, Default)]
pub(super) struct OwnCalendars {
    /// Key of a pack calendar -> the calendar that holds in its place.
    pub replaced: HashMap<String, NamedCalendar>,
    /// Hours of the contract's own replace the desk's hours too.
    pub hours: Option<NamedCalendar>,
}

/// A place as it is counted.
struct Place {
    zone: Arc<Zone>,
    holidays: Vec<Arc<HolidaySet>>,
}

impl OwnCalendars {
    /// The pack's calendars under a contract's own terms.
    ///
    /// # Errors
    /// [`TermsError`] names the first thing that cannot hold.
    pub fn of(pack: &Pack, own: &OwnTerms, zones: &Zones) -> Result<OwnCalendars, TermsError> {
        let zone = own.time_zone.as_deref().map(|name| zone_name::zone(name, zones)).transpose()?;
        let place = own.place.as_ref().map(|place| place.read(pack, zones)).transpose()?;
        if let Some(hours) = &own.hours {
            let there = zone.or_else(|| place.map(|place| place.zone));
            let named = own_hours(hours, there.unwrap_or_else(|| pack.zone.clone()), &pack.lists)?;
            let keys = pack.calendars.iter().map(|calendar| calendar.key.clone());
            let replaced = keys.map(|key| (key, named.clone())).collect();
            return Ok(OwnCalendars { replaced, hours: Some(named) });
        }
        if place.is_some() && !pack.asks_for_place() {
            return Err(TermsError::NoPlace(pack.id.to_string()));
        }
        let mut own = OwnCalendars::default();
        for named in &pack.calendars {
            let there = place.as_ref().filter(|_| !named.at_customer.is_empty());
            if zone.is_none() && there.is_none() {
                continue;
            }
            let mut schedules = named.calendar.schedules().to_vec();
            for (at, schedule) in schedules.iter_mut().enumerate() {
                match there.filter(|_| named.at_customer.contains(&at)) {
                    Some(place) => place.hold(schedule, pack),
                    None => schedule.zone = zone.clone().unwrap_or_else(|| schedule.zone.clone()),
                }
            }
            let calendar = Arc::new(Calendar::new(schedules)?);
            let words = match (&zone, there) {
                (_, Some(_)) => format!("{}, the customer's place", hours_words::of_calendar(&calendar)),
                (Some(_), None) if !named.at_customer.is_empty() => {
                    format!("{} by contract", hours_words::of_calendar(&calendar))
                }
                (Some(zone), None) => format!("{}, read in {} by contract", named.words, zone.name()),
                (None, None) => named.words.clone(),
            };
            own.replaced.insert(named.key.clone(), NamedCalendar { calendar, words, ..named.clone() });
        }
        Ok(own)
    }
}

fn own_hours(hours: &OwnHours, zone: Arc<Zone>, lists: &HolidayLists) -> Result<NamedCalendar, TermsError> {
    let sets = hours.holidays.iter().map(|code| lists.set(code)).collect::<Result<Vec<_>, _>>()?;
    let words = format!("the contract's own hours, {}", zone.name());
    let calendar = Arc::new(Calendar::new(vec![Schedule::new(zone, weekly(&hours.weekly)?, sets)])?);
    let stated = hours.business_day.as_deref().map(business_day).transpose()?;
    let day_length = stated.or_else(|| calendar.day_length());
    Ok(NamedCalendar { key: "contract".into(), words, day_length, calendar, at_customer: Vec::new() })
}

/// Reads the zone and then the holidays: `Europe/Berlin DE/BY 2027-01-04`.
impl FromStr for OwnPlace {
    type Err = String;

    fn from_str(written: &str) -> Result<OwnPlace, String> {
        let mut words = written.split([',', ';', ' ']).map(str::trim).filter(|word| !word.is_empty());
        let zone = words.next().filter(|zone| zone.contains('/') || *zone == "UTC");
        let Some(zone) = zone else {
            return Err(format!(
                "{} is no place: write its zone and then its holidays, such as \"Europe/Berlin DE/BY\"",
                crate::text::quoted(written)
            ));
        };
        Ok(OwnPlace { time_zone: zone.to_owned(), holidays: words.map(str::to_owned).collect() })
    }
}

impl fmt::Display for OwnPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = std::iter::once(&self.time_zone).chain(&self.holidays);
        f.write_str(&words.map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}

impl Pack {
    /// Whether some of its hours are read at the customer's place, which a contract names.
    pub fn asks_for_place(&self) -> bool {
        self.calendars.iter().any(|named| !named.at_customer.is_empty())
    }
}

impl OwnPlace {
    fn read(&self, pack: &Pack, zones: &Zones) -> Result<Place, TermsError> {
        let zone = zone_name::zone(&self.time_zone, zones)?;
        let (mut holidays, mut days) = (Vec::new(), Vec::new());
        for written in &self.holidays {
            if let Some(set) = pack.holidays.iter().find(|set| set.id.eq_ignore_ascii_case(written)) {
                holidays.push(set.clone());
            } else if let Some(date) = date(written) {
                days.push(Holiday { date, name: "the contract's own".to_owned() });
            } else {
                holidays.push(pack.lists.set(written).map_err(TermsError::PlaceHolidays)?);
            }
        }
        if !days.is_empty() {
            holidays.push(Arc::new(HolidaySet::from_days("dates of the contract", days)));
        }
        Ok(Place { zone, holidays })
    }
}

/// A date and nothing else: chrono would take signs and spaces too.
fn date(written: &str) -> Option<NaiveDate> {
    written.parse::<NaiveDate>().ok().filter(|date| date.to_string() == written)
}

impl Place {
    /// A schedule of the pack, read here. The holidays of the customer stand in place of those of the pack's country;
    /// the provider's own closures hold wherever the customer is.
    fn hold(&self, schedule: &mut Schedule, pack: &Pack) {
        schedule.zone = self.zone.clone();
        schedule.holidays.retain(|set| pack.holidays.iter().any(|own| own.id == set.id));
        for set in &self.holidays {
            if !schedule.holidays.iter().any(|known| known.id == set.id) {
                schedule.holidays.push(set.clone());
            }
        }
    }
}
