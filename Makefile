# communique: `make demo` shows it working, `make test` proves it. Both install what they need into .venv, each package pinned by hash.

VENV := .venv
BENCH := .bench
BIN := $(VENV)/bin
# python3 first; any other that is new enough and can make virtual environments will do.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	"$$p" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-config --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help install demo test fuzz check gate audit bench docs screenshots wheel lock clean

help: ## show what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.run: requirements/build.lock requirements/run.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "communique needs Python 3.11 or newer, with venv (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) --require-hashes -r requirements/build.lock -r requirements/run.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	$(PIP_INSTALL) --require-hashes -r requirements/dev.lock
	@touch $@

install: $(VENV)/.run ## install communique into .venv

demo: $(VENV)/.run ## read the example reports and show the record
	$(BIN)/communique demo

check: $(VENV)/.dev ## style, types and the import contract
	$(BIN)/ruff check src tests evals benchmarks docs/screenshots.py requirements/audit.py
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: check ## check, then all tests in random order on two cores
	$(BIN)/pytest -n 2

fuzz: $(VENV)/.dev ## look longer for what breaks a reader or a finder, or takes too long
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest -n 2 tests/test_fuzz.py tests/test_growth.py

gate: $(VENV)/.dev ## measure the quality and compare it with evals/floors.json
	$(BIN)/python evals/gate.py

audit: $(VENV)/.dev ## ask whether a pinned package has a known vulnerability
	$(BIN)/python requirements/audit.py

# The peers are kept apart: they need much that communique does not.
$(BENCH)/.peers: requirements/build.lock requirements/bench.lock pyproject.toml
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock -r requirements/bench.lock
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

bench: $(BENCH)/.peers ## measure speed, memory and growth beside other programs; takes some five minutes
	$(BENCH)/bin/python benchmarks

docs: $(VENV)/.dev ## write the samples, the command reference and the golden record anew
	$(BIN)/pytest -q -p no:randomly --update-golden tests/test_readme.py tests/test_examples.py

screenshots: $(VENV)/.dev ## take the pictures of the pages in docs/pages (needs Chromium)
	$(BIN)/python docs/screenshots.py

wheel: $(VENV)/.run ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: $(VENV)/.dev ## pin the dependencies anew
	$(COMPILE) --only-build-deps --build-deps-for editable --build-deps-for wheel --output-file requirements/build.lock pyproject.toml
	$(COMPILE) --extra pages --output-file requirements/run.lock pyproject.toml
	$(COMPILE) --all-extras --constraint requirements/run.lock --output-file requirements/dev.lock pyproject.toml
	$(COMPILE) --constraint requirements/run.lock --output-file requirements/bench.lock pyproject.toml requirements/bench.in

clean: ## remove the environment and everything built
	rm -rf $(VENV) $(BENCH) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
