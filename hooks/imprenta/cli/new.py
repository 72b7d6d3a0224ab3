"""`imprenta new`: the folder of a new volume; what is missing is asked for on a terminal."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from imprenta.cli.project import NotPossibleError, project_root
from imprenta.cli.volumes import collection_of
from imprenta.collection import CONTENT
from imprenta.desk.refusal import Refusal
from imprenta.desk.scaffold import NewVolume, read_date, require_sense, scaffold, this_year
from imprenta.languages import interface_languages, is_country, strings
from imprenta.metadata import parse_yaml, validate
from imprenta.model import Collection, CollectionMetadata, VolumeKind
from imprenta.source import read_bytes

Value = TypeVar("Value")


def add_arguments(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """Take what a volume begins with; titles and cities in each language of the collection."""
    parser.add_argument("number", nargs="?", default="", metavar=words["number"], help=words["number_help"])
    parser.add_argument("--kind", choices=[*VolumeKind], default=VolumeKind.WORKSHOP, help=words["kind_help"])
    for name in ("city", "country", "start", "end", "funding", "year"):
        parser.add_argument(f"--{name}", default="", metavar=words[f"{name}_value"], help=words[f"{name}_help"])
    for code in _languages():
        parser.add_argument(f"--title-{code}", default="", metavar=words["title_value"],
                            help=words["title_help"].format(language=code))  # fmt: skip
        parser.add_argument(f"--city-{code}", default="", metavar=words["city_value"],
                            help=words["city_in_help"].format(language=code))  # fmt: skip


def _languages() -> tuple[str, ...]:
    """Return the languages of the collection at hand; away from one, those that the press speaks."""
    path = PurePosixPath(CONTENT, "collection.yml")
    for folder in (Path.cwd(), *Path.cwd().parents):
        # Only this one file: the help of every other command passes here too.
        source, _ = read_bytes(folder / path, path)
        metadata = validate(CollectionMetadata, parse_yaml(source, path), path).model if source else None
        if metadata:
            return metadata.codes
    return interface_languages()


def run(options: argparse.Namespace, language: str) -> int:
    """Make the folder and say what comes next."""
    words = strings(language, "cli.new")
    root = project_root(Path.cwd(), language)
    collection = collection_of(root, language)
    try:
        new = _Questions(options, collection, words).volume()
        written = scaffold(collection, new, language)
    except Refusal as refusal:
        raise NotPossibleError(refusal.worded(words)) from refusal
    except EOFError as silence:
        raise NotPossibleError(words["interrupted"]) from silence
    print(words["written"].format(folder=written[0].parent, count=len(written)))
    print("\n".join(f"  {path}" for path in written))
    print(words["next"].format(folder=written[0].parent))
    return 0


@dataclass
class _Questions:
    """Takes each value from the options, or from the person at the terminal, or notes that it is missing."""

    options: argparse.Namespace
    collection: Collection
    words: Mapping[str, str]

    def __post_init__(self) -> None:
        self.asking = sys.stdin.isatty() and sys.stderr.isatty() and os.environ.get("CI", "") == ""
        self.missing: list[str] = []

    def volume(self) -> NewVolume:
        workshop = self.options.kind == VolumeKind.WORKSHOP
        codes = self.collection.metadata.codes
        number = self._value("number", _number) if workshop or self.options.number else None
        first = codes[0]
        city = ""
        if workshop and not getattr(self.options, f"city_{first}"):
            city = self._value("city", _text) or ""
        country = self._value("country", _country) if workshop else ""
        start = self._value("start", read_date) if workshop else None
        end = read_date(self.options.end) if self.options.end else None
        if workshop and start and end is None and self.asking:
            end = self._value("end", read_date, default=str(start))
        titles = {code: self._value(f"title_{code}", _text) or "" for code in codes}
        funding = self._value("funding", self._scheme)
        year = _number(self.options.year) if self.options.year else this_year(datetime.date.today(), start)
        if self.missing:
            raise Refusal("missing", options=", ".join(self.missing))
        cities = {code: getattr(self.options, f"city_{code}") or city for code in codes}
        new = NewVolume(
            kind=VolumeKind(self.options.kind),
            number=number,
            titles=titles,
            funding=funding or "",
            year=year,
            cities={code: name for code, name in cities.items() if name},
            country=country or "",
            start=start,
            end=end,
        )
        require_sense(self.collection, new)
        return new

    def _value(self, name: str, read: Callable[[str], Value], default: str = "") -> Value | None:
        given = getattr(self.options, name)
        if given:
            return read(given)
        if not self.asking:
            self.missing.append(self.words["number"] if name == "number" else "--" + name.replace("_", "-"))
            return None
        while True:
            try:
                return read(self._ask(name) or default)
            except Refusal as refusal:
                print(refusal.worded(self.words), file=sys.stderr)

    def _ask(self, name: str) -> str:
        key, _, code = name.partition("_")
        schemes = ", ".join(self.collection.funding.schemes)
        question = self.words[f"ask_{key}"].format(language=code, schemes=schemes)
        print(question, end=" ", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            raise EOFError
        return answer.strip()

    def _scheme(self, text: str) -> str:
        if text not in self.collection.funding.schemes:
            raise Refusal("no_scheme", found=text, known=", ".join(self.collection.funding.schemes))
        return text


def _text(text: str) -> str:
    if not text.strip():
        raise Refusal("nothing_said")
    return " ".join(text.split())


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 10_000:
        raise Refusal("not_a_number", found=text)
    return int(text)


def _country(text: str) -> str:
    if not is_country(text.upper()):
        raise Refusal("not_a_country", found=text)
    return text.upper()
