"""Asks pandoc to read a Word file and to write Markdown; it runs alone, without files, network or much time.

`--sandbox` keeps the reader from opening anything but its input; the images come out beside it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pypandoc

from imprenta.desk.refusal import Refusal

TIME_LIMIT = 120
"""Seconds; a book of 500 pages takes about ten."""

MEMORY = "1g"

_MARKDOWN = (
    "markdown_strict-raw_html+pipe_tables+footnotes+header_attributes+backtick_code_blocks"
    "+space_in_atx_header+blank_before_header+four_space_rule+intraword_underscores"
)
"""What the site's Markdown knows, and nothing else: pandoc then escapes only what the site unescapes."""


def read_word(file: Path, media: Path, called: str) -> dict[str, Any]:
    """Return the document as pandoc's tree, tracked changes accepted.

    Args:
        file: a copy that holds nothing but what was found harmless.
        media: folder into which the images are written.
        called: the person's name for the file.

    Raises:
        Refusal: `damaged`, or `too_slow` beyond the time limit.
    """
    options = ["--from", "docx", "--to", "json", "--track-changes=accept", "--extract-media", str(media), str(file)]
    tree: dict[str, Any] = json.loads(_run(options, b"", called))
    return tree


def write_markdown(tree: dict[str, Any], called: str) -> str:
    """Return Markdown: one paragraph a line, `#` headings, pipe tables, footnotes at the end.

    Raises:
        Refusal: `too_slow`.
    """
    options = ["--from", "json", "--to", _MARKDOWN, "--wrap=none", "--markdown-headings=atx", "--columns=100000"]
    return _run(options, json.dumps(tree).encode(), called).decode()


def _run(options: list[str], given: bytes, file: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", *options]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=TIME_LIMIT, check=True)
    except subprocess.TimeoutExpired as problem:
        raise Refusal("too_slow", file=file, seconds=TIME_LIMIT) from problem
    except subprocess.CalledProcessError as problem:
        raise Refusal("damaged", file=file) from problem
    return done.stdout
