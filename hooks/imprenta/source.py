"""Reads a Markdown file once, keeping the line of everything that a rule may want to point at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.footnote import footnote_plugin

from imprenta.bounds import (
    MAX_DEPTH,
    control_characters,
    is_closed,
    tangled,
    too_deep,
    too_many_blocks,
    too_many_namesakes,
)
from imprenta.diagnostics import Diagnostic, Place, error
from imprenta.metadata import parse_yaml
from imprenta.model import Fence, Footnote, Heading, Link, Markup, Prose, Table, Text
from imprenta.prose import block, cells, inline

MAX_BYTES = 5_000_000
"""Largest text file read; beyond it lies a mistake or an attack, not a chapter."""

_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_ADMONITION_TITLE = re.compile(r'[ \t>]*(?:!!!|\?\?\?\+?)[^"\n]*"([^"\n]*)"[ \t]*$', re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)


def _parser() -> MarkdownIt:
    options = {"html": True, "linkify": False, "maxNesting": 2 * MAX_DEPTH}
    parser = MarkdownIt("commonmark", options).enable("table").enable("strikethrough")
    # Every target must reach the rules, the dangerous ones first of all.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.use(footnote_plugin).use(admon_plugin)


_MARKDOWN = _parser()


@dataclass
class _Harvest:
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Link] = field(default_factory=list)
    fences: list[Fence] = field(default_factory=list)
    html: list[Markup] = field(default_factory=list)
    attributes: list[Markup] = field(default_factory=list)
    words: int = 0
    tables: list[Table] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    glued_lists: list[int] = field(default_factory=list)
    calls: list[Footnote] = field(default_factory=list)


def read_bytes(file: Path, path: PurePosixPath) -> tuple[str | None, list[Diagnostic]]:
    """Return the file's text, or None and the reason: too large, unreadable, not UTF-8 (with the line)."""
    try:
        if file.stat().st_size > MAX_BYTES:
            return None, [error("STR03", Place(path), size=file.stat().st_size, limit=MAX_BYTES)]
        data = file.read_bytes()
    except OSError as problem:
        return None, [error("STR02", Place(path), reason=problem.strerror or problem)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        return None, [error("STR01", Place(path, line), byte=f"0x{data[problem.start]:02X}")]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def read_text(file: Path, path: PurePosixPath) -> tuple[Text | None, list[Diagnostic]]:
    """Read a Markdown file; where it cannot be read, return None with the diagnostics."""
    source, diagnostics = read_bytes(file, path)
    if source is None:
        return None, diagnostics
    text, problems = parse_text(source, file, path)
    return text, diagnostics + problems


def parse_text(source: str, file: Path, path: PurePosixPath) -> tuple[Text | None, list[Diagnostic]]:
    """Read the Markdown of a file that is at hand already, or will be."""
    diagnostics: list[Diagnostic] = []
    front_matter, body, first = _split(source, path, diagnostics)
    if not body.strip():
        diagnostics.append(error("STR04", Place(path)))
        return None, diagnostics
    diagnostics += control_characters(source, path)
    if crowded := [*too_many_blocks(body, path, first)]:
        return None, diagnostics + crowded
    environment: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(body, environment)
    endless = [
        *too_deep(tokens, path, first),
        *tangled(tokens, body, path, first),
        *too_many_namesakes(tokens, path, first),
    ]
    if endless:
        return None, diagnostics + endless
    return _text(file, path, source, front_matter, first, tokens, environment), diagnostics


def _split(source: str, path: PurePosixPath, diagnostics: list[Diagnostic]) -> tuple[dict[str, Any], str, int]:
    found = _FRONT_MATTER.match(source)
    if not found:
        return {}, source, 1
    parsed = parse_yaml(found.group(1), path, first_line=2)
    diagnostics += parsed.diagnostics
    data = parsed.data if isinstance(parsed.data, dict) else {}
    if parsed.data and not data:
        diagnostics.append(error("MET18", Place(path, 2)))
    return dict(data), source[found.end() :], source.count("\n", 0, found.end()) + 1


def _text(
    file: Path,
    path: PurePosixPath,
    source: str,
    front_matter: dict[str, Any],
    first: int,
    tokens: Sequence[Token],
    environment: Mapping[str, Any],
) -> Text:
    harvest = _Harvest()
    lines, body = _Lines(source, first), source.split("\n")[first - 1 :]
    row_end = 0
    for position, token in enumerate(tokens):
        line = first + (token.map[0] if token.map else 0)
        if token.type == "fence":
            _fence(token, line, body, harvest)
        elif token.type == "html_block":
            harvest.html.append(Markup(token.content, line))
        elif token.type == "table_open" and token.map:
            row_end = first + token.map[1]
            _table(lines, line, row_end, harvest)
        elif token.type in ("bullet_list_open", "ordered_list_open") and token.level == 0:
            above = lines.span(line - 1, line) if line > first else (0, 0)
            if tokens[position - 1].type == "paragraph_close" and source[slice(*above)].strip():
                harvest.glued_lists.append(line)
        elif token.type == "inline":
            _inline(token, line, harvest)
            if token.map and line >= row_end:
                harvest.prose += _prose(lines, line, first + token.map[1], tokens[position - 1].type)
            if tokens[position - 1].type == "heading_open":
                harvest.headings.append(_heading(token, int(tokens[position - 1].tag[1]), line))
    return Text(
        path=path,
        file=file,
        source=source,
        body_line=first,
        front_matter=front_matter,
        headings=tuple(harvest.headings),
        links=tuple(harvest.links),
        images=tuple(harvest.images),
        fences=tuple(harvest.fences),
        html=tuple(harvest.html),
        attributes=tuple(harvest.attributes),
        words=harvest.words,
        tables=tuple(harvest.tables),
        footnotes=(*_footnotes(environment, source), *harvest.calls),
        glued_lists=tuple(harvest.glued_lists),
        prose=tuple(harvest.prose),
    )


class _Lines:
    """Where the lines of a file begin."""

    def __init__(self, source: str, first: int) -> None:
        self.source = source
        self.starts = [0, *(found.end() for found in re.finditer("\n", source)), len(source) + 1]

    def span(self, line: int, end: int) -> tuple[int, int]:
        """Return the part of the source from `line` up to the line `end`, without the last line break."""
        return self.starts[line - 1], min(self.starts[min(end, len(self.starts)) - 1] - 1, len(self.source))


def _table(lines: _Lines, line: int, end: int, harvest: _Harvest) -> None:
    rows = []
    for at in range(line, end):
        if at == line + 1:  # the row of hyphens
            continue
        start, stop = lines.span(at, at + 1)
        spans = [(start + left, start + right) for left, right in cells(lines.source[start:stop])]
        rows.append(tuple(lines.source[left:right] for left, right in spans))
        harvest.prose += (inline(lines.source, *span) for span in spans)
    harvest.tables.append(Table(line, tuple(rows)))


def _fence(token: Token, line: int, body: Sequence[str], harvest: _Harvest) -> None:
    harvest.fences.append(Fence(token.info.strip().split(" ")[0].strip("{}."), token.content, line + 1))
    if not is_closed(token, body):
        harvest.html.append(Markup(token.content, line))


def _prose(lines: _Lines, line: int, end: int, opening: str) -> Iterator[Prose]:
    start, stop = lines.span(line, end)
    if opening == "admonition_title_open":
        # `!!! note "Title"`: the quotes are the syntax's.
        quoted = _ADMONITION_TITLE.match(lines.source, start, stop)
        if quoted:
            yield inline(lines.source, *quoted.span(1))
    else:
        yield block(lines.source, start, stop)


def _footnotes(environment: Mapping[str, Any], source: str) -> Iterator[Footnote]:
    known: dict[str, int] = environment.get("footnotes", {}).get("refs", {})
    for key, number in known.items():
        found = re.search(rf"^[ \t>]*\[\^{re.escape(key[1:])}\]:", source, re.MULTILINE)
        yield Footnote(key[1:], source.count("\n", 0, found.start()) + 1 if found else 1, called=number >= 0)


def _heading(token: Token, level: int, line: int) -> Heading:
    words = "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))
    given = _ATTRIBUTES.findall(words)[-1:] if words.rstrip().endswith("}") else []
    ids = [item[1:] for attributes in given for item in attributes.strip("{}: ").split() if item.startswith("#")]
    return Heading(level, _ATTRIBUTES.sub("", words).strip(), ids[-1] if ids else "", line)


def _inline(token: Token, line: int, harvest: _Harvest) -> None:
    for child, at in _with_lines(token, line):
        if child.type == "text":
            harvest.attributes += (Markup(found, at) for found in _ATTRIBUTES.findall(child.content))
            harvest.calls += (Footnote(label, at, written=False) for label in _CALL.findall(child.content))
            harvest.words += len(_WORD.findall(_ATTRIBUTES.sub(" ", child.content)))
        elif child.type == "html_inline":
            harvest.html.append(Markup(child.content, at))
        elif child.type == "image":
            harvest.images.append(Link(str(child.attrs.get("src", "")), child.content, at))
        elif child.type == "link_open":
            harvest.links.append(Link(str(child.attrs.get("href", "")), _words_of_link(token, child), at))


def _with_lines(token: Token, line: int) -> Iterator[tuple[Token, int]]:
    for child in token.children or ():
        yield child, line
        if child.type in ("softbreak", "hardbreak"):
            line += 1


def _words_of_link(token: Token, opening: Token) -> str:
    words: list[str] = []
    inside = False
    for child in token.children or ():
        if child is opening:
            inside = True
        elif inside and child.type == "link_close":
            break
        elif inside:
            words.append(child.content)
    return "".join(words)
