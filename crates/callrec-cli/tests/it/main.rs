//! The built program against the simulator: what a script and a person meet.

mod bad_input;
mod command_line;
mod conformance;
mod credentials;
mod decode;
mod demo;
mod example;
mod fetch;
mod interrupt;
mod many;
mod program;
mod prompt;
mod provisioning;
mod read_back;
mod stdout;
