# Runrate's commands. `make run` and `make test` are all you need on a fresh machine with git, make and python3.
.DEFAULT_GOAL := help
.PHONY: help run test test-deep bare e2e audit bench bench-scale faults load mutate install lock format

# A shim of a version manager may be on PATH and not work: take the first interpreter that runs our scripts.
OLD := import sys; sys.exit(sys.version_info < (3, 9))
PY := $(shell for p in python3 /usr/bin/python3 python3.13 python3.12 python; do $$p -E -c '$(OLD)' 2>/dev/null && echo $$p && break; done)
NONE := echo "No Python 3.9 or newer runs here, and the site needs 3.12. On Debian 13, as root: apt-get update && apt-get install -y --no-install-recommends python3 python3-venv"
DEV := $(if $(PY),$(PY) -E,$(NONE); exit 1;) .ci/dev.py

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## install, migrate, load prices and demo data, serve on http://localhost:8000/ (PORT=…, HOST=0.0.0.0 for others)
	@$(DEV) run

test: ## install, lint, types, import contracts, then the suite on SQLite and on PostgreSQL (TESTS=… for a part)
	@$(DEV) test

bare: ## `make run` and tests on a bare Debian 13 (needs root and debootstrap; BARE=--long for all of `make test`)
	@$(or $(PY),python3) .ci/bare_debian.py $(BARE)

test-deep: ## the same with 10,000 examples per property instead of 200, and 20,000 steps of journeys
	@$(DEV) test-deep

e2e: ## browser tests in a real Chromium
	@$(DEV) e2e

bench: ## measure speed: ratios against a baseline of the same run (AGAINST=COMMIT for another tree, BENCH=--short)
	@$(DEV) python -m tests.bench $(BENCH) $(if $(AGAINST),--against $(AGAINST))

bench-scale: ## pages at 1,000, 100,000 and 1,000,000 submissions on a PostgreSQL of its own
	@$(DEV) python -m tests.bench.scale

faults: ## kill, fill up and restart things on a real PostgreSQL, gunicorn and worker; count what got lost
	@$(DEV) python -m tests.faults $(FAULTS)

load: ## 500 visitors for a minute on the production stack, four times: without and with 50 slow clients beside them
	@$(DEV) load

mutate: ## break modules on purpose and count which breaks the tests see (FILES=calculator/domain/costs.py …)
	@$(DEV) python -m tests.mutation $(ARGS) $(FILES)

audit: ## Lighthouse on the main pages (fetched from npm), known holes in locked packages, risky patterns in our code
	@$(DEV) python -m pytest -m audit -s tests/lighthouse
	@$(DEV) audit

install: ## only install, for working on the code
	@$(DEV) install

lock: ## renew the hashed lock files from pyproject.toml
	@$(DEV) lock

format: ## put the code into its one format
	@$(DEV) python -m ruff format .
	@$(DEV) python -m ruff check --fix .
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 6.1 {} +
