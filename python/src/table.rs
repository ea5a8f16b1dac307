//! Tables and results of analyses.

use crate::{arrow, display, files, values};
use cmgraph::Release;
use cmgraph::table::TerminalOptions;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use std::path::PathBuf;
use std::sync::Arc;

/// Rows that `repr` shows.
const REPR_ROWS: usize = 20;

/// A table that has passed the privacy policy, with how its numbers came about.
///
/// Any library that knows the Arrow PyCapsule interface takes it as it is: ``polars.DataFrame(table)``,
/// ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)``. Field metadata carry role, unit and
/// meaning of each column, schema metadata the provenance.
///
/// Examples
/// --------
/// >>> import cmgraph as cg
/// >>> table = cg.example().audit().tables["audit_files"]
/// >>> table.columns[:4]
/// ['file', 'holds', 'rows', 'kept']
/// >>> table.column("holds")
/// ['networks', 'users', 'groups', 'answers', 'messages', 'roster']
#[pyclass(frozen, subclass, module = "cmgraph")]
pub struct Table {
    release: Arc<Release>,
}

impl Table {
    pub(crate) fn new(release: Release) -> Table {
        Table { release: Arc::new(release) }
    }

    fn terminal(&self) -> String {
        self.release.to_terminal(&TerminalOptions { max_rows: REPR_ROWS, ..TerminalOptions::default() })
    }
}

#[pymethods]
impl Table {
    /// Stable name, ``snake_case``.
    #[getter]
    fn name(&self) -> &str {
        self.release.name()
    }

    /// Title for people.
    #[getter]
    fn title(&self) -> &str {
        self.release.title()
    }

    /// Names of the columns, in order.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.release.columns().iter().map(|column| column.name.as_str()).collect()
    }

    /// How the numbers came about: definition, method, parameters, window, denominator, what was left out,
    /// assumptions, warnings, and what the privacy policy did.
    #[getter]
    fn provenance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.release.provenance_json(),))
    }

    /// How the numbers came about, in plain words.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> print(cg.example().graph().summary().explain().splitlines()[0])
    /// counted    an arc u -> v says that u acted on a message of v or mentioned v
    fn explain(&self) -> String {
        self.release.explain()
    }

    /// What each column holds.
    ///
    /// Returns
    /// -------
    /// dict
    ///     For each column ``role``, ``unit`` and ``description``.
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for column in self.release.columns() {
            let one = PyDict::new(py);
            one.set_item("role", column.role.name())?;
            one.set_item("unit", column.unit)?;
            one.set_item("description", column.description)?;
            all.set_item(&column.name, one)?;
        }
        Ok(all)
    }

    /// The values of a column.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     Name of the column.
    ///
    /// Returns
    /// -------
    /// list
    ///     ``str``, ``int``, ``float``, ``bool``, ``datetime.date``, ``datetime.datetime`` in UTC or ``list`` of
    ///     ``str``; ``None`` where a value is missing or hidden.
    ///
    /// Raises
    /// ------
    /// KeyError
    ///     Where there is no such column.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        match self.release.column(name) {
            Some(column) => values::list(py, &column.values),
            None => Err(PyKeyError::new_err(format!("no column {name:?}; there are {:?}", self.columns()))),
        }
    }

    /// All columns: name to values, as :meth:`column` gives them.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for column in self.release.columns() {
            all.set_item(&column.name, values::list(py, &column.values)?)?;
        }
        Ok(all)
    }

    /// What an outsider can work out about each hidden number of people, from what is shown, here and of wider units.
    ///
    /// Returns
    /// -------
    /// list of dict or None
    ///     For each hidden number ``row``, ``column``, ``lower`` and ``upper`` (``None`` where nothing bounds it), and
    ///     ``protected``: whether these are at least the smallest group apart. ``None`` for tables in which nothing is
    ///     hidden by the rules, over time, or too large to audit.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> cells = cg.example().adoption(by="unit").bounds()
    /// >>> all(cell["upper"] - cell["lower"] >= 5 for cell in cells if cell["column"] == "people")
    /// True
    fn bounds<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyList>>> {
        let Some(bounds) = self.release.bounds() else { return Ok(None) };
        let cells = PyList::empty(py);
        for cell in bounds {
            let one = PyDict::new(py);
            one.set_item("row", cell.row)?;
            one.set_item("column", &cell.column)?;
            one.set_item("lower", cell.lower)?;
            one.set_item("upper", cell.upper)?;
            one.set_item("protected", cell.protected)?;
            cells.append(one)?;
        }
        Ok(Some(cells))
    }

    /// CSV: UTF-8, commas, numbers in full precision, safe to open in a spreadsheet program.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike, optional
    ///     Where to write it.
    ///
    /// Returns
    /// -------
    /// str or None
    ///     The text, where no path is given.
    #[pyo3(signature = (path=None))]
    fn to_csv(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<Option<String>> {
        files::text_or_file(py, self.release.to_csv(), path)
    }

    /// JSON: name, title, columns with role and unit, rows, provenance.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike, optional
    ///     Where to write it.
    ///
    /// Returns
    /// -------
    /// str or None
    ///     The text, where no path is given.
    #[pyo3(signature = (path=None))]
    fn to_json(&self, py: Python<'_>, path: Option<PathBuf>) -> PyResult<Option<String>> {
        files::text_or_file(py, self.release.to_json(), path)
    }

    /// As ``pyarrow.Table``; needs pyarrow.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// As ``pandas.DataFrame``; needs pandas and pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// As ``polars.DataFrame``; needs polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// Draws the table: a line with its band, dots with intervals, a heat map, as the kind of table asks for.
    ///
    /// What is drawn has passed the privacy policy; numbers that are missing or hidden leave gaps, and the lines
    /// under the title say how many.
    ///
    /// Parameters
    /// ----------
    /// kind : str, optional
    ///     Name of the chart, which is that of the table of the result that it shows. By default the main table,
    ///     or the first that has a chart where that one has none.
    /// backend : {"altair", "matplotlib", "svg"}, optional
    ///     The library that draws: altair, or matplotlib where altair is not installed, or where neither is, SVG that
    ///     needs no library.
    ///
    /// Returns
    /// -------
    /// altair.ConcatChart, matplotlib.figure.Figure or cmgraph.plot.Svg
    ///     All show themselves in a notebook. ``chart.save("adoption.svg")``, ``chart.save("adoption.png")`` and
    ///     ``figure.savefig("adoption.svg")`` write files, without the network; ``pip install 'cmgraph[plot]'`` brings
    ///     vl-convert-python, which altair needs for that.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     Where there is no such chart.
    /// ImportError
    ///     Where the library that was asked for is not installed.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> chart = cg.example().adoption().plot()
    /// >>> chart.save("adoption.svg")  # doctest: +SKIP
    /// >>> figure = cg.example().adoption().plot("active_people", backend="matplotlib")
    /// >>> figure.savefig("active.png")  # doctest: +SKIP
    #[pyo3(signature = (kind=None, *, backend=None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        kind: Option<&str>,
        backend: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cmgraph.plot")?.call_method1("plot", (slf, kind, backend))
    }

    /// The Arrow PyCapsule interface. ``requested_schema`` is not looked at, as the protocol allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        arrow::stream(py, &self.release)
    }

    fn __len__(&self) -> usize {
        self.release.rows()
    }

    // A table without rows is still a table.
    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        self.terminal()
    }

    fn _repr_html_(&self) -> String {
        display::table(&self.release)
    }
}

/// What an analysis gives: its main table, and more tables in :attr:`tables`.
///
/// A result *is* its main table: ``len``, ``columns``, ``to_pandas`` and so on are about that one.
///
/// Examples
/// --------
/// >>> import cmgraph as cg
/// >>> result = cg.example().adoption(by="unit")
/// >>> result.name
/// 'adoption_by_unit'
/// >>> list(result.tables)[:3]
/// ['adoption_summary', 'adoption_curve', 'adoption_by_unit']
/// >>> result.tables["adoption_summary"].column("definition")
/// ['joined', 'reacted', 'contributed', 'asked', 'answered', 'habit']
#[pyclass(frozen, extends = Table, module = "cmgraph")]
pub struct Result {
    releases: Vec<Arc<Release>>,
    main: usize,
    findings: Vec<String>,
}

impl Result {
    /// A result with the table of that name as its main one; the first where there is none of it.
    pub(crate) fn new(releases: Vec<Release>, main: &str) -> PyResult<PyClassInitializer<Result>> {
        let findings = cmgraph::report::findings(&releases);
        let releases: Vec<Arc<Release>> = releases.into_iter().map(Arc::new).collect();
        let main = releases.iter().position(|release| release.name() == main).unwrap_or(0);
        match releases.get(main) {
            Some(release) => {
                let table = Table { release: release.clone() };
                Ok(PyClassInitializer::from(table).add_subclass(Result { releases, main, findings }))
            }
            None => Err(pyo3::exceptions::PyRuntimeError::new_err("an analysis without a table")),
        }
    }

    /// Names of the other tables, with what is said about them.
    fn others(&self) -> Option<String> {
        let names = self.releases.iter().enumerate().filter(|(at, _)| *at != self.main);
        let names: Vec<&str> = names.map(|(_, release)| release.name()).collect();
        (!names.is_empty()).then(|| format!("More in tables: {}", names.join(", ")))
    }
}

#[pymethods]
impl Result {
    /// The main table, without the others.
    #[getter]
    fn table(slf: PyRef<'_, Self>) -> Table {
        Table { release: slf.as_super().release.clone() }
    }

    /// What it comes to, in sentences made from the numbers that may be shown; empty for lists of people.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> print(cg.example().adoption(period="month").findings[0])  # doctest: +ELLIPSIS
    /// 57% (51-63%) of the 256 colleagues have joined. If it goes on like this it levels off at ...
    #[getter]
    fn findings(&self) -> Vec<String> {
        self.findings.clone()
    }

    /// What it comes to, and how the numbers came about, in plain words.
    ///
    /// Examples
    /// --------
    /// >>> import cmgraph as cg
    /// >>> print(cg.example().adoption().explain().splitlines()[0])  # doctest: +ELLIPSIS
    /// 57% (51-63%) of the 256 colleagues have joined...
    fn explain(slf: PyRef<'_, Self>) -> String {
        let mut text: String = slf.findings.iter().map(|finding| format!("{finding}\n")).collect();
        if !text.is_empty() {
            text.push('\n');
        }
        text + &slf.as_super().release.explain()
    }

    /// All tables by name, the main one included.
    #[getter]
    fn tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for release in &self.releases {
            all.set_item(release.name(), Bound::new(py, Table { release: release.clone() })?)?;
        }
        Ok(all)
    }

    fn __repr__(slf: PyRef<'_, Self>) -> String {
        let others = slf.others().map(|text| format!("\n{text}\n")).unwrap_or_default();
        slf.as_super().terminal() + &others
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<String> {
        let chart: Option<String> =
            slf.py().import("cmgraph.plot")?.call_method1("svg", (slf,))?.extract()?;
        let result = slf.borrow();
        let main = &result.as_super().release;
        Ok(display::result(main, &result.findings, chart.as_deref(), result.others().as_deref()))
    }
}
