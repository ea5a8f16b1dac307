//! How far reading has come, from the reading threads to a Python callable.

use cmgraph::export::{Progress, Report};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Default)]
struct State {
    cancelled: AtomicBool,
    /// File, bytes done, all bytes; taken out when reported.
    latest: Mutex<Option<(String, u64, u64)>>,
}

/// What the reading threads write and the waiting thread reads, so that no reading thread waits for Python.
pub(crate) struct Watch {
    state: Arc<State>,
    callback: Option<Py<PyAny>>,
    /// Whether the callable is the package's own bar, which has to be ended.
    own: bool,
}

impl Watch {
    /// `progress` is `None` or `False` (nothing is reported), `True` (a bar), or a callable.
    pub(crate) fn new(py: Python<'_>, progress: Option<&Bound<'_, PyAny>>) -> PyResult<Watch> {
        let (callback, own) = match progress {
            None => (None, false),
            Some(given) => match given.extract::<bool>() {
                Ok(false) => (None, false),
                Ok(true) => {
                    let bar = py.import("cmgraph._progress")?.getattr("Bar")?.call0()?;
                    (Some(bar.unbind()), true)
                }
                Err(_) if given.is_callable() => (Some(given.clone().unbind()), false),
                Err(_) => {
                    return Err(PyTypeError::new_err(format!(
                        "progress: found {}, expected None, True or a callable(file, done, total)",
                        given.repr()?
                    )));
                }
            },
        };
        Ok(Watch { state: Arc::default(), callback, own })
    }

    /// For the reading threads.
    pub(crate) fn reporter(&self) -> Report {
        let state = self.state.clone();
        Arc::new(move |progress: Progress<'_>| {
            let mut latest = state.latest.lock().unwrap_or_else(PoisonError::into_inner);
            *latest = Some((progress.file.to_owned(), progress.done, progress.total));
            !state.cancelled.load(Ordering::Relaxed)
        })
    }

    /// Tells Python where reading is, if there is news.
    pub(crate) fn report(&self, py: Python<'_>) -> PyResult<()> {
        let Some(callback) = &self.callback else { return Ok(()) };
        let news = self.state.latest.lock().unwrap_or_else(PoisonError::into_inner).take();
        match news {
            Some(news) => callback.call1(py, news).map(drop),
            None => Ok(()),
        }
    }

    /// Makes the reading threads stop.
    pub(crate) fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }

    /// Ends the package's own bar.
    pub(crate) fn close(&self, py: Python<'_>) -> PyResult<()> {
        match &self.callback {
            Some(callback) if self.own => callback.call_method0(py, "close").map(drop),
            _ => Ok(()),
        }
    }
}
