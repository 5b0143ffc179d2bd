# One command each: make demo, make test, make lint.  Everything goes into .venv and out/.
# Windows has make.bat with the same names.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
OUT    ?= out

.PHONY: demo test lint examples docs bench office clean help

help:
	@echo "make demo   set up, read the example notice, leave ledger and task sheets in $(OUT)/"
	@echo "make test   set up, lint, type-check, run all tests"
	@echo "make lint   ruff and mypy only"
	@echo "make bench  benchmarks (see benchmarks/README.md)"
	@echo "make docs   make docs/cli.md, docs/checks.md and the example files again"
	@echo "make clean  remove .venv, $(OUT)/ and what tools leave behind"

# The version is checked before anything is made: pip's own message for an old Python is a riddle.
$(STAMP): setup.py pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	    echo "Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "No venv module: on Debian or Ubuntu run  sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,pdf,fast,excel]'
	@touch $@

# LibreOffice only adds PDF and PNG views and some tests; without it the rest still runs.
office:
	@sh tools/get_office.sh

demo: $(STAMP) office
	$(BIN)/taizhang demo -o $(OUT)

test: $(STAMP) office lint
	$(BIN)/python -m pytest -n auto -q

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(STAMP)
	$(BIN)/python tools/make_examples.py
	$(BIN)/python tools/make_catalogue.py
	$(BIN)/python tools/make_cli_reference.py

bench: $(STAMP)
	$(BIN)/python benchmarks/importtime.py
	$(BIN)/python benchmarks/read.py

clean:
	rm -rf $(VENV) $(OUT) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
