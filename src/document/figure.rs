//! Numbers and money as people in Britain write them, and the round ones among them that mark an axis.

/// Steps of an axis that a reader is glad of, about.
const STEPS: f64 = 5.0;

/// A number with thousands separators and a fixed count of decimals; never `-0`.
#[must_use]
pub fn fixed(value: f64, decimals: usize) -> String {
    let written = format!("{value:.decimals$}");
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) if digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => ("-", digits),
        Some(digits) => ("", digits),
        None => ("", written.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// A number with as many decimals as it has, at most six, and thousands separators.
#[must_use]
pub fn plain(value: f64) -> String {
    const DECIMALS: usize = 6;
    if value.abs() >= 1e15 || (value.abs() < 1e-6 && value.abs() > 0.0) {
        return format!("{value:e}");
    }
    let written = fixed(value, DECIMALS);
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share in per cent, with a decimal only where it has one.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let decimals = usize::from((percent - percent.round()).abs() >= 0.05);
    format!("{}%", fixed(percent, decimals))
}

/// A share in whole per cent; never 0% or 100% for what is not quite that.
#[must_use]
pub fn whole_percent(share: f64) -> String {
    match share {
        // A half is no whole per cent yet, whichever way it would be rounded.
        _ if share > 0.0 && share <= 0.005 => "<1%".to_owned(),
        _ if (0.995..1.0).contains(&share) => ">99%".to_owned(),
        _ => format!("{}%", fixed(100.0 * share, 0)),
    }
}

/// Pounds: whole from £100 up and for whole amounts, with pence below.
#[must_use]
pub fn pounds(value: f64) -> String {
    let decimals = if value.abs() >= 100.0 || value.fract().abs() < 1e-9 { 0 } else { 2 };
    let written = fixed(value, decimals);
    written.strip_prefix('-').map_or_else(|| format!("£{written}"), |digits| format!("-£{digits}"))
}

/// A number in few characters, such as `250k`, `1.5m` or `2bn`, for where an axis leaves little room.
#[must_use]
pub fn short(value: f64) -> String {
    const UNITS: [(f64, &str); 4] = [(1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")];
    // What would be rounded to a thousand of a unit is one of the next.
    let unit = UNITS.into_iter().find(|(unit, _)| value.abs() >= unit * 0.999_995);
    match unit {
        Some((unit, letters)) => format!("{}{letters}", plain((value / unit * 100.0).round() / 100.0)),
        None if value.abs() > 0.0 && value.abs() < 1e-4 => format!("{value:.0e}"),
        None => plain(value),
    }
}

/// Pounds in few characters.
#[must_use]
pub fn short_pounds(value: f64) -> String {
    // Nobody pays less than a penny.
    let written = if value.abs() < 1e3 { short((100.0 * value).round() / 100.0) } else { short(value) };
    written.strip_prefix('-').map_or_else(|| format!("£{written}"), |digits| format!("-£{digits}"))
}

/// The figures of an axis that begins and ends with one of them, a round step apart.
#[must_use]
pub fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = high - low;
    if !(span.is_finite() && span > 0.0) {
        // Half a unit is less than the last digit of a very large figure.
        let half = 0.5_f64.max(low.abs() * 1e-9);
        return if low.is_finite() { ticks(low - half, low + half) } else { vec![0.0, 1.0] };
    }
    let tenth = libm::pow(10.0, libm::floor(libm::log10(span / STEPS)));
    let step = [1.0, 2.0, 5.0].map(|step| step * tenth).into_iter().find(|step| span / step <= STEPS).unwrap_or(10.0 * tenth);
    // A figure that misses a step by the noise of a sum does not need another step.
    let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a dozen
    let count = (last - first).max(1.0) as u32;
    (0..=count).map(|index| (first + f64::from(index)) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_and_zero_has_no_sign() {
        assert_eq!(fixed(1_234_567.891, 1), "1,234,567.9");
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(fixed(-999.96, 1), "-1,000.0");
        assert_eq!(plain(-0.25), "-0.25");
        assert_eq!(plain(800_000.0), "800,000");
        assert_eq!(pounds(-650_000.0), "-£650,000");
        assert_eq!(pounds(12.5), "£12.50");
        assert_eq!([0.0, 0.005, 0.5, 0.995, 1.0].map(whole_percent).join(" "), "0% <1% 50% >99% 100%");
        assert_eq!([0.33, 1.0 / 3.0, 0.999_99].map(percent).join(" "), "33% 33.3% 100%");
    }

    #[test]
    fn short_figures_are_short() {
        let written = [0.0, -250_000.0, 1.5e6, 15.6e6, 999_999.0, 2e9, 1e12, 12.5].map(short_pounds).join(" ");
        assert_eq!(written, "£0 -£250k £1.5m £15.6m £1m £2bn £1tn £12.5");
        assert_eq!([0.2 + 0.1, 3e-9, 999.0, 1e15, 1e18].map(short).join(" "), "0.3 3e-9 999 1,000tn 1,000,000tn");
    }

    #[test]
    fn axes_have_round_figures_that_enclose_all_values() {
        let written = |low, high| ticks(low, high).into_iter().map(plain).collect::<Vec<_>>().join(" ");
        assert_eq!(written(3.0, 97.0), "0 20 40 60 80 100");
        assert_eq!(written(0.0, 100.0), "0 20 40 60 80 100");
        assert_eq!(written(41.2, 43.9), "41 42 43 44");
        assert_eq!(written(-12.0, 0.1 + 0.2), "-15 -10 -5 0 5");
        assert_eq!(written(0.1, 0.3), "0.1 0.15 0.2 0.25 0.3");
        assert_eq!(written(50.0, 50.0), "49.4 49.6 49.8 50 50.2 50.4 50.6");
        assert!(ticks(1e17, 1e17).len() > 1);
        assert_eq!(ticks(f64::NEG_INFINITY, f64::INFINITY), [0.0, 1.0]);
    }
}
