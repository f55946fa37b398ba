//! Business time as a coordinate (sla.md part 1): pure, no clock, no file system.

pub mod holiday;
