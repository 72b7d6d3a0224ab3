"""The rules, on a collection that breaks them all: what is told, word for word, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta.checks import fences as rules
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.languages import strings
from imprenta.model import Collection
from imprenta.report import as_text

from tests.fences.broken import CHAPTERS
from tests.fences.conftest import DELIVERABLES, VOLUME, Write

GOLDEN = Path(__file__).with_name("golden")


def told(collection: Collection) -> list[Diagnostic]:
    return sorted((found for rule in rules.RULES for found in rule(collection)), key=Diagnostic.sort_key)


@pytest.fixture
def broken(collection: Write) -> Collection:
    files = {
        f"chapters/{number:02}-{slug}.{language}.md": f"# {slug}\n\n{text}"
        for number, (slug, texts) in enumerate(CHAPTERS.items(), start=1)
        for language, text in texts.items()
    }
    return collection(files)


@pytest.mark.parametrize("language", ["es", "en"])
def test_everything_that_can_be_wrong_is_told_whole(broken: Collection, language: str) -> None:
    golden = GOLDEN / f"broken.{language}.txt"
    assert as_text(told(broken), language) + "\n" == golden.read_text(encoding="utf-8")


def test_the_broken_collection_breaks_every_rule(broken: Collection) -> None:
    found = {diagnostic.code for diagnostic in told(broken) if diagnostic.code.startswith("FEN")}
    assert found == set(strings("es", "diagnostics.fen"))


def test_only_a_far_day_is_a_warning(broken: Collection) -> None:
    assert {found.code for found in told(broken) if found.severity is Severity.WARNING} == {"FEN32"}


AGENDA = "# Agenda\n\n```agenda\ndays:\n  - date: 2018-09-07\n    sessions:\n      - {time: 09:00, title: A}\n```\n"


def test_what_is_right_is_not_talked_about(collection: Write) -> None:
    files = {
        "agenda.es.md": AGENDA,
        "agenda.en.md": AGENDA.replace("title: A", "title: The same in other words"),
        "participants.es.md": "# P\n\n```deliverables\n```\n\n```python\nprint()\n```\n\n```\nagendas\n```\n",
        "participants.en.md": "# P\n\n```deliverables\n```\n",
    }
    assert told(collection(files, volume=VOLUME + DELIVERABLES)) == []


def test_a_missing_translation_is_not_our_affair(collection: Write) -> None:
    assert told(collection({"agenda.es.md": AGENDA})) == []
    assert told(collection({"agenda.es.md": "# A\n\nx\n", "agenda.en.md": "# A\n\nx\n"})) == []


def test_the_second_of_two_fences_is_compared_with_the_second(collection: Write) -> None:
    twice = AGENDA + AGENDA[len("# Agenda\n") :]
    other = twice[::-1].replace("00:90", "03:90", 1)[::-1]
    (found,) = told(collection({"agenda.es.md": twice, "agenda.en.md": other}))
    assert (found.code, str(found.place)) == ("FEN33", "cuadernos/10-madrid/agenda.en.md:14")
    assert (found.values["found"], found.values["expected"]) == ("09:30", "09:00")


def test_a_workshop_known_by_its_month_has_no_far_days(collection: Write) -> None:
    vague = VOLUME.replace("2018-09-07", "2018-09").replace("  end: 2018-09-08\n", "")
    assert told(collection({"agenda.es.md": AGENDA.replace("2018", "2019")}, volume=vague)) == []
