"""Measures cold builds, rebuilds and checks, and the alternatives, in one run; prints medians and ratios."""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from imprenta import readings
from imprenta.report import table

from tests.bench.library import ROOT, Size, chapters, make_library, volumes
from tests.bench.measure import Measured, run
from tests.bench.opponents import prepare_with_pdf

BUILD = [sys.executable, "-m", "imprenta.cli", "build"]
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
PAGES = QUIET | {"PDF": "0"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: its name, the runs, what its ratio is taken to, and the aim (0: none)."""

    name: str
    runs: tuple[Measured, ...]
    base: str
    aim: float = 0.0

    @property
    def seconds(self) -> float:
        """Median of the runs."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def memory(self) -> int:
        """Highest of the runs, bytes."""
        return max(run.memory for run in self.runs)


def main() -> None:
    """Measure everything once or more and print the table."""
    options = _options()
    size = Size(options.volumes, options.chapters, options.sections)
    with tempfile.TemporaryDirectory(prefix="imprenta-bench-") as folder:
        rows = _measure(Path(folder), size, options.repeat, options.ours)
    print(_report(rows, size, options.repeat))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--volumes", type=int, default=11)
    parser.add_argument("--chapters", type=int, default=8)
    parser.add_argument("--sections", type=int, default=4)
    parser.add_argument("--repeat", type=int, default=1, help="runs of each; the table shows the median")
    parser.add_argument("--ours", action="store_true", help="leave the alternatives out")
    return parser.parse_args()


def _measure(folder: Path, size: Size, repeat: int, ours_only: bool) -> list[Row]:
    project = make_library(folder / "library", size)
    rows = []

    def add(name: str, work: Callable[[], Measured], base: str, aim: float = 0.0, times: int = repeat) -> None:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows.append(Row(name, tuple(work() for _ in range(times)), base, aim))

    add("cold build", lambda: _cold(project), "with-pdf", 0.25)
    add("one paragraph changed", lambda: _changed(project), "cold build", 0.06)
    add("nothing changed", lambda: run(BUILD, project, QUIET), "cold build", 0.03)
    add("pages only (PDF=0), from nothing", lambda: _cold(project, PAGES), "cold build")
    add("pages only, one paragraph changed", lambda: _changed(project, PAGES), "pages only (PDF=0), from nothing")
    add("check, from nothing", lambda: _checked(project, again=False), "cold build")
    add("check again", lambda: _checked(project, again=True), "check, from nothing")
    many = make_library(folder / "many", Size(99, 2, size.sections))
    add("check, 99 volumes, from nothing", lambda: _checked(many, again=False), "check, from nothing")
    long = make_library(folder / "long", Size(1, size.chapters * 6, size.sections * 2))
    add("cold, one volume of 12 times the pages", lambda: _cold(long), "cold build", times=1)
    if not ours_only:
        opponents = [sys.executable, "-m", "tests.bench.opponents"]
        plain = folder / "with-pdf"
        prepare_with_pdf(project, plain)
        add("with-pdf", lambda: run([*opponents, "with-pdf", str(plain)], ROOT, QUIET), "with-pdf", times=1)
        arguments = ["typst", str(project), str(folder / "typst")]
        add("pandoc to Typst", lambda: run([*opponents, *arguments], ROOT), "with-pdf", times=1)
    return rows


def _cold(project: Path, settings: Mapping[str, str] = QUIET) -> Measured:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    shutil.rmtree(project / "site", ignore_errors=True)
    return run(BUILD, project, settings)


def _checked(project: Path, *, again: bool) -> Measured:
    if not again:
        shutil.rmtree(project / readings.CACHE, ignore_errors=True)
    return run([sys.executable, "-m", "imprenta.cli", "check"], project)


def _changed(project: Path, settings: Mapping[str, str] = QUIET) -> Measured:
    text = chapters(volumes(project)[0], "es")[0]
    text.write_text(text.read_text(encoding="utf-8").replace("[^1]\n", " Más.[^1]\n", 1), encoding="utf-8")
    return run(BUILD, project, settings)


def _report(rows: list[Row], size: Size, repeat: int) -> str:
    seconds = {row.name: row.seconds for row in rows}
    lines = []
    for row in rows:
        base = seconds.get(row.base)
        ratio = f"{row.seconds / base:.3f}" if base else "–"
        aim = f"≤ {row.aim:.2f}" if row.aim else ""
        memory = f"{row.memory / 1e6:.0f}" if row.memory else "–"
        lines.append([row.name, f"{row.seconds:.2f}", ratio, row.base, aim, memory])
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    head = ["what", "seconds", "ratio", "to", "aim", "peak MB"]
    what = f"{size.volumes} volumes × 2 languages × {size.chapters} chapters; median of {repeat}; commit {commit}"
    return f"{what}\n\n{table(head, lines)}"


if __name__ == "__main__":
    main()
