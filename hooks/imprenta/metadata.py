"""Reads YAML with the line of every key, and validates it against a model of `imprenta.model`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from imprenta.diagnostics import Diagnostic, Place, error

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


MAX_DEPTH = 100
"""Brackets within brackets; nobody writes so many."""


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are written: the models read them, and know on which line one does not exist."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


@dataclass(frozen=True, slots=True)
class Parsed:
    """YAML as read.

    Attributes:
        data: plain dicts, lists and scalars; None where it could not be read.
        lines: line of each key, by dotted path.
    """

    data: Any
    lines: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Validated(Generic[Model]):
    """YAML that became a model, or None with the reasons."""

    model: Model | None
    lines: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    data: Any = None


def parse_yaml(source: str, path: PurePosixPath, first_line: int = 1) -> Parsed:
    """Parse YAML 1.2; `first_line` is where it begins in the file at `path`."""
    if depth(source) > MAX_DEPTH:
        # The reader's time grows with the square of the depth.
        return Parsed(None, {}, (error("MET01", Place(path, first_line), reason=f"> {MAX_DEPTH} × [ {{"),))
    loader = YAML(typ="rt")
    loader.Constructor = _Constructor
    try:
        # An alias has its star; reading for one takes as long as reading.
        events = YAML().parse(StringIO(source)) if "*" in source else ()
        if alias := next((event for event in events if isinstance(event, AliasEvent)), None):
            # An alias of an alias of an alias fills the memory; nobody needs one here.
            line = alias.start_mark.line + first_line
            return Parsed(None, {}, (error("MET09", Place(path, line), alias=f"*{alias.anchor}"),))
        tree = loader.load(StringIO(source))
    except DuplicateKeyError as problem:
        line = (problem.problem_mark.line if problem.problem_mark else 0) + first_line
        return Parsed(None, {}, (error("MET08", Place(path, line), key=_quoted(str(problem.problem))),))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(path, (mark.line if mark else 0) + first_line)
        return Parsed(None, {}, (error("MET01", place, reason=problem.problem or problem.context or ""),))
    except (YAMLError, ValueError, RecursionError) as problem:
        return Parsed(None, {}, (error("MET01", Place(path, first_line), reason=str(problem).splitlines()[0]),))
    lines: dict[str, int] = {}
    return Parsed(_plain(tree, (), lines, first_line), lines)


def depth(source: str) -> int:
    """Return how deep brackets stand inside brackets."""
    deepest = level = 0
    for character in source:
        level += (character in "[{") - (character in "]}")
        deepest = max(deepest, level)
    return deepest


def _quoted(problem: str) -> str:
    parts = problem.split('"')
    return parts[1] if len(parts) > 2 else problem


def _plain(node: Any, path: Path, lines: dict[str, int], first: int) -> Any:
    if isinstance(node, CommentedMap):
        for key in node:
            # A merged key (`<<`) has no line of its own.
            if key in (node.lc.data or {}):
                lines[_dotted((*path, key))] = node.lc.key(key)[0] + first
        return {key: _plain(value, (*path, key), lines, first) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            # A tagged list (`!!python/…`) has no lines.
            if index in (node.lc.data or {}):
                lines[_dotted((*path, index))] = node.lc.item(index)[0] + first
        return [_plain(value, (*path, index), lines, first) for index, value in enumerate(node)]
    for plain in (str, bool, int, float):
        if isinstance(node, plain):
            return plain(node)
    return node


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def validate(model: type[Model], parsed: Parsed, path: PurePosixPath, at_line: int | None = None) -> Validated[Model]:
    """Validate parsed YAML; `at_line` is where a complaint about the whole is placed.

    Every problem becomes a diagnostic: MET02 unknown key, MET03 missing key, MET04 to MET07 wrong value.
    """
    if parsed.diagnostics:
        return Validated(None, parsed.lines, parsed.diagnostics)
    if parsed.data is None:
        return Validated(None, {}, (error("MET10", Place(path, at_line)),))
    try:
        return Validated(model.model_validate(parsed.data), parsed.lines, (), parsed.data)
    except ValidationError as problems:
        errors = problems.errors(include_url=False)
        inner = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
        found = tuple(
            _diagnostic(problem, model, parsed, path, at_line)
            for problem in errors
            # A list is too short only because what it holds is wrong, which is told.
            if not (problem["type"] == "too_short" and problem["loc"] in inner)
        )
        return Validated(None, parsed.lines, found, parsed.data)


def _diagnostic(
    problem: ErrorDetails, model: type[BaseModel], parsed: Parsed, path: PurePosixPath, at_line: int | None
) -> Diagnostic:
    location = tuple(part for part in problem["loc"] if _dotted((part,)) != "[key]")
    place = Place(path, _line(location, parsed.lines) or at_line)
    key = _dotted(location)
    match problem["type"]:
        case "extra_forbidden":
            return error("MET02", place, key=key, near=_near(str(location[-1]), _known(model, location[:-1])))
        case "missing":
            return error("MET03", place, key=key)
        case "enum" | "literal_error":
            choices = str(problem.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
            return error("MET05", place, key=key, found=_shown(problem["input"]), choices=choices.replace("'", ""))
        case "value_error":
            return error("MET06", place, key=key, found=_shown(problem["input"]))
        case kind if kind.endswith(("_type", "_parsing")):
            return error("MET04", place, key=key, found=_shown(problem["input"]), expected=kind.split("_")[0])
        case _:
            limit = ", ".join(str(value) for value in problem.get("ctx", {}).values())
            return error("MET07", place, key=key, found=_shown(problem["input"]), expected=limit or problem["type"])


def _line(location: Path, lines: Mapping[str, int]) -> int | None:
    while location and _dotted(location) not in lines:
        location = location[:-1]
    return lines.get(_dotted(location)) if location else None


def _shown(value: Any) -> str:
    try:
        text = "∅" if value is None else str(value)
    except ValueError:
        # An integer of more digits than Python writes.
        text = "…"
    return text if len(text) <= 60 else text[:57] + "…"


def _near(word: str, known: tuple[str, ...]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")


def _known(model: type[BaseModel], location: Path) -> tuple[str, ...]:
    """Return the keys that the model allows at `location`, walking through its schema."""
    schema: Mapping[str, Any] = model.model_json_schema()
    definitions = schema.get("$defs", {})
    for part in location:
        schema = _step(schema, part, definitions)
    return tuple(_resolved(schema, definitions).get("properties", {}))


def _resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    while True:
        if "$ref" in schema:
            schema = definitions[schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = next((option for option in schema["anyOf"] if option.get("type") != "null"), {})
        else:
            return schema


def _step(schema: Mapping[str, Any], part: str | int, definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = _resolved(schema, definitions)
    if isinstance(part, int):
        return schema.get("items", {}) or {}
    properties = schema.get("properties", {})
    # Keys with a pattern (`Key`) stand among the patterns.
    extra = next(iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties"))
    return properties.get(part) or (extra if isinstance(extra, Mapping) else {})
