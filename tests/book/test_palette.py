"""The colours of the series can be read on each other."""

from __future__ import annotations

import pytest
from imprenta.book.palette import INKS, PAPER, UNNUMBERED, contrast, mixed, palette
from imprenta.model import VolumeMetadata

NUMBERS = [None, *range(1, len(INKS) + 1)]


def colours(number: int | None):
    text = {"es": "x"}
    return palette(
        VolumeMetadata.model_validate(
            {
                "number": number,
                "status": "draft",
                "title": text,
                "abstract": text,
                "funding": "x",
                "source_language": "es",
            }
        )
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_type_is_legible_wherever_it_stands(number):
    used = colours(number)
    assert contrast(PAPER, used.ink) >= 4.5  # titles of the covers; links and headings on paper
    assert contrast(used.ink, used.tint) >= 4.5  # covers of the other editions, openers
    assert contrast("#55555c", used.tint) >= 4.5  # breaks of the agenda
    assert contrast(used.mark, used.ink) >= 3  # the motif's marks, which are no text


def test_each_volume_has_its_own_colour():
    inks = [colours(number).ink for number in NUMBERS]
    assert len(set(inks)) == len(inks) == len({*INKS, UNNUMBERED})
    assert colours(len(INKS) + 1) == colours(1)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
