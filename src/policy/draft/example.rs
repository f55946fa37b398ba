//! The example of a new pack: a question whose answer the engine works out, for its author to check by hand.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveTime, Weekday};

use super::Draft;
use super::write::quoted;
use crate::policy::check::moment_words;
use crate::policy::model::{ClockKey, Facts, Pack};
use crate::policy::{Expected, Terms};

/// The `[[examples]]` of a draft that has become this pack: the worst severity of the highest tier, late on a Friday.
pub(super) fn of(pack: Pack, draft: &Draft) -> String {
    let pack = Arc::new(pack);
    let (Some(tier), Some(severity)) = (pack.tiers.last(), pack.severities.first()) else {
        return String::new();
    };
    let to_friday =
        (Weekday::Fri.num_days_from_monday() + 7 - draft.edition.weekday().num_days_from_monday()) % 7;
    let friday = draft.edition.checked_add_days(Days::new(u64::from(to_friday)));
    let late = NaiveTime::from_hms_opt(16, 30, 0);
    let received = friday.zip(late).and_then(|(friday, late)| pack.zone.instant(friday.and_time(late)));
    let Some(received) = received else { return String::new() };
    let facts =
        Facts { tier: Some(tier.key.clone()), severity: Some(severity.key.clone()), ..Facts::default() };
    let terms = Terms::of_pack(pack.clone());
    let answer = |clock: ClockKey| {
        let resolved = terms.resolve(&clock, &facts, received);
        let said = resolved
            .due(received, &[])
            .map_or_else(|| Expected::Kind(resolved.promise.clone()), Expected::At);
        let words = match said {
            Expected::At(at) => moment_words(at, &pack.zone),
            Expected::Kind(promise) => promise.to_string(),
        };
        format!("{clock} = {}", quoted(&words))
    };
    let answers = [ClockKey::first_response(), ClockKey::resolution()].map(answer).join(", ");
    let mut text = String::from(
        "
# ---- proof: questions and their answers ----
# The answer below is the program's own: work it out by hand from the page, and add one for each rule that could be misread.

[[examples]]
",
    );
    let _ = write!(
        text,
        "ask = {{ tier = {}, severity = {}, received = {} }}\nanswer = {{ {answers} }}\n",
        quoted(tier.key.as_str()),
        quoted(severity.key.as_str()),
        quoted(&moment_words(received, &pack.zone)),
    );
    text
}
