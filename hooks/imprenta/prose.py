"""Takes markup away and keeps what a person reads, knowing of every character where it stands in the file.

Rules of typography look at prose only: code, addresses, attributes and words marked as another language's are one
placeholder each, so that neither a rule nor a mend ever touches them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from imprenta.metadata import MAX_DEPTH, depth
from imprenta.model import PLACEHOLDER, Prose

_MARKS = r"""
    (?=[\n`<*_\[\]!{&\\~])(?:
        (?P<break>\n[ \t>]*)
      | (?P<code>(?P<ticks>`+)(?!`)(?:.|\n)*?(?<!`)(?P=ticks)(?!`))
      | (?P<comment><!--(?:.|\n)*?-->)
      | (?P<tag></?[A-Za-z][^<>]*>)
      | (?P<foreign>(?P<mark>\*{1,2}|_{1,2})(?=\S)(?:(?!(?P=mark))[^\n])+(?P=mark)\{[^{}\n]{0,99}\blang=[^{}\n]{0,99}\})
      | (?P<foreign_link>\[[^\[\]\n]*\]\([^()\s]*\)\{[^{}\n]{0,99}\blang=[^{}\n]{0,99}\})
      | (?P<note>\[\^[^\]\s]+\]:?)
      | (?P<opening>!?\[(?=[^\[\]\n]*\][(\[]))
      | (?P<target>\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"\n]*")?\)|\[[^\]\n]*\]))
      | (?P<attributes>\{:?[^{}\n]*\})
      | (?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|[A-Za-z]+);)
      | (?P<escape>\\[!-/:-@\[-`{-~])
      | (?P<emphasis>(?<!\s)\*+|\*+(?!\s|$)|(?<![^\W_])_+|_+(?![^\W_])|~~)
    )"""
_ADDRESS = r"""
  | (?P<address>\b(?:https?://|www\.)[^\s<>()\[\]«»“”"]*[^\s<>()\[\]«»“”".,;:!?…]|[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w)
"""
_MARKUP = re.compile(_MARKS, re.VERBOSE)
_MARKUP_AND_ADDRESSES = re.compile(_MARKS + _ADDRESS, re.VERBOSE)
"""The same with addresses that stand by themselves; twenty times slower, and few blocks have one."""

_DROPPED = frozenset({"opening", "target", "attributes", "emphasis"})
_OPENING = re.compile(r"[ \t]*(?:(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)|\#{1,6}(?=\s))[ \t]*)*")
_SEPARATOR = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|(?P<bar>\|)")


def block(source: str, start: int, end: int) -> Prose:
    """Return what a person reads of a block of Markdown, `source[start:end]`."""
    return inline(source, start + (found.end() if (found := _OPENING.match(source[start:end])) else 0), end)


def inline(source: str, start: int, end: int) -> Prose:
    """Return what a person reads of a piece of Markdown without the marks that open a block."""
    raw = source[start:end]
    text: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = position = 0
    markup = _MARKUP_AND_ADDRESSES if any(sign in raw for sign in ("://", "www.", "@")) else _MARKUP
    for found in markup.finditer(raw):
        kind = found.lastgroup or ""
        if found.start() > position:
            pieces.append((length, start + position))
            text.append(raw[position : found.start()])
            length += found.start() - position
        if kind == "escape":
            pieces.append((length, start + found.start() + 1))
            text.append(raw[found.end() - 1])
            length += 1
        elif kind not in _DROPPED:
            pieces.append((length, start + found.start()))
            text.append("\n" if kind == "break" else PLACEHOLDER)
            length += 1
        position = found.end()
    if position < len(raw):
        pieces.append((length, start + position))
        text.append(raw[position:])
    return Prose("".join(text), tuple(pieces))


def cells(line: str) -> list[tuple[int, int]]:
    """Return where the cells of a table's row stand in its line, blanks around them apart."""
    bars = [found.start() for found in _SEPARATOR.finditer(line) if found["bar"]]
    edges = [-1, *bars, len(line)]
    spans = [(left + 1, right) for left, right in pairwise(edges)]
    if spans and bars and not line[: bars[0]].strip(" \t>"):
        spans = spans[1:]
    if len(spans) > 1 and not line[spans[-1][0] :].strip():
        spans = spans[:-1]
    return [_stripped(line, *span) for span in spans]


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    cell = line[start:end]
    bare = cell.strip(" \t")
    offset = start + len(cell) - len(cell.lstrip(" \t")) if bare else start
    return offset, offset + len(bare)


def yaml_values(source: str, start: int, end: int) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
    """Yield the texts of a YAML file or fence, `source[start:end]`, with the path of each; keys are not texts.

    Yields nothing from where the YAML cannot be read: that is another rule's concern.
    """
    body = source[start:end]
    if depth(body) > MAX_DEPTH:
        return
    path: list[str | int] = []
    expecting_key: list[bool] = []
    try:
        for event in YAML(typ="safe", pure=False).parse(body):
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                mapping = isinstance(event, MappingStartEvent)
                path.append("" if mapping else -1)
                _begin(path, expecting_key)
                expecting_key.append(mapping)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                path.pop()
                expecting_key.pop()
                _end(path, expecting_key)
            elif isinstance(event, ScalarEvent):
                if expecting_key and expecting_key[-1]:
                    path[-1] = event.value
                    expecting_key[-1] = False
                    continue
                _begin(path, expecting_key, scalar=True)
                span = _scalar(body, event.start_mark.index, event.end_mark.index, event.style)
                yield tuple(path), inline(source, start + span[0], start + span[1])
                _end(path, expecting_key)
    except (YAMLError, ValueError, RecursionError):
        return


def _begin(path: list[str | int], expecting_key: list[bool], scalar: bool = False) -> None:
    """Count the items of a sequence."""
    at = -1 if scalar else -2
    if expecting_key and len(path) >= -at and isinstance(path[at], int):
        path[at] = int(path[at]) + 1


def _end(path: list[str | int], expecting_key: list[bool]) -> None:
    """After a value, a mapping expects its next key."""
    if expecting_key and path and isinstance(path[-1], str):
        expecting_key[-1] = True


def _scalar(body: str, start: int, end: int, style: str | None) -> tuple[int, int]:
    if style in ("'", '"'):
        return start + 1, end - 1
    if style in ("|", ">"):
        first = body.find("\n", start, end) + 1 or end
        return first + len(body[first:end]) - len(body[first:end].lstrip()), end
    return start, end
