# One command each: make demo, make test, make lint.  Everything goes into .venv and out/.
# Windows has make.bat with the same names.

# The first Python that is new enough; `make PYTHON=...` names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
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
	@echo "make docs   make docs/cli.md, docs/checks.md, the example files and the pictures again"
	@echo "make clean  remove .venv, $(OUT)/ and what tools leave behind"

# The version is checked before anything is made: pip's own message for an old Python is a riddle.
$(STAMP): setup.py pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; here is: $$($(or $(PYTHON),python3) --version 2>&1)"; \
	    echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "No venv module: on Debian or Ubuntu run  sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing what is needed into $(VENV) (the first time takes some minutes) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,pdf,fast]'
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
	$(BIN)/python tools/make_pictures.py

bench: $(STAMP)
	$(BIN)/python benchmarks/importtime.py
	$(BIN)/python benchmarks/read.py

clean:
	rm -rf $(VENV) $(OUT) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
