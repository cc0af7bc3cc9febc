# Everything runs in .venv, made from the hashed lock; only Python and make need be there beforehand.

PYTHON ?= python3
PORT ?= 8080
RUN := .venv/bin/python -m

# Where Python is told to keep no bytecode, each process of the suite would compile every library anew.
unexport PYTHONDONTWRITEBYTECODE

# Written last, so a .venv without it is half an install.
INSTALLED := .venv/.installed

.PHONY: help demo test types compiled check soak bench year pictures lock clean
.DEFAULT_GOAL := help

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(INSTALLED) ## Play Værn in a browser, without any account; PORT=8080 chooses the port.
	@$(RUN) tests.demo --port "$(PORT)"

test: $(INSTALLED) ## Run everything that must hold: lint, types, import contracts, the whole suite.
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	.venv/bin/lint-imports
	$(RUN) tests.browser
	@$(MAKE) --no-print-directory --jobs=2 types compiled
	$(RUN) pytest

types: $(INSTALLED)
	$(RUN) mypy

# Once, or each process of the suite would compile all tests anew; what is wrong with them the suite tells.
compiled: $(INSTALLED)
	@-$(RUN) pytest --collect-only -n 0 > /dev/null 2>&1

check: $(INSTALLED) ## Run the fast part: lint, types of flows and storage, import contracts, flows without random searches.
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy flows storage
	.venv/bin/lint-imports
	$(RUN) pytest tests/flows -m "not hypothesis and not soak"

soak: $(INSTALLED) ## Search long, with other random examples, real files and an install from the network, where make test has samples; hours, and the simulation goes on where it was ended.
	$(RUN) tests.real_files
	$(RUN) pytest -m "hypothesis or soak" --hypothesis-profile=soak --timeout=0
	$(RUN) tests.simulation --acts 300000

bench: $(INSTALLED) ## Measure what things cost, each beside a reference; BENCH_JSON=bench.json chooses the file.
	$(RUN) tests.bench

year: $(INSTALLED) ## Play a year of 200 cases against the rules of reminding: minutes.
	$(RUN) tests.bench.figures


pictures: $(INSTALLED) ## Take the pictures of the README anew, by playing the story in a browser.
	PICTURES=docs/pictures $(RUN) pytest tests/e2e/test_browser_story.py

lock: $(INSTALLED) ## Make the lock files fit pyproject.toml; UPGRADE=1 also takes the newest versions.
	$(RUN) pip install --quiet uv==$(UV)
	$(RESOLVE) pyproject.toml --extra dev --output-file requirements-dev.lock
	$(RESOLVE) pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock
	$(RESOLVE) --group build --constraint requirements-dev.lock --output-file requirements-build.lock

clean: ## Remove .venv and every cache.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .simulation real-files
	find bot flows storage tests -name __pycache__ -prune -exec rm -rf {} +

UV := 0.13.9
RESOLVE = $(RUN) uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade)

OLD_PYTHON := Værn needs Python 3.11 or newer; with one elsewhere: make PYTHON=/path/to/python3.
NO_VENV := This Python cannot make virtual environments; run as root, then try again:
VENV_PACKAGE = python$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv

# umask: under root the tests' PostgreSQL runs as a user of its own and reads its libraries from .venv.
$(INSTALLED): pyproject.toml requirements-dev.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '$(OLD_PYTHON)' >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { \
		package="$(VENV_PACKAGE)"; \
		test "$$(id -u)" = 0 || { echo "$(NO_VENV) apt-get update && apt-get install $$package" >&2; exit 1; }; \
		umask 022; apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$$package"; }
	@echo 'Installing into .venv; the first time takes about a minute.'
	@umask 022 && { test -f $@ || "$(PYTHON)" -m venv --clear .venv; } && rm -f $@ \
	&& $(RUN) pip install --quiet --no-compile --require-hashes --only-binary :all: -r requirements-dev.lock \
	&& $(RUN) pip install --quiet --no-deps --no-build-isolation --editable . \
	&& touch $@
