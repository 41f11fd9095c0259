# The project's commands. `make` alone lists them; the work is done by tools/.

PYTHON_ENV := .venv/bin/python
TOOL := PYTHONPATH=. $(PYTHON_ENV)
COMPILE := $(PYTHON_ENV) -m uv pip compile -q --generate-hashes --no-header --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test check fast coverage fmt docs shots bench requirements clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## install what running needs (system packages, .venv); safe to repeat
	@tools/setup.sh run

setup-test: ## install what testing needs as well (development tools, Chromium, Poppler)
	@tools/setup.sh test

run: ## set up, load the demonstration edition, serve on 127.0.0.1:8000 (PORT=8001 for another)
	@tools/run.sh

test: setup-test ## every check and every test, as continuous integration runs them
	@tools/checks.sh all

check: setup-test ## the checks that run no test: form, faults, types, imports, templates, plan
	@tools/checks.sh static

fast: setup-test ## the quick tests: engine and house rules
	@tools/checks.sh fast

coverage: setup-test ## which branches no test takes (without the browser tests)
	$(PYTHON_ENV) -m pytest -q --cov --cov-report=term tests/workflows tests/house tests/prize_app --database=sqlite

fmt: setup-test ## put the Python files in form and mend what can be mended safely
	$(PYTHON_ENV) -m ruff check --fix-only .
	$(PYTHON_ENV) -m ruff format .

docs: setup-test ## write the generated documents anew
	$(TOOL) tools/generated_docs.py

shots: setup-test ## take pictures of the pages and of the PDFs into shots/
	$(TOOL) tools/shots.py

bench: setup-test ## measure the engine on instances of growing size
	$(TOOL) tools/bench.py

requirements: setup-test ## pin anew what the .in files ask for (UPGRADE=--upgrade for newer versions)
	$(COMPILE) $(UPGRADE) requirements-installer.in -o requirements-installer.txt
	$(COMPILE) $(UPGRADE) requirements.in -o requirements.txt
	$(COMPILE) $(UPGRADE) -c requirements.txt requirements-dev.in -o requirements-dev.txt
	$(PYTHON_ENV) tools/check_requirements.py

clean: ## remove caches and reports; the environment and the instance stay
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov shots .setup
	rm -f .coverage .coverage.*
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
