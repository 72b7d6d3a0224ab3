"""Any fence: what is wrong with its YAML is told with the line of the Markdown file, and costs little."""

from __future__ import annotations

import pytest
from imprenta.fences import KINDS

from tests.fences.reading import found, read
from tests.hanging import no_longer_than

YAML_KINDS = sorted(set(KINDS) - {"deliverables"})


@pytest.mark.parametrize("name", YAML_KINDS)
@pytest.mark.parametrize("body", ["", "\n  \n"])
def test_an_empty_fence_has_no_data(name: str, body: str) -> None:
    assert found(name, body) == [(12, "FEN01")]


@pytest.mark.parametrize("name", YAML_KINDS)
def test_yaml_that_does_not_parse_is_told_where_it_stands(name: str) -> None:
    assert found(name, "title: x\nphases: [a\n") == [(14, "MET01")]


def test_an_unknown_key_is_told_with_the_one_that_was_meant() -> None:
    _, (diagnostic,) = read("agenda", "days:\n  - title: Uno\n    sessions:\n      - title: A\n        moderador: B\n")
    assert (diagnostic.place.line, diagnostic.code) == (16, "MET02")
    assert diagnostic.values["near"] == "moderator"


def test_a_missing_key_is_told_at_its_parent() -> None:
    assert found("agenda", "days:\n  - title: Uno\n    sessions:\n      - note: B\n") == [(15, "MET03")]


def test_a_wrong_type_is_told_at_its_key() -> None:
    assert found("cycle", "title: Ciclo\nphases:\n  - name: A\n    text: 5\n  - name: B\n") == [(15, "MET04")]


def test_a_body_of_the_wrong_shape_is_called_by_the_name_of_the_fence() -> None:
    _, (diagnostic,) = read("alliances", "name: x")
    assert (diagnostic.code, diagnostic.values["key"]) == ("MET04", "alliances")


def test_a_date_that_does_not_exist_is_told_on_its_line() -> None:
    body = "days:\n  - title: Uno\n    sessions: [{title: A}]\n  - date: 2018-02-31\n    sessions: [{title: B}]\n"
    assert found("agenda", body) == [(15, "MET06")]


def test_an_empty_text_is_no_text() -> None:
    assert found("cycle", 'title: " "\nphases:\n  - name: A\n  - name: ""\n') == [(12, "FEN02"), (15, "FEN02")]


def test_a_control_character_reaches_no_page() -> None:
    assert found("cycle", 'title: Ciclo\nphases:\n  - name: A\n  - name: "B\\x07"\n') == [(15, "FEN03")]


@pytest.mark.parametrize("name", YAML_KINDS)
@pytest.mark.parametrize("body", ["[" * 50_000, "{" * 50_000, "- " * 20_000 + "a", "title: " + "a" * 200_000])
def test_a_hostile_body_costs_little(name: str, body: str) -> None:
    with no_longer_than(5):
        assert found(name, body)


@pytest.mark.parametrize("name", YAML_KINDS)
@pytest.mark.parametrize(
    "body",
    ["- a", "5", "null", "? [a]: b", "1: x", "<<: {a: 1}", "!!python/object:os.system x", "a: &x 1\nb: *x",
     "a: 1\na: 2", "---\na: 1\n---\nb: 2",
     "days: {}", "title: x\nphases: 0x" + "f" * 9000, "a: !!binary aGVsbG8=", "days: [[]]"],
)  # fmt: skip
def test_no_body_is_read_in_silence_or_with_a_traceback(name: str, body: str) -> None:
    assert found(name, body)
