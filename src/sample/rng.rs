//! Whole random numbers from a seed: xoshiro256**, seeded by `SplitMix64`. No float, no clock.

/// A source of random whole numbers.
#[derive(Debug, Clone)]
pub(super) struct Rng([u64; 4]);

impl Rng {
    /// A source that is the same for the same seed.
    pub(super) fn new(seed: u64) -> Self {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        Self([next(), next(), next(), next()])
    }

    /// A source of its own for one part of the district and one year: a new draw in one part leaves the others alone.
    pub(super) fn part(seed: u64, part: &str, year: i32) -> Self {
        let start = seed ^ 0xCBF2_9CE4_8422_2325;
        let bytes = part.bytes().chain(year.to_be_bytes());
        Self::new(bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)))
    }

    /// The next 64 random bits.
    pub(super) fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let answer = b.wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let (c, d) = (c ^ a, d ^ b);
        self.0 = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        answer
    }

    /// A number from 0 up to but not including `bound`; 0 when the bound is 0.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        u64::try_from((u128::from(self.bits()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// A place in a list of this length.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let bound = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(bound)).unwrap_or(0)
    }

    /// A number between two bounds, both inside.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True so many times in a thousand.
    pub(super) fn permille(&mut self, chance: u32) -> bool {
        self.below(1000) < u64::from(chance)
    }

    /// One of some values; the default of their type when there is none.
    pub(super) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        from.get(self.place(from.len())).copied().unwrap_or_default()
    }

    /// One of some values by weight; the default of their type when there is none.
    pub(super) fn weighted<T: Copy + Default>(&mut self, from: &[(u32, T)]) -> T {
        let total: u64 = from.iter().map(|(weight, _)| u64::from(*weight)).sum();
        let mut left = self.below(total);
        for (weight, value) in from {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        T::default()
    }

    /// At most so many of some values, in random order.
    pub(super) fn sample<T>(&mut self, mut from: Vec<T>, count: usize) -> Vec<T> {
        let count = count.min(from.len());
        for at in 0..count {
            let other = at + self.place(from.len() - at);
            from.swap(at, other);
        }
        from.truncate(count);
        from
    }

    /// A draw of the standard normal distribution in thousandths: the sum of twelve uniform draws less six.
    pub(super) fn normal(&mut self) -> i64 {
        (0..12).map(|_| self.between(0, 1000)).sum::<i64>() - 6000
    }

    /// Sixteen random bytes.
    pub(super) fn bytes16(&mut self) -> [u8; 16] {
        ((u128::from(self.bits()) << 64) | u128::from(self.bits())).to_be_bytes()
    }

    /// 64 lower-case hexadecimal digits, the look of a SHA-256 digest.
    pub(super) fn digest(&mut self) -> String {
        format!("{:016x}{:016x}{:016x}{:016x}", self.bits(), self.bits(), self.bits(), self.bits())
    }
}
