//! Colours as theme files name them, and what a terminal can show of them.

use std::fmt;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Colour {
    /// The terminal's own: its foreground as text, its background behind it.
    Default,
    /// One of the terminal's sixteen, 0 to 15: black, red ... then the bright ones.
    Ansi(u8),
    /// One of 256, 16 to 255: the cube of 216 and the greys.
    Index(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The sixteen by name, in their order.
pub const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None, or none are wanted (`NO_COLOR`).
    None,
    /// Its own sixteen.
    Sixteen,
    /// 256.
    Indexed,
    /// Red, green and blue.
    True,
}

impl Depth {
    /// What the surroundings say: `NO_COLOR` and `TERM=dumb` want none, `COLORTERM` and `TERM` tell how many there are.
    pub fn told(no_color: Option<&str>, term: Option<&str>, colorterm: Option<&str>) -> Depth {
        let term = term.unwrap_or("");
        if no_color.is_some_and(|set| !set.is_empty()) || term == "dumb" {
            return Depth::None;
        }
        if matches!(colorterm, Some("truecolor" | "24bit")) || term.ends_with("-direct") {
            return Depth::True;
        }
        if term.contains("256color") { Depth::Indexed } else { Depth::Sixteen }
    }
}

impl Colour {
    /// Reads `default`, one of the names of the sixteen colours, a number from 0 to 255, or `#rrggbb`. `None` where it is none of them.
    pub fn read(text: &str) -> Option<Colour> {
        if text == "default" {
            return Some(Colour::Default);
        }
        if let Some(place) = NAMES.iter().position(|name| *name == text) {
            return u8::try_from(place).ok().map(Colour::Ansi);
        }
        if let Some(digits) = text.strip_prefix('#') {
            let plain = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok().filter(|_| plain)?.to_be_bytes();
            return Some(Colour::Rgb(red, green, blue));
        }
        text.parse().ok().map(Colour::numbered)
    }

    /// The colour of that number in the terminal's table of 256.
    pub fn numbered(number: u8) -> Colour {
        if number < 16 { Colour::Ansi(number) } else { Colour::Index(number) }
    }

    /// The nearest that a terminal of that depth has.
    pub fn at(self, depth: Depth) -> Colour {
        match (self, depth) {
            (_, Depth::None) => Colour::Default,
            (Colour::Rgb(..), Depth::Indexed) => nearest(self.rgb(), 16..=255),
            (Colour::Rgb(..) | Colour::Index(_), Depth::Sixteen) => nearest(self.rgb(), 0..=15),
            (colour, _) => colour,
        }
    }

    /// Red, green and blue: exact for `#rrggbb` and the cube, and what most terminals have for the sixteen.
    fn rgb(self) -> [i32; 3] {
        const SIXTEEN: [[i32; 3]; 16] = [
            [0, 0, 0],
            [205, 0, 0],
            [0, 205, 0],
            [205, 205, 0],
            [0, 0, 238],
            [205, 0, 205],
            [0, 205, 205],
            [229, 229, 229],
            [127, 127, 127],
            [255, 0, 0],
            [0, 255, 0],
            [255, 255, 0],
            [92, 92, 255],
            [255, 0, 255],
            [0, 255, 255],
            [255, 255, 255],
        ];
        match self {
            Colour::Default => [0, 0, 0],
            Colour::Rgb(red, green, blue) => [red, green, blue].map(i32::from),
            Colour::Ansi(number) => SIXTEEN.get(usize::from(number)).copied().unwrap_or_default(),
            Colour::Index(number @ 232..) => [8 + 10 * (i32::from(number) - 232); 3],
            Colour::Index(number) => {
                let cell = i32::from(number.saturating_sub(16));
                let level = |step: i32| if step == 0 { 0 } else { 55 + 40 * step };
                [level(cell / 36), level(cell / 6 % 6), level(cell % 6)]
            }
        }
    }
}

fn nearest(wanted: [i32; 3], among: std::ops::RangeInclusive<u8>) -> Colour {
    let far = |number: &u8| -> i32 {
        let is = Colour::numbered(*number).rgb();
        wanted.iter().zip(is).map(|(wanted, is)| (wanted - is).pow(2)).sum()
    };
    among.min_by_key(far).map_or(Colour::Default, Colour::numbered)
}

/// As a theme file names it.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Colour::Default => f.write_str("default"),
            Colour::Ansi(number) => f.write_str(NAMES.get(usize::from(*number)).unwrap_or(&"default")),
            Colour::Index(number) => write!(f, "{number}"),
            Colour::Rgb(red, green, blue) => write!(f, "#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written_the_same() {
        for name in ["default", "red", "bright-blue", "208", "#0a1b2c"] {
            assert_eq!(Colour::read(name).unwrap().to_string(), name);
        }
        for wrong in ["", "redd", "#12345", "#12345g", "#+12345", "256", "-1", "Red"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_a_terminal_has_not_is_the_nearest_that_it_has() {
        let orange = Colour::Rgb(255, 136, 0);
        assert_eq!(orange.at(Depth::True), orange);
        assert_eq!(orange.at(Depth::Indexed), Colour::Index(208));
        assert_eq!(Colour::Rgb(250, 10, 10).at(Depth::Sixteen), Colour::Ansi(9));
        assert_eq!(Colour::Ansi(1).at(Depth::Sixteen), Colour::Ansi(1));
        assert_eq!(orange.at(Depth::None), Colour::Default);
    }

    #[test]
    fn surroundings_tell_how_many_there_are() {
        assert_eq!(Depth::told(Some("1"), Some("xterm-256color"), Some("truecolor")), Depth::None);
        assert_eq!(Depth::told(Some(""), Some("xterm-256color"), None), Depth::Indexed);
        assert_eq!(Depth::told(None, Some("tmux-256color"), Some("truecolor")), Depth::True);
        assert_eq!(Depth::told(None, Some("linux"), None), Depth::Sixteen);
        assert_eq!(Depth::told(None, Some("dumb"), None), Depth::None);
    }
}
