//! Changes of the file that leave everything else in it as people wrote it: comments, order, blank lines.

use super::SavedView;
use crate::desk::filter::folded;

/// The file's text with a view in it: in the place of the one of that name, or at the end.
pub fn with(text: &str, view: &SavedView) -> String {
    let block = written(view);
    match block_of(text, &view.name) {
        Some((from, to)) => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let before = lines.iter().take(from).copied();
            let after = lines.iter().skip(to).copied();
            before.chain([block.as_str()]).chain(after).collect()
        }
        None => {
            let end = match text {
                "" => "",
                text if text.ends_with('\n') => "\n",
                _ => "\n\n",
            };
            format!("{text}{end}{block}")
        }
    }
}

/// The file's text without the view of that name; `None` where it has none.
pub fn without(text: &str, name: &str) -> Option<String> {
    let (from, to) = block_of(text, name)?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // The blank line that set it apart goes with it.
    let blank = |place: usize| lines.get(place).is_some_and(|line| line.trim().is_empty());
    let from = if from > 0 && blank(from - 1) { from - 1 } else { from };
    Some(lines.iter().take(from).chain(lines.iter().skip(to)).copied().collect())
}

fn written(view: &SavedView) -> String {
    let mut block = format!("[[view]]\nname = {}\n", quoted(&view.name));
    if let Some(key) = &view.key {
        block += &format!("key = {}\n", quoted(&key.to_string()));
    }
    block += &format!("filter = {}\nby = \"{}\"\n", quoted(view.filter.text()), view.by.as_str());
    block
}

/// A text as TOML has it: it holds no control characters, so that these two are all that needs care.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The lines of the view of that name, from its head to its last key.
fn block_of(text: &str, name: &str) -> Option<(usize, usize)> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let heads = (0..lines.len()).filter(|place| lines.get(*place).is_some_and(|line| is_head(line)));
    heads.map(|from| (from, end(&lines, from))).find(|(from, to)| {
        let block: String = lines.iter().skip(*from).take(to - from).flat_map(|line| [line, "\n"]).collect();
        named(&block).is_some_and(|found| folded(&found) == folded(name.trim()))
    })
}

fn is_head(line: &str) -> bool {
    line.strip_prefix("[[")
        .and_then(|rest| rest.split_once("]]"))
        .is_some_and(|(key, _)| key.trim() == "view")
}

/// The line after the last one of a block that is neither blank nor a comment.
fn end(lines: &[&str], from: usize) -> usize {
    let stops =
        (from + 1..lines.len()).find(|place| lines.get(*place).is_some_and(|line| line.starts_with('[')));
    let stops = stops.unwrap_or(lines.len());
    let holds =
        |place: &usize| lines.get(*place).is_some_and(|line| !line.is_empty() && !line.starts_with('#'));
    (from..stops).rev().find(holds).map_or(stops, |last| last + 1)
}

/// The name in a block, as TOML reads it.
fn named(block: &str) -> Option<String> {
    let table: toml::Table = block.parse().ok()?;
    let view = table.get("view")?.as_array()?.first()?;
    Some(view.get("name")?.as_str()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{By, read};
    use super::*;

    const FILE: &str = "# mine\n\n[[view]]\nname = \"Night\" # shift\nfilter = \"is:missed\"\n\n# below\n[[view]]\nname = \"Day\"\nfilter = \"is:soon\"\n";

    fn view(name: &str, filter: &str) -> SavedView {
        SavedView::new(name, Some("7"), filter, By::Urgency).unwrap()
    }

    #[test]
    fn a_view_is_replaced_where_it_stands() {
        let changed = with(FILE, &view("NIGHT", "\"a \\\"b\\\" \\\\\" or is:late"));
        assert!(changed.starts_with("# mine\n\n[[view]]\nname = \"NIGHT\"\nkey = \"7\"\nfilter = "));
        assert!(
            changed
                .ends_with("by = \"urgency\"\n\n# below\n[[view]]\nname = \"Day\"\nfilter = \"is:soon\"\n"),
            "{changed}"
        );
        let (views, found) = read(changed.as_bytes(), "views.toml");
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(views[0], view("NIGHT", "\"a \\\"b\\\" \\\\\" or is:late"));
    }

    #[test]
    fn a_new_view_stands_at_the_end_and_can_be_taken_out_again() {
        for text in ["", FILE, "# no line end"] {
            let changed = with(text, &view("Weekend", "is:open"));
            assert_eq!(read(changed.as_bytes(), "views.toml").0.last(), Some(&view("Weekend", "is:open")));
            let back = without(&changed, "weekend").unwrap();
            assert_eq!(back.trim_end(), text.trim_end());
        }
        assert_eq!(without(FILE, "nobody"), None);
        assert_eq!(
            without(FILE, "night").unwrap(),
            "# mine\n\n# below\n[[view]]\nname = \"Day\"\nfilter = \"is:soon\"\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_changed_without_a_panic(text in "(\\[\\[view\\]\\]|\n|name = \"a\"|#x| |\\[|\"|é){0,12}") {
            let changed = with(&text, &view("a", "x"));
            let _ = without(&changed, "a");
        }
    }
}
