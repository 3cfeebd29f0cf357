# Daily work. Nothing here is needed to start or to test: see ./run and ./test.
PYTHON := .venv/bin/python
UV := .venv/bin/uv
PEOPLE ?= 500
MINUTES ?= 10
URL ?= http://localhost:8000
COMPILE := $(UV) pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-header --quiet

.PHONY: run test check format openapi bench crowd screens fuzz lock

run: ## start everything
	./run

test: ## every test
	./test

check: ## format, lint, types, contracts, migrations, schema, floors, translations
	sh backend/devstack/python.sh check

format: ## write code the way `check` wants it
	$(PYTHON) -m ruff check --fix --quiet . || true
	$(PYTHON) -m ruff format --quiet .

openapi: ## write openapi.yaml anew
	$(PYTHON) manage.py spectacular --validate --fail-on-warn --file openapi.yaml

bench: ## speed and size, as ratios measured in one run
	$(PYTHON) -m tests.load.bench

crowd: ## PEOPLE=500 participants against the server at URL=http://localhost:8000
	$(PYTHON) -m tests.load.crowd --people $(PEOPLE) --base-url $(URL)

screens: ## pictures of every screen of the server at URL into screens/
	$(PYTHON) -m tests.e2e.screens --base-url $(URL)

fuzz: ## MINUTES=10 of harmed files for the readers of items
	$(PYTHON) -m tests.fuzz --minutes $(MINUTES)

lock: ## pin all dependencies anew, with hashes
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --upgrade --group dev -o requirements-dev.txt
