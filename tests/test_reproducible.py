"""The same commit gives the same site, byte for byte, wherever and by whomever it is built."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.sites import REPOSITORY, digests

BUILT_FROM = ("cuadernos", "docs", "hooks", "overrides", "mkdocs.yml", "pyproject.toml")
VOLUME = "10-madrid-2018"
"""The one volume with texts that is left in the two folders: agenda, participants, chart, chapters, annexes."""

EPOCH = "1700000000"


@dataclass(frozen=True)
class Machine:
    """Where and by whom a checkout is built.

    Attributes:
        folder: of the checkout, relative to the test's.
        umask: of the one who builds.
        touched: when every file was last written, in seconds since 1970.
        environment: what the shell tells.
    """

    folder: str
    umask: int
    touched: int
    environment: Mapping[str, str]


ONE = Machine(
    folder="a",
    umask=0o022,
    touched=1_500_000_000,
    environment={
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "1",
        "IMPRENTA_WORKERS": "1",
        "IMPRENTA_LANG": "es",
    },
)
OTHER = Machine(
    folder="Carpeta con espacios/ñandú/b/c/d",
    umask=0o077,
    touched=1_600_000_000,
    environment={
        "TZ": "America/Montevideo",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4321",
        "IMPRENTA_WORKERS": "2",
        "IMPRENTA_LANG": "en",
    },
)


def check_out(root: Path) -> None:
    """Copy what git tracks or would, without the texts of all volumes but one, and add pictures of several kinds."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *BUILT_FROM]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        source = REPOSITORY / name
        if source.is_file():  # not one that is removed and not yet committed
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, root / name)
    for folder in (root / "cuadernos").glob("*/chapters"):
        if folder.parent.name != VOLUME:
            shutil.rmtree(folder.parent)
    add_pictures(root / "cuadernos" / VOLUME)


def add_pictures(volume: Path) -> None:
    """Show a photograph and a transparent drawing in one document, in both languages."""
    (volume / "images").mkdir()
    grain = random.Random(1).randbytes(90 * 60 * 3)
    photograph = Image.frombytes("RGB", (90, 60), grain).resize((1800, 1200))
    photograph.save(volume / "images" / "plaza.jpg", quality=60)
    photograph.convert("RGBA").resize((600, 400)).save(volume / "images" / "plano.png")
    for language in ("es", "en"):
        text = volume / f"executive-summary.{language}.md"
        shown = "\n![Plaza](images/plaza.jpg)\n\n![Plano](images/plano.png)\n"
        text.write_text(text.read_text(encoding="utf-8") + shown, encoding="utf-8")


def built(root: Path, machine: Machine) -> Path:
    """Build the checkout in `root` with nothing kept from before; return its site."""
    home, scratch = root.parent / "home", root.parent / "tmp"
    home.mkdir()
    scratch.mkdir()
    for path in root.rglob("*"):
        os.utime(path, (machine.touched, machine.touched))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(scratch),
        "PYTHONPATH": str(root / "hooks"),
        "SOURCE_DATE_EPOCH": EPOCH,
        **machine.environment,
    }
    run = subprocess.run(
        [sys.executable, "-m", "imprenta.cli", "build"],
        cwd=root,
        env=environment,
        umask=machine.umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout.decode()[-3000:]
    return root / "site"


@pytest.mark.slow
def test_two_machines_build_the_same_site(tmp_path: Path) -> None:
    sites = []
    for machine in (ONE, OTHER):
        root = tmp_path / machine.folder / "press"
        check_out(root)
        sites.append(built(root, machine))
    one, other = map(digests, sites)
    books = [name for name in one if name.endswith(".pdf")]
    assert len(books) > 3
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []
