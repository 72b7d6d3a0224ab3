"""Values of the YAML that are well-formed and still wrong: dates, countries, time zones, themes, front matter."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from zoneinfo import available_timezones

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.languages import is_country
from imprenta.model import Collection, Part, Text

FRONT_MATTER = {
    Part.PAGE: ("title", "description", "template", "hide", "search"),
    Part.DOCUMENT: ("description",),
    Part.CHAPTER: ("description",),
    Part.ANNEX: ("description",),
}
"""Keys that the front matter of each part may have."""

_TYPES: dict[str, tuple[type, str]] = {"hide": (list, "list"), "search": (dict, "dict")}
"""What a key of the front matter holds, where it is not a text."""

TEMPLATES = "overrides"
"""Folder of the templates that a page of `docs/` may name."""


def workshop_values(collection: Collection) -> Iterator[Diagnostic]:
    """A workshop ends after it starts, in a country and a time zone that exist."""
    for volume in collection.volumes:
        workshop = volume.metadata.workshop
        if workshop is None:
            continue
        if workshop.end and workshop.end.first_day < workshop.start.first_day:
            yield error("MET11", volume.place("workshop.end"), start=workshop.start, end=workshop.end)
        if not is_country(workshop.country):
            yield error("MET12", volume.place("workshop.country"), found=workshop.country)
        if workshop.timezone and workshop.timezone not in _time_zones():
            near = difflib.get_close_matches(workshop.timezone, _time_zones(), n=1)
            yield error("MET13", volume.place("workshop.timezone"), found=workshop.timezone, near="".join(near))


@cache
def _time_zones() -> frozenset[str]:
    """Return the names of all time zones; looking them up walks through a folder of six hundred files."""
    return frozenset(available_timezones())


def known_themes(collection: Collection) -> Iterator[Diagnostic]:
    """A volume's themes are themes of the collection."""
    known = collection.metadata.themes
    for volume in collection.volumes:
        for index, theme in enumerate(volume.metadata.themes):
            if theme not in known:
                near = difflib.get_close_matches(theme, known, n=1)
                place = volume.place(f"themes.{index}")
                yield error("MET14", place, found=theme, known=", ".join(known), near="".join(near))


def known_parts_of_editions(collection: Collection) -> Iterator[Diagnostic]:
    """An edition is made of document kinds that exist, of chapters and of annexes."""
    known = [*(kind.key for kind in collection.metadata.documents), "chapters", "annexes"]
    for index, edition in enumerate(collection.metadata.editions):
        for position, part in enumerate(edition.parts):
            if part not in known:
                line = collection.lines.get(f"editions.{index}.parts.{position}")
                place = Place(collection_file(collection), line)
                near = difflib.get_close_matches(part, known, n=1)
                yield error("MET15", place, found=part, known=", ".join(known), near="".join(near))


def front_matter(collection: Collection) -> Iterator[Diagnostic]:
    """Front matter is small, and has no key that nothing reads."""
    for _, document, _, text in collection.texts():
        known = FRONT_MATTER[document.part]
        for key in text.front_matter:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                yield error("MET16", text.place(2), found=key, known=", ".join(known), near="".join(near))
        yield from _front_matter_values(collection, document.part, text)


def _front_matter_values(collection: Collection, part: Part, text: Text) -> Iterator[Diagnostic]:
    for key, value in text.front_matter.items():
        wanted, name = _TYPES.get(str(key), (str, "string"))
        strange = isinstance(value, list) and not all(isinstance(item, str) for item in value)
        if not isinstance(value, wanted) or strange:
            yield error("MET04", text.place(2), key=key, found=value, expected=name)
    template = text.front_matter.get("template") if part is Part.PAGE else None
    choices = sorted(file.name for file in (collection.root / TEMPLATES).glob("*.html"))
    if isinstance(template, str) and template not in choices:
        yield error("MET05", text.place(2), key="template", found=template, choices=", ".join(choices))


def collection_file(collection: Collection) -> PurePosixPath:
    """Return the path of `collection.yml`, relative to the root of the project."""
    return PurePosixPath((collection.folder / "collection.yml").relative_to(collection.root).as_posix())
