# `make test` checks everything. It needs Rust, Python 3.11 or newer and the package registries; the Python tools go
# into .venv. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
CARGO ?= cargo
# maturin looks for the environment here, and pip must not ask about itself.
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Of an environment that happens to be active, nothing may leak in.
unexport PYTHONPATH PYTHONHOME CONDA_PREFIX

.PHONY: help test lint core rust example develop python wheel stubs notebooks deny clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

test: lint core rust example python wheel notebooks deny  ## everything; what .ci/run runs
	@echo "make test: all of it passed"

lint: $(VENV)/ready  ## formatting and lints of Rust and Python
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features -- -D warnings
	$(BIN)/ruff check python
	$(BIN)/ruff format --check python

# Beside the command and the bindings, features of shared dependencies are on that the core may not rely upon.
core:  ## the core compiles by itself
	$(CARGO) check --quiet --package cmgraph --no-default-features

rust:  ## tests of the core and the command, and the examples in the documentation
	$(CARGO) test --all-features

example:  ## the main example on the bundled export
	$(CARGO) run --release --example intranet_dump

# In release: the same libraries as the example's, and tests that read a hundred thousand messages in no time.
develop: $(VENV)/ready  ## builds the Python package into .venv
	$(BIN)/maturin develop --release

python: develop  ## tests and types of the Python package
	$(BIN)/python -m pytest -m "not wheel"
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest cmgraph --mypy-config-file pyproject.toml

wheel: develop  ## a wheel in an empty environment gives the tables of the command
	$(BIN)/python -m pytest -m wheel

# Not part of the tests: the stubs are finished by hand, and stubtest compares them with the binary.
stubs: develop  ## what pyo3 would write as stubs, to compare with python/cmgraph/_cmgraph.pyi
	$(BIN)/maturin generate-stubs --profile release --out target/stubs

notebooks: develop  ## the notebooks in examples/, if any
	@if ls examples/*.ipynb >/dev/null 2>&1; then \
		$(BIN)/python -m pip install --quiet --group notebooks && $(BIN)/python -m pytest --nbmake examples; \
	else echo "notebooks: none in examples/"; fi

deny:  ## licences and sources of the dependencies
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(CARGO) deny --offline check bans licenses sources; \
	else echo "deny: skipped, cargo-deny is not installed"; fi

$(VENV)/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --group browser
	touch $@

clean:  ## removes what was built
	rm -rf target $(VENV)
