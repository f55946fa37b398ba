//! docs/filter.md, written from the tables that the parser reads.

use std::fmt::Write as _;

use super::keys::{Fit, KEYS, KeyEntry, MEASURES, STATES};

const HEAD: &str = "\
# Asking for tickets

Generated from the tables of `src/desk/filter/keys.rs`: `TIERDESK_WRITE_DOCUMENTS=1 cargo test --test it filter` writes it anew.

The same words work behind `/` on the board, in saved views, and in `tierdesk ticket list`:

```
customer:kestrel sev:urgent|high due<2h is:unassigned \"price list\"
```

- Words side by side all have to hold. `or` stands between two groups; round brackets keep words together:
  `(is:missed or due<1h) !agent:me`.
- `!` before a word or a bracket turns it round.
- `|` stands between values of which one has to fit: `sev:urgent|high`.
- Words without a key are looked for in subject, customer, requester, reference, agent and tags; `#17` is the ticket of that number, or
  the one that it was merged into.
- Case and accents do not matter: `creme` finds `Crème`.
- Quotation marks hold words together, and make plain text of anything: `\"price list\"`, `\"is:missed\"`. Inside of them `\\\"` is a
  quotation mark and `\\\\` a backslash.
- Nothing is a regular expression. `*` stands for any text. After a key, a value with `*` has to fit the whole field: `from:ana*`
  begins so, `from:*@kestrel.example` ends so, `kind:*` is any. Without a key, the pieces have to stand in one field, in that order:
  `price*list`.

While one types on the board, a word that is not finished hides nothing, and the line below says what it lacks. On the command
line and in saved views such a word is an error.

## Keys

How a value without `*` fits: *anywhere* in the field; or as its *beginning* (`sev:crit`), in quotation marks the whole field
(`agent:\"ana\"` is not `anabel`).

| key | asks about | fits | example |
|---|---|---|---|
";

const STATES_HEAD: &str = "
## States

| word | means |
|---|---|
";

const MEASURES_HEAD: &str = "
## Measures

With `<`, `<=`, `>` and `>=`. A ticket without such a time fits neither side.

| measure | asks about | example | means |
|---|---|---|---|
";

const TAIL: &str = "
Lengths of time are written `30m`, `2h`, `3d`, `1w`, `1h30m`; less than none is past: `due<-1h` was due more than an hour ago. `due` counts
them from now on, `received` and `resolved` back from now: `received>2h` came in within the last two hours. `left` and `age` are
lengths themselves; `left` is open time, everything else is time on the wall.

Days are `today`, `tomorrow`, `yesterday` and `2026-03-28`, in the agent's own zone: `<` ends before that day, `<=` with it, `>` begins
after it, `>=` with it, and a colon is the day itself: `due:tomorrow`. `17:00` is that time of today.
";

/// The reference of the language, as docs/filter.md has it.
pub fn document() -> String {
    let mut text = HEAD.to_owned();
    for entry in KEYS {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | `{}` |",
            names(entry.name, entry.aliases, ":"),
            about(entry),
            fits(entry),
            entry.example.replace('|', "\\|")
        );
    }
    text.push_str(STATES_HEAD);
    for entry in STATES {
        let name = format!("is:{}", entry.name);
        let aliases: Vec<String> = entry.aliases.iter().map(|alias| format!("is:{alias}")).collect();
        let aliases: Vec<&str> = aliases.iter().map(String::as_str).collect();
        let _ = writeln!(text, "| {} | {} |", names(&name, &aliases, ""), entry.about);
    }
    text.push_str(MEASURES_HEAD);
    for entry in MEASURES {
        let (example, means) = entry.example;
        let _ = writeln!(text, "| `{}` | {} | `{example}` | {means} |", entry.name, entry.about);
    }
    text.push_str(TAIL);
    text
}

fn names(name: &str, aliases: &[&str], end: &str) -> String {
    let all = std::iter::once(&name).chain(aliases).map(|name| format!("`{name}{end}`"));
    all.collect::<Vec<_>>().join(", ")
}

fn about(entry: &KeyEntry) -> String {
    let words: Vec<String> = entry.words.iter().map(|(word, means)| format!("`{word}`: {means}")).collect();
    let words = if words.is_empty() { String::new() } else { format!(" ({})", words.join("; ")) };
    format!("{}{words}", entry.about)
}

fn fits(entry: &KeyEntry) -> &'static str {
    match entry.fit {
        Fit::Within => "anywhere",
        Fit::Begins | Fit::Listed => "beginning",
        Fit::Number => "number",
    }
}
