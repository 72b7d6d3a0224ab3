"""Asks veraPDF about every PDF of given folders (`python -m imprenta.conformance site/`); what fails, nobody claims."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from imprenta.book import verapdf
from imprenta.book.minimum import CANNOT_BE_MET, Unmet
from imprenta.book.verapdf import PROFILES, Failure
from imprenta.languages import strings
from imprenta.report import interface_language

ROOT = Path(__file__).resolve().parents[2]


def pdfs(places: Iterable[Path]) -> tuple[Path, ...]:
    """Return the PDF files among `places` and in the folders among them."""
    found = {file for place in places for file in ([place] if place.is_file() else place.rglob("*.pdf"))}
    return tuple(sorted(found))


def unexpected(failures: Iterable[Failure], known: Sequence[Unmet] = CANNOT_BE_MET) -> tuple[Failure, ...]:
    """Return the failures that are not on the list of known exceptions."""
    listed = {(unmet.profile, unmet.clause, unmet.test) for unmet in known}
    return tuple(failure for failure in failures if (failure.profile, failure.clause, failure.test) not in listed)


def report(results: Mapping[Path, tuple[Failure, ...]], words: Mapping[str, str]) -> Iterator[str]:
    """Yield a line per file, then one per failing test with how often it fails, and the sum."""
    failing: dict[tuple[str, str, int], list[tuple[Path, Failure]]] = {}
    for file, failures in results.items():
        wrong = unexpected(failures)
        by_profile = ((name, sum(failure.profile == name for failure in wrong)) for name in PROFILES.values())
        marks = (f"{name}: {words['fails'].format(count=count) if count else words['passes']}"
                 for name, count in by_profile)  # fmt: skip
        yield f"{_shown(file)}  {'  '.join(marks)}"
        for failure in wrong:
            failing.setdefault((failure.profile, failure.clause, failure.test), []).append((file, failure))
    for (profile, clause, test), found in sorted(failing.items()):
        count = sum(failure.count for _, failure in found)
        file, first = found[0]
        rule = f"{profile} {clause}-{test}" if clause else f"{profile} {words['unreadable']}"
        yield words["failing"].format(rule=rule, count=count, files=len(found), description=first.description)
        yield words["example"].format(file=_shown(file), where=first.example)
    for unmet in CANNOT_BE_MET:
        yield words["known"].format(rule=f"{unmet.profile} {unmet.clause}-{unmet.test}", reason=unmet.reason)
    bad = sum(bool(unexpected(failures)) for failures in results.values())
    yield words["sum"].format(good=len(results) - bad, total=len(results))


def _shown(file: Path) -> str:
    return str(file.resolve().relative_to(ROOT)) if file.resolve().is_relative_to(ROOT) else str(file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate, print what fails, and return 0 only where nothing does that is not on the one list of exceptions."""
    words = strings(interface_language(), "conformance")
    parser = argparse.ArgumentParser(prog="python -m imprenta.conformance", description=words["description"])
    parser.add_argument("places", nargs="+", type=Path, help=words["places"])
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache", help=words["cache"])
    chosen = parser.parse_args(arguments)
    files = pdfs(chosen.places)
    if not files:
        print(words["nothing"].format(places=", ".join(map(str, chosen.places))), file=sys.stderr)
        return 1
    try:
        verapdf.require_tools()
        results = verapdf.validate(verapdf.fetch(ROOT / "requirements", chosen.cache), files)
    except verapdf.Unavailable as error:
        print(words["unavailable"].format(reason=error), file=sys.stderr)
        return 1
    print("\n".join(report(results, words)))
    return int(any(unexpected(failures) for failures in results.values()))


if __name__ == "__main__":
    sys.exit(main())
