//! The theme that was chosen, for both kinds of terminal: which one it is may be known only later.

use super::colour::Depth;
use super::palette::Palette;

/// What stands behind the terminal's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Something dark.
    Dark,
    /// Something light.
    Light,
}

impl Ground {
    /// What `COLORFGBG` says, which some terminals set: its last number is the background's. `None` where it says nothing.
    pub fn told(colorfgbg: Option<&str>) -> Option<Ground> {
        match colorfgbg?.rsplit(';').next()?.parse::<u8>().ok()? {
            7 | 9..=15 => Some(Ground::Light),
            0..=6 | 8 => Some(Ground::Dark),
            _ => None,
        }
    }

    /// What a terminal says when it is asked for its background (OSC 11): `rgb:ffff/ffff/ffff`, each of one to four
    /// hexadecimal digits, `rgba:` with a fourth, or `#rrggbb`. `None` where that is no colour.
    pub fn answered(answer: &str) -> Option<Ground> {
        let answer = answer.trim();
        let parts: Vec<&str> = match answer.strip_prefix("rgb:").or_else(|| answer.strip_prefix("rgba:")) {
            Some(parts) => parts.split('/').collect(),
            None => {
                let digits =
                    answer.strip_prefix('#').filter(|digits| digits.is_ascii() && digits.len() % 3 == 0)?;
                let each = digits.len() / 3;
                [0, each, 2 * each].into_iter().map(|at| digits.get(at..at + each)).collect::<Option<_>>()?
            }
        };
        let share = |part: &str| {
            let full = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
            let value = u32::from_str_radix(part, 16).ok().filter(|_| (1..=4).contains(&part.len()))?;
            Some(f64::from(value) / f64::from(full))
        };
        let mut shares = parts.iter().map(|part| share(part));
        let (red, green, blue) = (shares.next()??, shares.next()??, shares.next()??);
        // How bright an eye finds it (ITU-R BT.709).
        let bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        Some(if bright > 0.5 { Ground::Light } else { Ground::Dark })
    }
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// For dark terminals.
    pub dark: Palette,
    /// For light ones.
    pub light: Palette,
    /// How many colours there are.
    pub depth: Depth,
    /// What the terminal is taken for until it says otherwise.
    pub ground: Ground,
    /// It is asked: the two palettes differ.
    pub ask: bool,
}

impl Chosen {
    /// The palette for a ground.
    pub fn palette(&self, ground: Ground) -> &Palette {
        match ground {
            Ground::Dark => &self.dark,
            Ground::Light => &self.light,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colorfgbg_is_read() {
        let table = [
            (None, None),
            (Some("15;0"), Some(Ground::Dark)),
            (Some("0;default;15"), Some(Ground::Light)),
            (Some("0;7"), Some(Ground::Light)),
            (Some("12;8"), Some(Ground::Dark)),
            (Some("0;default"), None),
        ];
        for (set, ground) in table {
            assert_eq!(Ground::told(set), ground, "{set:?}");
        }
    }

    #[test]
    fn answers_of_terminals_are_read() {
        let table = [
            ("rgb:ffff/ffff/ffff", Some(Ground::Light)),
            ("rgb:0000/2b2b/3636", Some(Ground::Dark)),
            ("rgb:fd/f6/e3", Some(Ground::Light)),
            ("rgba:1e1e/1e1e/1e1e/ffff", Some(Ground::Dark)),
            ("#fdf6e3", Some(Ground::Light)),
            ("rgb:0/0/f", Some(Ground::Dark)),
            ("rgb:", None),
            ("rgb:1/2", None),
            ("rgb:xx/yy/zz", None),
            ("#fdf6e", None),
            ("?", None),
        ];
        for (answer, ground) in table {
            assert_eq!(Ground::answered(answer), ground, "{answer}");
        }
    }
}
