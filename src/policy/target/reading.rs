//! Targets read from words: `8 business hours`, `4 to 6 hours`, `same time on business day 2`.

use std::str::FromStr;

use super::{Aim, Length, Promise, Unit};

/// Why a text is no target; says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// A number without a unit, which could mean anything (faults.md H04).
    #[error("{0:?} has no unit: write for example \"4 business hours\"")]
    NoUnit(String),
    /// Not a whole number from 1 on (from 0 for `end of business day`).
    #[error("{0:?} is no whole number of at least 1; write 90 minutes for an hour and a half")]
    Amount(String),
    /// A range whose second end is no later than its first.
    #[error("{0:?} is a range that runs backwards; write the earlier end first, such as \"4 to 6 hours\"")]
    Backwards(String),
    /// Longer than any support target is.
    #[error("{0:?} is longer than ten years")]
    TooLong(String),
    /// Words that name no promise.
    #[error(
        "{0:?} is no target: write a number with minutes, hours, business minutes, business hours, business days, \
         calendar days, weeks or months, `end of business day N`, `same time on business day N`, or one of `best effort`, \
         `not covered`, `by contract`, `none`"
    )]
    Unknown(String),
    /// A business day has no one length in this calendar (sla.md 1.4).
    #[error(
        "business days need a day length, and the days of this calendar differ: state its business day, or write business hours"
    )]
    NoDayLength,
}

impl FromStr for Promise {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Promise, TargetError> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match words.as_str() {
            "best effort" | "best_effort" => Ok(Promise::BestEffort),
            "not covered" | "not_covered" => Ok(Promise::NotCovered),
            "by contract" | "by_contract" => Ok(Promise::ByContract),
            "none" => Ok(Promise::NoTarget),
            _ => words.parse().map(Promise::Within),
        }
    }
}

impl FromStr for Length {
    type Err = TargetError;

    /// Reads `8 business hours`, `4 to 6 hours`, `4 hours to 1 business day`, `end of business day 1`.
    fn from_str(text: &str) -> Result<Length, TargetError> {
        let whole = || text.to_owned();
        let (first, second) = match text.split_once(" to ") {
            Some((first, second)) => (Some(first), second),
            None => (None, text),
        };
        let dated = first.and_then(named_day);
        let (amount, unit) = match (dated, second.trim().parse::<u32>()) {
            // `end of business day 1 to 2`.
            (Some((_, unit)), Ok(amount)) => (amount, unit),
            _ => one(second, text)?,
        };
        let aim = match (first, dated) {
            (_, Some((days, unit))) => {
                Some(Aim { amount: days.ok_or_else(|| TargetError::Amount(whole()))?, unit })
            }
            // `4 to 6 hours`: the unit stands once, behind both.
            (Some(first), None) if first.trim().starts_with(|c: char| c.is_ascii_digit()) => {
                let bare = first.trim().chars().all(|c| c.is_ascii_digit());
                let aim = if bare { (number(first, 1, text)?, unit) } else { one(first, text)? };
                Some(Aim { amount: aim.0, unit: aim.1 })
            }
            (Some(first), None) => {
                let signed = first.trim().starts_with(['-', '+', '.']);
                return Err(if signed {
                    TargetError::Amount(whole())
                } else {
                    TargetError::Unknown(whole())
                });
            }
            (None, None) => None,
        };
        let length = Length { amount, aim, unit };
        if amount > unit.limit() || aim.is_some_and(|aim| aim.amount > aim.unit.limit()) {
            return Err(TargetError::TooLong(whole()));
        }
        if aim.is_some_and(|aim| !aim.may_come_before(amount, unit)) {
            return Err(TargetError::Backwards(whole()));
        }
        Ok(length)
    }
}

/// One end of a length, such as `8 business hours`; `whole` is what is quoted where it is none.
fn one(text: &str, whole: &str) -> Result<(u32, Unit), TargetError> {
    let text = text.trim();
    if let Some((days, unit)) = named_day(text) {
        return Ok((days.ok_or_else(|| TargetError::Amount(whole.to_owned()))?, unit));
    }
    let split =
        text.find(|c: char| c.is_alphabetic()).filter(|_| text.starts_with(|c: char| !c.is_alphabetic()));
    let Some(split) = split else {
        let numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        let whole = whole.to_owned();
        return Err(if numeric { TargetError::NoUnit(whole) } else { TargetError::Unknown(whole) });
    };
    let (amount, unit) = text.split_at_checked(split).unwrap_or((text, ""));
    let known = Unit::WORDS.iter().find(|(one, many, _)| unit == *one || unit == *many);
    // `4 to` and nothing behind it.
    let Some(&(_, _, unit)) = known else {
        let whole = whole.to_owned();
        return Err(if unit.trim() == "to" {
            TargetError::NoUnit(whole)
        } else {
            TargetError::Unknown(whole)
        });
    };
    Ok((number(amount, 1, whole)?, unit))
}

/// A day that is named by its number: `end of business day 1`; `None` within where the number is none.
fn named_day(text: &str) -> Option<(Option<u32>, Unit)> {
    let text = text.trim();
    Unit::NAMED_DAYS.iter().find_map(|&(lead, least, unit)| {
        let days = text.strip_prefix(lead)?;
        Some((whole_number(days.trim(), least), unit))
    })
}

fn number(text: &str, least: u32, whole: &str) -> Result<u32, TargetError> {
    whole_number(text.trim(), least).ok_or_else(|| TargetError::Amount(whole.to_owned()))
}

fn whole_number(text: &str, least: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than a u32 holds are still a whole number: too long, not malformed.
    if digits { Some(text.parse().unwrap_or(u32::MAX)).filter(|&amount| amount >= least) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_read_back_as_they_are_written() {
        for text in [
            "8 business hours",
            "1 hour",
            "90 minutes",
            "1 business minute",
            "7 business days",
            "3 calendar days",
            "2 weeks",
            "1 month",
            "end of business day 0",
            "same time on business day 3",
            "4 to 6 hours",
            "4 hours to 1 business day",
            "30 minutes to 2 hours",
            "1 week to 1 month",
            "end of business day 1 to 2",
            "4 business hours to end of business day 1",
            "best effort",
            "not covered",
            "by contract",
            "none",
        ] {
            assert_eq!(text.parse::<Promise>().map(|promise| promise.to_string()), Ok(text.to_owned()));
        }
        let spaced = "  4  Business  Hours ".parse::<Promise>();
        assert_eq!(spaced.map(|p| p.to_string()), Ok("4 business hours".into()));
        assert_eq!("4 hours to 6 hours".parse::<Promise>().map(|p| p.to_string()), Ok("4 to 6 hours".into()));
    }

    #[test]
    fn what_is_no_target_says_why() {
        use TargetError::{Amount, Backwards, NoUnit, TooLong, Unknown};
        let kind = |text: &str| text.parse::<Promise>().unwrap_err();
        for text in ["8", "-8", "4 to 6", "4 to", ""] {
            assert!(matches!(kind(text), NoUnit(_) | Unknown(_)), "{text}: {:?}", kind(text));
        }
        for text in [
            "0 hours",
            "-4 hours",
            "1.5 hours",
            "0 to 4 hours",
            "-1 to 4 hours",
            "end of business day x",
            "same time on business day 0",
            "end of business day",
        ] {
            assert!(matches!(kind(text), Amount(_)), "{text}: {:?}", kind(text));
        }
        for text in
            ["6 to 4 hours", "4 to 4 hours", "1 business day to 4 hours", "end of business day 2 to 1"]
        {
            assert!(matches!(kind(text), Backwards(_)), "{text}: {:?}", kind(text));
        }
        for text in ["99999999999999999999 hours", "4000 business days", "600 weeks", "121 months"] {
            assert!(matches!(kind(text), TooLong(_)), "{text}: {:?}", kind(text));
        }
        for text in
            ["soon", "4 fortnights", "NaN hours", "8 businesshours", "soon to 4 hours", "2 business weeks"]
        {
            assert!(matches!(kind(text), Unknown(_)), "{text}: {:?}", kind(text));
        }
    }
}
