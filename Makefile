# Set-up, demo and tests. Needs make and Python 3.11 or newer; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
STORE := demo/cardscan.db

.PHONY: help setup demo test lint fonts languages readers browser postgresql strace speech evolution cases bench mutants clean

help:
	@echo "make setup   an environment in $(VENV) with cardscan in it"
	@echo "make demo    read the sample cards, list who was found, write demo/contacts.vcf"
	@echo "make test    everything: lint, types, all tests"
	@echo "make lint    ruff, mypy, and which room may import from which"
	@echo "make cases   the tests that make up their cases, with new ones"
	@echo "make bench   accuracy and speed on the sample cards"
	@echo "make mutants put small faults into the rules that matter, print which no test notices"
	@echo "make clean   remove $(VENV), demo/, story/ and caches"

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@sh tools/check_python.sh $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

demo: $(READY)
	@rm -rf demo && mkdir demo
	$(BIN)/cardscan ingest samples/photos --db $(STORE)
	@echo && $(BIN)/cardscan list --db $(STORE)
	@echo && $(BIN)/cardscan export demo/contacts.vcf --all --db $(STORE)
	@echo
	@echo "The contacts are in demo/contacts.vcf, the store is $(STORE)."
	@echo "With your own photos: $(BIN)/cardscan ingest PHOTOS && $(BIN)/cardscan list"

test: lint fonts languages readers browser postgresql strace speech evolution
	$(BIN)/python -m pytest -rs -n logical --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fonts: $(READY)
	@sh tools/test_fonts.sh

languages: $(READY)
	@sh tools/test_languages.sh

readers: $(READY)
	@sh tools/test_readers.sh

browser: $(READY)
	@sh tools/test_browser.sh

postgresql: $(READY)
	@sh tools/test_postgresql.sh

strace: $(READY)
	@sh tools/test_strace.sh

speech: $(READY)
	@sh tools/test_speech.sh

evolution: $(READY)
	@sh tools/test_evolution.sh

# `make test` draws the same cases each time, these are new ones.
cases: $(READY)
	nice $(BIN)/python -m pytest -m hypothesis --hypothesis-profile "new cases"

bench: $(READY)
	$(BIN)/python -m bench.accuracy samples
	$(BIN)/python -m bench.speed samples/photos --limit 12

# One area or a larger sample: make mutants ARGS="--only gate --sample 100"
mutants: $(READY)
	nice $(BIN)/python -m bench.mutants $(ARGS)

clean:
	rm -rf $(VENV) .readers .voice-model demo story .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
