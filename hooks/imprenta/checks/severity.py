"""How much a problem of the text weighs: the status of its volume decides."""

from __future__ import annotations

from collections.abc import Callable

from imprenta.diagnostics import Diagnostic, error, warning
from imprenta.model import Status, Volume


def by_status(volume: Volume | None) -> Callable[..., Diagnostic]:
    """Return `error` for a text of a final volume, `warning` for every other: work in progress is never stopped."""
    return error if volume and volume.metadata.status is Status.FINAL else warning
