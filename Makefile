# SPDX-License-Identifier: Apache-2.0
# The only place where each of these is defined: make help lists them.

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
CORES := 2
CODE := src tests tools benchmarks

.PHONY: help run test test-fast test-database check fix bench docs system clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: .venv/.hub $(MESSAGES) ## install, start the hub with its demo world, serve it
	@exec $(BIN)/mohona up --demo

test: .venv/.dev $(MESSAGES) system ## everything, in under 8 minutes on two cores
	$(BIN)/python -m pytest -n $(CORES) --dist worksteal

test-fast: .venv/.dev $(MESSAGES) ## what needs no browser and is done within a minute
	MOHONA_WORLDS=10 $(BIN)/python -m pytest -n $(CORES) --dist worksteal -m "not slow and not browser"

test-database: .venv/.dev $(MESSAGES) ## the tests that use a database, on the server of DATABASE_URL
	@test -n "$$DATABASE_URL" || { echo "Set DATABASE_URL to the server to test on." >&2; exit 1; }
	$(BIN)/python -m pytest -n $(CORES) --dist worksteal --only-database

check: .venv/.dev $(MESSAGES) ## format, lint, types, layers, migrations, translations
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -W ignore -m django makemigrations --check --dry-run --settings mohona.hub.config.settings
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/reference.py check

fix: .venv/.dev ## format the code and mend what can be mended
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: .venv/.dev $(MESSAGES) ## run the benchmarks; lines also to benchmarks/results.jsonl
	@set -euo pipefail; : > benchmarks/results.jsonl; \
	for each in $$(grep -l __main__ benchmarks/*.py); do \
		$(BIN)/python $$each | tee -a benchmarks/results.jsonl; \
	done

docs: .venv/.dev ## write docs/reference from the code
	$(BIN)/python tools/reference.py write

system: ## install what the browser tests need from the system, or say what is missing
	@bash tools/system-parts.sh

clean: ## remove what was made here; data folders stay
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo

# --- set-up ---------------------------------------------------------------------------------------

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "The virtual environment could not be made; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PIP) install -c constraints.txt pip hatchling editables
	@touch $@

.venv/.hub: .venv/.made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[hub]'
	@touch $@

.venv/.dev: .venv/.hub
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[hub,dev]'
	@touch $@

locale/%/LC_MESSAGES/django.mo: locale/%/LC_MESSAGES/django.po .venv/.hub
	$(BIN)/python tools/messages.py compile
