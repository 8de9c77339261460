# The portal's commands. « make run » and « make test » are the two that matter.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

.PHONY: help
help: ## shows this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: install
install: ## makes the environment and the front-end files, starts nothing
	@$(PYTHON) -m install.setup runtime

.PHONY: run
run: ## starts the portal with its demonstration on http://127.0.0.1:8000 (PORT=…)
	@$(PYTHON) -m install.setup runtime
	@exec $(BIN)/python -m install.run

.PHONY: test
test: ## runs every test that this machine can run, and says what it skipped and why
	@$(PYTHON) -m install.setup dev
	@$(BIN)/python -m install.test $(TESTS)

.PHONY: coverage
coverage: ## the same on SQLite, tracing lines and branches; lists those that no test reaches
	@$(PYTHON) -m install.setup dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term

.PHONY: lint
lint: ## style, types, layers, migrations, translations
	@$(PYTHON) -m install.setup dev
	@$(BIN)/python -m install.lint

.PHONY: benchmarks
benchmarks: ## measures the figures of docs/benchmarks.md on a large company
	@$(PYTHON) -m install.setup dev
	@$(BIN)/python -m tests.benchmarks

.PHONY: faults
faults: ## the full count of the faults that the portal survives, to docs/faults.md
	@$(PYTHON) -m install.setup dev
	@FAULTS=full $(BIN)/python -m install.test tests/faults tests/calendar_ops/test_races.py -s

.PHONY: mutation
mutation: ## puts small faults into the pure hearts one at a time; their tests must notice (HEARTS=…)
	@$(PYTHON) -m install.setup dev
	@$(BIN)/python -m tests.mutation $(HEARTS)

.PHONY: messages
messages: ## extracts the texts to translate (needs GNU gettext) and compiles them
	@$(BIN)/python manage.py makemessages -l fr --add-location file --no-wrap -i node_modules -i .venv -i var -i tests
	@$(BIN)/pybabel -q compile -d locale -D django

.PHONY: screenshots
screenshots: ## photographs the main pages to docs/screenshots/ (needs Chromium)
	@$(PYTHON) -m install.setup dev
	@$(BIN)/python -m tests.screenshots
