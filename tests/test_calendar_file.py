"""The calendar file of a workshop, read back as a calendar program would."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from imprenta.calendar_file import volume_calendar
from imprenta.collection import read_collection

from tests.fences.conftest import COLLECTION, FUNDING, VOLUME

SITE = "https://example.org/cuadernos/"
MADRID = ZoneInfo("Europe/Madrid")

AGENDA = """\
# Agenda

```agenda
days:
  - date: 2018-09-07
    sessions:
      - {time: "09:00", title: Registro}
      - time: 09:30-10:45
        title: "Eje 1: alianzas, ciudades; y más"
        moderator: Coordinación
        points: [Uno, Dos]
        conclusions: UCCI
        note: Breve
      - {time: "11:00", duration: 30, title: Café, kind: break}
      - {title: Visita}
  - date: 2018-09-08
    sessions:
      - {title: Sesión A, points: [Uno]}
      - {title: Sesión B, duration: 90}
  - title: Sin fecha
    sessions:
      - {time: "09:00", title: No cabe en un calendario}
```
"""


def made(folder: Path, language: str = "es", volume: str = VOLUME, **files: str) -> bytes | None:
    home = folder / "cuadernos" / "10-madrid"
    home.mkdir(parents=True, exist_ok=True)
    (folder / "cuadernos/collection.yml").write_text(COLLECTION, encoding="utf-8")
    (folder / "cuadernos/funding.yml").write_text(FUNDING, encoding="utf-8")
    (home / "volume.yml").write_text(volume, encoding="utf-8")
    for code, text in files.items():
        (home / f"agenda.{code}.md").write_text(text, encoding="utf-8")
    collection = read_collection(folder).collection
    assert collection is not None
    return volume_calendar(collection.volumes[0], language, collection, SITE)


def events(data: bytes | None) -> list[Any]:
    assert data is not None
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


def test_a_session_with_a_time_is_an_event_in_the_workshop_s_zone(tmp_path: Path) -> None:
    first, second, third, *_ = events(made(tmp_path, es=AGENDA))
    assert first.decoded("dtstart") == datetime.datetime(2018, 9, 7, 9, 0, tzinfo=MADRID)
    assert "dtend" not in first
    assert str(second["summary"]) == "Eje 1: alianzas, ciudades; y más"
    assert second.decoded("dtstart").astimezone(datetime.UTC) == datetime.datetime(
        2018, 9, 7, 7, 30, tzinfo=datetime.UTC
    )
    assert second.decoded("dtend") == datetime.datetime(2018, 9, 7, 10, 45, tzinfo=MADRID)
    assert str(second["description"]) == "Modera: Coordinación\n– Uno\n– Dos\nConclusiones: UCCI\nBreve"
    assert third.decoded("dtend") == datetime.datetime(2018, 9, 7, 11, 30, tzinfo=MADRID)


def test_an_event_says_where_what_and_more(tmp_path: Path) -> None:
    event = events(made(tmp_path, es=AGENDA))[1]
    assert str(event["location"]) == "Media Lab Prado, calle Alameda 15, Madrid"
    assert event.categories == ["Alianzas, ciudades"]
    assert event["geo"].to_ical() == "40.4168;-3.7038"
    assert str(event["url"]) == "https://example.org/cuadernos/10-madrid/agenda/"
    english = events(made(tmp_path, "en", es=AGENDA, en=AGENDA))[1]
    assert str(english["url"]) == "https://example.org/cuadernos/en/10-madrid/agenda/"
    assert english.categories == ["Alliances, cities"]
    assert "Moderator: Coordinación" in str(english["description"])


def test_sessions_without_a_time_share_an_event_of_their_day(tmp_path: Path) -> None:
    *_, visit, saturday = events(made(tmp_path, es=AGENDA))
    assert (str(visit["summary"]), visit.decoded("dtstart")) == ("Visita", datetime.date(2018, 9, 7))
    assert str(saturday["summary"]) == "Alianzas locales"
    assert saturday.decoded("dtend") - saturday.decoded("dtstart") == datetime.timedelta(days=1)
    assert str(saturday["description"]) == "• Sesión A\n  – Uno\n• Sesión B\n  90 minutos"


def test_a_day_without_a_date_is_in_no_calendar(tmp_path: Path) -> None:
    assert "No cabe" not in str(made(tmp_path, es=AGENDA))
    assert len(events(made(tmp_path, es=AGENDA))) == 5


def test_the_zone_comes_along_and_is_right_on_the_day(tmp_path: Path) -> None:
    data = made(tmp_path, es=AGENDA)
    assert data is not None
    calendar = Calendar.from_ical(data)
    (zone,) = calendar.walk("VTIMEZONE")
    assert calendar.get_missing_tzids() == set()
    assert str(zone["tzid"]) == "Europe/Madrid"
    noon = datetime.datetime(2018, 9, 7, 12, 0)
    assert noon.replace(tzinfo=zone.to_tz()).utcoffset() == datetime.timedelta(hours=2)


def test_without_a_zone_times_are_those_of_the_place(tmp_path: Path) -> None:
    data = made(tmp_path, volume=VOLUME.replace("  timezone: Europe/Madrid\n", ""), es=AGENDA)
    assert events(data)[0].decoded("dtstart") == datetime.datetime(2018, 9, 7, 9, 0)
    assert b"VTIMEZONE" not in (data or b"")


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path / "one", es=AGENDA) == made(tmp_path / "two", es=AGENDA)
    stamps = {event.decoded("dtstamp") for event in events(made(tmp_path / "one", es=AGENDA))}
    assert stamps == {datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)}


def test_an_event_keeps_its_name_when_its_words_change(tmp_path: Path) -> None:
    before = [str(event["uid"]) for event in events(made(tmp_path, es=AGENDA))]
    after = [str(event["uid"]) for event in events(made(tmp_path, es=AGENDA.replace("Registro", "Acreditación")))]
    assert before == after
    assert len(set(before)) == len(before)
    assert before[0] == "10-madrid-agenda-1-1-1@example.org"


@pytest.mark.parametrize("files", [{}, {"es": "# Agenda\n\nSin bloque.\n"}])
def test_without_an_agenda_the_workshop_is_one_event(tmp_path: Path, files: dict[str, str]) -> None:
    (event,) = events(made(tmp_path, **files))
    assert str(event["summary"]) == "Alianzas locales"
    assert event.decoded("dtstart") == datetime.date(2018, 9, 7)
    assert event.decoded("dtend") == datetime.date(2018, 9, 9)
    assert str(event["url"]) == "https://example.org/cuadernos/10-madrid/"


def test_an_agenda_in_another_language_is_not_used(tmp_path: Path) -> None:
    (event,) = events(made(tmp_path, "en", es=AGENDA))
    assert str(event["summary"]) == "Local alliances"


def test_no_known_day_no_file(tmp_path: Path) -> None:
    vague = VOLUME.replace("start: 2018-09-07", "start: 2018-Q3").replace("  end: 2018-09-08\n", "")
    assert made(tmp_path, volume=vague) is None
    plain = VOLUME[: VOLUME.index("workshop:")] + VOLUME[VOLUME.index("funding:") :]
    assert made(tmp_path, volume=f"kind: methodology\n{plain}") is None


def test_lines_are_short_and_end_as_the_standard_says(tmp_path: Path) -> None:
    data = made(tmp_path, es=AGENDA)
    assert data is not None
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
