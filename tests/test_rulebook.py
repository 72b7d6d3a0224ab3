"""The page of the rules says every code, no other, and its examples are what it says they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from imprenta import report
from imprenta.desk.rulebook import files
from imprenta.languages import interface_languages, strings
from imprenta.typography import conventions, faults
from imprenta.waivers import known_codes

from tests.sites import REPOSITORY

LANGUAGES = interface_languages()
LOCALES = {"es": "es_MX", "en": "en_GB"}


def book(language: str) -> dict[str, Any]:
    return cast(dict[str, Any], strings(language, "rules"))


@pytest.mark.parametrize("file", files(REPOSITORY), ids=lambda file: file.name)
def test_the_page_is_what_the_words_make(file: Path) -> None:
    """After a change of words: `python -m imprenta.desk.rulebook`."""
    assert file.read_text(encoding="utf-8") == files(REPOSITORY)[file]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_documented_and_no_other(language: str) -> None:
    codes = book(language)["codes"]
    assert set(codes) == set(report.messages(language)) == known_codes()
    assert set(book(language)["families"]) == {code[:3] for code in codes}
    assert list(codes) == list(book(LANGUAGES[0])["codes"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_says_why_and_shows_how(language: str) -> None:
    for code, rule in book(language)["codes"].items():
        assert rule["title"] and rule["why"].endswith(".") and not rule["title"].endswith(".")
        shown = {"wrong", "right"} & set(rule)
        # Some faults of a book are the press's own: no text mends them.
        assert shown == {"wrong", "right"} or (not shown and code.startswith("PDF"))
        assert rule.get("wrong", "-") != rule.get("right", "+")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(code for code in known_codes() if code.startswith("TYP")))
def test_examples_of_typography_are_true(code: str, language: str) -> None:
    rules = conventions(language, LOCALES[language])
    rule = book(language)["codes"][code]
    if code == "TYP03" and not rules.openings:  # type: ignore[union-attr]
        return
    assert code in {fault.code for fault in faults(rule["wrong"], rules)}  # type: ignore[arg-type]
    assert list(faults(rule["right"], rules)) == []  # type: ignore[arg-type]
