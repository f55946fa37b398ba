//! A filter as read: what has to hold of a ticket. Written out again, it reads as the same.

use std::fmt;

use super::amount::{Amount, Relation};
use super::keys::{Key, Measure, State};

/// What has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// All of these; of none, everything.
    All(Vec<Expr>),
    /// One of these.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// One of these stands in the ticket's text.
    Words(Vec<Value>),
    /// The field is one of these.
    Field(Key, Vec<Value>),
    /// It is in one of these states.
    Is(Vec<State>),
    /// A measure compared with something.
    Compare(Measure, Relation, Amount),
}

/// A piece of text that is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    /// As typed, without quotes.
    pub text: String,
    /// It stood in quotes: `*` and words such as `none` mean themselves, and after a key the whole field has to be it.
    pub quoted: bool,
}

impl Expr {
    /// All of these.
    pub(super) fn all(parts: Vec<Expr>) -> Option<Expr> {
        joined(parts, |part| if let Expr::All(inner) = part { Ok(inner) } else { Err(part) }, Expr::All)
    }

    /// One of these.
    pub(super) fn any(parts: Vec<Expr>) -> Option<Expr> {
        joined(parts, |part| if let Expr::Any(inner) = part { Ok(inner) } else { Err(part) }, Expr::Any)
    }

    /// The opposite.
    pub(super) fn negated(self) -> Expr {
        match self {
            Expr::Not(inner) => *inner,
            other => Expr::Not(Box::new(other)),
        }
    }

    /// Whether it lets everything through.
    pub fn is_everything(&self) -> bool {
        matches!(self, Expr::All(parts) if parts.is_empty())
    }

    /// Whether something holds of this or of a part of it.
    pub fn holds_anywhere(&self, what: &dyn Fn(&Expr) -> bool) -> bool {
        what(self)
            || match self {
                Expr::All(parts) | Expr::Any(parts) => parts.iter().any(|part| part.holds_anywhere(what)),
                Expr::Not(inner) => inner.holds_anywhere(what),
                _ => false,
            }
    }
}

fn joined(
    parts: Vec<Expr>,
    opened: impl Fn(Expr) -> Result<Vec<Expr>, Expr>,
    join: impl Fn(Vec<Expr>) -> Expr,
) -> Option<Expr> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match opened(part) {
            Ok(inner) => flat.extend(inner),
            Err(part) => flat.push(part),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(join(flat)),
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::All(parts) => separated(f, parts, " ", |part| matches!(part, Expr::Any(_))),
            Expr::Any(parts) => separated(f, parts, " or ", |_| false),
            Expr::Not(inner) => {
                f.write_str("!")?;
                separated(f, std::slice::from_ref(&**inner), "", |part| {
                    matches!(part, Expr::All(_) | Expr::Any(_))
                })
            }
            Expr::Words(values) => alternatives(f, values),
            Expr::Field(key, values) => {
                write!(f, "{}:", key.name())?;
                alternatives(f, values)
            }
            Expr::Is(states) => {
                f.write_str("is:")?;
                for (place, state) in states.iter().enumerate() {
                    write!(f, "{}{}", if place > 0 { "|" } else { "" }, state.name())?;
                }
                Ok(())
            }
            Expr::Compare(measure, relation, amount) => write!(f, "{}{relation}{amount}", measure.name()),
        }
    }
}

fn separated(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expr],
    between: &str,
    wrapped: impl Fn(&Expr) -> bool,
) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        let between = if place > 0 { between } else { "" };
        if wrapped(part) { write!(f, "{between}({part})")? } else { write!(f, "{between}{part}")? }
    }
    Ok(())
}

fn alternatives(f: &mut fmt::Formatter<'_>, values: &[Value]) -> fmt::Result {
    for (place, value) in values.iter().enumerate() {
        write!(f, "{}{value}", if place > 0 { "|" } else { "" })?;
    }
    Ok(())
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.quoted { f.write_str(&quoted(&self.text)) } else { f.write_str(&self.text) }
    }
}

/// Text in quotes, as the language reads it back.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
