"""No word is left alone on a line before a link."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import weasyprint
from imprenta.book.linebreak import mended
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

TEXT = (
    "<p>between regions is a reasonable hypothesis that is seldom documented. The <a>fourth chapter</a> suggests.</p>"
)


def lonely_lines(context: object) -> list[str]:
    """Return the lines of one word among all widths that the text can have, the last of each paragraph apart."""
    widths = "".join(TEXT.replace("<p>", f'<p style="width: {width / 10}px">') for width in range(4000, 6000, 12))
    with context:  # type: ignore[attr-defined]
        style = weasyprint.CSS(string="@page { size: 900px 100000px } p { font: 14px sans-serif }")
        document = weasyprint.HTML(string=widths).render(stylesheets=[style], font_config=FontConfiguration())
    found = []
    for box in document.pages[0]._page_box.descendants():
        if isinstance(box, boxes.BlockBox) and box.element_tag == "p":
            lines = [
                "".join(text.text for text in line.descendants() if isinstance(text, boxes.TextBox))
                for line in box.children
            ]
            found += [line for line in lines[:-1] if " " not in line.strip()]
    return found


@pytest.mark.parametrize(("context", "lonely"), [(nullcontext(), {"between"}), (mended(), set())])
def test_a_word_is_left_alone_only_where_nobody_mends(context, lonely):
    assert {line.strip() for line in lonely_lines(context)} == lonely
