# almacms: `make` or `make help` lists what can be done. Only Python 3.11 or later, git and make are needed to begin.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=
BENCH_ARGS ?=
LIGHTHOUSE_ARGS ?=

# What each environment was last made from: newer locks make it again, and nothing else does.
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
UV := $(BIN)/uv

.PHONY: help setup setup-dev run dev test test-sqlite test-postgres bench check check-code check-django check-production \
	check-catalogues tools lighthouse format lock messages clean

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "; print "Usage: make TARGET\n"} /^[a-z-]+:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "HOST, PORT, DATABASE_URL, ALMACMS_DATA_DIR and DEMO_PASSWORD are honoured; docs/operations.md has them all."

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python has no venv module here. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Creating $(VENV)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUNTIME): requirements.lock | $(UV)
	@echo "Installing what requirements.lock lists…"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(UV)
	@echo "Installing what requirements-dev.lock lists…"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements-dev.lock
	@touch $@ $(RUNTIME)

setup: $(RUNTIME) ## Create the environment, for running the site
setup-dev: $(DEV) ## Create the environment, for working on the site

run: setup ## Serve the site, with its demo if the database is empty
	@ALMACMS_DEBUG=0 exec $(BIN)/python manage.py serve --prepare --host $(HOST) --port $(PORT)

dev: setup-dev ## The same, with debug pages and reloading
	@exec $(BIN)/python manage.py serve --prepare --reload --host $(HOST) --port $(PORT)

test: test-sqlite test-postgres ## Run the tests, on SQLite and then on PostgreSQL

test-sqlite: $(DEV) ## Run the tests on SQLite
	@echo "Tests on SQLite…"
	@env -u DATABASE_URL $(BIN)/python -m pytest $(PYTEST_ARGS)

test-postgres: $(DEV) ## Run the tests on PostgreSQL, DATABASE_URL's or one of their own
	@echo "Tests on PostgreSQL…"
	@$(BIN)/python -m pytest -p tests.plugins.postgres $(PYTEST_ARGS)

check: check-code check-django check-production check-catalogues ## Check everything but behaviour

check-code: $(DEV) ## Formatting, lint, templates, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --check --quiet templates
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy .

check-django: export DJANGO_SETTINGS_MODULE = almacms.settings.test
check-django: $(DEV) ## System checks, and no migration forgotten
	$(BIN)/python manage.py check --fail-level WARNING
	env -u DATABASE_URL $(BIN)/python manage.py makemigrations --check --dry-run

check-production: export DJANGO_SETTINGS_MODULE = almacms.settings.production
check-production: export SECRET_KEY = $(shell od -An -N40 -tx1 /dev/urandom | tr -d ' \n')
check-production: export ALLOWED_HOSTS = alma.example
check-production: export ALMACMS_BASE_URL = https://alma.example
check-production: export DATABASE_URL = postgres://nobody@127.0.0.1:1/none
check-production: $(DEV) ## The production settings, and every static file they must find
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		echo "manage.py collectstatic" && \
		ALMACMS_DATA_DIR=$$folder $(BIN)/python manage.py collectstatic --no-input --verbosity 0

check-catalogues: $(DEV) ## The French catalogue, complete and compiled
	$(BIN)/python manage.py check_catalogues

# What looks at the pages from outside; the site itself needs neither Node nor Java.
TOOLS := tools/node_modules/.installed

$(TOOLS): tools/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed. On Debian and Ubuntu: apt install npm" >&2; exit 1; }
	@npm ci --prefix tools --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

tools: $(TOOLS) ## Install the HTML validator (it needs Java) and Lighthouse (it needs Node 18.20 and Chromium)

lighthouse: $(DEV) $(TOOLS) ## Measure the main pages of the demo, served as in production, with Lighthouse
	@$(BIN)/python tools/lighthouse.py $(LIGHTHOUSE_ARGS)

format: $(DEV) ## Format code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet templates

LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url

lock: $(UV) ## Write the lock files from pyproject.toml (UPGRADE=1 takes newer versions)
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

messages: $(DEV) ## Gather and compile the French messages (needs GNU gettext)
	$(BIN)/python manage.py makemessages --locale fr --no-location --no-obsolete --ignore tests --ignore var --ignore .venv
	$(BIN)/python manage.py compilemessages --locale fr --ignore .venv

bench: setup ## Measure the site (needs wrk, and about ten minutes; BENCH_ARGS="--publications 1000 --rounds 2 --seconds 3")
	@exec $(BIN)/python -m bench $(BENCH_ARGS)

clean: ## Remove the environment and the caches; var/, which holds the content, stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache test-results
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
