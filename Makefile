# The only door: `make help` lists what there is. · La única puerta: `make help` muestra lo que hay.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help

.PHONY: help site serve check new import status summary baseline schemas preview test lint conformance bench lighthouse pictures lock clean

help: ## Muestra esta lista · Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  \033[1mmake %-12s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/site.stamp ## Construye el sitio y sus PDF en site/ · Build the site and its PDFs into site/
	$(BIN)/imprenta build $(ARGS)

serve: $(VENV)/site.stamp ## Vista previa en vivo; PDF=1 hace también los libros · Live preview; PDF=1 binds the books too
	$(BIN)/mkdocs serve

check: $(VENV)/site.stamp ## Revisa los textos sin construir · Check the texts without building
	$(BIN)/imprenta check $(if $(FORMAT),--format $(FORMAT))

new: $(VENV)/site.stamp ## Empieza un Cuaderno; pregunta lo que falte · Begin a volume; asks for what is missing
	$(BIN)/imprenta new $(ARGS)

import: $(VENV)/site.stamp ## Trae un Word: ARGS="informe.docx --volume 12 …" · Bring in a Word file
	$(BIN)/imprenta import $(ARGS)

status: $(VENV)/site.stamp ## Tablero: qué hay, qué falta, qué vence · Board: what there is, what is missing, what is due
	$(BIN)/imprenta status $(ARGS)

summary: $(VENV)/site.stamp ## Resume lo construido y lo compara con lo publicado · Sum up the build against what is published
	$(BIN)/python -m imprenta.changes

baseline: $(VENV)/site.stamp ## Guarda las cifras de lo publicado · Keep the figures of what is published
	$(BIN)/python -m imprenta.changes --baseline

schemas: $(VENV)/site.stamp ## Escribe los esquemas de los YAML · Write the schemas of the YAML files
	$(BIN)/python -m imprenta.schemas

# No set-up: it runs beside a secret, and needs Python alone.
preview: ## Publica build/preview como vista previa (en GitHub) · Publish build/preview as a preview (on GitHub)
	PYTHONPATH=hooks $(PYTHON) -m imprenta.preview build/preview

test: $(VENV)/test.stamp lint ## Prueba todo, la colección real también · Test everything, the real collection too
	$(BIN)/pytest -n 2 --dist loadgroup $(PYTEST)

lint: $(VENV)/test.stamp ## Revisa estilo y tipos del código · Check style and types of the code
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy

conformance: $(VENV)/test.stamp ## veraPDF: PDF/UA-1 y PDF/A-3a de cada libro · PDF/UA-1 and PDF/A-3a of every book
	$(BIN)/python -m imprenta.conformance site

bench: $(VENV)/test.stamp ## Mide la velocidad, en proporciones · Measure speed, as ratios
	$(BIN)/python -m tests.bench $(BENCH)

lighthouse: $(VENV)/test.stamp ## Lighthouse, perfil móvil, sobre site/ · Lighthouse, mobile profile, on site/
	$(BIN)/python -m tests.lighthouse

pictures: $(VENV)/test.stamp ## Toma las imágenes del README y de las guías · Take the pictures of README and guides
	$(BIN)/python -m tests.pictures

lock: $(VENV)/site.stamp ## Fija otra vez las dependencias, con sus huellas · Pin the dependencies again, with hashes
	$(BIN)/python requirements/lock.py

clean: ## Borra lo construido y las cachés; conserva el entorno · Remove what was built and the caches; keep the environment
	rm -rf site .site.new .site.old .cache build

# Each set-up is done once; a stamp says so until a pin changes.
$(VENV)/bin/python:
	@sh requirements/system.sh site
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/site.txt pyproject.toml requirements/system.sh | $(VENV)/bin/python
	@sh requirements/system.sh site
	$(BIN)/pip install --quiet --require-hashes -r requirements/site.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/site.stamp
	@sh requirements/system.sh test
	$(BIN)/pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@
