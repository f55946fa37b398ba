//! Who is on call: a rota in a file (rotations, overrides, swaps), or a calendar feed as on-call services export it. Pure.

use crate::calendar::Span;

/// Somebody's turn on a line of the rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The line: `first`, `escalation` ...
    pub line: String,
    /// Who.
    pub agent: String,
    /// From when to when.
    pub span: Span,
}
