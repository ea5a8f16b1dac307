//! The one way in which long work is run.

use crate::error::raise;
use crate::progress::Watch;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::ThreadPool;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

/// How often the waiting thread looks for Ctrl-C and reports progress.
const TICK: Duration = Duration::from_millis(50);

/// Runs work in a thread of its own, without the interpreter's lock. The calling thread waits, looks for
/// signals and reports progress; where it is interrupted it returns at once, and the work, told to stop, ends
/// by itself.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    pool: Option<Arc<ThreadPool>>,
    watch: Option<&Watch>,
    work: impl FnOnce() -> cmgraph::Result<T> + Send + 'static,
) -> PyResult<T> {
    let (sender, mut receiver) = sync_channel(1);
    let worker = std::thread::Builder::new().name("cmgraph".into()).spawn(move || {
        let result = match pool {
            Some(pool) => pool.install(work),
            None => work(),
        };
        // Nobody listens any more after an interruption.
        let _ = sender.send(result);
    });
    let worker = worker.map_err(|error| PyRuntimeError::new_err(format!("no thread to work in: {error}")))?;
    loop {
        let receiver = &mut receiver;
        match py.detach(move || receiver.recv_timeout(TICK)) {
            Ok(result) => {
                let value = result.map_err(raise)?;
                watch.map_or(Ok(()), |watch| watch.report(py))?;
                return Ok(value);
            }
            Err(RecvTimeoutError::Timeout) => {
                let go_on = py.check_signals().and_then(|()| watch.map_or(Ok(()), |watch| watch.report(py)));
                if let Err(stopped) = go_on {
                    if let Some(watch) = watch {
                        watch.cancel();
                    }
                    return Err(stopped);
                }
            }
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                // Becomes a PanicException, with the message of the panic.
                Err(panic) => std::panic::resume_unwind(panic),
                Ok(()) => return Err(PyRuntimeError::new_err("the work ended without a result")),
            },
        }
    }
}
