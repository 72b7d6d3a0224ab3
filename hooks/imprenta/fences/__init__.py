"""Data in fenced blocks of the Markdown: each kind is read with exact lines and drawn as accessible HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pymdownx.superfences import SuperFencesException

from imprenta.diagnostics import Diagnostic, Place
from imprenta.fences import agenda, alliances, chart, cycle, deliverables, participants
from imprenta.fences.context import RenderingContext, current
from imprenta.model import Fence


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fence.

    Attributes:
        read: returns the fence's model, or None, with what is wrong.
        render: returns a model as HTML.
        figures: returns what all translations of a model must have alike, by key.
    """

    read: Callable[[Fence, Place], tuple[Any, list[Diagnostic]]]
    render: Callable[[Any, RenderingContext], str]
    figures: Callable[[Any], dict[str, str]]


KINDS: Mapping[str, Kind] = {
    module.__name__.rpartition(".")[2]: Kind(module.read, module.render, module.figures)
    for module in (agenda, participants, deliverables, cycle, alliances, chart)
}
"""Kinds of fences by the name that an editor writes after the three backticks."""


class InvalidFenceError(SuperFencesException):  # type: ignore[misc]
    """A fence cannot be drawn. The checks stop before; whoever skips them is told here.

    Derived from the exception of pymdown-extensions because that one alone is not swallowed there.
    """


def draw(name: str, source: str) -> str:
    """Return the fence `name` with the body `source` as HTML, for the page of the current context.

    Raises:
        InvalidFenceError: no page is being rendered, or the data is wrong.
    """
    try:
        context = current.get()
    except LookupError as problem:
        raise InvalidFenceError(f"{name}: no page is being rendered (imprenta.fences.context.current)") from problem
    kind = KINDS[name]
    model, diagnostics = kind.read(Fence(name, source, 1), Place(PurePosixPath(name)))
    if model is None:
        told = "; ".join(f"{found.place}: {found.code} {dict(found.values)}" for found in diagnostics)
        raise InvalidFenceError(f"fence with wrong data: {told}")
    return kind.render(model, context)


def _formatter(name: str) -> Callable[..., str]:
    def format_fence(source: str, language: str, css_class: str, options: Any, md: Any, **kwargs: Any) -> str:
        return draw(name, source)

    format_fence.__name__ = format_fence.__qualname__ = f"{name}_fence"
    format_fence.__doc__ = f"Draw a fence `{name}` (`format` of pymdownx.superfences)."
    return format_fence


agenda_fence = _formatter("agenda")
alliances_fence = _formatter("alliances")
chart_fence = _formatter("chart")
cycle_fence = _formatter("cycle")
deliverables_fence = _formatter("deliverables")
participants_fence = _formatter("participants")
