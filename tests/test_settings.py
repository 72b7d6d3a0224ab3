"""What a person decides from outside."""

from __future__ import annotations

import pytest
from imprenta.settings import Settings


def test_defaults() -> None:
    settings = Settings.read({})
    assert settings.books and settings.workers >= 1 and settings.time_limit > 0 and settings.language == ""
    assert not Settings.read({}, serving=True).books


@pytest.mark.parametrize(("value", "books"), [("0", False), ("no", False), ("false", False), ("", False), ("1", True)])
def test_books(value: str, books: bool) -> None:
    assert Settings.read({"PDF": value}).books is books
    assert Settings.read({"PDF": value}, serving=True).books is books


@pytest.mark.parametrize("value", ["", "0", "-3", "many", "1.5", "²"])
def test_what_cannot_be_read_keeps_its_default(value: str) -> None:
    given = Settings.read({"IMPRENTA_WORKERS": value, "IMPRENTA_TIME_LIMIT": value})
    assert (given.workers, given.time_limit) == (Settings().workers, Settings().time_limit)


def test_given() -> None:
    given = Settings.read({"IMPRENTA_WORKERS": "3", "IMPRENTA_TIME_LIMIT": "60", "IMPRENTA_LANG": "en"})
    assert (given.workers, given.time_limit, given.language) == (3, 60.0, "en")
