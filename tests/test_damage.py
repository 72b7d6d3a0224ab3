"""What is kept between builds is damaged, or the disk refuses: the same site comes out, or the old one stays."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.sites import Project, digests, project

CACHE = ".cache/imprenta"
NOTE = "cuadernos/01-lima-2014/concept-note.es.md"
LIMITED = """
import resource, sys
from imprenta.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main(["--lang", "en", "build", "--again"]))
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project, built with its books; every kind of thing is kept."""
    drawn = project(tmp_path_factory.mktemp("whole") / "press").configure()
    note = (drawn.root / NOTE).read_text(encoding="utf-8")
    for number in range(3):
        grain = Image.frombytes("L", (700, 600), random.Random(number).randbytes(700 * 600))
        grain.save(drawn.root / f"cuadernos/01-lima-2014/images/grano-{number}.png")
        note += f"\n![Grano](images/grano-{number}.png)\n"
    drawn.write({NOTE: note})
    built = run(drawn.root)
    assert built.returncode == 0, built.stdout[-3000:]
    kept = {file.parent.name for file in (drawn.root / CACHE).rglob("*") if file.is_file()}
    assert kept == {"books", "covers", "fonts", "icons", "pages", "pictures", "readings", "imprenta"}
    return drawn


def run(root: Path, limit: int = -1) -> subprocess.CompletedProcess[str]:
    """Build in any case, in a process that may write no file larger than `limit` bytes."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED.format(limit=limit)],
        cwd=root,
        env={**os.environ, "PDF": "1", "SOURCE_DATE_EPOCH": "1700000000", "IMPRENTA_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def press(whole: Project, tmp_path: Path) -> Path:
    """A copy of the built project, cache and site with it."""
    shutil.copytree(whole.root, tmp_path / "press", symlinks=True)
    return tmp_path / "press"


def truncate(files: list[Path]) -> None:
    for file in files:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def alter(files: list[Path]) -> None:
    for file in files:
        content = bytearray(file.read_bytes() or b"?")
        content[len(content) // 3] ^= 1
        file.write_bytes(content)


def exchange(files: list[Path]) -> None:
    """Give each file the content of the next of its kind."""
    kinds: dict[tuple[Path, str], list[Path]] = {}
    for file in files:
        kinds.setdefault((file.parent, file.suffix), []).append(file)
    for alike in kinds.values():
        contents = [file.read_bytes() for file in alike]
        for file, content in zip(alike, contents[1:] + contents[:1], strict=True):
            file.write_bytes(content)


def make_folders(files: list[Path]) -> None:
    for file in files:
        file.unlink()
        file.mkdir()


@pytest.mark.slow
@pytest.mark.parametrize("damage", [truncate, alter, exchange, make_folders])
def test_what_is_damaged_is_made_anew(press: Path, damage: Callable[[list[Path]], None]) -> None:
    before = digests(press / "site")
    damage(sorted(file for file in (press / CACHE).rglob("*") if file.is_file()))
    shutil.rmtree(press / "site")
    built = run(press)
    assert built.returncode == 0, built.stdout[-3000:]
    assert digests(press / "site") == before


@pytest.mark.slow
def test_where_nothing_can_be_kept_the_build_says_so(press: Path) -> None:
    before = digests(press / "site")
    shutil.rmtree(press / ".cache")
    (press / ".cache").write_text("no folder")
    built = run(press)
    assert built.returncode == 0, built.stdout[-3000:]
    assert digests(press / "site") == before
    assert (press / ".cache").read_text() == "no folder"
    assert "Traceback" not in built.stdout
    assert "What was made cannot be kept for the next build" in built.stdout


@pytest.mark.slow
@pytest.mark.parametrize("limit", [60_000, 1_000_000])
def test_a_site_that_cannot_be_written_leaves_the_old_one(press: Path, limit: int) -> None:
    """The small limit refuses what the site is made of, the large one a book of three pictures."""
    before = digests(press / "site")
    (press / NOTE).write_text((press / NOTE).read_text(encoding="utf-8") + "\nFin.\n", encoding="utf-8")
    (press / "docs/index.es.md").write_text("# Otro inicio\n", encoding="utf-8")
    built = run(press, limit=limit)
    assert built.returncode == 1
    assert "Traceback" not in built.stdout, built.stdout[-3000:]
    assert "File too large" in built.stdout
    assert "The previous site is as it was" in built.stdout
    assert digests(press / "site") == before
    assert not [path for path in press.iterdir() if path.name.startswith(".site")]
    assert not list((press / ".cache").rglob("*.part"))
