"""Hands the words to Pagefind, and keeps of what it writes only what a reader's browser asks for."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pagefind_bin_extended import get_executable

from imprenta.press import Press
from imprenta.search.records import document, found_pages

BUNDLE = "pagefind"
"""Folder of the index, relative to the root of the site."""

TIME_LIMIT = 120
"""Seconds; a hundred pages take a quarter of one."""

_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
# On one thread the search is as fast on texts of this size, and the same code is not loaded twice.
_WORKER = "pagefind-worker.js"
_ENTRY = "pagefind-entry.json"
_UNKNOWN = "wasm.unknown.pagefind"


class SearchIndexError(RuntimeError):
    """Pagefind did not make the index; its own words are the message."""


@contextmanager
def indexing(press: Press, site: Path) -> Iterator[int]:
    """Have the index written into the site meanwhile; tell how many pages can be found.

    The pages are read at once; what changes in them later is not found.

    Raises:
        SearchIndexError: Pagefind failed, or took longer than `TIME_LIMIT`.
    """
    with tempfile.TemporaryDirectory(prefix="imprenta-search-") as folder:
        pages = 0
        for page in found_pages(press, site):
            file = Path(folder) / page.url / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(document(page), encoding="utf-8")
            pages += 1
        with _running(Path(folder), site / BUNDLE):
            yield pages
    _tidy(site / BUNDLE)


@contextmanager
def _running(source: Path, into: Path) -> Iterator[None]:
    command = [get_executable(), "--site", str(source), "--output-path", str(into), "--silent"]
    pagefind = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield
        said, _ = pagefind.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as late:
        raise SearchIndexError(f"pagefind: {late}") from late
    finally:
        pagefind.kill()
        pagefind.wait()
    if pagefind.returncode or not (into / _ENTRY).is_file():
        raise SearchIndexError(f"pagefind: {said.strip() or pagefind.returncode}")


def _tidy(bundle: Path) -> None:
    """Remove the interfaces that our own page does without, and what no language of the index needs."""
    # Pagefind writes its languages in an order of chance: two builds of one commit would differ.
    entry = json.loads((bundle / _ENTRY).read_text(encoding="utf-8"))
    (bundle / _ENTRY).write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")
    languages = entry["languages"]
    unused = [path for pattern in (*_UNUSED, _WORKER) for path in bundle.glob(pattern)]
    if all(language.get("wasm") for language in languages.values()):
        unused.append(bundle / _UNKNOWN)
    for path in unused:
        path.unlink(missing_ok=True)
