//! One run of one program: the time of the work, the memory of the process, one line of JSON.

use std::fs;
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

use crate::sums::Sums;

/// Bytes of one read, for callrec, for the floors and for the peers that are given a buffer.
pub const READ: usize = 256 << 10;

/// Runs `work` and prints what it gave, how long it took and the most memory the process had.
///
/// # Errors
///
/// Those of the work, or of reading `/proc`.
pub fn run(work: impl FnOnce() -> Result<Sums, String>) -> Result<(), String> {
    let (started, on_cpu) = (Instant::now(), cpu_seconds());
    let sums = work()?;
    let (seconds, cpu) = (started.elapsed().as_secs_f64(), cpu_seconds() - on_cpu);
    println!(
        "{{\"rows\":{},\"sums\":{sums},\"seconds\":{seconds:.6},\"cpu_seconds\":{cpu:.6},\"peak_kib\":{}}}",
        sums.rows(),
        peak_kib()?
    );
    Ok(())
}

/// Seconds that the process has run, whatever else the machine does.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// `VmHWM` and not `ru_maxrss`, which a child inherits from the process that forked it.
fn peak_kib() -> Result<u64, String> {
    let text = fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| "the kernel states no VmHWM".to_owned())
}
