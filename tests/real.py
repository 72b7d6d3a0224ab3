"""The real collection, built once per run of the tests and without its books."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import html as lxml_html

from tests.sites import REPOSITORY


@dataclass(frozen=True)
class RealSite:
    """What a build of the real collection left."""

    status: int
    log: str
    folder: Path

    def text(self, url: str) -> str:
        """Return what can be read on a page, in one line."""
        assert self.status == 0, self.log[-3000:]
        return _text(self.folder / url / "index.html")


@cache
def _text(file: Path) -> str:
    tree = lxml_html.document_fromstring(file.read_bytes().decode("utf-8"))
    for hidden in tree.xpath("//script | //style | //head/*[not(self::title)]"):
        hidden.drop_tree()
    # A break between blocks that CSS makes is a space to a reader; one inside a word is none.
    for block in tree.xpath("//p | //li | //td | //th | //dd | //dt | //h1 | //h2 | //h3 | //div | //br"):
        block.tail = " " + (block.tail or "")
    return plain(tree.text_content())


def plain(text: str) -> str:
    """Return a text with every run of blanks, no-break and thin ones too, as one space."""
    return " ".join(text.replace("\u00ad", "").split())


def build(folder: Path) -> RealSite:
    """Build the real collection into `folder`, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "PDF": "0", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return RealSite(run.returncode, run.stdout, folder)
