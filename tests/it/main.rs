//! One binary for every test that looks at the program from outside: linking many would take longer than running them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that meets what it did not expect must fail"
)]
#![allow(clippy::single_range_in_vec_init, reason = "the hours of a day are a list of ranges, often of one")]

mod account_cli;
mod agents;
mod alerts_cli;
mod alerts_plan;
mod alerts_rules;
mod alerts_store;
mod answers_cli;
mod arrows;
mod assess;
mod assess_cli;
mod board_after;
mod bonds;
mod calendar_properties;
mod calendar_tables;
mod calendar_walker;
mod cli;
mod cli_documents;
mod cli_races;
mod cli_stage;
mod clock_rounds;
mod demo;
mod demo_cli;
mod dependencies;
mod desk;
mod due_batch;
mod due_binary;
mod due_events;
mod editions;
mod faults_a;
mod faults_c;
mod faults_tools;
mod filter;
mod handover;
mod handover_cli;
mod holidays_cli;
mod holidays_oracle;
mod horizon_cli;
mod import;
mod import_properties;
mod keys;
mod lanes;
mod modes_cli;
mod month;
mod month_ledger;
mod own_place;
mod pack_schema;
mod plain;
mod policies_more;
mod policy_author;
mod policy_cli;
mod policy_coverage;
mod policy_explain;
mod policy_packs;
mod policy_tables;
mod pots;
mod pots_cli;
mod pty;
mod pty_editor;
mod pty_modes;
mod pty_stage;
mod report;
mod report_forms;
mod rota;
mod rota_cli;
mod rounds;
mod rules;
mod rules_properties;
mod running;
mod search;
mod severity_rules;
mod shift;
mod status_cli;
mod store;
mod store_races;
mod target_dates;
mod tui;
mod tui_alerts;
mod tui_answers;
mod tui_assess;
mod tui_forms;
mod tui_handover;
mod tui_horizon;
mod tui_on_call;
mod tui_policy;
mod tui_report;
mod tui_search;
mod tui_stage;
mod tutorial;
mod undo;
mod undo_properties;
mod views;
mod watch_cli;
mod wording_cli;
