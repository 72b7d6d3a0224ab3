"""What templates can ask of the collection is answered from the outline of its texts: no page shows another's body."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from imprenta.machines.view import Machines
from imprenta.model import Collection, Document, Text, Volume
from imprenta.outline import DATA, outline
from imprenta.press import Press, open_press
from imprenta.views import View

from tests.sites import REPOSITORY, Project, project


def told(found: Project) -> str:
    press = open_press(found.root, "https://example.org/").press
    assert press
    return outline(press.collection)


def test_the_outline_is_all_of_a_text_but_its_body(tmp_path: Path) -> None:
    found = project(tmp_path / "press")
    text = "cuadernos/01-lima-2014/chapters/01-oficinas.es.md"
    seen = [told(found)]
    found.replace(text, "Cada oficina empieza con alguien.", "Cada oficina\nempieza\ncon una persona.")
    assert told(found) == seen[0], "a paragraph, and the line of what follows, are no other page's matter"
    for old, new in (
        ("# Las oficinas", "# Las *oficinas*"),
        ("## Las personas", "## Las demás personas"),
        ("# Las *oficinas*", "---\ndescription: Otra\n---\n# Las *oficinas*"),
        ("con una persona.", "con una persona." + " Palabra." * 400),
    ):
        found.replace(text, old, new)
        seen.append(told(found))
    assert len(set(seen)) == len(seen)


def bare(text: Text) -> Text:
    """Return a text with nothing but what its outline holds."""
    return Text(
        path=text.path,
        file=Path("nowhere"),
        source="",
        body_line=1,
        front_matter=text.front_matter,
        headings=text.headings,
        links=(),
        images=(),
        fences=tuple(replace(fence, line=1) for fence in text.fences if fence.name in DATA),
        html=(),
        attributes=(),
        words=text.minutes * 230,
    )


def stripped(collection: Collection) -> Collection:
    """Return a collection of bare texts."""

    def documents(found: tuple[Document, ...]) -> tuple[Document, ...]:
        return tuple(
            replace(d, translations={code: bare(text) for code, text in d.translations.items()}) for d in found
        )

    parts = ("documents", "chapters", "annexes")
    volumes = (replace(v, **{part: documents(getattr(v, part)) for part in parts}) for v in collection.volumes)
    return replace(collection, volumes=tuple(volumes), pages=documents(collection.pages))


NO_ANSWERS = {"collection", "press", "language", "date", "number", "room", "text", "words_in"}
"""What is asked of, and what only puts into words what it is given."""

IN_THE_KEY = {"stale_source"}
"""What looks at whole texts, those of the page's own document, and is in its key by itself."""


def answers(view: View | Machines) -> Iterator[tuple[str, str]]:
    """Yield the answer to everything that a template can ask, of the collection, every volume and every document."""
    collection = view.press.collection
    subjects: list[dict[str, Any]] = [{"volume": None, "document": page} for page in collection.pages]
    for volume in collection.volumes:
        subjects += [{"volume": volume, "document": document} for document in (None, *volume.everything)]
    for name, member in inspect.getmembers(type(view)):
        if name.startswith("_") or name in NO_ANSWERS | IN_THE_KEY:
            continue
        if not inspect.isfunction(member):
            yield name, plain(getattr(view, name))
            continue
        _, *wanted = inspect.signature(member).parameters.values()
        asked = []
        for subject in subjects:
            given = {"url": "x/", "description": "", "language": view.language, **subject}
            question = {parameter.name: given[parameter.name] for parameter in wanted}
            # Not every question can be put to a page without volume, or to a volume's own.
            possible = all(question[p.name] is not None or "None" in p.annotation for p in wanted)
            if possible and question not in asked:
                asked.append(question)
                yield name, plain(getattr(view, name)(**question))


def plain(value: object) -> str:
    """Return an answer in letters; in place of volumes and documents their names, as templates ask on about them."""
    if isinstance(value, Volume | Document):
        return value.slug
    if isinstance(value, tuple | list):
        return str([plain(item) for item in value])
    fields = getattr(value, "__dataclass_fields__", None)
    return str({name: plain(getattr(value, name)) for name in fields}) if fields else repr(value)


@pytest.fixture(scope="module")
def whole() -> Press:
    press = open_press(REPOSITORY, "https://example.org/").press
    assert press
    return press


@pytest.mark.parametrize("kind", [View, Machines])
@pytest.mark.parametrize("books", [True, False])
def test_templates_see_no_more_of_a_text_than_its_outline(whole: Press, kind: type[View], books: bool) -> None:
    collections = whole.collection, stripped(whole.collection)
    for language in whole.collection.metadata.codes:
        seen, hidden = (list(answers(kind(Press(made, (), "", books), language))) for made in collections)
        assert len(seen) > 50
        for one, other in zip(seen, hidden, strict=True):
            assert one == other
