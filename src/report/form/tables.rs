//! Which tables a report has.

use super::table::{Align, Cell, Column, Table};
use crate::calendar::instant_words;
use crate::report::data::{
    AllowanceUse, Arrivals, Attainment, ClockFigures, Group, Miss, Promise, Report, TimeSheet,
};
use crate::report::{By, Stretch};

/// A part of a report, as it is written: what some forms are asked for one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What was met and missed.
    Attainment,
    /// Promises by share.
    Promises,
    /// The list of misses.
    Misses,
    /// How allowances were used.
    Allowance,
    /// Time sheets.
    Time,
    /// When tickets came in.
    Arrivals,
}

impl Section {
    /// All, in the order in which a page shows them.
    pub const ALL: [Section; 6] = [
        Section::Attainment,
        Section::Promises,
        Section::Misses,
        Section::Allowance,
        Section::Time,
        Section::Arrivals,
    ];

    /// As commands and JSON write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Attainment => "attainment",
            Section::Promises => "promises",
            Section::Misses => "misses",
            Section::Allowance => "allowance",
            Section::Time => "time",
            Section::Arrivals => "arrivals",
        }
    }
}

/// The title of a report, and what it is about, line by line. A customer's name stands in it as it came.
pub fn head(report: &Report) -> (String, Vec<String>) {
    let scope = &report.scope;
    let stretch = Stretch { from: scope.from, to: scope.to };
    let whose = scope.customer.as_ref().map_or_else(|| "all customers".to_owned(), |(_, name)| name.clone());
    let title = format!("Support report, {}: {whose}", stretch.words());
    let last = scope.to.pred_opt().unwrap_or(scope.to);
    let mut lines = vec![format!(
        "Tickets received from {} to {last}, in the time zone {}.",
        scope.from,
        scope.zone.name()
    )];
    let only = [("Tier", &scope.tier), ("Severity", &scope.severity)];
    lines.extend(only.into_iter().filter_map(|(name, only)| Some(format!("{name}: {}.", only.as_ref()?))));
    if let Some(agent) = &scope.agent {
        lines.push(format!("Tickets of {}.", if agent.is_empty() { "nobody" } else { agent }));
    }
    let known = instant_words(scope.at, &scope.zone);
    lines.push(match scope.past {
        true => format!("As it was on {known}."),
        false => format!("As of {known}."),
    });
    (title, lines)
}

/// The tables of a report, in order, each with the part that it tells.
pub fn tables(report: &Report) -> Vec<(Section, Table)> {
    let mut tables = Vec::new();
    if let Some(attainment) = &report.attainment {
        tables.push((Section::Attainment, of_attainment(attainment)));
    }
    if let Some(promises) = &report.promises
        && !promises.is_empty()
    {
        tables.push((Section::Promises, of_promises(promises, report)));
    }
    if let Some(misses) = &report.misses {
        tables.push((Section::Misses, of_misses(misses, report)));
    }
    if let Some(uses) = &report.allowance {
        tables.push((Section::Allowance, of_allowance(uses, report)));
    }
    if let Some(sheet) = &report.time {
        tables.push((Section::Time, of_time(sheet, report)));
    }
    if let Some(arrivals) = &report.arrivals {
        tables.push((Section::Arrivals, of_arrivals(arrivals)));
    }
    tables
}

const fn words(key: &'static str, name: &'static str) -> Column {
    Column { key, name, align: Align::Left, cut: false }
}

const fn long(key: &'static str, name: &'static str) -> Column {
    Column { cut: true, ..words(key, name) }
}

const fn figure(key: &'static str, name: &'static str) -> Column {
    Column { align: Align::Right, ..words(key, name) }
}

fn by_column(by: By) -> Column {
    match by {
        By::Week => words("week", "week"),
        By::Month => words("month", "month"),
        By::Customer => long("customer", "customer"),
        By::Tier => long("tier", "tier"),
        By::Severity => words("severity", "severity"),
        By::Agent => long("agent", "agent"),
    }
}

fn of_attainment(attainment: &Attainment) -> Table {
    let mut columns: Vec<Column> = attainment.by.iter().map(|by| by_column(*by)).collect();
    columns.extend([
        words("clock", "clock"),
        figure("tickets", "tickets"),
        figure("met", "met"),
        figure("missed", "missed"),
        figure("open", "open"),
        figure("untimed", "no time"),
        figure("met_percent", "met of decided"),
        figure("used_p50", "used 50 %"),
        figure("used_p75", "75 %"),
        figure("used_p90", "90 %"),
        figure("used_p95", "95 %"),
        figure("used_p99", "99 %"),
    ]);
    let mut rows = Vec::new();
    let groups: Vec<&Group> =
        if attainment.by.is_empty() { vec![&attainment.total] } else { attainment.groups.iter().collect() };
    for group in groups {
        let keys = group.keys.iter().map(|key| match key.by {
            By::Customer | By::Agent => Cell::Foreign(key.words.clone()),
            By::Week | By::Month | By::Tier | By::Severity => Cell::Ours(key.words.clone()),
        });
        let keys: Vec<Cell> = keys.collect();
        for figures in &group.clocks {
            rows.push(keys.iter().cloned().chain(of_clock(group, figures)).collect());
        }
    }
    let notes = vec![
        "Open: the target is not due yet, or its clock stands still. No time: best effort, not covered, or none promised. \
         Used: the share of a target's open time that went by, at most so much for 50, 75, 90, 95 and 99 % of the targets \
         that were met or missed."
            .to_owned(),
    ];
    Table { title: "Met and missed".into(), notes, columns, rows, nothing: "No ticket was received." }
}

fn of_clock(group: &Group, figures: &ClockFigures) -> Vec<Cell> {
    let used = figures.used;
    let at = |percent: fn(&crate::report::UsedShare) -> u32| Cell::share(used.as_ref().map(percent));
    vec![
        Cell::Ours(figures.name.clone()),
        Cell::Number(group.tickets),
        Cell::Number(figures.met),
        Cell::Number(figures.missed),
        Cell::Number(figures.open),
        Cell::Number(figures.untimed),
        Cell::share(figures.share()),
        at(|used| used.p50),
        at(|used| used.p75),
        at(|used| used.p90),
        at(|used| used.p95),
        at(|used| used.p99),
    ]
}

/// A column for whose it is, where the report is not about one customer.
fn whose(report: &Report) -> Vec<Column> {
    if report.scope.customer.is_some() { Vec::new() } else { vec![long("customer", "customer")] }
}

fn row(report: &Report, customer: &str, cells: Vec<Cell>) -> Vec<Cell> {
    let whose = report.scope.customer.is_none().then(|| Cell::Foreign(customer.to_owned()));
    whose.into_iter().chain(cells).collect()
}

fn of_promises(promises: &[Promise], report: &Report) -> Table {
    let mut columns = whose(report);
    columns.extend([
        words("plan", "plan"),
        words("clock", "clock"),
        long("promise", "promise"),
        words("from", "from"),
        words("to", "until"),
        figure("met", "met"),
        figure("missed", "missed"),
        figure("open", "open"),
        figure("met_percent", "met of decided"),
        words("standing", "promise is"),
    ]);
    let mut rows = Vec::new();
    for promise in promises {
        for period in &promise.periods {
            let figures = period.figures;
            let cells = vec![
                Cell::Ours(promise.plan.clone()),
                Cell::Ours(promise.clock_name.clone()),
                Cell::Ours(promise.words.clone()),
                Cell::Ours(figures.from.to_string()),
                Cell::Ours(figures.to.pred_opt().unwrap_or(figures.to).to_string()),
                Cell::number(Some(figures.met)),
                Cell::number(Some(figures.missed)),
                Cell::number(Some(figures.open)),
                Cell::share(figures.share()),
                Cell::Ours(match period.lasts {
                    true => format!("{} so far", period.standing.as_str()),
                    false => period.standing.as_str().to_owned(),
                }),
            ];
            rows.push(row(report, &promise.customer_name, cells));
        }
    }
    let notes = vec!["Counted over whole periods of the promise, in the policy's time zone.".to_owned()];
    Table { title: "Promises by share".into(), notes, columns, rows, nothing: "No plan promises a share." }
}

fn of_misses(misses: &[Miss], report: &Report) -> Table {
    let mut columns = vec![figure("ticket", "ticket")];
    columns.extend(whose(report));
    columns.extend([
        long("subject", "subject"),
        words("severity", "severity"),
        words("tier", "tier"),
        long("agent", "agent"),
        words("clock", "clock"),
        words("received", "received"),
        words("due", "due"),
        words("stopped", "done"),
        figure("over_seconds", "late by"),
        long("cause", "cause"),
        long("record", "record"),
    ]);
    let zone = &report.scope.zone;
    let rows = misses.iter().map(|miss| {
        let foreign = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Foreign);
        let cells = vec![
            Cell::Foreign(miss.subject.clone()),
            Cell::Foreign(miss.severity.clone()),
            Cell::Ours(miss.tier.clone()),
            foreign(&miss.agent),
            Cell::Ours(miss.clock_name.clone()),
            Cell::At(miss.received, zone.clone()),
            Cell::At(miss.due, zone.clone()),
            miss.stopped.map_or_else(|| Cell::Ours("not yet".into()), |at| Cell::At(at, zone.clone())),
            miss.over.map_or(Cell::Empty, Cell::Seconds),
            foreign(&miss.cause),
            Cell::Foreign(miss.reasons.join("; ")),
        ];
        let number = u64::try_from(miss.ticket.0).unwrap_or_default();
        std::iter::once(Cell::Number(number)).chain(row(report, &miss.customer_name, cells)).collect()
    });
    let notes = vec![
        "Late by: in the open time of the clock's calendar, so far where it is not done. A target that was missed before a \
         change set it anew stays a miss."
            .to_owned(),
    ];
    Table { title: "Misses".into(), notes, columns, rows: rows.collect(), nothing: "Nothing was missed." }
}

fn of_allowance(uses: &[AllowanceUse], report: &Report) -> Table {
    let mut columns = whose(report);
    columns.extend([
        words("plan", "plan"),
        words("pot", "allowance"),
        words("unit", "counted in"),
        words("from", "from"),
        words("to", "until"),
        figure("size", "allowed"),
        figure("used", "used"),
        figure("over", "over"),
        figure("left", "left"),
        figure("carried", "carried over"),
        words("standing", "standing"),
    ]);
    let rows = uses.iter().map(|one| {
        let units = |units: Option<u32>, none: &str| match units {
            None => Cell::Ours(none.into()),
            Some(units) if one.minutes => Cell::Minutes(units.into()),
            Some(units) => Cell::Number(units.into()),
        };
        let cells = vec![
            Cell::Ours(one.plan.clone()),
            Cell::Ours(one.pot.clone()),
            Cell::Ours(if one.minutes { "minutes".into() } else { one.noun.1.clone() }),
            Cell::Ours(one.from.to_string()),
            Cell::Ours(one.to.pred_opt().unwrap_or(one.to).to_string()),
            units(one.size, if one.standing == "by_contract" { "by contract" } else { "no limit" }),
            units(Some(one.used), ""),
            units(Some(one.over), ""),
            units(one.left, ""),
            units(Some(one.carried), ""),
            Cell::Ours(match one.lasts {
                true => format!("{} so far", one.standing.replace('_', " ")),
                false => one.standing.replace('_', " "),
            }),
        ];
        row(report, &one.customer_name, cells)
    });
    let notes = vec![
        "Counted in the policy's time zone, as the desk counted it at the end of each period; over: used when nothing was \
         left."
            .to_owned(),
    ];
    let nothing = "No plan has an allowance.";
    Table { title: "Allowances".into(), notes, columns, rows: rows.collect(), nothing }
}

fn of_time(sheet: &TimeSheet, report: &Report) -> Table {
    let mut columns = whose(report);
    columns.extend([
        words("until", "until"),
        figure("ticket", "ticket"),
        long("agent", "agent"),
        figure("minutes", "worked"),
        figure("charged", "charged"),
        words("pot", "charged to"),
        long("note", "note"),
    ]);
    let rows = sheet.bookings.iter().map(|one| {
        let cells = vec![
            Cell::At(one.at, report.scope.zone.clone()),
            Cell::Number(u64::try_from(one.ticket.0).unwrap_or_default()),
            Cell::Foreign(one.agent.clone()),
            Cell::Minutes(one.minutes.into()),
            Cell::Minutes(one.charged.into()),
            one.pot.clone().map_or(Cell::Empty, Cell::Ours),
            Cell::Foreign(one.note.clone()),
        ];
        row(report, &one.customer_name, cells)
    });
    let minutes = |minutes: u64| Cell::Minutes(i64::try_from(minutes).unwrap_or(i64::MAX)).words();
    let notes = vec![format!("{} worked, {} charged.", minutes(sheet.minutes), minutes(sheet.charged))];
    Table { title: "Time".into(), notes, columns, rows: rows.collect(), nothing: "No time was booked." }
}

/// The names of weekdays, Monday first.
pub(super) const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn of_arrivals(arrivals: &Arrivals) -> Table {
    const HOURS: [&str; 24] = [
        "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
        "17", "18", "19", "20", "21", "22", "23",
    ];
    let mut columns = vec![words("weekday", "weekday")];
    columns.extend(HOURS.map(|hour| figure(hour, hour)));
    columns.push(figure("all", "all"));
    let rows = DAYS.iter().zip(&arrivals.hours).zip(arrivals.by_day()).map(|((day, hours), all)| {
        let mut cells = vec![Cell::Ours((*day).to_owned())];
        cells.extend(hours.iter().map(|count| Cell::Number(*count)));
        cells.push(Cell::Number(all));
        cells
    });
    let notes = vec!["Tickets by the weekday and the hour in which they were received.".to_owned()];
    Table {
        title: "Arrivals".into(),
        notes,
        columns,
        rows: rows.collect(),
        nothing: "No ticket was received.",
    }
}
