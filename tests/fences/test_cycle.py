"""The cycle: a ring in which no word runs over its box, and a list that says the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from imprenta.fences.context import RenderingContext
from imprenta.fences.cycle import FEWEST, MOST
from imprenta.fences.cycle_drawing import WIDTH, Box, layout
from imprenta.fences.measure import text_width, wrap

from tests.fences.reading import drawn, found, texts

Context = Callable[..., RenderingContext]
BODY = "title: Ciclo <1>\nphases:\n  - {name: Identificación de necesidades, text: Primero}\n  - name: Acuerdos\n"
NAMES = ("Preparación", "Identificación de necesidades y oportunidades " * 3, "W" * 500, "A & B")


@pytest.mark.parametrize("count", [0, 1, MOST + 1])
def test_a_ring_has_two_to_sixteen_stations(count: int) -> None:
    phases = "".join(f"  - name: Fase {index}\n" for index in range(count))
    assert found("cycle", "title: Ciclo\nphases:\n" + (phases or "  []\n")) == [(13, "FEN15")]


@pytest.mark.parametrize("count", range(FEWEST, MOST + 1))
def test_boxes_hold_their_words_and_keep_apart(count: int) -> None:
    boxes = layout(tuple(NAMES[index % len(NAMES)] for index in range(count)))
    assert len(boxes) == count
    for box in boxes:
        assert box.left >= 0 and box.right <= WIDTH and box.top >= 0
        assert max(text_width(line, 14) for line in box.lines) <= box.right - box.left - 20
        assert box.height >= 18 * len(box.lines) + 20
    for index, box in enumerate(boxes):
        assert not any(_touch(box, other) for other in boxes[index + 1 :])


def _touch(one: Box, other: Box) -> bool:
    apart = one.right < other.left or other.right < one.left or one.bottom < other.top or other.bottom < one.top
    return not apart


def test_the_ring_goes_clockwise() -> None:
    top, right, foot, left = layout(("A", "B", "C", "D"))
    assert top.top < right.top == left.top < foot.top
    assert left.x < top.x == foot.x < right.x


def test_words_are_wrapped_and_none_is_lost() -> None:
    lines = wrap(NAMES[1], 140, 14)
    assert " ".join(lines) == NAMES[1].strip()
    cut = wrap("W" * 500, 140, 14)
    assert "".join(line.rstrip("-") for line in cut) == "W" * 500
    assert wrap("", 140, 14) == []


def test_the_drawing_is_named_and_told_as_a_list(context: Context) -> None:
    tree = drawn("cycle", BODY, context())
    (svg,) = tree.xpath("//svg[@role='img']")
    assert [child.tag for child in svg][:2] == ["title", "desc"]
    assert texts(svg, "./title") == ["Ciclo <1>"]
    assert texts(svg, "./desc") == [
        "Ciclo cuyas fases se suceden en este orden y vuelven a la primera: Identificación de necesidades; Acuerdos."
    ]
    assert texts(tree, "//figcaption") == ["Ciclo <1>"]
    assert texts(tree, "//ol/li") == ["Identificación de necesidadesPrimero", "Acuerdos"]
    assert texts(svg, ".//text") == ["Identificación de", "necesidades", "Acuerdos"]


def test_the_drawing_takes_its_colours_from_the_page(context: Context) -> None:
    svg = drawn("cycle", BODY, context()).xpath("//svg")[0]
    assert {value for node in svg.iter() for key, value in node.items() if key in ("fill", "stroke")} == {
        "currentColor",
        "none",
    }
    assert not svg.xpath(".//@id|.//@href|.//script|.//style|.//image|.//use")


@pytest.mark.parametrize(("names", "bullets"), [(("Fase 0", "Fase 1"), False), (("Fase 0", "Cierre"), True)])
def test_names_that_count_are_not_counted_again(context: Context, names: tuple[str, str], bullets: bool) -> None:
    body = "title: Ciclo\nphases:\n" + "".join(f"  - name: {name}\n" for name in names)
    (phases,) = drawn("cycle", body, context()).xpath("//ol")
    assert (phases.get("style") is None) is bullets
