# The few words a newcomer needs. `make demo` and `make test` do all their own set-up.
# Further options go in ARGS:  make demo ARGS="--detach --port 8123"
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BOOT = $(PYTHON) tools/bootstrap.py
RUN = .venv/bin/python
ARGS ?=
export FIRSTWALL_DEMO_HOME ?= $(CURDIR)/var/demo

.PHONY: help setup demo run test proof security lint bench docs
.DEFAULT_GOAL := help

help:            ## List these words
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:[^#]*##/:/'

setup:           ## Make .venv with the locked packages
	@$(BOOT) runtime

demo: setup      ## Run the demo; ARGS="--detach --port 8123", "--stop", "--reset"
	@$(RUN) -m firstwall demo $(ARGS)

run: setup       ## Run a real site in the foreground
	@$(RUN) -m firstwall serve $(ARGS)

test:            ## Contracts, lint, types and all tests at reduced size; ARGS="--without-browser"
	@$(BOOT) dev $(if $(findstring --without-browser,$(ARGS)),,browser)
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy
	@$(RUN) -c "from firstwall.matching import warm_up; warm_up()"
	@$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow" $(ARGS)

proof:           ## All tests at full size
	@$(BOOT) dev browser
	@FIRSTWALL_PROOF=full $(RUN) -m pytest $(ARGS)

security:        ## Play the proofs of security, print one scoreboard, renew docs/reference/security.md and asvs.md
	@$(BOOT) dev browser
	@$(RUN) tools/security.py --write

lint:            ## Contracts, style, types
	@$(BOOT) dev
	@.venv/bin/lint-imports && .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

bench:           ## Measure and print the figures
	@$(BOOT) dev
	@$(RUN) -m benchmarks $(ARGS)

docs:            ## Renew the generated parts of docs/; ARGS="--check" only compares
	@$(BOOT) dev $(if $(findstring --check,$(ARGS)),,browser)
	@$(RUN) tools/docs.py $(ARGS)
	@$(if $(findstring --check,$(ARGS)),,FIRSTWALL_PICTURES=1 $(RUN) -m pytest tests/journeys/test_browser_chain.py)
