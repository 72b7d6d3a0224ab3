"""The JSON Schemas are those of the models, explain every key in every language, and take what is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from imprenta.languages import interface_languages, strings
from imprenta.schemas import FOLDER, MODELS, explanation, paths, schema, text, write
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tests.sites import REPOSITORY

FILES = {
    "collection": [REPOSITORY / "cuadernos/collection.yml"],
    "funding": [REPOSITORY / "cuadernos/funding.yml"],
    "volume": sorted((REPOSITORY / "cuadernos").glob("*/volume.yml")),
}


def _plain(file: Path) -> Any:
    """Return YAML as an editor's program sees it: a date is a text."""
    return json.loads(json.dumps(YAML(typ="safe").load(file.read_text(encoding="utf-8")), default=str))


def _problems(name: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.validator}" for error in Draft202012Validator(schema(name)).iter_errors(data)]


@pytest.mark.parametrize("name", MODELS)
def test_the_files_are_fresh(name: str) -> None:
    written = (REPOSITORY / FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert written == text(name), "run `make schemas`"
    Draft202012Validator.check_schema(json.loads(written))


@pytest.mark.parametrize("language", interface_languages())
def test_every_key_is_explained(language: str) -> None:
    assert sorted(strings(language, "schema")) == sorted(paths())


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, files in FILES.items() for file in files])
def test_the_real_files_are_taken_and_name_their_schema(name: str, file: Path) -> None:
    assert _problems(name, _plain(file)) == []
    first = file.read_text(encoding="utf-8").splitlines()[0]
    marker, _, target = first.partition("$schema=")
    assert marker == "# yaml-language-server: "
    assert (file.parent / target).resolve() == REPOSITORY / FOLDER / f"{name}.schema.json"


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"stauts": "draft"}, "$: additionalProperties"),
        ({"status": "finished"}, "$.status: enum"),
        ({"title": None}, "$.title: type"),
        ({"number": 0}, "$.number: anyOf"),
        ({"workshop": {"city": {"es": "Lima"}, "country": "Peru", "start": "2027"}}, "$.workshop: anyOf"),
        ({"workshop": {"city": {"es": "Lima"}, "country": "PE", "start": "2 de marzo"}}, "$.workshop: anyOf"),
        ({"themes": "offices"}, "$.themes: type"),
    ],
)
def test_what_the_models_refuse_is_refused(changed: dict[str, Any], problem: str) -> None:
    data = _plain(REPOSITORY / "cuadernos/11-montevideo-2020/volume.yml")
    assert _problems("volume", data | changed) == [problem]


def test_an_explanation_speaks_every_language() -> None:
    assert explanation("Workshop.city") == "Ciudad.\n\nCity."
    assert schema("volume")["$defs"]["Workshop"]["properties"]["city"]["description"] == "Ciudad.\n\nCity."


def test_writing_touches_only_what_has_changed(tmp_path: Path) -> None:
    assert [file.name for file in write(tmp_path)] == [f"{name}.schema.json" for name in MODELS]
    assert write(tmp_path) == ()
    (tmp_path / FOLDER / "volume.schema.json").write_text("{}", encoding="utf-8")
    assert [file.name for file in write(tmp_path)] == ["volume.schema.json"]
