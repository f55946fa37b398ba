//! Whatever stands in a cell, writing and reading give it back (faults.md I01, I02), and nothing makes the reader panic.

use proptest::prelude::*;
use tierdesk::exchange::write::{Format, Writer};
use tierdesk::exchange::{Cells, Column};
use tierdesk::intake::source::Step;
use tierdesk::intake::{Mapping, Moments, Source, row};

fn written(rows: &[Cells], format: Format) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), format).unwrap();
    rows.iter().for_each(|row| writer.row(row).unwrap());
    writer.finish().unwrap()
}

fn read(bytes: &[u8], format: Format) -> Vec<Cells> {
    let mut source = Source::new(bytes, format, Mapping::default()).ok().unwrap();
    let (mut rows, mut cells) = (Vec::new(), Cells::default());
    loop {
        match source.read(&mut cells).ok().unwrap() {
            Step::Row => {
                cells.line = 0;
                rows.push(cells.clone());
            }
            Step::Bad(problems) => panic!("{problems:?}"),
            Step::End => return rows,
        }
    }
}

/// Text of the kind that breaks files: separators, quotes, line breaks, formulas, marks, controls, wide letters.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[-=+@'\";,\t\r\n ]{1,4}",
        Just("\u{feff}".to_owned()),
        Just("\u{1b}[31m\u{202e}\0".to_owned()),
        Just("＝HYPERLINK(\"x\")".to_owned()),
        Just("日本語👩\u{200d}🚒e\u{301}".to_owned()),
        Just("\u{2028}\u{85}\u{c}".to_owned()),
        "[a-z]{1,5}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_text_comes_back_from_both_forms(texts in prop::collection::vec((hostile(), hostile()), 1..5)) {
        let rows: Vec<Cells> = texts
            .iter()
            .map(|(subject, text)| {
                let mut cells = Cells::default();
                cells.set(Column::Customer, "Kestrel");
                cells.set(Column::Subject, subject);
                cells.set(Column::Text, text);
                cells
            })
            .collect();
        for format in [Format::Csv, Format::Jsonl] {
            let bytes = written(&rows, format);
            prop_assert_eq!(&read(&bytes, format), &rows);
            prop_assert_eq!(written(&read(&bytes, format), format), bytes);
        }
    }

    /// No cell of a CSV begins like a formula, however a spreadsheet splits it (faults.md I01).
    #[test]
    fn no_cell_begins_like_a_formula(text in hostile()) {
        let mut cells = Cells::default();
        cells.set(Column::Customer, "Kestrel");
        cells.set(Column::Text, &text);
        let bytes = written(&[cells], Format::Csv);
        for delimiter in [b',', b';', b'\t'] {
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes.as_slice());
            for record in reader.byte_records().map(Result::unwrap) {
                for cell in &record {
                    prop_assert!(!matches!(cell.first(), Some(b'=' | b'+' | b'-' | b'@')), "{:?}", String::from_utf8_lossy(cell));
                }
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), header in any::<bool>()) {
        for format in [Format::Csv, Format::Jsonl] {
            let mut whole = if header { b"customer,subject,received,paused,targets\n".to_vec() } else { Vec::new() };
            whole.extend(&bytes);
            let Ok(mut source) = Source::new(whole.as_slice(), format, Mapping::default()) else { continue };
            let mut cells = Cells::default();
            while let Ok(step) = source.read(&mut cells) {
                match step {
                    Step::End => break,
                    Step::Row => drop(row::read(&cells, &Moments::default())),
                    Step::Bad(_) => {}
                }
            }
        }
    }
}
