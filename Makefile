# goodoffices: two commands do everything on a fresh machine.
#   make brief   set up, load the casebook, read the news texts, write out/brief.html
#   make test    set up, run all tests
# Others: make lint types docs check lock clean

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
OUT := out
STORE := $(OUT)/store
CASES := src/goodoffices/casebook/cases
AS_OF := 2016-07-05

.PHONY: help brief test lint types docs check lock clean

help:
	@sed -n 's/^#   //p' Makefile

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: python3 (3.11 or newer) is not on the PATH" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: Python 3.11 or newer is needed, found $$($(PYTHON) -V)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  rm -rf $(VENV); \
	  $(PYTHON) -m venv --without-pip $(VENV); \
	  $(PYTHON) -m pip --python $(VENV) --quiet install pip; }

# The files are stamps: they say that the locked requirements of that kind are installed.
$(VENV)/.brief: requirements/brief.txt pyproject.toml | $(BIN)/python
	@echo "Installing the package and what it needs (about 850 MB on disk, once)..."
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements/brief.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.brief
	@echo "Installing what the tests need (once)..."
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements/test.txt
	@touch $@

# Apache Spark comes as source only, and needs Java. Without them the tests of that engine are skipped.
$(VENV)/.engines: requirements/engines.txt $(VENV)/.test
	@echo "Installing the other engines that the tests compare (about 1.1 GB on disk, once)..."
	@$(PIP) install --no-deps --require-hashes --no-build-isolation --only-binary :all: \
	  --no-binary pyspark -r requirements/engines.txt \
	  || echo "make: the engines could not be installed; tests that need them are skipped" >&2
	@command -v java >/dev/null || sh tools/install_java.sh
	@touch $@

brief: $(VENV)/.brief
	@rm -rf $(STORE) && mkdir -p $(OUT)
	$(BIN)/goodoffices --store $(STORE) init
	$(BIN)/goodoffices --store $(STORE) load $(CASES)/*
	$(BIN)/goodoffices --store $(STORE) read $(CASES)/tur-rus-2015/texts
	$(BIN)/goodoffices --store $(STORE) brief TUR RUS --as-of $(AS_OF) --json > $(OUT)/brief.json
	$(BIN)/goodoffices --store $(STORE) brief TUR RUS --as-of $(AS_OF) --html $(OUT)/brief.html \
	  | tee $(OUT)/brief.txt
	@echo
	@echo "The brief is here:  $(OUT)/brief.html  (page)  $(OUT)/brief.txt  $(OUT)/brief.json"

test: $(VENV)/.engines
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

docs: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

check: lint types test docs

# Needs uv on the PATH. The lock files name no index.
UVLOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
lock:
	$(UVLOCK) --extra en --extra network --extra fast pyproject.toml requirements/brief.in -o requirements/brief.txt
	$(UVLOCK) requirements/test.in -o requirements/test.txt
	$(UVLOCK) requirements/engines.in -o requirements/engines.txt

clean:
	rm -rf $(OUT) site .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
