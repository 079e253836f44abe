# Needs only make and Python 3.11 or newer; everything else is installed into .venv, pinned and checked.
# A line with two hashes is what `make help` prints.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=

VENV := .venv/bin/python
BASE := @$(PYTHON) bin/bootstrap.py base
DEV := @$(PYTHON) bin/bootstrap.py dev

ifeq ($(shell command -v "$(PYTHON)" 2>/dev/null),)
$(error Samvirke needs Python 3.11 or newer: install it, or say where it is: make PYTHON=/path/to/python3)
endif

.DEFAULT_GOAL := help
.PHONY: help demo run worker test test-all bench check fmt lint types messages permissions lock browser clean

help: ## Print these lines.
	@$(PYTHON) bin/help.py Makefile

##@ See it

demo: ## Fill a demo academy and serve it with its worker (PORT=8000, HOST=127.0.0.1).
	@$(PYTHON) cms/demo/ports.py $(PORT) $(HOST)
	$(BASE)
	@exec $(VENV) -m cms.demo --with-parent --port $(PORT) --host $(HOST)

run: ## Serve the site alone, restarted on every change, over what `make demo` left (PORT=8000).
	$(BASE)
	@exec $(VENV) manage.py runserver $(HOST):$(PORT)

worker: ## Run the background worker alone, in the foreground.
	$(BASE)
	@exec $(VENV) -m celery --app cms.celery worker --pool threads --concurrency 4 --loglevel INFO

##@ Check it

test: browser ## Everything CI runs: checks, unit tests on PostgreSQL, journeys in a browser (ARGS for pytest).
	$(DEV)
	@$(VENV) bin/test.py $(ARGS)

test-all: browser ## The long watch: also what is marked slow.
	$(DEV)
	@$(VENV) bin/test.py -m "" $(ARGS)

bench: ## Measure the budgets of the design: a table, and JSON in test-results/.
	$(DEV)
	@$(VENV) -m tests.benchmarks $(ARGS)

check: ## Lint, types, import order, templates, migrations, messages.
	$(DEV)
	@$(VENV) bin/checks.py

lint: ## Lint Python and templates, check their form and the order of imports.
	$(DEV)
	@$(VENV) bin/checks.py ruff format imports templates

types: ## Check types with mypy.
	$(DEV)
	@$(VENV) bin/checks.py types

##@ Change it

fmt: ## Bring Python and templates into form.
	$(DEV)
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

messages: ## Bring the message catalogues up to date with the source.
	$(DEV)
	@$(VENV) manage.py messages

permissions: ## Write docs/permissions.md from the policy that the tests hold the site to.
	$(DEV)
	@$(VENV) -m tests.permissions

lock: ## Pin the newest allowed packages in requirements/*.txt.
	@$(PYTHON) bin/bootstrap.py lock

browser: ## Have a Chromium for the journeys (installs one as root on Debian and Ubuntu).
	@bin/install-browser

clean: ## Remove everything that was made: environment, database, media, caches.
	@rm -rf .venv var test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
