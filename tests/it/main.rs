//! One binary for every test that looks at the program from outside: linking many would take longer than running them.

mod arrows;
mod dependencies;
mod desk;
