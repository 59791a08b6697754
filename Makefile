# The development workflow, from a clone with Python >= 3.11 and make.

PYTHON ?= python3
BIN := .venv/bin
# The smallest machines do without the model: `make install DETECTOR=rules`, and `detector = "rules"` in config.toml.
DETECTOR ?= model
RUN_LOCK := requirements/$(if $(filter rules,$(DETECTOR)),rules,run).txt
TEST_LOCK := requirements/test.txt
TRAIN_LOCK := requirements/train.txt
# Training makes and drops the same great arrays over and over: keeping what was had is quicker than giving it back.
KEEPING := MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_MAX_=0 \
  MALLOC_ARENA_MAX=2 ONEDNN_PRIMITIVE_CACHE_CAPACITY=4096
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help

help:  ## This list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/.run  ## Build .venv with what the bot needs
demo: install  ## The bot at work in a sandbox, with a chat page to play every part
	$(BIN)/minutebook demo
run: install  ## The bot against Telegram, by config.toml
	$(BIN)/minutebook run --config config.toml
test: .venv/.test  ## Linters, type checker and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal
bench: .venv/.test  ## The figures in the README, measured again (the better part of an hour)
	$(BIN)/python -m bench
retrain: .venv-train/.train  ## The model made anew from the corpus: an hour or two on two cores, 6 GB of disk
	$(KEEPING) PYTHONPATH=. .venv-train/bin/python -m training retrain
compare: .venv-train/.train  ## The table in the README: this detector beside simpler ones
	PYTHONPATH=. .venv-train/bin/python -m training compare
picture: .venv/.test  ## The pictures in docs/, taken anew (needs Chromium)
	MINUTEBOOK_PICTURE=docs CI=1 $(BIN)/pytest tests/page/test_demo_in_browser.py
fonts: .venv/.test  ## The fonts of the bundle's PDF, cut anew from those that matplotlib brings
	$(BIN)/python -m fonts
format: .venv/.test  ## Bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
lock: .venv/.test  ## Resolve the pinned requirements anew, for every platform
	$(BIN)/pip install --quiet uv
	$(COMPILE) --upgrade --extra model pyproject.toml requirements/build.in -o requirements/run.txt
	$(COMPILE) pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/rules.txt
	$(COMPILE) --upgrade --extra model --extra test pyproject.toml requirements/build.in \
	  -c requirements/run.txt -o $(TEST_LOCK)
	$(COMPILE) --upgrade --extra model --extra train pyproject.toml requirements/build.in \
	  -c requirements/run.txt -o $(TRAIN_LOCK)
clean:  ## Remove what make made
	rm -rf .venv .venv-train

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Minutebook needs Python 3.11 or newer; this is:'; $(PYTHON) --version; \
	    echo 'Name another with: make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo 'Python cannot make a virtual environment here. On Debian, Ubuntu and Raspberry Pi OS:'; \
	    echo '  sudo apt install python3-venv'; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/pip $(RUN_LOCK) pyproject.toml
	@echo 'Installing what Minutebook needs (a minute or two the first time) …'
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(RUN_LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.run $(TEST_LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(TEST_LOCK)
	@touch $@

.venv-train/.train: $(TRAIN_LOCK) pyproject.toml
	@echo 'Installing what training needs (several gigabytes) …'
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $(TRAIN_LOCK)
	.venv-train/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: help install demo run test bench retrain compare picture fonts format lock clean
