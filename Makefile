# Trazo's commands. Python 3.11+ and make are required (and Node.js for make lint).
PYTHON ?= python3
VENV := .venv
VENV_DEV := .venv-dev
PORT ?= 8000
SERVE := $(VENV)/.installed
DEV := $(VENV_DEV)/.installed
AUDIT := $(VENV_DEV)/.audit-installed
FUZZ_S ?= 60
# In random order: --randomly-seed=N, with the N that a run prints first, repeats one.
# One worker more than there are cores, for a test waits for its browser half of the time; each
# may hold TensorFlow, a Chromium and a server or two.
TEST_WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(5, 1 + (os.cpu_count() or 1)))')
GRADIO := .venv-gradio/.installed
NODE := node_modules/.installed
IN_DEV := $(VENV_DEV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test train experiments bench hand load readme screenshots icons fuzz audit lint format translations clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(SERVE) ## serve the app with the shipped model on http://127.0.0.1:8000 (PORT=... for another)
	@echo "Trazo: http://127.0.0.1:$(PORT)  (Ctrl+C stops it)"
	@TRAZO_BIND=$${TRAZO_BIND:-127.0.0.1:$(PORT)} $(VENV)/bin/gunicorn --config gunicorn.conf.py 'webapp:create_app()'

test: $(SERVE) $(DEV) ## run every test, the browser's too
	@sh tests/browser/install_chromium.sh
	@sh tests/webapp/install_redis.sh
	@sh tests/webapp/classroom/install_postgres.sh
	@sh tests/operations/install_tools.sh
	$(IN_DEV) -m pytest -n $(TEST_WORKERS) --dist worksteal

train: $(DEV) ## train every model from scratch (TRAZO_DATA_DIR names the data folder)
	$(IN_DEV) -m trainer train lenet-tutorial
	$(IN_DEV) -m trainer train lenet
	$(IN_DEV) -m trainer train fnn-32-16
	$(IN_DEV) -m trainer train cnn-16-36
	$(IN_DEV) -m trainer train convnet-32-64-64
	$(IN_DEV) -m trainer train teacher
	@for model in lenet-tutorial lenet fnn-32-16 cnn-16-36 convnet-32-64-64 teacher; do \
	  $(IN_DEV) -m trainer page $$model || exit 1; done
	$(IN_DEV) -m trainer train cifar10-fnn
	$(IN_DEV) -m trainer train cifar10-cnn
	$(IN_DEV) -m trainer train cifar10-best
	$(IN_DEV) -m trainer time
	$(IN_DEV) -m benchmarks.readme

experiments: $(DEV) ## measure what each part of the served model's training gives (half an hour)
	$(IN_DEV) -m trainer experiments lenet

bench: $(SERVE) $(DEV) $(GRADIO) ## measure Trazo beside the tutorials' way and Gradio, put the figures into the README
	@sh benchmarks/install_wrk.sh
	$(IN_DEV) -m benchmarks

hand: $(SERVE) $(DEV) ## measure what learning a person's hand gives (HAND_DATA=FILE.jsonl.gz for others' pen digits)
	@sh tests/tooling/install_node.sh
	@$(IN_DEV) -m benchmarks.hand

load: $(SERVE) $(DEV) ## a class of 40 pads, a spike of 500 clients, a soak (LOAD="--soak-minutes 1" for a short one)
	$(IN_DEV) -m benchmarks.classroom $(LOAD)

screenshots: $(SERVE) $(DEV) ## take the README's pictures anew, of the page that looks inside and of a class
	@sh tests/browser/install_chromium.sh
	@sh benchmarks/install_emoji.sh
	$(IN_DEV) -m benchmarks.screenshots

icons: $(DEV) ## draw the installed app's icons anew from the favicon
	@sh tests/browser/install_chromium.sh
	$(IN_DEV) -m benchmarks.icons

readme: $(DEV) ## put the measured tables into the README anew
	$(IN_DEV) -m benchmarks.readme
	$(IN_DEV) -m benchmarks.hosting

fuzz: $(AUDIT) ## look for pictures that break the decoder (FUZZ_S=60 seconds)
	@mkdir -p runs/fuzzing/found
	PYTHONPATH=. $(IN_DEV) tests/fuzzing/fuzz_decoder.py -max_total_time=$(FUZZ_S) -timeout=10 -max_len=4096 \
	  -rss_limit_mb=2048 -artifact_prefix=runs/fuzzing/found/ runs/fuzzing/corpus

audit: $(SERVE) $(AUDIT) ## scan dependencies for vulnerabilities and commits for secrets
	TRAZO_PYTHON=$(IN_DEV) sh hosting/scan_secrets.sh
	$(IN_DEV) -m pip_audit --strict --progress-spinner off --path $(wildcard $(VENV)/lib/python*/site-packages)
	$(IN_DEV) -m pip_audit --strict --progress-spinner off

lint: $(DEV) $(NODE) ## check style and types, Python's and JavaScript's, without changing anything (needs Node.js)
	$(IN_DEV) -m ruff check .
	$(IN_DEV) -m ruff format --check .
	$(IN_DEV) -m mypy
	$(VENV_DEV)/bin/lint-imports
	node_modules/.bin/tsc --project .
	node_modules/.bin/biome lint --error-on-warnings

format: $(DEV) ## bring the code into shape
	$(IN_DEV) -m ruff check --fix .
	$(IN_DEV) -m ruff format .

translations: $(SERVE) ## compile the Spanish texts after a change
	$(VENV)/bin/pybabel compile -d webapp/translations

clean: ## remove the virtual environments, Node's tools and interrupted trainings
	rm -rf $(VENV) $(VENV_DEV) .venv-gradio node_modules .mypy_cache runs

$(SERVE): requirements.txt | check-python
	@echo "Setting up $(VENV) (serving only, no TensorFlow) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): requirements.txt requirements-train.txt requirements-dev.txt | check-python
	@echo "Setting up $(VENV_DEV) (training and tests; TensorFlow takes a minute or two) ..."
	@$(PYTHON) -m venv $(VENV_DEV)
	@$(VENV_DEV)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(AUDIT): requirements-audit.txt $(DEV)
	@$(IN_DEV) -m pip install --quiet --disable-pip-version-check -r requirements-audit.txt
	@touch $@

$(NODE): package.json package-lock.json .npmrc
	@sh tests/tooling/install_node.sh
	@echo "Setting up node_modules (for the lint alone) ..."
	@npm ci --loglevel error
	@touch $@

$(GRADIO): benchmarks/requirements-gradio.txt | check-python
	@echo "Setting up .venv-gradio (for the comparison alone) ..."
	@$(PYTHON) -m venv .venv-gradio
	@.venv-gradio/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: check-python
check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Trazo needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments: install them (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }
