"""The `participants` fence: who was expected, by region."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale
from lxml.etree import _Element

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.context import RenderingContext
from imprenta.fences.markup import element, items, to_html
from imprenta.fences.reading import Reading, read_yaml, settle
from imprenta.languages import format_number
from imprenta.model import Fence, Frozen


class Region(Frozen):
    """A part of the world with those who come from it."""

    name: str
    members: tuple[str, ...]


class Participants(Frozen):
    """The body of the fence."""

    regions: tuple[Region, ...]


def read(fence: Fence, place: Place) -> tuple[Participants | None, list[Diagnostic]]:
    """Read the fence; beside what `read_yaml` tells, FEN01 for a region without members, FEN10 for one named twice."""
    reading = read_yaml(Participants, fence, place)
    participants = reading.found.model
    return settle(participants, [*reading.diagnostics, *(_problems(participants, reading) if participants else ())])


def _problems(participants: Participants, reading: Reading[Participants]) -> Iterator[Diagnostic]:
    if not participants.regions:
        yield error("FEN01", reading.at("regions"), fence=reading.fence.name)
    seen: dict[str, int] = {}
    for index, region in enumerate(participants.regions):
        if not region.members:
            yield error("FEN01", reading.at("regions", index, "members"), fence=reading.fence.name)
        yield from _twice(region.name, reading.at("regions", index, "name"), seen)
        members: dict[str, int] = {}
        for number, member in enumerate(region.members):
            yield from _twice(member, reading.at("regions", index, "members", number), members)


def _twice(name: str, place: Place, seen: dict[str, int]) -> Iterator[Diagnostic]:
    line = place.line or 0
    if name.casefold() in seen:
        yield error("FEN10", place, name=name, line=seen[name.casefold()])
    seen.setdefault(name.casefold(), line)


def figures(participants: Participants) -> dict[str, str]:
    """Return what every translation must have alike, by key."""
    counts = {f"regions.{index}.members": str(len(region.members)) for index, region in enumerate(participants.regions)}
    return {"regions": str(len(participants.regions)), **counts}


def render(participants: Participants, context: RenderingContext) -> str:
    """Return a list for each region as HTML, with their numbers."""
    total = sum(len(region.members) for region in participants.regions)
    regions = [_region(region, context) for region in participants.regions]
    sum_ = element("p", context.words["participants_total"].format(count=_count(total, context)))
    sum_.set("class", "participants-total")
    return to_html(element("div", *regions, sum_ if len(regions) > 1 else None, class_="participants"))


def _region(region: Region, context: RenderingContext) -> _Element:
    name = element(
        "p",
        element("strong", region.name, class_="participants-name"),
        " ",
        element("span", f"({_count(len(region.members), context)})", class_="participants-count"),
        class_="participants-head",
    )
    return element("div", name, items("ul", region.members), class_="participants-region")


def _count(number: int, context: RenderingContext) -> str:
    form = Locale.parse(context.locale).plural_form(number)
    template = context.words.get(f"participants_{form}", context.words["participants_other"])
    return template.format(count=format_number(number, context.locale))
