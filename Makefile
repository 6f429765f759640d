# make demo   trains a small network and writes reports/digits/report.html and report.pdf
# make test   runs the whole suite
# Both make their own virtual environment in .venv first; PYTHON=python3.12 picks another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo sizes gallery reports test lint types contracts check bench hostile messages clean

help:
	@sed -n '1,3s/^# //p' Makefile
	@echo "make check  lint, types, import contracts and tests"
	@echo "make sizes    measures every style for twelve models and writes docs/sizes.md"
	@echo "make gallery  draws docs/gallery: one picture a style and model"
	@echo "make reports  writes the other reports below reports/, from models that are made for them"
	@echo "make bench  writes benchmarks/RESULTS.md; PARTS='reports drawing' measures those parts of it anew"
	@echo "make messages  collects the texts to translate in messages.pot"
	@echo "make hostile  tries 5,000 damaged files, names, kills and faults; FILES=100000 that many files, GUIDED=3600 seconds of fuzzing"

$(STAMP): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "there is no $(PYTHON) here; name the Python to use: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "dotnet_viz needs Python 3.10 or newer, and $(PYTHON) is older: make PYTHON=python3.12 ..."; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: sudo apt install $(notdir $(PYTHON))-venv"; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv $(VENV)
	@echo "installing TensorFlow and what else is needed into $(VENV): about 3 GB, a few minutes the first time ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[tensorflow]' --group dev
	@touch $(STAMP)

# What is trained and drawn for the repository has the same last digits on every processor: none uses more than AVX2.
demo reports gallery: export DNNL_MAX_CPU_ISA := AVX2
demo reports gallery: export TF_ENABLE_ONEDNN_OPTS := 0
demo reports gallery: export OPENBLAS_CORETYPE := Haswell
demo reports gallery: export NPY_DISABLE_CPU_FEATURES := AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR X86_V4

demo: $(STAMP)
	@$(BIN)/python examples/digits.py 2> $(VENV)/demo.log || { cat $(VENV)/demo.log; exit 1; }

sizes: $(STAMP)
	@$(BIN)/python -m examples.sizes

gallery: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group explanations
	@$(BIN)/python -m examples.gallery

reports: demo
	@$(BIN)/python -m examples.reports 2> $(VENV)/reports.log || { cat $(VENV)/reports.log; exit 1; }

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)
	@$(BIN)/mypy

contracts: $(STAMP)
	@$(BIN)/lint-imports

check: lint types contracts test

messages: $(STAMP)
	@$(BIN)/python -m babel.messages.frontend --quiet extract --mapping babel.cfg --keywords _ --output messages.pot .

hostile: $(STAMP)
	@$(BIN)/python -m tests.hostile $(if $(FILES),--files $(FILES))
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fuzzing
	@$(BIN)/python -m tests.hostile.guided --seconds $(or $(GUIDED),60)

bench: $(STAMP)
	@$(BIN)/python -m benchmarks $(PARTS)

clean:
	rm -rf $(VENV) .venv-lowest build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
