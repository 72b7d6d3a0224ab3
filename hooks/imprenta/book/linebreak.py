"""Breaks lines while a book is laid out: a text is shaped once, and its lines are found by adding up widths.

WeasyPrint 70 shapes a text anew for each of its lines, and again for each hyphen that it tries: a fifth of the time
that a book takes. It also takes a text that ends in a space before a link or an emphasis, and fits its line without
that space and not with it, for one that cannot be broken, and leaves its first word alone on the line; here such a
space hangs over the edge. The last word of a text is never divided: what is left of it would be a line of its own.

What is rare is left to WeasyPrint: preserved spaces, several faces in one text, soft hyphens, a word wider than its
line. The version is pinned; `tests/book/test_linebreak.py` holds both ways to the same lines.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from math import inf, isnan, nan
from typing import Any
from unittest import mock

import pyphen
from weasyprint.layout import inline
from weasyprint.layout.percent import percentage
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, create_layout, get_next_word_boundaries, line_size

Found = tuple[Any, int, int | None, float, float, float]
"""A line: its layout, its length and where the next one begins (bytes), its width, height and baseline (px)."""

_SEPARATE = frozenset("\n\t\u00ad\u2028\u2029")
"""What divides a text in another way than by words."""

_FACE = (
    *("font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning", "font_feature_settings"),
    *("font_variant_caps", "font_variant_ligatures", "font_variant_numeric", "letter_spacing", "lang"),
)
"""What the width of a hyphen depends on."""

_WORDS = ffi.sizeof("PangoGlyphInfo") // 4
"""Integers that Pango keeps of a glyph; the second is its width."""

_KEPT = 4
"""Texts of one style that are kept as shaped; a page that is laid out again asks for the last ones again."""


@contextmanager
def shaped_once() -> Iterator[None]:
    """Replace WeasyPrint's `split_first_line` by one that shapes a text once for all its lines."""
    with mock.patch.object(inline, "split_first_line", _Breaker(inline.split_first_line).split_first_line):
        yield


class _Breaker:
    """Breaks what it can, and hands the rest on."""

    def __init__(self, original: Callable[..., Found]) -> None:
        self._original = original
        self._hyphens: dict[tuple[Any, ...], float] = {}
        # A style's manner holds the style, so that its identity is not given to another meanwhile.
        self._manners: dict[int, _Manner] = {}

    def split_first_line(
        self,
        text: str,
        style: Any,
        context: Any,
        width: float | None,
        spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Found:
        """Return the first line of `text`, at most `width` pixels wide."""
        line = None
        if width is not None and 0 < width < inf and not spacing:
            manner = self._manners.get(id(style))
            if manner is None:
                manner = self._manners[id(style)] = _Manner(style, context, self._hyphens)
            line = manner.first_line(text, width)
        return line or self._original(text, style, context, width, spacing, is_line_start, minimum)


class _Line(Layout):  # type: ignore[misc]
    """What is left of a Pango layout once its line is found; drawing it shapes it again."""

    def __init__(self, text: str, width: float) -> None:
        self.text, self.max_width = text, width
        self.justification_spacing = self.first_line_direction = 0


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A text as shaped on one endless line; widths in Pango's units.

    Attributes:
        text: in UTF-8; places in it are counted in bytes.
        x: where each letter begins, and the end; not a number inside of what is drawn as one.
        right: where the text ends without the spaces at its end.
        breaks: where a line may begin.
        ends: where the line before each of them ends, without the spaces at its end.
        height: of a line, px.
        baseline: from the top of the line, px.
    """

    text: bytes
    x: list[float]
    right: float
    breaks: list[int]
    ends: list[float]
    height: float
    baseline: float

    def line(self, start: int, end: int, right: float, resume: int | None, width: float, hyphen: str = "") -> Found:
        """Return the line from `start` to `end`, which reaches to `right`, in a room of `width` pixels."""
        line = _Line(self.text[start:end].decode() + hyphen, width)
        following = None if resume is None else resume - start
        return line, end - start, following, (right - self.x[start]) * FROM_UNITS, self.height, self.baseline


class _Manner:
    """How texts of one style are broken; `hyphens` are the widths found so far, of all styles."""

    def __init__(self, style: Any, context: Any, hyphens: dict[tuple[Any, ...], float]) -> None:
        self._style, self._context, self._hyphens = style, context, hyphens
        self._plain = (
            (style["white_space"], style["word_break"], style["direction"]) == ("normal", "normal", "ltr")
            and style["text_decoration_line"] == "none"
            and not style["word_spacing"]
        )
        self._language = pyphen.language_fallback(style["lang"]) if style["lang"] else None
        self._hyphenates = style["hyphens"] == "auto" and self._language is not None
        self._hyphen, self._zone = style["hyphenate_character"], style["hyphenate_limit_zone"]
        self._least, self._left, self._right = style["hyphenate_limit_chars"]
        self._recent: deque[_Shaped] = deque(maxlen=_KEPT)

    def first_line(self, text: str, width: float) -> Found | None:
        """Return the first line of `text`; None where WeasyPrint is to find it."""
        shaped = self._shaped(text) if self._plain else None
        if shaped is None:
            return None
        start, end = len(shaped.text) - len(text.encode()), len(shaped.text)
        # Half a unit: widths of letters are rounded one by one.
        limit = shaped.x[start] + width * TO_UNITS + 0.5
        if shaped.right <= limit:
            return shaped.line(start, end, shaped.x[end], None, width)
        following = bisect_right(shaped.ends, limit, bisect_right(shaped.breaks, start))
        if following == 0 or shaped.breaks[following - 1] <= start or shaped.ends[following - 1] <= shaped.x[start]:
            return None
        stop, right = shaped.breaks[following - 1], shaped.ends[following - 1]
        hyphenates = self._hyphenates and following < len(shaped.breaks)
        if hyphenates and (limit - right) * FROM_UNITS > percentage(self._zone, self._style, width):
            for part in self._parts(shaped.text[stop : shaped.breaks[following]].decode()):
                cut = stop + len(part.encode())
                right = self._right_of(part, shaped.x[stop], shaped.x[cut]) + self._hyphen_after(part[-1])
                if right <= limit:
                    return shaped.line(start, cut, right, cut, width, self._hyphen)
        return shaped.line(start, len(shaped.text[:stop].rstrip(b" ")), shaped.ends[following - 1], stop, width)

    def _shaped(self, text: str) -> _Shaped | None:
        data = text.encode()
        for shaped in self._recent:
            # What is left of a text is asked for line by line.
            if shaped.text.endswith(data) and shaped.x[len(shaped.text) - len(data)] >= 0:
                return shaped
        found = None if _SEPARATE.intersection(text) or not text.strip(" ") else shape(text, self._style, self._context)
        if found:
            self._recent.appendleft(found)
        return found

    def _parts(self, text: str) -> Iterator[str]:
        """Yield what may stand before a hyphen, the longest first, of the first word that is long enough."""
        start = 0
        while boundaries := get_next_word_boundaries(text[start:], self._language):
            begin, end = (start + boundary for boundary in boundaries)
            if end - begin >= self._least:
                patterns = _patterns(self._language, self._left, self._right)
                yield from (text[:begin] + before for before, _ in patterns.iterate(text[begin:end]))
                return
            start = end

    @cached_property
    def _face(self) -> tuple[Any, ...]:
        return tuple(self._style[name] for name in _FACE)

    def _right_of(self, part: str, begin: float, end: float) -> float:
        """Return where a part that begins at `begin` ends: at `end`, unless letters drawn as one are divided there."""
        if isnan(end):
            shaped = shape(part, self._style, self._context)
            return begin + shaped.x[-1] if shaped else inf
        return end

    def _hyphen_after(self, letter: str) -> float:
        """Return how much wider a text becomes by a hyphen after `letter`."""
        key = (letter, self._hyphen, self._face)
        if key not in self._hyphens:
            with_it, alone = (shape(text, self._style, self._context) for text in (letter + self._hyphen, letter))
            self._hyphens[key] = with_it.x[-1] - alone.x[-1] if with_it and alone else inf
        return self._hyphens[key]


@cache
def _patterns(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)


def shape(text: str, style: Any, context: Any) -> _Shaped | None:
    """Return a text as shaped; None where it takes several faces or is written from right to left."""
    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    data = text.encode()
    x = _positions(line, len(data))
    if x is None:
        return None
    if style["letter_spacing"] != "normal":
        # Pango leaves half of it out at either end of a line; here every letter has its share.
        x[0] -= style["letter_spacing"] * TO_UNITS / 2
        x[-1] += style["letter_spacing"] * TO_UNITS / 2
    attributes = array("I")
    count = 4 * (len(text) + 1)
    attributes.frombytes(ffi.buffer(pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL), count))
    # UTF-8: every byte that continues no letter begins one.
    places = [place for place, byte in enumerate(data) if byte & 0xC0 != 0x80]
    # The first bit: a line may begin here.
    last = len(data.rstrip(b" "))
    breaks = [place for place, bits in zip(places, attributes, strict=False) if bits & 1 and 0 < place < last]
    ends = [x[len(data[:place].rstrip(b" "))] for place in breaks]
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    _, height = line_size(line, style)
    return _Shaped(data, x, x[last], breaks, ends, height, baseline)


def _positions(line: Any, length: int) -> list[float] | None:
    """Return where each letter of a line begins, in Pango's units."""
    x: list[float] = [nan] * (length + 1)
    place, font, run = 0, None, line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if item.analysis.level % 2 or (font is not None and item.analysis.font != font):
            return None
        font = item.analysis.font
        widths = array("i")
        widths.frombytes(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _WORDS * 4))
        begun = -1
        for cluster, width in zip(ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs), widths[1::_WORDS], strict=True):
            if cluster != begun:
                begun = cluster
                x[item.offset + cluster] = place
            place += width
        run = run.next
    x[length] = place
    return x
