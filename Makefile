# Thin front: bootstrap.py sets things up, the chuding command does the work.

# The first Python >= 3.9 that really runs: a version manager may put one on PATH that does not.
PYTHON := $(firstword $(PYTHON) $(shell for p in python3 python python3.13 python3.12 python3.11 python3.14 \
	python3.10 python3.9 /usr/bin/python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 9))' >/dev/null 2>&1 && echo "$$p" && break; done))
ARGS ?=
COMMIT = $(shell git rev-parse --short HEAD 2>/dev/null)

.PHONY: site serve test proof lint pictures looks mutants audit schema lock clean setup
site: setup        ## build the site into site/
	@.venv/bin/chuding build $(ARGS)

serve: setup       ## build it again at each change, and show it
	@.venv/bin/chuding serve $(ARGS)

setup: python
	@$(PYTHON) bootstrap.py site

test: python       ## run the tests, of what is long a part drawn by the commit; ARGS="-k word" chooses, and runs all of it
	@$(PYTHON) bootstrap.py test
	@.venv/bin/python -m pytest -n auto --dist worksteal $(or $(ARGS),--draw $(or $(COMMIT),none))

proof: python      ## run all that is long, whole
	@$(PYTHON) bootstrap.py proof
	@.venv/bin/python -m pytest -n auto --dist worksteal -m "proof or hypothesis or long" --hypothesis-profile proof $(ARGS)

lint: python       ## hold Python to its style and its types
	@$(PYTHON) bootstrap.py test
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

mutants: python    ## count the changes to selfcheck/ that no test notices; ARGS="--sample 700 --seed 1" takes some
	@$(PYTHON) bootstrap.py mutants
	@.cache/mutants-venv/bin/python bench/mutants.py $(ARGS)

audit: python      ## hold the lock files against known vulnerabilities; says so where it cannot reach what knows them
	@$(PYTHON) bootstrap.py audit
	@.cache/audit-venv/bin/python -m requirements.audit

pictures: python   ## draw docs/pictures anew, which the README shows
	@$(PYTHON) bootstrap.py test
	@.venv/bin/chuding build $(ARGS)
	@.venv/bin/python docs/pictures.py site

looks: python      ## write anew what tests keep of how pages look and are heard; read the diff
	@$(PYTHON) bootstrap.py test
	@CHUDING_RENEW=1 .venv/bin/python -m pytest -q tests/pages/test_looks.py tests/pages/test_check_tree.py

schema: setup      ## write notices/schema.json anew from the model and the kinds; ARGS=DIR of another register
	@.venv/bin/python -m generator.register.schema $(ARGS)

lock: python       ## write the lock files anew where pyproject.toml asks for something else; ARGS=--upgrade takes the newest
	@$(PYTHON) bootstrap.py lock $(ARGS)

clean: python      ## remove all that was built or fetched
	@$(PYTHON) bootstrap.py clean

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "chuding: install Python 3.9 or newer, then run make again" >&2; exit 1; }
