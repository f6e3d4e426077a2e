//! Numbers and money as people in Britain write them.

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
}
