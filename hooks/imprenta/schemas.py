"""Writes the JSON Schemas of what editors write in YAML, so that an editor's program completes and explains the keys.

The schemas come from the models (JSON Schema 2020-12, as pydantic makes it); the explanations from
`messages/<language>/schema.yml`, all languages one after the other, since a schema can only have one text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from imprenta.collection import CONTENT
from imprenta.languages import interface_languages, strings
from imprenta.model import (
    CollectionMetadata,
    FundingMetadata,
    Glossary,
    Localized,
    LocalizedList,
    PartialDate,
    VolumeMetadata,
)

FOLDER = f"{CONTENT}/schemas"
MODELS: Mapping[str, type[BaseModel]] = {
    "collection": CollectionMetadata,
    "funding": FundingMetadata,
    "glossary": Glossary,
    "volume": VolumeMetadata,
}
"""Models by the name of the file that they describe."""

_DATE = {"type": ["string", "integer"], "pattern": r"^\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?$"}
"""A partial date as it is written: pydantic only knows what becomes of it."""


def schema(name: str) -> dict[str, Any]:
    """Return the schema of `<name>.yml`."""
    made: dict[str, Any] = MODELS[name].model_json_schema()
    definitions: dict[str, dict[str, Any]] = made.pop("$defs", {})
    definitions[PartialDate.__name__] = dict(_DATE)
    explained: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{name}.schema.json",
    }
    explained |= _explained(made, MODELS[name].__name__)
    explained["$defs"] = {key: _explained(value, key) for key, value in sorted(definitions.items())}
    return explained


def _explained(definition: Mapping[str, Any], model: str) -> dict[str, Any]:
    result = {key: value for key, value in definition.items() if key not in ("title", "description", "properties")}
    result["description"] = explanation(model)
    if "properties" in definition:
        result["properties"] = {
            name: {key: value for key, value in field.items() if key != "title"}
            | {"description": explanation(f"{model}.{name}")}
            for name, field in definition["properties"].items()
        }
    return result


def explanation(path: str) -> str:
    """Return what a model (`Workshop`) or a field (`Workshop.start`) is, in every language of the press.

    Raises:
        KeyError: a language does not explain it.
    """
    return "\n\n".join(strings(language, "schema")[path] for language in reversed(interface_languages()))


def paths() -> Iterator[str]:
    """Yield what needs an explanation: every model that the files are made of, and each of its fields."""
    seen: set[str] = set()
    for model in MODELS.values():
        made = model.model_json_schema()
        definitions = {**made.get("$defs", {}), model.__name__: made}
        for name, definition in definitions.items():
            if name in seen:
                continue
            seen.add(name)
            yield name
            if name not in {kind.__name__ for kind in (Localized, LocalizedList, PartialDate)}:
                yield from (f"{name}.{field}" for field in definition.get("properties", {}))


def text(name: str) -> str:
    """Return the schema's file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write(root: Path) -> tuple[Path, ...]:
    """Write every schema under `root`; return those that have changed."""
    changed = []
    for name in MODELS:
        file = root / FOLDER / f"{name}.schema.json"
        content = text(name)
        if not file.is_file() or file.read_text(encoding="utf-8") != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
            changed.append(file)
    return tuple(changed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the schemas of the project at hand, and print which have changed."""
    parser = argparse.ArgumentParser(prog="python -m imprenta.schemas")
    parser.add_argument("root", nargs="?", type=Path, default=Path.cwd())
    root = parser.parse_args(arguments).root
    for file in write(root):
        print(file.relative_to(root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
