"""The `agenda` fence: days with their sessions, drawn as one timetable a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from enum import StrEnum

from lxml.etree import _Element
from pydantic import Field

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.context import RenderingContext
from imprenta.fences.markup import element, fill, head, items, to_html
from imprenta.fences.reading import Reading, read_yaml, settle
from imprenta.languages import format_date, format_time
from imprenta.model import Fence, Frozen, PartialDate

_TIME = re.compile(r"(\d{1,2}):(\d\d)(?:\s*[-–]\s*(\d{1,2}):(\d\d))?")


class SessionKind(StrEnum):
    """What a session is; it decides its looks."""

    SESSION = "session"
    BREAK = "break"
    OPENING = "opening"
    CLOSING = "closing"
    OPTIONAL = "optional"


class Session(Frozen):
    """A row of the timetable."""

    title: str
    time: str | None = Field(default=None, description="A moment, 09:00, or a span, 09:30-09:45")
    duration: int | None = Field(default=None, gt=0, le=1440, description="Minutes, where no end is known")
    kind: SessionKind = SessionKind.SESSION
    moderator: str | None = None
    conclusions: str | None = Field(default=None, description="Who draws them")
    points: tuple[str, ...] = ()
    note: str | None = None

    @property
    def span(self) -> tuple[datetime.time, datetime.time | None] | None:
        """Beginning and end, as far as they are written; ValueError where they cannot be read."""
        if self.time is None:
            return None
        found = _TIME.fullmatch(self.time.strip())
        if not found:
            raise ValueError(self.time)
        hours = [int(part) for part in found.groups() if part is not None]
        start = datetime.time(hours[0], hours[1])
        return start, datetime.time(hours[2], hours[3]) if len(hours) > 2 else None

    @property
    def detailed(self) -> bool:
        """Whether there is more to tell than its title."""
        return bool(self.moderator or self.conclusions or self.points or self.note)


class Day(Frozen):
    """A day of the workshop; without a date it has a title."""

    date: PartialDate | None = None
    title: str | None = None
    sessions: tuple[Session, ...]


class Agenda(Frozen):
    """The body of the fence."""

    days: tuple[Day, ...]


def read(fence: Fence, place: Place) -> tuple[Agenda | None, list[Diagnostic]]:
    """Read the fence; beside what `read_yaml` tells, FEN04 to FEN09."""
    reading = read_yaml(Agenda, fence, place)
    agenda = reading.found.model
    return settle(agenda, [*reading.diagnostics, *(_problems(agenda, reading) if agenda else ())])


def _problems(agenda: Agenda, reading: Reading[Agenda]) -> Iterator[Diagnostic]:
    if not agenda.days:
        yield error("FEN01", reading.at("days"), fence=reading.fence.name)
    previous: datetime.date | None = None
    for index, day in enumerate(agenda.days):
        date = day.date.exact if day.date else None
        if date is None and not day.title:
            yield error("FEN04", reading.at("days", index, "date"))
        if date and previous and date <= previous:
            yield error("FEN05", reading.at("days", index, "date"), date=date, previous=previous)
        previous = date or previous
        if not day.sessions:
            yield error("FEN01", reading.at("days", index, "sessions"), fence=reading.fence.name)
        yield from _sessions(day, index, reading)


def _sessions(day: Day, index: int, reading: Reading[Agenda]) -> Iterator[Diagnostic]:
    busy_until, before = datetime.time.min, ""
    for number, session in enumerate(day.sessions):
        place = reading.at("days", index, "sessions", number, "time")
        try:
            span = session.span
        except ValueError:
            yield error("FEN06", place, found=session.time)
            continue
        if span is None:
            continue
        start, end = span
        if end and session.duration:
            duration = reading.at("days", index, "sessions", number, "duration")
            yield error("FEN09", duration, time=session.time, duration=session.duration)
        if end and end <= start:
            yield error("FEN07", place, start=f"{start:%H:%M}", end=f"{end:%H:%M}")
            continue
        if start < busy_until:
            yield error("FEN08", place, start=f"{start:%H:%M}", busy=f"{busy_until:%H:%M}", before=before)
        busy_until, before = max(busy_until, end_of(session) or start), session.title


def end_of(session: Session) -> datetime.time | None:
    """Return when a session ends, from its span or its duration; at the latest at 23:59."""
    if session.span is None:
        return None
    start, end = session.span
    if end or not session.duration:
        return end
    minutes = start.hour * 60 + start.minute + session.duration
    return datetime.time(*divmod(min(minutes, 24 * 60 - 1), 60))


def figures(agenda: Agenda) -> dict[str, str]:
    """Return what every translation must have alike, by key."""
    told: dict[str, str] = {"days": str(len(agenda.days))}
    for index, day in enumerate(agenda.days):
        told[f"days.{index}.date"] = str(day.date or "")
        told[f"days.{index}.sessions"] = str(len(day.sessions))
        for number, session in enumerate(day.sessions):
            key = f"days.{index}.sessions.{number}"
            told[f"{key}.time"] = "-".join(f"{time:%H:%M}" for time in session.span or () if time)
            told[f"{key}.duration"] = str(session.duration or "")
            told[f"{key}.kind"] = session.kind
            told[f"{key}.points"] = str(len(session.points))
    return told


def render(agenda: Agenda, context: RenderingContext) -> str:
    """Return the timetables as HTML."""
    return to_html(element("div", *(_table(day, context) for day in agenda.days), class_="agenda"))


def _table(day: Day, context: RenderingContext) -> _Element:
    words = context.words
    timed = any(session.time or session.duration for session in day.sessions)
    detailed = any(session.detailed for session in day.sessions)
    if timed:
        moments = any(session.time for session in day.sessions)
        columns = [words["agenda_time" if moments else "agenda_duration"], words["agenda_session"]]
    else:
        columns = [words["agenda_session"]] + ([words["agenda_contents"]] if detailed else [])
    rows = [_row(session, timed, len(columns), context) for session in day.sessions]
    return element(
        "table",
        element("caption", *_name(day, context)),
        head(*columns),
        element("tbody", *rows),
        class_="agenda-day" if timed else "agenda-day agenda-untimed",
    )


def _name(day: Day, context: RenderingContext) -> list[_Element | str]:
    date = day.date.exact if day.date else None
    if date is None:
        return [day.title or ""]
    moment = element("time", format_date(date, context.locale, weekday=True), datetime=date.isoformat())
    return [element("span", day.title, class_="agenda-title"), " · ", moment] if day.title else [moment]


def _row(session: Session, timed: bool, columns: int, context: RenderingContext) -> _Element:
    title: list[_Element | str] = [element("span", session.title, class_="session-title")]
    optional = context.words["agenda_optional"]
    if session.kind is SessionKind.OPTIONAL and optional.casefold() not in session.title.casefold():
        title += [" ", element("span", f"({optional})", class_="session-kind")]
    details = _details(session, context)
    if timed:
        cells = [element("th", _when(session, context), scope="row"), element("td", element("p", *title), *details)]
    else:
        cells = [element("th", *title, scope="row")] + ([element("td", *details)] if columns > 1 else [])
    return element("tr", *cells, class_=f"session session-{session.kind}")


def _when(session: Session, context: RenderingContext) -> _Element:
    words = context.words
    if session.span is None:
        if session.duration is None:
            return element("span", words["agenda_no_time"], class_="session-no-time")
        text = words["agenda_minutes"].format(count=session.duration)
        return element("time", text, datetime=f"PT{session.duration}M")
    start, end = session.span[0], end_of(session)
    moments = [
        element("time", format_time(moment, context.locale), datetime=f"{moment:%H:%M}")
        for moment in (start, end)
        if moment
    ]
    return fill(words["agenda_span"], "span", start=moments[0], end=moments[1]) if end else moments[0]


def _details(session: Session, context: RenderingContext) -> list[_Element]:
    details = (
        _credit("moderator", session.moderator, context),
        items("ul", session.points, "session-points"),
        _credit("conclusions", session.conclusions, context),
        element("p", session.note, class_="session-note") if session.note else None,
    )
    return [detail for detail in details if detail is not None]


def _credit(role: str, name: str | None, context: RenderingContext) -> _Element | None:
    return fill(context.words[f"agenda_{role}"], "p", f"session-{role}", name=name) if name else None
