//! Tables as Arrow record batches, and out through the PyCapsule interface.

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator,
    RecordBatchOptions, StringArray, TimestampMicrosecondArray,
};
use arrow_schema::{ArrowError, Field, Schema};
use cmgraph::Release;
use cmgraph::table::Values;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::collections::HashMap;
use std::sync::Arc;

/// The capsule that consumers of `__arrow_c_stream__` take: one batch.
pub(crate) fn stream<'py>(py: Python<'py>, release: &Release) -> PyResult<Bound<'py, PyCapsule>> {
    let batch = batch(release).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let schema = batch.schema();
    let reader = RecordBatchIterator::new([Ok(batch)], schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
}

/// Role, unit and meaning of a column go with its field; provenance and policy with the schema.
fn batch(release: &Release) -> Result<RecordBatch, ArrowError> {
    let mut fields = Vec::with_capacity(release.columns().len());
    let mut arrays = Vec::with_capacity(release.columns().len());
    for column in release.columns() {
        let values = array(&column.values);
        let about =
            [("role", column.role.name()), ("unit", column.unit), ("description", column.description)];
        let about = about.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let field = Field::new(&column.name, values.data_type().clone(), true);
        fields.push(field.with_metadata(HashMap::from(about)));
        arrays.push(values);
    }
    let about = [
        ("cmgraph.name", release.name().to_owned()),
        ("cmgraph.title", release.title().to_owned()),
        ("cmgraph.provenance", release.provenance_json()),
    ];
    let about = about.map(|(key, text)| (key.to_owned(), text));
    let schema = Schema::new_with_metadata(fields, HashMap::from(about));
    let options = RecordBatchOptions::new().with_row_count(Some(release.rows()));
    RecordBatch::try_new_with_options(Arc::new(schema), arrays, &options)
}

/// Only types that pandas, polars, pyarrow and Spark all read: signed integers, instants in microseconds.
fn array(values: &Values) -> ArrayRef {
    match values {
        Values::Text(v) => Arc::new(StringArray::from_iter(v)),
        Values::Int(v) => Arc::new(Int64Array::from_iter(v.iter().copied())),
        Values::Float(v) => Arc::new(Float64Array::from_iter(v.iter().copied())),
        Values::Bool(v) => Arc::new(BooleanArray::from_iter(v.iter().copied())),
        Values::Day(v) => Arc::new(Date32Array::from_iter(v.iter().map(|day| day.map(|day| day.0)))),
        Values::Time(v) => {
            let micros = v.iter().map(|at| at.map(|at| at.0.saturating_mul(1000)));
            Arc::new(TimestampMicrosecondArray::from_iter(micros).with_timezone("UTC"))
        }
        Values::List(v) => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for list in v {
                list.iter().for_each(|text| lists.values().append_value(text));
                lists.append(true);
            }
            Arc::new(lists.finish())
        }
        // The enum is open: a new kind of value is given as text.
        other => Arc::new(StringArray::from_iter((0..other.len()).map(|row| other.text(row)))),
    }
}
