PYTHON ?= python

.PHONY: check test golden docs bench

check: ## formatting, lint, types, import contracts, dependencies, tests (browser and long samples left out), current docs
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	lint-imports
	deptry .
	$(PYTHON) -m tests.passed || $(PYTHON) -m pytest -m "not soak and not browser and not sample"

test: ## all tests but the long ones; `pytest -m soak` runs those
	$(PYTHON) -m pytest

golden: ## write the sample market and the templates anew; read the diff before you commit it
	$(PYTHON) data/make_sample.py
	$(PYTHON) data/make_templates.py
	git diff --stat -- data

docs: ## write the generated pages of docs/ anew
	$(PYTHON) docs/generate.py

bench: ## print seconds and memory beside a floor measured in the same run
	$(PYTHON) benchmarks/import_listings.py
	$(PYTHON) benchmarks/read_workbook.py
	$(PYTHON) benchmarks/read_page.py
	$(PYTHON) benchmarks/market.py
	$(PYTHON) benchmarks/questions.py
	$(PYTHON) benchmarks/segment.py
	$(PYTHON) benchmarks/coverage.py
	$(PYTHON) benchmarks/roots.py
	$(PYTHON) benchmarks/keywords.py
	$(PYTHON) benchmarks/titles.py
