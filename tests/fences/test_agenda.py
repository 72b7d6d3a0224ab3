"""The agenda: its times are right, and its timetables can be read by everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from imprenta.fences import agenda
from imprenta.fences.context import RenderingContext

from tests.fences.reading import drawn, found, read, texts

Context = Callable[..., RenderingContext]

FRIDAY = """\
days:
  - date: 2018-09-07
    sessions:
      - time: 09:00
        title: Registro
      - time: 09:30-09:45
        title: Bienvenida <b>
        kind: opening
        points: [Ayuntamiento, UCCI]
        note: Breve
      - time: 09:45
        duration: 75
        title: Eje 1
        moderator: Coordinación
        conclusions: UCCI
      - title: Café
        kind: break
      - title: Visita
        kind: optional
"""


def day(*sessions: str) -> str:
    return "days:\n  - title: Uno\n    sessions:\n" + "".join(
        f"      - {{title: S, {session}}}\n" for session in sessions
    )


def test_a_day_needs_a_date_or_a_title() -> None:
    assert found("agenda", "days:\n  - sessions: [{title: A}]\n") == [(13, "FEN04")]
    assert found("agenda", "days:\n  - date: 2018-09\n    sessions: [{title: A}]\n") == [(13, "FEN04")]


def test_days_stand_in_order_and_once() -> None:
    body = "days:\n" + "".join(f"  - date: {date}\n    sessions: [{{title: A}}]\n" for date in ("2018-09-08",) * 2)
    assert found("agenda", body) == [(15, "FEN05")]


def test_days_and_sessions_are_not_empty() -> None:
    assert found("agenda", "days: []\n") == [(12, "FEN01")]
    assert found("agenda", "days:\n  - title: Uno\n    sessions: []\n") == [(14, "FEN01")]


@pytest.mark.parametrize("time", ["9h30", "25:00", "09:60", "09:00-", "09:00 a 10:00", "mañana"])
def test_a_time_that_is_none(time: str) -> None:
    assert found("agenda", day(f'time: "{time}"')) == [(15, "FEN06")]


@pytest.mark.parametrize("time", ["09:30-09:00", "09:30-09:30", "22:00-01:00"])
def test_an_end_comes_after_its_start(time: str) -> None:
    assert found("agenda", day(f"time: {time}")) == [(15, "FEN07")]


@pytest.mark.parametrize(
    "times",
    [
        ("time: 09:00-10:00", "time: 09:59"),
        ("time: 10:00", "time: 09:00"),
        ("time: 09:00, duration: 61", "time: 10:00"),
    ],
)
def test_sessions_do_not_overlap(times: tuple[str, str]) -> None:
    assert found("agenda", day(*times)) == [(16, "FEN08")]


def test_a_session_between_two_without_time_still_overlaps() -> None:
    assert found("agenda", day("time: 09:00-12:00", "note: N", "time: 11:00-11:30")) == [(17, "FEN08")]


def test_an_end_and_a_duration_are_one_too_many() -> None:
    assert found("agenda", day("time: 09:00-10:00, duration: 60")) == [(15, "FEN09")]


def test_sessions_may_follow_one_another_at_once() -> None:
    model, diagnostics = read("agenda", day("time: 9:00-10:00", "time: 10:00 – 11:00", "time: 11:00, duration: 30"))
    assert diagnostics == []
    assert str(agenda.end_of(model.days[0].sessions[2])) == "11:30:00"


def test_a_day_is_a_table_with_a_caption_and_headers(context: Context) -> None:
    tree = drawn("agenda", FRIDAY, context())
    assert texts(tree, "//table/caption/time[@datetime='2018-09-07']") == ["viernes 7 de septiembre de 2018"]
    assert texts(tree, "//thead//th[@scope='col']") == ["Hora", "Sesión"]
    times = ["9:00", "9:30–9:45", "9:45–11:00", "sin hora", "sin hora"]
    assert texts(tree, "//tbody/tr/th[@scope='row']") == times
    assert tree.xpath("//tbody//time/@datetime") == ["09:00", "09:30", "09:45", "09:45", "11:00"]
    assert tree.xpath("//tbody/tr/@class") == [
        f"session session-{kind}" for kind in ("session", "opening", "session", "break", "optional")
    ]


def test_a_session_tells_who_and_what(context: Context) -> None:
    tree = drawn("agenda", FRIDAY, context())
    assert texts(tree, "//td") == [
        "Registro",
        "Bienvenida <b>AyuntamientoUCCIBreve",
        "Eje 1Modera: CoordinaciónConclusiones: UCCI",
        "Café",
        "Visita (opcional)",
    ]
    assert texts(tree, "//ul[@class='session-points']/li") == ["Ayuntamiento", "UCCI"]


def test_the_words_are_those_of_the_page(context: Context) -> None:
    tree = drawn("agenda", FRIDAY, context("en"))
    assert texts(tree, "//caption") == ["Friday 7 September 2018"]
    assert texts(tree, "//thead//th") == ["Time", "Session"]
    assert texts(tree, "//p[@class='session-moderator']") == ["Moderator: Coordinación"]


def test_a_day_without_times_sets_sessions_against_their_contents(context: Context) -> None:
    sessions = "      - {title: A, points: [uno]}\n      - title: B\n"
    body = f"days:\n  - title: Día 1\n    date: 2018-09-07\n    sessions:\n{sessions}"
    tree = drawn("agenda", body, context())
    assert texts(tree, "//caption") == ["Día 1 · viernes 7 de septiembre de 2018"]
    assert texts(tree, "//thead//th") == ["Sesión", "Contenido"]
    assert texts(tree, "//th[@scope='row']") == ["A", "B"]
    bare = drawn("agenda", "days:\n  - title: Día 1\n    sessions: [{title: A}]\n", context())
    assert texts(bare, "//thead//th") == ["Sesión"]


def test_durations_alone_are_durations(context: Context) -> None:
    tree = drawn("agenda", day("duration: 90"), context())
    assert texts(tree, "//thead//th") == ["Duración", "Sesión"]
    assert texts(tree, "//time[@datetime='PT90M']") == ["90 minutos"]


def test_an_optional_session_says_so_once(context: Context) -> None:
    body = "days:\n  - title: Uno\n    sessions:\n      - {title: Visita opcional, kind: optional}\n"
    assert texts(drawn("agenda", body, context()), "//th[@scope='row']") == ["Visita opcional"]
