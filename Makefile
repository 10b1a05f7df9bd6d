# Every command of the project. `make` alone lists them. Without make: the same steps stand in README.md.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
HOST ?= 127.0.0.1
PORT ?= 8050

RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready

headline = @printf '\n=== %s\n' '$(1)'

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- environment -----------------------------------------------------------------------------------------------------
# A stamp file says that the environment holds what the locks say; touching a lock makes it stale.

$(BIN)/python:
	@scripts/python.sh -m venv $(VENV)

$(RUN_READY): requirements/run.lock pyproject.toml | $(BIN)/python
	$(call headline,Installing the locked packages (first time: a minute or two))
	@$(PIP) install --quiet --require-hashes --requirement requirements/run.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements/dev.lock $(RUN_READY)
	$(call headline,Installing the locked packages for tests)
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.lock
	@touch $@

.PHONY: setup
setup: $(DEV_READY) ## Create .venv with the locked packages, those for tests included

# --- use -------------------------------------------------------------------------------------------------------------

.PHONY: run
run: $(RUN_READY) ## Serve the board (with demonstration data where nothing else is loaded) and print its address
	@exec $(BIN)/outcomes serve --host $(HOST) --port $(PORT)

.PHONY: demo
demo: $(RUN_READY) ## Build the demonstration warehouse again from its data
	@$(BIN)/outcomes demo

# --- gates -----------------------------------------------------------------------------------------------------------

.PHONY: test
test: $(DEV_READY) lint types imports data-lint docs unit browser ## Every gate: style, types, layers, data, docs, unit and browser tests

.PHONY: lint
lint: $(DEV_READY) ## ruff: rules and format
	$(call headline,Style: ruff check and ruff format)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: types
types: $(DEV_READY) ## mypy, strict
	$(call headline,Types: mypy --strict)
	@$(BIN)/mypy

.PHONY: imports
imports: $(DEV_READY) ## Who may import whom
	$(call headline,Layers: import contracts)
	@$(BIN)/lint-imports

.PHONY: data-lint
data-lint: $(DEV_READY) ## yamllint on everything that analysts write
	$(call headline,Data: yamllint)
	@$(BIN)/yamllint --strict .

.PHONY: docs
docs: $(DEV_READY) ## Commands and links of the documentation, against the real program; its site, built strictly
	$(call headline,Documentation: its commands, links and site)
	@$(BIN)/pytest tests/docs

.PHONY: unit
unit: $(DEV_READY) ## Unit tests, and the real extracts where they are present
	$(call headline,Unit tests)
	@$(BIN)/pytest --ignore tests/docs -m "not browser" --numprocesses 4 --dist worksteal

.PHONY: browser
browser: $(DEV_READY) ## The real application in real Chromium
	$(call headline,Browser tests)
	@$(BIN)/outcomes demo --unless-current
	@OUTCOMES_CHROMIUM="$$(scripts/chromium.sh)" $(BIN)/pytest -m browser --numprocesses 2 --dist loadfile

.PHONY: fix
fix: $(DEV_READY) ## Put the code into the house format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: bench
bench: $(DEV_READY) ## Load speed against bare DuckDB, page times, and our page beside an ordinary Dash application's
	@OUTCOMES_CHROMIUM="$$(scripts/chromium.sh)" $(BIN)/python -m tests.bench $(BENCH)

# --- upkeep ----------------------------------------------------------------------------------------------------------

.PHONY: site
site: $(DEV_READY) ## Build the documentation site into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "build/site/index.html"

.PHONY: screenshots
screenshots: $(DEV_READY) ## Picture every screen, light, dark, on a phone and on paper; and those of the documentation
	@OUTCOMES_CHROMIUM="$$(scripts/chromium.sh)" $(BIN)/python -m scripts.screenshots

.PHONY: lock
lock: ## Resolve pyproject.toml into requirements/*.lock (LOCK_OPTIONS=--upgrade moves the versions)
	@PYTHON="$$(scripts/python.sh -c 'import sys; print(sys.executable)')" scripts/lock.sh $(LOCK_OPTIONS)

.PHONY: clean
clean: ## Remove the environment, caches and the demonstration warehouse; loaded data stay
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	@rm -rf data/warehouse-demonstration data/demonstration/generated
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
