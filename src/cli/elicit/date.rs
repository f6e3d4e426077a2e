//! Days as people in Britain write them. The clock is read here and nowhere below.

use std::time::{SystemTime, UNIX_EPOCH};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    year: u64,
    month: usize,
    day: u64,
}

impl Date {
    /// Today at Greenwich.
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::after(seconds / 86_400)
    }

    /// So many days after 1 January 1970.
    fn after(mut days: u64) -> Self {
        let mut year = 1970;
        let length = |year| 337 + february(year);
        while days >= length(year) {
            days -= length(year);
            year += 1;
        }
        let mut month = 0;
        while days >= days_in(year, month) {
            days -= days_in(year, month);
            month += 1;
        }
        Self { year, month, day: days + 1 }
    }

    /// `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Result<Self, String> {
        const FORM: &str = "write a day as YYYY-MM-DD, for example 2026-11-22";
        let parts: Vec<_> = text.split('-').map(str::parse::<u64>).collect();
        let [Ok(year), Ok(month @ 1..=12), Ok(day)] = parts[..] else { return Err(FORM.to_owned()) };
        let month = usize::try_from(month - 1).map_err(|_| FORM)?;
        if text.len() != 10 {
            return Err(FORM.to_owned());
        }
        let last = days_in(year, month);
        if (1..=last).contains(&day) {
            Ok(Self { year, month, day })
        } else {
            Err(format!("{} {year} has {last} days", MONTHS[month]))
        }
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {} {}", self.day, MONTHS[self.month], self.year)
    }
}

fn february(year: u64) -> u64 {
    if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) { 29 } else { 28 }
}

fn days_in(year: u64, month: usize) -> u64 {
    match month {
        1 => february(year),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_leap_years() {
        let written = |days| Date::after(days).to_string();
        assert_eq!(
            [0, 59, 11_016, 20_779].map(written),
            ["1 January 1970", "1 March 1970", "29 February 2000", "22 November 2026"]
        );
        assert_eq!(Date::parse("2026-11-22"), Ok(Date::after(20_779)));
        for wrong in ["2026-02-29", "22-11-2026", "2026-13-01", "2026-1-01", "today", "+026-11-22x"] {
            assert!(Date::parse(wrong).is_err(), "{wrong}");
        }
    }
}
