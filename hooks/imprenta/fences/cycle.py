"""The `cycle` fence: phases that lead back to the first, drawn as a ring and told as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.fences.context import RenderingContext
from imprenta.fences.cycle_drawing import draw
from imprenta.fences.markup import element, to_html
from imprenta.fences.reading import Reading, read_yaml, settle
from imprenta.model import Fence, Frozen

FEWEST, MOST = 2, 16
"""Phases that a ring can show."""


class Phase(Frozen):
    """A station of the cycle."""

    name: str
    text: str | None = None


class Cycle(Frozen):
    """The body of the fence."""

    title: str
    phases: tuple[Phase, ...]


def read(fence: Fence, place: Place) -> tuple[Cycle | None, list[Diagnostic]]:
    """Read the fence; beside what `read_yaml` tells, FEN15 for too few or too many phases."""
    reading = read_yaml(Cycle, fence, place)
    cycle = reading.found.model
    return settle(cycle, [*reading.diagnostics, *(_problems(cycle, reading) if cycle else ())])


def _problems(cycle: Cycle, reading: Reading[Cycle]) -> Iterator[Diagnostic]:
    if not FEWEST <= len(cycle.phases) <= MOST:
        yield error("FEN15", reading.at("phases"), count=len(cycle.phases), fewest=FEWEST, most=MOST)


def figures(cycle: Cycle) -> dict[str, str]:
    """Return what every translation must have alike, by key."""
    return {"phases": str(len(cycle.phases))}


def render(cycle: Cycle, context: RenderingContext) -> str:
    """Return the drawing and, as its alternative in words, the list of its phases, as HTML."""
    names = tuple(phase.name for phase in cycle.phases)
    description = context.words["cycle_description"].format(phases="; ".join(names))
    phases = [
        element(
            "li",
            element("strong", phase.name, class_="cycle-name"),
            element("p", phase.text, class_="cycle-text") if phase.text else None,
        )
        for phase in cycle.phases
    ]
    figure = element("figure", draw(names, cycle.title, description), element("figcaption", cycle.title))
    listed = element("ol", *phases, class_="cycle-phases")
    if all(re.search(r"\d", name) for name in names):
        # The names count for themselves; role: without bullets, Safari would not call it a list.
        listed.set("style", "list-style-type:none")
        listed.set("role", "list")
    return to_html(element("div", figure, listed, class_="cycle"))
