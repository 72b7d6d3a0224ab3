"""A volume's workshop as a calendar file (iCalendar, RFC 5545), with the sessions of its agenda."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event, Timezone

from imprenta.fences.agenda import Agenda, Day, Session, end_of, read
from imprenta.languages import format_number, strings
from imprenta.model import Collection, Document, Volume, Workshop
from imprenta.urls import page_url

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Subject:
    """The workshop that a file is made for."""

    volume: Volume
    workshop: Workshop
    language: str
    collection: Collection
    site_url: str

    @property
    def title(self) -> str:
        return self.volume.metadata.title.best(self.language)

    @property
    def locale(self) -> str:
        return self.collection.metadata.language(self.language).locale

    @property
    def zone(self) -> ZoneInfo | None:
        """The workshop's time zone; without one, times are those of the place, whatever its clocks say."""
        try:
            return ZoneInfo(self.workshop.timezone) if self.workshop.timezone else None
        except (ZoneInfoNotFoundError, ValueError):
            return None

    @property
    def place(self) -> str:
        venue = self.workshop.venue
        parts = [venue.name if venue else "", (venue.address or "") if venue else ""]
        return ", ".join(part for part in [*parts, self.workshop.city.best(self.language)] if part)

    @property
    def themes(self) -> list[str]:
        known = self.collection.metadata.themes
        return [known[key].best(self.language) for key in self.volume.metadata.themes if key in known]

    def url(self, document: Document | None = None) -> str:
        path = page_url(self.collection, self.language, self.volume, document)
        return f"{self.site_url.rstrip('/')}/{path}"


def volume_calendar(volume: Volume, language: str, collection: Collection, site_url: str) -> bytes | None:
    """Return the workshop of `volume` as an iCalendar file; None where there is none, or no day of it is known.

    One event for each session that has a time, one all-day event for the other sessions of a day, and one for the
    whole workshop where no session has a date. The same content gives the same bytes, and an event keeps its UID
    when its words change.
    """
    workshop = volume.metadata.workshop
    if workshop is None:
        return None
    subject = _Subject(volume, workshop, language, collection, site_url)
    events = list(_agenda_events(subject)) or list(_whole(subject))
    if not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", f"-//{collection.metadata.publisher.short_name}//{volume.slug}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", subject.title)
    for event in events:
        calendar.add_component(event)
    _add_zone(calendar, subject, events)
    return bytes(calendar.to_ical())


def _add_zone(calendar: Calendar, subject: _Subject, events: list[Event]) -> None:
    starts = [event.decoded("dtstart") for event in events]
    timed = [start.date() for start in starts if isinstance(start, datetime.datetime) and start.tzinfo]
    if subject.zone and timed:
        # Two years hold the changes of the clocks on both sides of the workshop.
        first, last = min(timed).replace(month=1, day=1), max(timed).replace(month=12, day=31)
        year = datetime.timedelta(days=366)
        zone = Timezone.from_tzinfo(subject.zone, subject.zone.key, first - year, last + year)
        calendar.subcomponents.insert(0, zone)


def _whole(subject: _Subject) -> Iterator[Event]:
    start, end = subject.workshop.start.exact, subject.workshop.end
    if start:
        last = (end.exact if end else None) or start
        event = _event(subject, "workshop", subject.title, subject.url())
        event.add("dtstart", start)
        event.add("dtend", last + _DAY)
        event.add("description", subject.volume.metadata.abstract.best(subject.language))
        yield event


def _agenda_events(subject: _Subject) -> Iterator[Event]:
    for document in subject.volume.documents:
        text = document.translations.get(subject.language)
        if text is None:
            continue
        for count, fence in enumerate(fence for fence in text.fences if fence.name == "agenda"):
            agenda, _ = read(fence, text.place(fence.line))
            if agenda:
                yield from _days(agenda, f"{document.slug}-{count + 1}", subject, subject.url(document))


def _days(agenda: Agenda, key: str, subject: _Subject, url: str) -> Iterator[Event]:
    for index, day in enumerate(agenda.days):
        date = day.date.exact if day.date else None
        if date is None:
            continue
        yield from _timed(day, date, f"{key}-{index + 1}", subject, url)
        untimed = [session for session in day.sessions if session.span is None]
        if untimed:
            yield _all_day(untimed, date, f"{key}-{index + 1}", subject, url)


def _all_day(sessions: list[Session], date: datetime.date, key: str, subject: _Subject, url: str) -> Event:
    """Return one event for the sessions of a day that have no time: a dozen of them would bury a calendar's day."""
    alone = len(sessions) == 1
    event = _event(subject, key, sessions[0].title if alone else subject.title, url)
    event.add("dtstart", date)
    event.add("dtend", date + _DAY)
    lines = _details(sessions[0], subject) if alone else [_lines(session, subject) for session in sessions]
    if lines:
        event.add("description", "\n".join(lines))
    return event


def _timed(day: Day, date: datetime.date, key: str, subject: _Subject, url: str) -> Iterator[Event]:
    for number, session in enumerate(day.sessions):
        if session.span is None:
            continue
        event = _event(subject, f"{key}-{number + 1}", session.title, url)
        event.add("dtstart", datetime.datetime.combine(date, session.span[0], subject.zone))
        if end := end_of(session):
            event.add("dtend", datetime.datetime.combine(date, end, subject.zone))
        if details := _details(session, subject):
            event.add("description", "\n".join(details))
        yield event


def _lines(session: Session, subject: _Subject) -> str:
    return "\n".join([f"• {session.title}", *(f"  {detail}" for detail in _details(session, subject))])


def _details(session: Session, subject: _Subject) -> list[str]:
    words = strings(subject.language, "fences")
    lines: list[str] = []
    if session.span is None and session.duration:
        lines.append(words["agenda_minutes"].format(count=format_number(session.duration, subject.locale)))
    if session.moderator:
        lines.append(words["agenda_moderator"].format(name=session.moderator))
    lines += (f"– {point}" for point in session.points)
    if session.conclusions:
        lines.append(words["agenda_conclusions"].format(name=session.conclusions))
    return [*lines, *([session.note] if session.note else [])]


def _event(subject: _Subject, key: str, summary: str, url: str) -> Event:
    event = Event()
    host = urlsplit(subject.site_url).hostname or subject.collection.metadata.publisher.short_name.lower()
    event.add("uid", f"{subject.volume.slug}-{key}@{host}")
    event.add("dtstamp", _stamp(subject))
    event.add("summary", summary)
    event.add("location", subject.place)
    event.add("url", url)
    # Nobody is busy because of a workshop of the past.
    event.add("transp", "TRANSPARENT")
    if subject.themes:
        event.add("categories", subject.themes)
    if place := subject.workshop.coordinates:
        event.add("geo", (place.latitude, place.longitude))
    return event


def _stamp(subject: _Subject) -> datetime.datetime:
    """Return the first day of the edition's year: the standard wants a date of making, and a build has none to add."""
    year = subject.volume.metadata.year or subject.workshop.start.year
    return datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
