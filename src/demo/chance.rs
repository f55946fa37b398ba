//! Chance that is a function of a seed: the same seed tells the same story.

/// A stream of numbers (SplitMix64): small, fast, and the same on every machine.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Chance {
        Chance { state: seed }
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in `0..bound`; 0 where the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.draw() % bound).unwrap_or(0)
    }

    /// A number of at least 0 and less than 1.
    pub fn share(&mut self) -> f64 {
        // 53 bits are what a double holds exactly.
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Seconds from `from` on and before `to`; `from` where there are none between.
    pub fn seconds(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to.saturating_sub(from)).unwrap_or(0).max(1);
        from.saturating_add(i64::try_from(self.draw() % width).unwrap_or(0))
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// Whether something of that likelihood (0 to 1) happens.
    pub fn happens(&mut self, likelihood: f64) -> bool {
        self.share() < likelihood
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_tells_the_same_story() {
        let told = |seed| {
            let mut chance = Chance::new(seed);
            (0..5).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(told(7), told(7));
        assert_ne!(told(7), told(8));
        let mut chance = Chance::new(1);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&chance.share())));
        assert_eq!(chance.seconds(5, 5), 5);
        assert_eq!(chance.pick::<u8>(&[]), None);
    }
}
