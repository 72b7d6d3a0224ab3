"""One folder per diagnostic: `in/` holds what differs from the base project, `golden.<language>.txt` the whole report.

`removed.txt` in `in/` names what is taken away. What no repository should hold (huge files, links) is drawn here.
`IMPRENTA_WRITE_GOLDEN=1` writes the reports anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import shutil
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from imprenta import report
from imprenta.cli import main
from imprenta.languages import MESSAGES, interface_languages
from PIL import ExifTags, Image, ImageCms
from ruamel.yaml import YAML

from tests.sites import REPOSITORY, Project, project

RULES = Path(__file__).parent / "rules"
FAMILIES = ("STR", "MET", "LNK", "IMG", "FUN", "TRA", "HEA", "TAB", "TYP", "WAI", "SEC", "GLO")
NOTE = "cuadernos/01-lima-2014/concept-note.es.md"


def _folder_named_like_a_text(drawn: Project) -> None:
    (drawn.root / "cuadernos/01-lima-2014/agenda.es.md").mkdir()


def _huge_text(drawn: Project) -> None:
    drawn.write({NOTE: "# Nota\n\n" + "palabra " * 700_000})


def _tangles(drawn: Project) -> None:
    text = (drawn.root / NOTE).read_text(encoding="utf-8")
    drawn.write({NOTE: text + "\nUn párrafo.\n\n" + "[" * 20_000 + "\n"})
    other = NOTE.replace(".es.", ".en.")
    drawn.write({other: (drawn.root / other).read_text(encoding="utf-8") + "\n" + "`".join(" " * 12_000) + "\n"})


def _namesakes(drawn: Project) -> None:
    text = (drawn.root / NOTE).read_text(encoding="utf-8")
    drawn.write({NOTE: text + "\n## Otra\n" * 501})
    other = NOTE.replace(".es.", ".en.")
    drawn.write({other: (drawn.root / other).read_text(encoding="utf-8") + "\n" * 110_000 + "One more.\n"})


def _huge_images(drawn: Project) -> None:
    images = drawn.root / "cuadernos/01-lima-2014/images"
    # Flat and of one bit: a few kilobytes on disk, a hundred megapixels and more when opened.
    Image.new("1", (10_000, 10_000)).save(images / "cien.png", optimize=True)
    Image.new("1", (20_000, 20_000)).save(images / "cuatrocientos.png", optimize=True)
    (images / "dibujo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg">' + " " * 3_000_000 + "</svg>")
    Image.new("1", (6_000, 6_000)).save(images / "bien.png", optimize=True)


def _cut_images(drawn: Project) -> None:
    """As an upload that broke off leaves them; and with one byte altered where a checksum or the decoder can tell."""
    images = drawn.root / "cuadernos/01-lima-2014/images"
    for kind in ("jpg", "png", "webp", "gif"):
        Image.effect_mandelbrot((120, 80), (-2, -1, 1, 1), 60).convert("RGB").save(images / f"cortada.{kind}")
        content = (images / f"cortada.{kind}").read_bytes()
        (images / f"cortada.{kind}").write_bytes(content[: len(content) * 3 // 4])
    Image.new("RGB", (9, 9)).save(images / "larga.webp", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")])
    moving = (images / "larga.webp").read_bytes()
    (images / "larga.webp").write_bytes(moving[:24] + (20_000).to_bytes(3, "little") + moving[27:])
    (images / "alterada.png").write_bytes(_altered(images / "plano.png"))


def _altered(file: Path) -> bytes:
    Image.effect_mandelbrot((120, 80), (-2, -1, 1, 1), 60).save(file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    return bytes(content)


def _colours_of_print(drawn: Project) -> None:
    """Without a profile, and with one: that can be converted by it."""
    images = drawn.root / "cuadernos/01-lima-2014/images"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("CMYK", (60, 40), (200, 20, 0, 0)).save(images / "imprenta.jpg")
    Image.new("CMYK", (60, 40), (200, 20, 0, 0)).save(images / "perfil.jpg", icc_profile=profile)
    Image.new("CMYK", (60, 40), (200, 20, 0, 0)).save(drawn.root / "docs/portada.jpg")


def _moving_images(drawn: Project) -> None:
    images = drawn.root / "cuadernos/01-lima-2014/images"
    one, other = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    for kind in ("gif", "png", "webp"):
        one.save(images / f"mueve.{kind}", save_all=True, append_images=[other])
        one.save(images / f"quieta.{kind}")


def _places(drawn: Project) -> None:
    images = drawn.root / "cuadernos/01-lima-2014/images"
    somewhere, nowhere = Image.Exif(), Image.Exif()
    somewhere[ExifTags.IFD.GPSInfo] = {1: "S", 2: (34.0, 54.0, 0.0), 3: "W", 4: (56.0, 11.0, 0.0)}
    nowhere[ExifTags.Base.Make] = "Cámara"
    for kind in ("jpg", "png", "webp"):
        Image.new("RGB", (60, 40), "red").save(images / f"aqui.{kind}", exif=somewhere)
        Image.new("RGB", (60, 40), "red").save(images / f"nada.{kind}", exif=nowhere)


def _symbolic_links(drawn: Project) -> None:
    volume = drawn.root / "cuadernos/01-lima-2014"
    (volume / "agenda.es.md").symlink_to("/etc/passwd")
    (volume / "images/foto.png").symlink_to("../../../../secret.png")
    (volume / "annexes").symlink_to("/etc")
    (drawn.root / "cuadernos/vuelta").symlink_to("vuelta")
    (drawn.root / "docs/todo").symlink_to("..")
    (drawn.root / "docs/contact.es.md").symlink_to("/etc/hostname")


DRAWN: dict[str, Callable[[Project], None]] = {
    "STR02": _folder_named_like_a_text,
    "STR03": _huge_text,
    "STR21": _tangles,
    "STR23": _namesakes,
    "IMG05": _cut_images,
    "IMG06": _huge_images,
    "IMG07": _colours_of_print,
    "IMG08": _moving_images,
    "IMG09": _places,
    "SEC05": _symbolic_links,
}
ELSEWHERE = {"MET17": "tests/test_builds.py::test_languages_must_agree"}
"""Codes that only a build can find, and the test that finds them."""

CASES = sorted(folder.name for folder in RULES.iterdir() if folder.name != "_base")


def overlay(drawn: Project, source: Path) -> Project:
    """Lay the files of a folder over a project."""
    if not source.exists():
        return drawn
    shutil.copytree(source, drawn.root, dirs_exist_ok=True)
    removed = drawn.root / "removed.txt"
    if removed.exists():
        drawn.write(dict.fromkeys(removed.read_text(encoding="utf-8").split()))
        removed.unlink()
    return drawn


def checked(drawn: Project, language: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run `imprenta check`; return its status and all it says."""
    here = Path.cwd()
    os.chdir(drawn.root)
    try:
        status = main(["check", "--lang", language])
    finally:
        os.chdir(here)
    said = capsys.readouterr()
    return status, said.out + said.err


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("case", CASES)
def test_report(case: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = overlay(project(tmp_path / "press"), RULES / case / "in")
    if draw := DRAWN.get(case):
        draw(drawn)
    status, said = checked(drawn, language, capsys)
    golden = RULES / case / f"golden.{language}.txt"
    if os.environ.get("IMPRENTA_WRITE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    code = case.partition("-")[0]
    assert f" {code}: " in said
    errors = re.search(r"\d+", said.splitlines()[-1])
    assert errors and status == int(int(errors[0]) > 0)


def test_the_base_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(project(tmp_path / "press"), "en", capsys) == (0, "errors: 0; warnings: 0\n")


def test_every_code_has_a_folder() -> None:
    codes = {code for code in report.messages("es") if code[:3] in FAMILIES}
    assert codes == {case.partition("-")[0] for case in CASES} | set(ELSEWHERE)


def test_every_code_has_words_and_every_word_a_code() -> None:
    used: set[str] = set()
    for module in (REPOSITORY / "hooks" / "imprenta").rglob("*.py"):
        used |= set(re.findall(r'"([A-Z]{3}\d\d)"', module.read_text(encoding="utf-8")))
    assert used == set(report.messages("es"))


CONVENTIONS = {"typography.yml", "rules.yml"}
"""Files that say how a language is written, or show examples of it, and so have nothing alike but their keys."""


@pytest.mark.parametrize("file", sorted({path.name for path in (MESSAGES / "es").glob("*.yml")} - CONVENTIONS))
def test_languages_say_the_same(file: str) -> None:
    """Each text of one language stands in every other, with the same placeholders."""
    texts = {}
    for language in interface_languages():
        path = MESSAGES / language / file
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        texts[language] = {key: _fields(value) for key, value in _flat(data)}
    first, *others = texts.values()
    assert all(other == first for other in others)


def _flat(data: object, key: str = "") -> list[tuple[str, str]]:
    if isinstance(data, dict):
        return [pair for name, value in data.items() for pair in _flat(value, f"{key}.{name}")]
    return [(key, str(data))]


def _fields(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:  # braces that are not placeholders: an example of Markdown or CSS
        return set()


def test_languages_have_the_same_files() -> None:
    names = {
        language: {path.name for path in (MESSAGES / language).glob("*.yml")} for language in interface_languages()
    }
    assert len(set(map(frozenset, names.values()))) == 1, names
