//! A line of the rota, and which of its layers, swaps and overrides holds when: an override above a swap, a swap above a
//! rotation, a rotation above those that are written before it.

use std::sync::Arc;

use crate::calendar::{Instant, Span, Zone};

use super::turns::Rotation;

/// A line: what is on call for it at any time is at most one agent.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its name.
    pub name: String,
    /// Rotations; a later one covers an earlier one wherever it has somebody.
    pub layers: Vec<Layer>,
    /// Agents who exchange what they have.
    pub swaps: Vec<Swap>,
    /// Agents who stand in; no two overlap.
    pub overrides: Vec<Override>,
}

/// Where a line's turns come from.
#[derive(Debug, Clone)]
pub(super) enum Layer {
    /// Agents take turns.
    Rotation(Rotation),
    /// A calendar feed says them.
    Feed(Listed),
}

/// Turns as a feed lists them.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// Whose wall clock is meant where no other is named.
    pub zone: Arc<Zone>,
    /// When, and who: in order, none over another.
    pub turns: Vec<(Span, Arc<str>)>,
}

impl Listed {
    /// Those of which some second lies in `window`.
    fn within(&self, window: Span) -> &[(Span, Arc<str>)] {
        let from = self.turns.partition_point(|(span, _)| span.to <= window.from);
        let to = self.turns.partition_point(|(span, _)| span.from < window.to);
        self.turns.get(from..to.max(from)).unwrap_or_default()
    }
}

/// Two agents have each other's duties for a while.
#[derive(Debug, Clone)]
pub(super) struct Swap {
    /// They.
    pub agents: (String, String),
    /// When.
    pub span: Span,
}

/// Somebody stands in, whoever's turn it is, and also where it is nobody's.
#[derive(Debug, Clone)]
pub(super) struct Override {
    /// Who.
    pub agent: String,
    /// When.
    pub span: Span,
}

/// A stretch of one agent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// When.
    pub span: Span,
    /// Who.
    pub agent: &'a str,
}

pub(super) fn meet(a: Span, b: Span) -> bool {
    a.from < b.to && b.from < a.to
}

fn joined(a: Span, b: Span) -> Span {
    Span { from: a.from.min(b.from), to: a.to.max(b.to) }
}

/// What is left of a span without others, in order.
fn without(span: Span, others: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut left = vec![span];
    for other in others.filter(|other| meet(*other, span)) {
        let cut = |span: Span| {
            let before = Span { from: span.from, to: span.to.min(other.from) };
            let after = Span { from: span.from.max(other.to), to: span.to };
            [before, after].into_iter().filter(|span| span.from < span.to)
        };
        left = left.into_iter().flat_map(cut).collect();
    }
    left
}

impl Layer {
    fn extent(&self, window: Span) -> Option<Span> {
        match self {
            Layer::Rotation(rotation) => rotation.extent(window),
            Layer::Feed(listed) => {
                let turns = listed.within(window);
                Some(Span { from: turns.first()?.0.from, to: turns.last()?.0.to })
            }
        }
    }

    fn stretches(&self, window: Span) -> Vec<(Span, &str)> {
        match self {
            Layer::Rotation(rotation) => rotation.stretches(window),
            Layer::Feed(listed) => {
                listed.within(window).iter().map(|(span, agent)| (*span, &**agent)).collect()
            }
        }
    }

    fn beginnings(&self) -> Vec<Instant> {
        match self {
            Layer::Rotation(rotation) => rotation.start().into_iter().collect(),
            Layer::Feed(listed) => listed.turns.iter().map(|(span, _)| span.from).collect(),
        }
    }

    /// Whose wall clock it counts on.
    pub fn zone(&self) -> &Arc<Zone> {
        match self {
            Layer::Rotation(rotation) => &rotation.zone,
            Layer::Feed(listed) => &listed.zone,
        }
    }

    /// Everybody who has turns, some more than once.
    pub fn agents(&self) -> Vec<&str> {
        match self {
            Layer::Rotation(rotation) => rotation.agents.iter().map(String::as_str).collect(),
            Layer::Feed(listed) => {
                let agents: std::collections::BTreeSet<&str> =
                    listed.turns.iter().map(|(_, agent)| &**agent).collect();
                agents.into_iter().collect()
            }
        }
    }
}

impl Line {
    /// Everything of which some second lies in `window`, whole, in order.
    pub fn pieces(&self, window: Span) -> Vec<Piece<'_>> {
        // Whole stretches are answered, so whatever cuts them must be known as far as they reach.
        let reached = self.overrides.iter().map(|one| one.span).filter(|span| meet(*span, window));
        let reached = reached.fold(window, joined);
        let wide = self.layers.iter().filter_map(|layer| layer.extent(reached)).fold(reached, joined);
        let base = self.swapped(self.layered(wide));
        let mut pieces = Vec::new();
        for piece in &base {
            // Who stands in for themselves changes nothing, and ends no stretch.
            let others = self.overrides.iter().filter(|one| one.agent != piece.agent);
            let left = without(piece.span, others.map(|one| one.span));
            pieces.extend(left.into_iter().map(|span| Piece { span, ..*piece }));
        }
        for one in self.overrides.iter().filter(|one| meet(one.span, window)) {
            let own = base.iter().filter(|piece| piece.agent == one.agent).map(|piece| piece.span);
            let left = without(one.span, own);
            pieces.extend(left.into_iter().map(|span| Piece { span, agent: &one.agent }));
        }
        pieces.retain(|piece| meet(piece.span, window));
        pieces.sort_by_key(|piece| piece.span.from);
        pieces
    }

    /// What the layers say, the later above the earlier.
    fn layered(&self, window: Span) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece> = Vec::new();
        for layer in self.layers.iter().rev() {
            let above: Vec<Span> = pieces.iter().map(|piece| piece.span).collect();
            for (span, agent) in layer.stretches(window) {
                let left = without(span, above.iter().copied());
                pieces.extend(left.into_iter().map(|span| Piece { span, agent }));
            }
        }
        pieces
    }

    /// With every swap carried out.
    fn swapped<'a>(&'a self, mut pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
        for Swap { agents: (one, other), span: time } in &self.swaps {
            let mut after = Vec::with_capacity(pieces.len());
            for piece in pieces {
                let agent = match piece.agent {
                    agent if agent == one => other,
                    agent if agent == other => one,
                    _ => {
                        after.push(piece);
                        continue;
                    }
                };
                let kept = without(piece.span, std::iter::once(*time));
                after.extend(kept.into_iter().map(|span| Piece { span, ..piece }));
                let span = Span { from: piece.span.from.max(time.from), to: piece.span.to.min(time.to) };
                if span.from < span.to {
                    after.push(Piece { span, agent });
                }
            }
            pieces = after;
        }
        pieces
    }

    /// When what is written down begins.
    pub fn beginnings(&self) -> Vec<Instant> {
        let layers = self.layers.iter().flat_map(Layer::beginnings);
        layers.chain(self.overrides.iter().map(|one| one.span.from)).collect()
    }
}
