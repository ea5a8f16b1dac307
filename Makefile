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

.PHONY: help test lint core rust example develop python wheel stubs notebooks notebook docs linkcheck deny clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# What is built to be tested and thrown away need not be the fastest: half the time on two cores.
test: export CARGO_PROFILE_RELEASE_LTO := off
test: export CARGO_PROFILE_RELEASE_CODEGEN_UNITS := 16
test: lint core rust example python wheel notebooks docs deny  ## everything; what .ci/run runs
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
	mkdir -p target
	$(CARGO) run --release --example intranet_dump > target/intranet_dump.txt
	cat target/intranet_dump.txt

# In release: the same libraries as the example's, and tests that read a hundred thousand messages in no time.
develop: $(VENV)/ready  ## builds the Python package into .venv
	$(BIN)/maturin develop --release

python: develop  ## tests and types of the Python package
	$(BIN)/python -m pytest -m "not wheel and not notebook and not docs"
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest cmgraph --mypy-config-file pyproject.toml

wheel: develop  ## a wheel in an empty environment gives the tables of the command
	$(BIN)/python -m pytest -m wheel

# Not part of the tests: the stubs are finished by hand, and stubtest compares them with the binary.
stubs: develop  ## what pyo3 would write as stubs, to compare with python/cmgraph/_cmgraph.pyi
	$(BIN)/maturin generate-stubs --profile release --out target/stubs

notebooks: develop $(VENV)/notebooks  ## the notebook agrees with its source, runs, and shows nobody in aggregate mode
	$(BIN)/python -m pytest -m notebook

notebook: $(VENV)/ready $(VENV)/notebooks  ## writes examples/intranet_dump.ipynb from its source
	$(BIN)/python python/tools/notebook.py examples/intranet_dump.py

# The pages run their own code; the reference of the crate is built beside them. A reference that leads nowhere is an error.
SITE := target/site
docs: export RUSTDOCFLAGS := -D rustdoc::broken_intra_doc_links -D rustdoc::private_intra_doc_links
docs: develop $(VENV)/docs  ## the documentation, in target/site; its links are checked and its examples run
	$(CARGO) build --quiet --all-features
	$(CARGO) doc --quiet --no-deps --all-features --package cmgraph
	$(BIN)/python -m sphinx -b html --nitpicky --fail-on-warning --quiet -j auto docs $(SITE)
	rm -rf $(SITE)/rust && cp -r target/doc $(SITE)/rust
	$(BIN)/python -m pytest -m docs

linkcheck: develop $(VENV)/docs  ## whether the links to elsewhere still lead somewhere; needs the web, and is no part of the tests
	$(BIN)/python -m sphinx -b linkcheck --quiet docs target/linkcheck

deny:  ## licences and sources of the dependencies
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(CARGO) deny --offline check bans licenses sources; \
	else echo "deny: skipped, cargo-deny is not installed"; fi

$(VENV)/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --group browser
	touch $@

$(VENV)/notebooks $(VENV)/docs: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --group $(@F)
	touch $@

clean:  ## removes what was built
	rm -rf target $(VENV)
