"""One library that breaks every rule at once: all of it is told in one run, in both languages, and asserted whole.

It is made of the base project, of what each folder of `tests/rules` changes in it (each in volumes of its own, so that
none hides another), and of `broken/in`, where the files are that a collection has once.
"""

from __future__ import annotations

import os
import re
import shutil
import zlib
from pathlib import Path

import pytest
from imprenta import report

from tests.sites import BASE, Project
from tests.test_rules import CASES, DRAWN, ELSEWHERE, FAMILIES, RULES, checked, overlay

BROKEN = Path(__file__).parent / "broken"
LIMA = "cuadernos/01-lima-2014"
ONCE = {"MET10-collection", "MET10-funding", "STR19"}
"""Without these files nothing else could be told."""
ALONE = {"SEC05", "STR19", *ELSEWHERE}
"""Codes that the library lacks: nothing behind a symbolic link is read, so links are told by themselves."""


def library(root: Path) -> Project:
    shutil.copytree(BASE, root)
    numbers: set[int] = set()
    for case in sorted(set(CASES) - ONCE - ALONE):
        # From the name alone, so that a new rule adds lines to the report and changes no other.
        number = 100 + zlib.crc32(case.encode()) % 9_900
        assert number not in numbers
        numbers.add(number)
        _join(root, case, number)
    return overlay(Project(root), BROKEN / "in").write({"mkdocs.yml": "site_name: Test\n"})


def _join(root: Path, case: str, number: int) -> None:
    """Add what one case breaks, in volumes and pages named after it."""
    alone = root.with_name(case)
    shutil.copytree(BASE, alone)
    before = {path: _content(path) for path in alone.rglob("*")}
    drawn = overlay(Project(alone), RULES / case / "in")
    if draw := DRAWN.get(case):
        draw(drawn)
    changed = {path for path in {*before, *alone.rglob("*")} if path not in before or _content(path) != before[path]}
    if any(path.is_relative_to(alone / LIMA) for path in changed):
        shutil.move(alone / LIMA, root / f"cuadernos/{number:02}-{case.lower()}")
        metadata = root / f"cuadernos/{number:02}-{case.lower()}/volume.yml"
        metadata.write_text(re.sub(r"(?m)^number: 1$", f"number: {number}", metadata.read_text("utf-8")), "utf-8")
    for path in sorted(path for path in changed if path.is_file()):
        name = path.relative_to(alone).as_posix()
        for old, new in (
            ("cuadernos/metodo/", f"cuadernos/metodo-{case.lower()}/"),
            ("about.", f"about-{case.lower()}."),
        ):
            name = name.replace(old, new)
        if name not in ("cuadernos/collection.yml", "cuadernos/funding.yml") and not name.startswith(
            "cuadernos/emblems/"
        ):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, root / name)
    shutil.rmtree(alone)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize("language", ["es", "en"])
def test_everything_at_once(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = checked(library(tmp_path / "press"), language, capsys)
    golden = BROKEN / f"golden.{language}.txt"
    if os.environ.get("IMPRENTA_WRITE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert status == 1


def test_it_breaks_every_rule() -> None:
    said = (BROKEN / "golden.en.txt").read_text(encoding="utf-8")
    codes = {code for code in report.messages("en") if code[:3] in FAMILIES}
    assert {code for code in codes if f" {code}: " not in said} == ALONE
