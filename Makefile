# make demo               install into a virtual environment of its own, build the bundled corpus, show what it says
# make demo REPORTS=DIR   the same for a folder of your own
# make test               install what the tests need as well, run them
# make check              what CI runs: tests, style, types, import directions, the floors of the scorers
# make train-smoke        train a reader that learns nothing on invented text, export it, read with it (two minutes)
# make mutants            break one rule of the incremental build at a time: do the tests notice? (minutes)
# make long               everything that takes long: mutants, 20 killed runs, 20 orders of files, every scorer (minutes)

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
REPORTS ?=
TRAIN := build/train-venv/bin/python -m training

.PHONY: demo test check train-smoke mutants long clean

demo: .venv/installed
	@$(BIN)/reportedly demo $(if $(REPORTS),--reports "$(REPORTS)")

test: .venv/installed-dev
	@$(BIN)/python -m pytest -n auto

check:
	@.ci/run

train-smoke: build/train-venv/installed
	@rm -rf build/smoke
	@$(TRAIN).data --only made --build build/smoke
	@$(TRAIN).train training/configs/smoke.toml --build build/smoke
	@$(TRAIN).export training/configs/smoke.toml --build build/smoke
	@$(TRAIN).smoke build/smoke/smoke/reader.onnx
	@rm -rf build/smoke

mutants: .venv/installed-dev
	@$(BIN)/python -m tests.mutants

long: mutants
	@REPORTEDLY_KILLS=20 $(BIN)/python -m pytest tests/test_kill.py
	@$(BIN)/python -m eval.determinism
	@$(BIN)/python -m eval.claims --sets all
	@$(BIN)/python -m eval.gate

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Reportedly needs Python 3.11 or newer; none was found. Try: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up .venv (once)"
	@$(PYTHON) -m venv .venv

build/train-venv/installed: pyproject.toml | .venv/bin/python
	@echo "Setting up build/train-venv (once; about a gigabyte)"
	@.venv/bin/python -m venv build/train-venv
	@build/train-venv/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 --editable '.[train]'
	@touch $@

.venv/installed: pyproject.toml | .venv/bin/python
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	@$(PIP) --editable '.[dev]'
	@touch $@ .venv/installed
