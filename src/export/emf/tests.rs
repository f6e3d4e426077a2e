//! Every kind of picture is a sound metafile that holds all of its SVG.

#![allow(clippy::cast_precision_loss)] // sizes of pictures

use std::collections::BTreeSet;

use super::read::read;
use super::records::{CREATE_BRUSH, CREATE_FONT, CREATE_PEN, DELETE_OBJECT, SELECT_OBJECT, TEXT};
use super::*;
use crate::document::chart::{ChartKind, Line, Region};
use crate::document::rows::{Grid, Interval, Intervals, Named, Stack, Stacks, Swing, Swings, View, Views};
use crate::document::scatter::{Dot, Scatter};
use crate::document::triangles::{Mark, Point, Triangle, Triangles};
use crate::export::letters::Weight;

/// A chart of every kind, with all that it may show.
fn charts(name: &str) -> Vec<Chart> {
    let text = || name.to_owned();
    let of = || Named { label: text(), name: format!("{name}.") };
    let line = |series, leads| Line { label: text(), name: text(), series, from: 9.0 * series as f64, to: 50.0, leads };
    let region = |series, polygon| Region { label: text(), name: text(), series, polygon };
    let triangle = |funded| Triangle { label: text(), name: text(), cost: 1e6, benefit: 10.0, funded };
    let point = |cost, supported| Point { cost, benefit: 10.0, supported };
    let view = |share| View { name: text(), shares: vec![share] };
    let range = |range| Stack { of: of(), parts: vec![30.0, 20.0], total: 50.0, range };
    let end = |end: Option<String>| Interval { name: text(), low: 0.1, at: 0.2, high: 0.3, below: end.clone(), above: end };
    let swing = |at_low| Swing { of: of(), at_low, at_high: 60.0, low: text(), high: text() };
    let dot = |efficient, funded| Dot { label: text(), name: text(), cost: 1e6, benefit: 1.0, efficient, funded };
    let triangles = Triangles {
        triangles: vec![triangle(true), triangle(false)],
        start: (0.0, 0.0),
        frontier: vec![point(2e5, true), point(1e6, true), point(6e5, false)],
        marks: vec![Mark { label: text(), cost: 5e5, benefit: 10.0 }, Mark { label: text(), cost: 5e5, benefit: 10.0 }],
        budget: Some(1.5e6),
    };
    let kinds = vec![
        ChartKind::Lines {
            lines: (0..10).map(|series| line(series, series < 9)).collect(),
            at: 0.5,
            marks: vec![0.5],
            places: 2,
        },
        ChartKind::Regions {
            regions: vec![
                region(0, vec![(0.0, 0.0), (0.9, 0.0), (0.9, 0.1), (0.0, 1.0)]),
                region(1, vec![(0.9, 0.0), (1.0, 0.0), (0.9, 0.1)]),
            ],
            at: (0.2, 0.2),
        },
        ChartKind::Regions {
            regions: vec![region(0, vec![(1.0, 0.0), (0.4, 0.6)]), region(1, vec![(0.4, 0.6), (0.0, 1.0)])],
            at: (0.5, 0.5),
        },
        ChartKind::Triangles(triangles),
        ChartKind::Stacks(Stacks {
            rows: vec![range(None), range(Some((40.0, 60.0)))],
            series: vec![text(), text()],
            decimals: 1,
        }),
        ChartKind::Views(Views { rows: vec![text()], used: view(Some(0.2)), views: vec![view(Some(0.1)); 13] }),
        ChartKind::Intervals(Intervals { rows: vec![end(None), end(Some(text()))] }),
        ChartKind::Swings(Swings { rows: vec![swing(40.0), swing(55.0)], base: 50.0, decimals: 1 }),
        ChartKind::Grid(Grid { columns: vec![text(); 5], rows: vec![(of(), vec![0.0, 0.2, 0.4, 0.6, 0.9])] }),
        ChartKind::Scatter(Scatter { dots: vec![dot(true, true), dot(false, true), dot(false, false)], has_plan: true }),
        ChartKind::Scatter(Scatter { dots: vec![dot(true, false), dot(false, false)], has_plan: false }),
    ];
    let chart = |kind| Chart { title: text(), finding: text(), x: text(), y: text(), kind };
    kinds.into_iter().map(chart).collect()
}

fn above() -> Above {
    Above { banners: vec!["Banner".to_owned()], notes: vec!["Note".to_owned()], foot: "Foot".to_owned() }
}

fn word(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
}

/// The records of a file: kind and bytes.
fn records(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        let size = word(bytes, at + 4);
        assert!(size >= 8 && size.is_multiple_of(4), "a record of {size} bytes");
        found.push((word(bytes, at), &bytes[at..at + size]));
        at += size;
    }
    found
}

/// The words of a record of text, whose letters must all be there and have their advances.
fn said(record: &[u8]) -> String {
    let (count, letters, advances) = (word(record, 44), word(record, 48), word(record, 72));
    assert_eq!(advances + 4 * count, record.len());
    assert!(letters + 2 * count <= advances);
    let letters = record[letters..letters + 2 * count].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    String::from_utf16(&letters.collect::<Vec<_>>()).expect("whole letters")
}

/// Panics where a file is not sound; gives what it says.
fn checked(emf: &Emf) -> Vec<String> {
    let bytes = &emf.bytes;
    let records = records(bytes);
    let (first, header) = records[0];
    assert_eq!((first, word(header, 40), word(header, 44)), (1, 0x464D_4520, 0x1_0000));
    assert_eq!((word(header, 48), word(header, 52)), (bytes.len(), records.len()));
    let (letters, from) = (word(header, 60), word(header, 64));
    assert!(from == 108 && from + 2 * letters <= header.len());
    let handles = word(header, 56);
    let (last, end) = records[records.len() - 1];
    assert_eq!((last, word(end, 16)), (14, end.len()));
    // The frame in hundredths of a millimetre is as large as the bounds in dots.
    let dots = |at: usize| (word(header, at) + 1) as f64 * 2540.0 / 96.0;
    assert!((dots(16) - word(header, 32) as f64).abs() < 1.0 && (dots(20) - word(header, 36) as f64).abs() < 1.0);
    assert!((word(header, 16) + 1) as f64 >= emf.width && (word(header, 20) + 1) as f64 >= emf.height);
    let (mut alive, mut texts) = (BTreeSet::new(), Vec::new());
    for (kind, record) in records {
        let handle = || word(record, 8);
        match u32::try_from(kind).expect("a kind") {
            CREATE_PEN | CREATE_BRUSH | CREATE_FONT => {
                assert!((1..handles).contains(&handle()) && alive.insert(handle()), "{} of {handles}", handle());
            }
            SELECT_OBJECT => assert!(handle() >= 0x8000_0000 || alive.contains(&handle()), "{}", handle()),
            DELETE_OBJECT => assert!(alive.remove(&handle()), "{}", handle()),
            TEXT => texts.push(said(record)),
            _ => {}
        }
    }
    assert!(alive.is_empty(), "{alive:?} are not deleted");
    texts
}

/// The words of an SVG file that a metafile has: a halo is none; of a name without escapes.
fn words_of(svg: &str) -> Vec<String> {
    let text = |part: &str| {
        let (opened, rest) = part.split_once('>').expect("a tag");
        let words = rest.split_once("</text>").expect("its end").0.replace("&lt;", "<");
        if opened.contains(" halo\"") { None } else { Some(words) }
    };
    svg.split("<text ").skip(1).filter_map(text).collect()
}

#[test]
fn every_element_and_every_style_of_every_picture_is_understood() {
    for chart in charts("Name") {
        for svg in [svg::bare(&chart), svg::file(&chart, &above())] {
            let drawing = read(&svg);
            assert!(drawing.strange.is_empty(), "{:?} in {svg}", drawing.strange);
            assert_eq!((drawing.title.as_str(), drawing.page), ("Name", Some(style::Colour([255; 3]))));
            assert!(drawing.items.len() > 10 && drawing.width >= 660.0 && drawing.height > 100.0);
        }
    }
}

#[test]
fn what_is_not_understood_is_told() {
    let svg = r#"<svg viewBox="0 0 9 9"><style>.a { fill: url(x); }</style><ellipse rx="2"/><rect rx="3" x="a"/><g transform="scale(2)"/>
        <path d="M0 0Q1 1 2 2"/>&nbsp;<!-- --></svg>"#;
    let strange = read(svg).strange.join("|");
    for what in ["fill: url(x)", "ellipse", "rx=\"3\"", "x=\"a\"", "scale(2)", "M0 0Q", "nbsp", "Comment"] {
        assert!(strange.contains(what), "{what} is not in {strange}");
    }
}

#[test]
fn pictures_are_sound_files_with_all_words_in_their_order() {
    for chart in charts("Name") {
        let (bare, file) = (picture(&chart), file(&chart, &above()));
        assert_eq!(checked(&bare), words_of(&svg::bare(&chart)));
        assert_eq!(checked(&file), words_of(&svg::file(&chart, &above())));
        assert_eq!(bare, picture(&chart), "other bytes");
        assert!(file.height > bare.height && file.width > bare.width);
    }
}

#[test]
fn no_text_of_an_input_breaks_a_picture() {
    let long = "long ".repeat(2_000);
    for name in ["", "\0\u{7}\r\n\t", "👩\u{200d}⚕\u{fe0f} 🏥", "\u{202e}עברית عربي", "日本語", "</text><rect/>&amp;", &long]
    {
        for chart in charts(name) {
            checked(&picture(&chart));
            checked(&file(
                &chart,
                &Above { banners: vec![name.to_owned()], notes: vec![name.to_owned()], foot: name.to_owned() },
            ));
        }
    }
}

#[test]
fn letters_reach_as_far_as_their_words_are_wide() {
    let mut canvas = canvas::Canvas::new(100.0, 100.0);
    let font = (10.0, Weight::Regular);
    canvas.words((0.0, 0.0), "A🏥i", font, style::Anchor::Start, style::Colour([0; 3]));
    let bytes = canvas.finish("");
    let found = records(&bytes);
    let (_, record) = found.iter().find(|(kind, _)| *kind == TEXT as usize).expect("a text");
    // In twentieths: 0.667, 1 and 0.222 of 10.
    let advances: Vec<_> = (0..4).map(|index| word(record, word(record, 72) + 4 * index)).collect();
    assert_eq!(advances, [133, 200, 0, 45]);
}
