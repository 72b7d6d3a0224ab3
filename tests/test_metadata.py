"""YAML with the line of every key; hostile YAML ends in a diagnostic, soon."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from imprenta.metadata import parse_yaml, validate
from imprenta.model import FundingMetadata, VolumeMetadata

from tests.hanging import no_longer_than

PATH = PurePosixPath("a.yml")


def codes(source: str) -> list[tuple[str, int | None]]:
    return [(found.code, found.place.line) for found in parse_yaml(source, PATH).diagnostics]


def test_lines() -> None:
    parsed = parse_yaml("# a comment\na: 1\nb:\n  - c: x\n    d: [1, 2]\n\ne: {f: g}\n", PATH, first_line=10)
    assert parsed.data == {"a": 1, "b": [{"c": "x", "d": [1, 2]}], "e": {"f": "g"}}
    assert dict(parsed.lines) == {
        "a": 11,
        "b": 12,
        "b.0": 13,
        "b.0.c": 13,
        "b.0.d": 14,
        "b.0.d.0": 14,
        "b.0.d.1": 14,
        "e": 16,
        "e.f": 16,
    }


def test_plain_values() -> None:
    """YAML 1.2: no is a word, and what is quoted is a text."""
    data = parse_yaml("a: no\nb: '1'\nc: 010\nd: >-\n  two\n  lines\ne: ~\n", PATH).data
    assert (data["a"], data["b"], data["d"], data["e"]) == ("no", "1", "two lines", None)
    assert all(type(value) in (str, int, type(None)) for value in data.values())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: [1\n", [("MET01", 2)]),
        ("a: b: c\n", [("MET01", 1)]),
        ("a: 1\n\tb: 2\n", [("MET01", 2)]),
        ("a: 1\n---\nb: 2\n", [("MET01", 2)]),
        ("a: 'never closed\n", [("MET01", 2)]),
        ("a: \x07\n", [("MET01", 1)]),
        ("a: 1\nb: 2\na: 3\n", [("MET08", 3)]),
        ("a: &x 1\nb: *x\n", [("MET09", 2)]),
        ("a: &x {c: 1}\nb:\n  <<: *x\n", [("MET09", 3)]),
    ],
)
def test_what_does_not_parse(source: str, expected: list[tuple[str, int | None]]) -> None:
    assert codes(source) == expected


HOSTILE = {
    "many laughs": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    "deep lists": "a: " + "[" * 50_000,
    "deep maps": "a: " + "{a: " * 20_000,
    "deep blocks": "\n".join(" " * n + "a:" for n in range(3_000)),
    "deep dashes": "- " * 20_000,
    "a huge number": "a: " + "9" * 100_000,
    "python": "a: !!python/object/apply:os.system ['touch /tmp/never']\n",
    "merge of itself": "a: &a\n  <<: *a\n",
    "many documents": "---\n" * 5_000,
    "complex keys": "? " * 2_000 + "a",
    "tags": "!a " * 2_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_yaml_ends_soon(case: str) -> None:
    with no_longer_than(20):
        parsed = parse_yaml(HOSTILE[case], PATH)
        found = validate(VolumeMetadata, parsed, PATH)
    assert found.model is None and found.diagnostics


def test_unknown_keys_are_told_with_the_nearest() -> None:
    source = (
        "schemes:\n  a:\n    titel: {es: A}\n    responsible: {es: B}\n    funders:\n      - {name: {es: C}, ur: x}\n"
    )
    found = validate(FundingMetadata, parse_yaml(source, PATH), PATH).diagnostics
    told = {(d.code, d.place.line, d.values["key"], d.values.get("near", "")) for d in found}
    assert told == {
        ("MET02", 3, "schemes.a.titel", "title"),
        ("MET03", 2, "schemes.a.title", ""),
        ("MET02", 6, "schemes.a.funders.0.ur", "url"),
    }


def test_strange_keys_and_values_are_told() -> None:
    source = "1: a\n[b]: c\nnumber: [1]\nyear: .nan\nstatus: {a: b}\n"
    found = validate(VolumeMetadata, parse_yaml(source, PATH), PATH).diagnostics
    assert {"number", "year", "status"} <= {d.values["key"] for d in found}
    assert all(d.place.line is None or d.place.line <= 5 for d in found)


def test_long_values_are_shortened() -> None:
    found = validate(VolumeMetadata, parse_yaml("number: " + "x" * 500, PATH), PATH).diagnostics
    assert max(len(d.values.get("found", "")) for d in found) <= 60


def test_nothing_there() -> None:
    assert [d.code for d in validate(VolumeMetadata, parse_yaml("# only a comment\n", PATH), PATH, 7).diagnostics] == [
        "MET10"
    ]
