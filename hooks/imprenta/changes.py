"""Sums up a build for a pull request, in every language: limits, translations, audit, and which books have changed.

`python -m imprenta.changes` prints Markdown, and appends it to the summary of a GitHub run where there is one.
`--baseline` keeps the figures of the build at hand: those that later builds are compared with.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imprenta.board import Board, board, day_of_build, measured_pages
from imprenta.diagnostics import Diagnostic, Severity
from imprenta.languages import interface_languages, strings
from imprenta.model import Collection
from imprenta.press import open_press
from imprenta.report import printable
from imprenta.translation import TranslationState

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&]")
"""Signs that mean something in GitHub's Markdown."""

FIGURES = "site/compliance/compliance.json"
BASELINE = ".cache/imprenta/published.json"

Records = Sequence[Mapping[str, Any]]
"""Records of `compliance.json`, one per finished file."""


@dataclass(frozen=True, slots=True)
class Change:
    """A book that differs from the published one.

    Attributes:
        before, after: its pages; None where there was, or is, no such book.
    """

    file: str
    before: int | None
    after: int | None


def changes(before: Records, after: Records) -> tuple[Change, ...]:
    """Return the books whose content has changed, by name; the same pages may hold other words."""
    old = {record["file"]: record for record in before}
    new = {record["file"]: record for record in after}
    return tuple(
        Change(file, old.get(file, {}).get("pages"), new.get(file, {}).get("pages"))
        for file in sorted({*old, *new})
        if old.get(file, {}).get("sha256") != new.get(file, {}).get("sha256")
    )


def read_records(file: Path) -> Records | None:
    """Return the records in a file; None where there are none that can be read."""
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
        return [record for record in records if record["file"] and record["pages"] and record["sha256"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def summary(
    shown: Board | None, diagnostics: Sequence[Diagnostic], before: Records | None, after: Records | None
) -> Iterator[str]:
    """Yield Markdown, the languages one after the other."""
    for language in reversed(interface_languages()):
        words = strings(language, "changes")
        yield f"## {words['title']}\n"
        yield _problems(diagnostics, words)
        if after is None:
            yield f"\n{words['not_built']}\n"
            continue
        yield f"\n### {words['books']}\n"
        yield from _books(before, after, words)
        yield f"\n### {words['limits']}\n"
        yield from _limits(shown, language, words)
        yield f"\n### {words['translations']}\n"
        yield from _translations(shown, language, words)
        yield f"\n### {words['audit']}\n"
        yield _audit(after, words)
        yield ""


def _problems(diagnostics: Sequence[Diagnostic], words: Mapping[str, str]) -> str:
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    return words["problems"].format(errors=errors, warnings=len(diagnostics) - errors)


def _books(before: Records | None, after: Records, words: Mapping[str, str]) -> Iterator[str]:
    if before is None:
        yield words["no_baseline"].format(count=len(after))
        return
    found = changes(before, after)
    if not found:
        yield words["no_change"]
        return
    yield from _table(
        (words["book"], words["before"], words["after"]),
        ((_code(change.file), _count(change.before), _count(change.after)) for change in found),
    )


def _code(name: str) -> str:
    """Return a file's name as code, which its own signs cannot end."""
    return f"`{printable(name).replace('`', '').replace('|', '')}`"


def _plain(text: str) -> str:
    """Return a text of the pull request as words: no line of its own, which GitHub would obey, and no markup."""
    return _SIGNS.sub(r"\\\g<0>", printable(" ".join(text.split())))


def _count(pages: int | None) -> str:
    return "–" if pages is None else str(pages)


def _limits(shown: Board | None, language: str, words: Mapping[str, str]) -> Iterator[str]:
    yield from _table(
        (words["volume"], words["document"], words["language"], words["pages"], words["limit"], ""),
        (
            (
                _plain(volume.label.get(language, volume.slug)),
                _plain(item.title.best(language)),
                item.language,
                f"≈ {item.pages}" if item.estimated else str(item.pages),
                str(item.limit),
                "✗" if item.too_long else "✓",
            )
            for volume in (shown.volumes if shown else ())
            for item in volume.items
            if item.limit and item.pages
        ),
    )


def _translations(shown: Board | None, language: str, words: Mapping[str, str]) -> Iterator[str]:
    items = [(volume, item) for volume in (shown.volumes if shown else ()) for item in volume.items]
    open_ones = [
        (volume, item)
        for volume, item in items
        if item.translation in (TranslationState.STALE, TranslationState.MISSING)
    ]
    done = sum(item.translation is TranslationState.CURRENT for _, item in items)
    yield words["translated"].format(count=done, open=len(open_ones))
    for volume, item in open_ones:
        state = words[f"translation_{item.translation}"]
        title = _plain(f"{volume.label.get(language, volume.slug)} · {item.title.best(language)}")
        yield f"- {title} ({item.language}): {state}"


def _audit(after: Records, words: Mapping[str, str]) -> str:
    pages = sum(record["pages"] for record in after)
    whole = sum(record.get("pages_with_statements") == record["pages"] for record in after)
    marked = sum(bool(record.get("conformance")) for record in after)
    return words["audited"].format(books=len(after), pages=pages, whole=whole, marked=marked)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _board(collection: Collection | None, diagnostics: Sequence[Diagnostic], after: Records | None) -> Board | None:
    if collection is None:
        return None
    return board(collection, diagnostics, day_of_build(os.environ), measured_pages(after or ()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the summary, or keep the figures; a build that failed is summed up too."""
    parser = argparse.ArgumentParser(prog="python -m imprenta.changes")
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("root", nargs="?", type=Path, default=Path.cwd())
    chosen = parser.parse_args(arguments)
    figures, baseline = chosen.root / FIGURES, chosen.root / BASELINE
    if chosen.baseline:
        baseline.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(figures, baseline)
        return 0
    opening = open_press(chosen.root, "")
    after = read_records(figures)
    shown = _board(opening.press.collection if opening.press else None, opening.diagnostics, after)
    text = "\n".join(summary(shown, opening.diagnostics, read_records(baseline), after))
    print(text)
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as stream:
            stream.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
