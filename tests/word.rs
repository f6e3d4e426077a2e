//! Word documents: sound in every part, with the contents of the page in its order, and harmless whatever a text says.

#![allow(clippy::panic)] // a test that cannot go on must say why and stop

#[path = "support/markdown.rs"]
mod markdown;
#[path = "support/office.rs"]
mod office;
#[path = "support/parts.rs"]
mod parts;
#[path = "support/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use markdown::{Said, said_in_markdown, tables};
use parts::{Element, check_package, tree};
use program::Place;

/// Every analysis that makes a document of a round.
const ANALYSES: [&str; 8] = ["report", "rank", "fund", "sensitivity", "simulate", "compare", "weights", "check"];
const EXAMPLES: [&str; 3] = ["board-round", "baltussen-2006", "selfie-2018"];

fn example(name: &str) -> Place {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    for entry in folder.read_dir().expect("an example") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let file = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
            place.write(&file, std::fs::read(&path).expect("a file"));
        }
    }
    place
}

fn written(place: &Place, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    place.done(&[arguments, &["-o", "out.docx", "-q"]].concat());
    parts::parts(&place.read("out.docx"))
}

fn main_part(parts: &BTreeMap<String, Vec<u8>>) -> Element {
    tree("word/document.xml", &parts["word/document.xml"])
}

/// What Word asks of a document before it opens it without a word.
fn check_document(parts: &BTreeMap<String, Vec<u8>>) {
    check_package(parts);
    let (document, styles) = (main_part(parts), tree("styles", &parts["word/styles.xml"]));
    let known: BTreeSet<_> = styles.all("w:style").iter().filter_map(|style| style.attribute("w:styleId")).collect();
    let frames = ["word/header1.xml", "word/footer1.xml", "word/footer2.xml"].map(|name| tree(name, &parts[name]));
    for tree in frames.iter().chain([&document, &styles]) {
        for name in ["w:pStyle", "w:tblStyle", "w:basedOn", "w:next"] {
            for style in tree.all(name) {
                let id = style.attribute("w:val").expect("a style");
                assert!(known.contains(id), "{id} is no style");
            }
        }
    }
    let relations = tree("relations", &parts["word/_rels/document.xml.rels"]);
    let ids: BTreeSet<_> = relations.all("Relationship").iter().filter_map(|found| found.attribute("Id")).collect();
    for (element, attribute) in [("a:blip", "r:embed"), ("w:headerReference", "r:id"), ("w:footerReference", "r:id")] {
        for found in document.all(element) {
            assert!(ids.contains(found.attribute(attribute).expect("a relationship")), "{element} leads nowhere");
        }
    }
    for (element, attribute) in [("wp:docPr", "id"), ("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name")] {
        let found: Vec<_> = document.all(element).iter().filter_map(|found| found.attribute(attribute)).collect();
        assert_eq!(found.len(), found.iter().collect::<BTreeSet<_>>().len(), "{element} {attribute} is not unique");
    }
    let bookmarks: BTreeSet<_> = document.all("w:bookmarkStart").iter().filter_map(|mark| mark.attribute("w:name")).collect();
    for link in document.all("w:hyperlink") {
        assert!(bookmarks.contains(link.attribute("w:anchor").expect("an anchor")), "a link leads nowhere");
    }
    let fields: Vec<_> = document.all("w:fldChar").iter().filter_map(|field| field.attribute("w:fldCharType")).collect();
    assert!(fields.is_empty() || fields == ["begin", "separate", "end"], "{fields:?}");
    document.all("w:tbl").into_iter().for_each(check_table);
    for picture in document.all("wp:docPr") {
        assert!(!picture.attribute("descr").expect("words").is_empty(), "a picture without words");
    }
    let body = document.child("w:body").expect("a body");
    assert_eq!(body.children.last().map(|last| last.name.as_str()), Some("w:sectPr"), "the body ends with its paper");
}

fn check_table(table: &Element) {
    let columns = table.all("w:gridCol").len();
    assert!((1..=63).contains(&columns), "{columns} columns");
    let rows = table.all("w:tr");
    assert!(rows[0].all("w:tblHeader").len() == 1, "the head is repeated");
    for row in &rows {
        assert_eq!(row.all("w:tc").len(), columns);
        assert_eq!(row.all("w:cantSplit").len(), 1);
        for cell in row.all("w:tc") {
            assert_eq!(cell.children.last().map(|last| last.name.as_str()), Some("w:p"), "a cell ends with a paragraph");
        }
    }
    for name in ["w:tblCaption", "w:tblDescription"] {
        assert!(table.all(name)[0].attribute("w:val").is_some_and(|words| !words.is_empty()), "a table without words");
    }
    let widths = table.all("w:gridCol");
    let widths = widths.iter().map(|column| column.attribute("w:w").expect("a width").parse::<usize>().expect("a number"));
    assert!(widths.clone().all(|width| width > 150) && widths.sum::<usize>() <= 14_570, "a table fits its paper");
}

#[test]
fn every_analysis_of_every_example_is_a_sound_document() {
    for name in EXAMPLES {
        let place = example(name);
        for analysis in ANALYSES {
            let output = place.run(&[analysis, "interventions.csv", "-o", "out.docx", "-q"]);
            if output.status.success() {
                check_document(&parts::parts(&place.read("out.docx")));
            } else {
                // Without money there is no plan, without spread nothing to draw, without scenarios nothing to compare.
                let is_known = ["fund", "simulate", "compare"].contains(&analysis) && name != "board-round";
                assert!(is_known && matches!(output.status.code(), Some(1..=3)), "{name} {analysis}: {}", program::said(&output));
            }
        }
        let first = place.done(&["rank", "interventions.csv", "--top", "1", "-f", "csv", "-q"]);
        let first = String::from_utf8(first)
            .expect("UTF-8")
            .lines()
            .nth(1)
            .and_then(|row| row.split(',').nth(1))
            .expect("an id")
            .to_owned();
        check_document(&written(&place, &["explain", "interventions.csv", &first]));
    }
}

/// What a Word document says apart from captions, contents, pictures and bars.
fn said_in_word(document: &Element) -> Vec<Said> {
    let mut said = Vec::new();
    let mut titles = 0;
    for block in &document.child("w:body").expect("a body").children {
        if block.name == "w:tbl" {
            said.push(Said::Table(table(block)));
            continue;
        }
        let style = block.all("w:pStyle").first().and_then(|style| style.attribute("w:val")).unwrap_or_default();
        let text = block.texts("w:t");
        match style {
            _ if block.name != "w:p" => {}
            "Title" => {
                titles = 1;
                said.push(Said::Heading(1, text));
            }
            "Heading1" | "Heading2" => {
                let is_title = style == "Heading1" && !block.all("w:bookmarkStart").is_empty();
                titles += usize::from(is_title);
                said.push(Said::Heading(if is_title { 1 } else { 2 }, text));
            }
            "BodyText" | "Banner" => said.push(Said::Paragraph(text)),
            _ => assert!(["Caption", "Figure", "TableEnd", "SectionEnd", "TableLegend"].contains(&style), "{style}"),
        }
    }
    assert!(titles > 0);
    said
}

/// The cells of a table without its bars, which are shaded spaces.
fn table(table: &Element) -> Vec<Vec<String>> {
    let rows: Vec<Vec<&Element>> = table.all("w:tr").iter().map(|row| row.all("w:tc")).collect();
    let is_bar = |column: usize| {
        rows.len() > 1 && rows[1..].iter().all(|row| row[column].all("w:r").iter().any(|run| !run.all("w:shd").is_empty()))
    };
    let shown: Vec<_> = (0..rows[0].len()).filter(|column| !is_bar(*column)).collect();
    rows.iter().map(|row| shown.iter().map(|&column| row[column].texts("w:t")).collect()).collect()
}

#[test]
fn the_paper_says_what_the_page_says_in_its_order_to_the_digit() {
    for name in EXAMPLES {
        let place = example(name);
        let markdown = String::from_utf8(place.done(&["report", "interventions.csv", "-f", "markdown", "-q"])).expect("UTF-8");
        let document = main_part(&written(&place, &["report", "interventions.csv"]));
        let (page, paper) = (said_in_markdown(&markdown), said_in_word(&document));
        let is_figure =
            |block: &Said, findings: &BTreeSet<String>| matches!(block, Said::Paragraph(text) if findings.contains(text));
        // A picture's finding stands below it, as on the page; Markdown has neither.
        let html = String::from_utf8(place.done(&["report", "interventions.csv", "-f", "html", "-q"])).expect("UTF-8");
        let found = findings(&document);
        assert_eq!(found, findings_of_page(&html), "{name}");
        let findings: BTreeSet<_> = found.into_iter().map(|(_, finding)| finding).collect();
        let paper: Vec<_> = paper.into_iter().filter(|block| !is_figure(block, &findings)).collect();
        let page: Vec<_> = page.into_iter().filter(|block| !is_figure(block, &findings)).collect();
        assert!(page.len() > 40, "{name}");
        for (at, (page, paper)) in page.iter().zip(&paper).enumerate() {
            assert_eq!(page, paper, "{name}, block {at}");
        }
        assert_eq!(page.len(), paper.len(), "{name}");
    }
}

/// What pictures show, and the paragraphs that follow their captions.
fn findings(document: &Element) -> Vec<(String, String)> {
    let blocks = &document.child("w:body").expect("a body").children;
    let is_caption = |block: &Element| {
        block.all("w:fldSimple").iter().any(|field| field.attribute("w:instr").is_some_and(|words| words.contains("Figure")))
    };
    let title = |caption: &Element| caption.texts("w:t").split_once(". ").expect("a number").1.to_owned();
    blocks.windows(2).filter(|pair| is_caption(&pair[0])).map(|pair| (title(&pair[0]), pair[1].texts("w:t"))).collect()
}

/// The same of a page.
fn findings_of_page(html: &str) -> Vec<(String, String)> {
    let text = |piece: &str| {
        let text = piece.split('<').next().expect("a text");
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let caption = |piece: &str| {
        let mut paragraphs = piece.split("<p").skip(1).map(|paragraph| text(paragraph.split_once('>').expect("a tag").1));
        (paragraphs.next().expect("a title"), paragraphs.next().expect("a finding"))
    };
    html.split("<figcaption>").skip(1).map(|piece| caption(piece.split("</figcaption>").next().expect("its end"))).collect()
}

#[test]
fn microsofts_rules_find_nothing() {
    if !office::can_judge("Word documents held against the rules") {
        return;
    }
    let place = example("board-round");
    for analysis in ANALYSES {
        place.done(&[analysis, "interventions.csv", "-o", "out.docx", "-q"]);
        office::judge(&place.path("out.docx"));
    }
    let hostile = of_texts("\u{1b}</w:t>\"&#0;]]>\u{fffe}");
    hostile.done(&["report", "data.csv", "-o", "out.docx", "-q"]);
    office::judge(&hostile.path("out.docx"));
}

#[test]
fn an_office_program_reads_every_heading_cell_and_picture() {
    if !office::can_run("a paper opened by LibreOffice") {
        return;
    }
    let place = example("board-round");
    let written = main_part(&written(&place, &["report", "interventions.csv"]));
    let opened = parts::parts(&std::fs::read(office::convert(&place.path("out.docx"), "odt")).expect("a document"));
    let content = tree("content.xml", &opened["content.xml"]);
    assert_eq!(content.all("draw:frame").len(), written.all("w:drawing").len());
    let cells = |cells: &[&Element], texts: &dyn Fn(&Element) -> String| -> Vec<String> {
        cells.iter().map(|cell| texts(cell)).collect()
    };
    let kept = cells(&written.all("w:tc"), &|cell| cell.texts("w:t"));
    let read = cells(&content.all("table:table-cell"), &|cell| whole_text(cell));
    assert_eq!(kept, read);
    let headings = written.all("w:p").into_iter().filter(|block| {
        block.all("w:pStyle").first().and_then(|style| style.attribute("w:val")).is_some_and(|style| style.starts_with("Heading"))
    });
    let headings: Vec<_> = headings.map(|heading| heading.texts("w:t")).collect();
    assert_eq!(cells(&content.all("text:h"), &|heading| whole_text(heading)), headings);
}

/// All text in an element of an `OpenDocument` file, where several spaces are an element of their own.
fn whole_text(element: &Element) -> String {
    element.whole_text(&|name| (name == "text:s").then_some(" "))
}

#[test]
fn parts_stand_above_sections_and_what_makes_a_run_differ_above_every_page() {
    let place = example("board-round");
    let arguments = [
        "report",
        "interventions.csv",
        "--by",
        "place",
        "--swing",
        "quality_of_care=50",
        "--where",
        "funding_stream=Core allocation",
    ];
    let parts = written(&place, &[&arguments[..], &["-n", "100"]].concat());
    check_document(&parts);
    let document = main_part(&parts);
    let styled = |style: &str| -> Vec<String> {
        let is = |block: &&Element| block.all("w:pStyle").first().is_some_and(|found| found.attribute("w:val") == Some(style));
        document.all("w:p").into_iter().filter(is).map(|block| block.texts("w:t")).collect()
    };
    assert!(styled("Heading1").iter().filter(|text| text.starts_with("place: ")).count() > 1);
    assert!(styled("Heading2").contains(&"The ranking, and what makes it".to_owned()) && !styled("Heading3").is_empty());
    assert_eq!((styled("TOC1"), styled("TOC2").len()), (styled("Heading1"), styled("Heading2").len()));
    assert!(styled("Caption").iter().any(|text| text.contains("The ranking, and what makes it (place: ")));
    let header = tree("header", &parts["word/header1.xml"]).texts("w:t");
    assert!(header.contains("What if: ") && header.contains("Only rows with funding_stream = Core allocation"), "{header}");
}

#[test]
fn heads_contents_pages_and_manifest_are_words_own() {
    let place = example("board-round");
    let parts = written(&place, &["report", "interventions.csv"]);
    let document = main_part(&parts);
    let contents = document.all("w:instrText");
    assert!(contents.len() == 1 && contents[0].text.contains("TOC"));
    assert_eq!(document.all("w:hyperlink").len(), document.all("w:bookmarkStart").len());
    let captions: Vec<_> = document.all("w:fldSimple").iter().filter_map(|field| field.attribute("w:instr")).collect();
    assert!(
        captions.iter().any(|words| words.contains("SEQ Table")) && captions.iter().any(|words| words.contains("SEQ Figure"))
    );
    let papers: BTreeSet<_> =
        document.all("w:pgSz").iter().map(|paper| paper.attribute("w:orient").unwrap_or("upright")).collect();
    assert_eq!(papers, BTreeSet::from(["landscape", "upright"]), "wide tables stand on paper across");
    // The first page has the hashes in whole, every other their first digits.
    let [footer, first] = ["word/footer1.xml", "word/footer2.xml"].map(|name| tree(name, &parts[name]));
    for footer in [&footer, &first] {
        let fields: Vec<_> = footer.all("w:fldSimple").iter().filter_map(|field| field.attribute("w:instr")).collect();
        assert_eq!(fields, [" PAGE ", " NUMPAGES "]);
    }
    assert_eq!(document.all("w:titlePg").len(), 1, "there is one first page");
    let json = String::from_utf8(place.done(&["rank", "interventions.csv", "-f", "json", "-q"])).expect("UTF-8");
    let envelope: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for file in ["data", "criteria"] {
        let hash = envelope["inputs"][file]["sha256"].as_str().expect("a hash");
        assert!(first.texts("w:t").contains(hash), "the first page has the hash of the {file}");
        assert!(footer.texts("w:t").contains(&hash[..12]) && !footer.texts("w:t").contains(hash));
    }
    assert!(tree("header", &parts["word/header1.xml"]).texts("w:t").starts_with("DRAFT"));
}

/// A round whose every text is one text.
fn of_texts(text: &str) -> Place {
    let place = Place::with_round();
    let quoted = format!("\"{}\"", text.replace('"', "\"\""));
    let rows = format!("id,name,cost,health,quality,equity\nA,{quoted},120,30,6,4\nB,b,80,22,7,6\nC,c,200,45,5,3\n");
    place.write("data.csv", rows);
    let escaped: Vec<_> = text.chars().map(|letter| format!("\\U{:08x}", u32::from(letter))).collect();
    let escaped = escaped.concat();
    let criteria = program::CRITERIA.replace("Quality of evidence", &escaped).replace("Community services", &escaped);
    place.write("criteria.toml", criteria);
    place
}

#[test]
fn texts_make_no_element_and_nothing_that_a_spreadsheet_would_run() {
    let shape = |place: &Place| {
        let parts = written(place, &["report", "data.csv"]);
        check_document(&parts);
        main_part(&parts)
    };
    let harmless = shape(&of_texts("plain")).count();
    let texts = [
        "</w:t></w:r><w:br/>",
        "\" descr=\"x\" y=\"",
        "]]><!--",
        "&lt;w:p&gt;&#0;",
        "_x0041_",
        "=1+1",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "＝1",
        "a\u{1b}[2Jb\u{7}",
        "\u{202e}gnp.exe",
        "a\u{fffe}\u{ffff}b",
        "two\nlines\ttab",
        "日本語 👩\u{200d}⚕\u{fe0f} e\u{301} العربية",
    ];
    for text in texts {
        let document = shape(&of_texts(text));
        assert_eq!(document.count(), harmless, "{text:?}");
        let cells = document.all("w:tc");
        let has = |wanted: &str| cells.iter().any(|cell| cell.texts("w:t") == wanted);
        if text.starts_with(['=', '+', '-', '@', '＝']) {
            assert!(has(&format!("'{text}")) && !has(text), "{text:?}");
        }
        match text {
            "_x0041_" | "]]><!--" => assert!(has(text), "{text:?} stays as it is"),
            "a\u{fffe}\u{ffff}b" => assert!(has("a\\u{fffe}\\u{ffff}b")),
            _ => {}
        }
    }
}

/// With 70 criteria what the plan promises has more columns than Word opens.
#[test]
fn a_table_too_wide_for_paper_is_continued_and_loses_nothing() {
    let place = Place::new();
    let criteria: Vec<_> = (0..70)
        .map(|n| format!("[[criteria]]\nid = \"criterion{n}\"\nbetter = \"higher\"\nworst = 0\nbest = 10\nswing = {}\n", n + 1))
        .collect();
    place.write("criteria.toml", criteria.concat());
    let heads: Vec<_> = (0..70).map(|n| format!("criterion{n}")).collect();
    let row = |id: &str, of: usize| {
        format!("{id},{id} programme,100,{}\n", (0..70).map(|n| ((n * of + 1) % 11).to_string()).collect::<Vec<_>>().join(","))
    };
    place.write("data.csv", format!("id,name,cost,{}\n{}{}{}", heads.join(","), row("A", 3), row("B", 5), row("C", 7)));
    let parts = written(&place, &["report", "data.csv", "--budget", "300", "-n", "100"]);
    check_document(&parts);
    let document = main_part(&parts);
    let continued: Vec<_> = document
        .all("w:tblCaption")
        .iter()
        .filter_map(|caption| caption.attribute("w:val"))
        .filter(|words| words.contains("(continued, 2 of"))
        .collect();
    assert!(!continued.is_empty());
    let markdown = String::from_utf8(place.done(&["report", "data.csv", "--budget", "300", "-n", "100", "-f", "markdown", "-q"]))
        .expect("UTF-8");
    let page = tables(&markdown);
    let wide = page.iter().find(|table| table[0].len() > 63).expect("a table with more columns than Word opens");
    // Its bands side by side, without the first columns of every one but the first.
    let bands = document.all("w:tbl").into_iter().filter(|table| {
        table.all("w:tblCaption")[0].attribute("w:val").is_some_and(|words| words.starts_with("What the plan promises"))
    });
    let mut joined: Vec<Vec<String>> = vec![Vec::new(); wide.len()];
    for (number, band) in bands.enumerate() {
        for (row, cells) in joined.iter_mut().zip(table(band)) {
            row.extend(cells.into_iter().skip(usize::from(number > 0)));
        }
    }
    assert_eq!(&joined, wide);
}

#[test]
fn a_long_text_is_whole() {
    let long = "word ".repeat(8_000);
    let place = of_texts(long.trim_end());
    let document = main_part(&written(&place, &["rank", "data.csv"]));
    assert!(document.all("w:tc").iter().any(|cell| cell.texts("w:t") == long.trim_end()));
}
