# make run   set up, build the index if it is missing or stale, open the page at 127.0.0.1:7860
# make test  set up, run every check and test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data

.PHONY: run build test lint bench encoder fusion browser clean

run: $(VENV)/run.stamp
	$(BIN)/python app.py

build: $(VENV)/run.stamp
	$(BIN)/python -m assistant build

test: $(VENV)/test.stamp browser lint
	$(BIN)/python -m pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/test.stamp
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks

encoder: $(VENV)/train.stamp
	$(BIN)/python -m training.train --data $(DATA)

fusion: $(VENV)/train.stamp
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m training.bridge
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m training.fusion --data $(DATA)

# Debian's Chromium and fonts for the browser tests, and what the export tests open documents with. Where they
# cannot be installed the tests that need them say so and are skipped; with CI set, they fail instead.
browser:
	@sh tests/install_tools.sh

$(VENV)/run.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

$(VENV)/train.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[train]'
	touch $@

clean:
	rm -rf $(VENV) index
