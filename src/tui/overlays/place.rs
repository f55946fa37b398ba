//! The field of a contract's form for the customer's place, where the policy reads hours there.

use std::sync::Arc;

use super::form::{Field, Fields};
use crate::policy::{OwnPlace, OwnTerms, Pack, Terms};
use crate::tui::app::App;

/// The field; shown where the chosen policy asks for it.
pub(super) fn field(place: Option<&OwnPlace>) -> Field {
    let given = place.map(ToString::to_string).unwrap_or_default();
    Field::line("place", "Their place").given(&given).about(
        "The customer's zone, then its holidays: Europe/Berlin DE/BY 2027-01-04. The policy reads hours there; empty while it is not known.",
    )
}

/// What stands in the field, where the policy asks for it.
///
/// # Errors
/// The field's name and why that is no place.
pub(super) fn read(
    fields: &Fields<'_>,
    pack: &Arc<Pack>,
    app: &App,
) -> Result<Option<OwnPlace>, (&'static str, String)> {
    let Some(written) = fields.given("place").filter(|_| pack.asks_for_place()) else { return Ok(None) };
    let wrong = |why: String| ("place", why);
    let place: OwnPlace = written.parse().map_err(wrong)?;
    let own = OwnTerms { place: Some(place.clone()), ..OwnTerms::default() };
    if let Some(book) = &app.book {
        Terms::new(pack.clone(), &own, book.zones()).map_err(|error| wrong(error.to_string()))?;
    }
    Ok(Some(place))
}
