# Two commands to remember: `make run` and `make test`. README.md says what must be there before.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8501
ADDRESS ?= 127.0.0.1
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export PYTHONUTF8 := 1

.PHONY: help setup run test check bench docs clean
help:
	@echo "make run    environment, first data, app on http://$(ADDRESS):$(PORT)"
	@echo "make test   everything is tested, a real Neo4j and a real browser included"
	@echo "make check  style, types, translations, documents"
	@echo "make bench  figures beside those of the last run, kept in bench/"

.venv/.run: requirements.txt
	@bash .ci/system run
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Serve Python 3.11 o successivo")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Preparo l'ambiente: la prima volta richiede qualche minuto…" >&2
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt .venv/.run
	@$(PIP) -r requirements-dev.txt
	@touch $@

setup: .venv/.run
	@$(BIN)/python -m graph.territory.build
	@$(BIN)/python -m pages.parts.vendor

run: setup
	@bash .ci/first-data $(BIN)/python
	@exec $(BIN)/streamlit run pages/parts/server.py --server.address "$(ADDRESS)" --server.port "$(PORT)"

check: .venv/.test setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pages.parts.wording --check
	@$(BIN)/python -m graph.model.reference --check
	@$(BIN)/python -m pytest -q tests/test_docs.py

test: .venv/.test setup
	@bash .ci/system test
	@$(BIN)/python -m tests.neo4j_server --fetch
	@$(BIN)/python -m pytest

docs: .venv/.test setup
	@$(BIN)/python -m graph.model.reference

bench: .venv/.test setup
	@$(BIN)/python -m bench

clean:
	rm -rf .venv data/generated static/generated static/vendor
