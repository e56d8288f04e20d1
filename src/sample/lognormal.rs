//! Log-normal amounts of money in whole numbers.

use super::rng::Rng;

/// exp(i / 10) in millionths for i from -64 to 64, made with
/// `python3 -c "import math; print([round(math.exp(i / 10) * 10**6) for i in range(-64, 65)])"`.
#[rustfmt::skip]
const EXP: [i64; 129] = [
    1_662, 1_836, 2_029, 2_243, 2_479, 2_739, 3_028, 3_346, 3_698, 4_087, 4_517, 4_992, 5_517, 6_097, 6_738, 7_447,
    8_230, 9_095, 10_052, 11_109, 12_277, 13_569, 14_996, 16_573, 18_316, 20_242, 22_371, 24_724, 27_324, 30_197,
    33_373, 36_883, 40_762, 45_049, 49_787, 55_023, 60_810, 67_206, 74_274, 82_085, 90_718, 100_259, 110_803, 122_456,
    135_335, 149_569, 165_299, 182_684, 201_897, 223_130, 246_597, 272_532, 301_194, 332_871, 367_879, 406_570,
    449_329, 496_585, 548_812, 606_531, 670_320, 740_818, 818_731, 904_837, 1_000_000, 1_105_171, 1_221_403,
    1_349_859, 1_491_825, 1_648_721, 1_822_119, 2_013_753, 2_225_541, 2_459_603, 2_718_282, 3_004_166, 3_320_117,
    3_669_297, 4_055_200, 4_481_689, 4_953_032, 5_473_947, 6_049_647, 6_685_894, 7_389_056, 8_166_170, 9_025_013,
    9_974_182, 11_023_176, 12_182_494, 13_463_738, 14_879_732, 16_444_647, 18_174_145, 20_085_537, 22_197_951,
    24_532_530, 27_112_639, 29_964_100, 33_115_452, 36_598_234, 40_447_304, 44_701_184, 49_402_449, 54_598_150,
    60_340_288, 66_686_331, 73_699_794, 81_450_869, 90_017_131, 99_484_316, 109_947_172, 121_510_418, 134_289_780,
    148_413_159, 164_021_907, 181_272_242, 200_336_810, 221_406_416, 244_691_932, 270_426_407, 298_867_401,
    330_299_560, 365_037_468, 403_428_793, 445_857_770, 492_749_041, 544_571_910, 601_845_038,
];

/// The exponent of the first entry, in thousandths.
const FIRST: i64 = -6400;
/// The distance of two entries, in thousandths.
const STEP: i64 = 100;
const MILLIONTHS: i64 = 1_000_000;

/// exp(x) in millionths, x in thousandths: linear between two entries (off by at most 0.13%), flat beyond the ends.
fn exp(x: i64) -> i64 {
    let from = x.clamp(FIRST, -FIRST) - FIRST;
    let low = usize::try_from(from / STEP).unwrap_or(0);
    let below = EXP.get(low).copied().unwrap_or(MILLIONTHS);
    let above = EXP.get(low + 1).copied().unwrap_or(below);
    below + (above - below) * (from % STEP) / STEP
}

/// An amount in fen, log-normal with this median (at most a billion fen) and this sigma in thousandths.
pub(super) fn amount(rng: &mut Rng, median: i64, sigma: i64) -> i64 {
    median * exp(sigma * rng.normal() / 1000) / MILLIONTHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_close() {
        assert_eq!(exp(0), 1_000_000);
        assert_eq!(exp(1000), 2_718_282);
        assert!((exp(550) - 1_733_253).abs() < 2_500, "between two entries");
        assert_eq!(exp(9_000), exp(6_400), "flat beyond the table");
    }

    #[test]
    fn median_and_tail_are_as_asked() {
        let mut rng = Rng::new(1);
        let mut drawn: Vec<i64> = (0..20_001).map(|_| amount(&mut rng, 300_000_000, 1_400)).collect();
        drawn.sort_unstable();
        assert!((285_000_000..315_000_000).contains(&drawn[10_000]), "median 3.0 M yuan, not {}", drawn[10_000]);
        let tail = drawn.iter().filter(|fen| **fen > 10_000_000_000).count();
        assert!((60..160).contains(&tail), "about 0.5% above 100 M yuan, not {tail} of 20,001");
    }
}
