"""Brings paragraphs, lists, tables and figures to what our Markdown knows, and notes what that loses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from imprenta.desk.tree import NO_ATTRIBUTES, Node, Nodes, joined, paragraph, plain, string, trimmed
from imprenta.desk.word_inlines import Inlines


class Blocks:
    """Cleans blocks and remembers what was lost.

    Attributes:
        notes: excerpts by kind of finding.
    """

    def __init__(self, image: Callable[[Node, Callable[[str, str], None]], Nodes]) -> None:
        self.notes: dict[str, list[str]] = defaultdict(list)
        self._inlines = Inlines(self.note, lambda node: image(node, self.note), lambda blocks: self.clean(blocks))

    def note(self, kind: str, excerpt: str) -> None:
        """Remember something that was lost or needs a person."""
        self.notes[kind].append(excerpt)

    def clean(self, blocks: Nodes, top: bool = False) -> Nodes:
        """Return the blocks in our conventions; headings stay where they stand at the `top`."""
        return [node for block in blocks for node in self._one(block, top)]

    def inlines(self, inlines: Nodes) -> Nodes:
        """Return inlines in our conventions."""
        return trimmed(self._inlines.clean(inlines))

    def _one(self, block: Node, top: bool) -> Iterator[Node]:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain" as kind:
                if text := self.inlines(content):
                    yield {"t": kind, "c": text}
            case "LineBlock":
                yield paragraph(joined([self.inlines(line) for line in content]))
            case "Header":
                yield from self._heading(content, top)
            case "BlockQuote":
                if inner := self.clean(content):
                    yield {"t": "BlockQuote", "c": inner}
            case "BulletList":
                yield from self._list("BulletList", content)
            case "OrderedList":
                if content[0][0] != 1:
                    self.note("list_starts", plain(content[1][:1]))
                yield from self._list("OrderedList", content[1])
            case "DefinitionList":
                yield from self._definitions(content)
            case "CodeBlock":
                yield {"t": "CodeBlock", "c": [NO_ATTRIBUTES, content[1]]}
            case "Div":
                yield from self.clean(content[1], top)
            case "Figure":
                yield from self._figure(content)
            case "Table":
                yield from self._table(content)

    def _heading(self, content: Any, top: bool) -> Iterator[Node]:
        text = self.inlines(content[2])
        if len(text) == 1 and text[0]["t"] in ("Strong", "Emph"):
            text = text[0]["c"]
        if not plain(text):
            # Word's empty headings keep distance between paragraphs; an image in one stays.
            if images := [node for node in text if node["t"] == "Image"]:
                yield paragraph(images)
        elif top:
            yield {"t": "Header", "c": [content[0], content[1], text]}
        else:
            self.note("buried_headings", plain(text))
            yield paragraph([{"t": "Strong", "c": text}])

    def _list(self, kind: str, items: Sequence[Nodes]) -> Iterator[Node]:
        cleaned = [item for item in map(self.clean, items) if item]
        if cleaned:
            style = [1, {"t": "Decimal"}, {"t": "Period"}]
            yield {"t": kind, "c": cleaned if kind == "BulletList" else [style, cleaned]}

    def _definitions(self, content: Any) -> Iterator[Node]:
        items: list[Nodes] = []
        for term, definitions in content:
            said = joined([self._run_together(definition) for definition in definitions])
            name = [{"t": "Strong", "c": self.inlines(term)}, string(":")]
            items.append([{"t": "Plain", "c": joined([name, said])}])
        yield {"t": "BulletList", "c": items}

    def _figure(self, content: Any) -> Iterator[Node]:
        caption = self.clean(content[1][1])
        inner = self.clean(content[2])
        shown = [paragraph(block["c"]) if block["t"] == "Plain" else block for block in inner]
        alternatives = {plain(node["c"][1]) for block in shown for node in block["c"] if node.get("t") == "Image"}
        yield from shown
        if plain(caption) and plain(caption) not in alternatives:
            yield paragraph([{"t": "Emph", "c": self._run_together(caption)}])

    def _table(self, content: Any) -> Iterator[Node]:
        _, caption, columns, head, bodies, foot = content
        header_rows = self._rows(head[1])
        rows = [row for body in bodies for row in (*self._rows(body[2]), *self._rows(body[3]))] + self._rows(foot[1])
        width = max((len(row) for row in (*header_rows, *rows)), default=0)
        if width <= 1:
            self.note("layout_tables", _told([cell for row in (*header_rows, *rows) for cell in row]))
            cells = [paragraph(cell) for row in (*header_rows, *rows) for cell in row if cell]
            if cells:
                yield {"t": "BlockQuote", "c": cells}
            return
        if not any(plain(cell) for row in header_rows for cell in row) and rows:
            self.note("table_heads", _told(rows[0]))
            header_rows, rows = [rows[0]], rows[1:]
        if len(header_rows) > 1:
            self.note("table_heads", _told(header_rows[1]))
        yield _pipe_table([*header_rows, *rows], [column[0] for column in columns], width)
        if text := self._run_together(self.clean(caption[1])):
            yield paragraph([{"t": "Emph", "c": text}])

    def _rows(self, rows: Any) -> list[list[Nodes]]:
        """Return rows of cells as plain grids: a merged cell stands in its first place, empty ones in the others."""
        grid: list[list[Nodes]] = []
        taken: dict[tuple[int, int], bool] = {}
        for index, row in enumerate(rows):
            cells: list[Nodes] = []
            for _, _, height, width, blocks in row[1]:
                while taken.get((index, len(cells))):
                    cells.append([])
                for below in range(1, min(height, len(rows) - index)):
                    taken |= {(index + below, len(cells) + across): True for across in range(width)}
                cells += [self._cell(blocks), *([] for _ in range(width - 1))]
            while taken.get((index, len(cells))):
                cells.append([])
            grid.append(cells)
        return grid

    def _cell(self, blocks: Nodes) -> Nodes:
        if len(blocks) > 1 or any(block["t"] not in ("Para", "Plain") for block in blocks):
            self.note("crowded_cells", plain(blocks))
        return self._run_together(self.clean(blocks))

    def _run_together(self, blocks: Nodes) -> Nodes:
        """Return what several blocks say as one run of inlines; items of a list are divided by semicolons."""
        pieces: list[Nodes] = []
        for block in blocks:
            content: Any = block.get("c")
            match block["t"]:
                case "Para" | "Plain":
                    pieces.append(content)
                case "BulletList" | "OrderedList":
                    items = content if block["t"] == "BulletList" else content[1]
                    pieces.append(joined([self._run_together(item) for item in items], [string(";"), {"t": "Space"}]))
                case "BlockQuote":
                    pieces.append(self._run_together(content))
                case _:
                    pieces.append([string(plain(block))])
        return joined(pieces)


def _pipe_table(rows: Sequence[Sequence[Nodes]], alignments: Sequence[Node], width: int) -> Node:
    def row(cells: Sequence[Nodes]) -> list[Any]:
        filled = [*cells, *([[]] * (width - len(cells)))]
        return [NO_ATTRIBUTES, [[NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, _plain(cell)] for cell in filled]]

    known = [*alignments[:width], *([{"t": "AlignDefault"}] * (width - len(alignments)))]
    columns = [[alignment, {"t": "ColWidthDefault"}] for alignment in known]
    body = [[NO_ATTRIBUTES, 0, [], [row(cells) for cells in rows[1:]]]]
    head = [NO_ATTRIBUTES, [row(rows[0])]]
    return {"t": "Table", "c": [NO_ATTRIBUTES, [None, []], columns, head, body, [NO_ATTRIBUTES, []]]}


def _told(cells: Sequence[Nodes]) -> str:
    return " · ".join(filter(None, map(plain, cells)))


def _plain(cell: Nodes) -> Nodes:
    return [{"t": "Plain", "c": cell}] if cell else []
