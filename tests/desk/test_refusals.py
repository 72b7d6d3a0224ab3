"""What `imprenta import` will not open: one line that says what to do, status 2, and nothing has changed."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from imprenta.cli import main
from imprenta.desk import pandoc, word_package

from tests.conftest import Draw
from tests.desk import word
from tests.sites import digests

Make = Callable[[Path], Path]


def _missing(folder: Path) -> Path:
    return folder / "no-hay.docx"


def _folder(folder: Path) -> Path:
    (folder / "carpeta.docx").mkdir()
    return folder / "carpeta.docx"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "tubo.docx")
    return folder / "tubo.docx"


def _bytes(name: str, content: bytes) -> Make:
    def made(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return made


def _sound(folder: Path, name: str = "bueno.docx") -> Path:
    return word.plain(folder / name, "# Título\n\nTexto.\n")


def _truncated(folder: Path) -> Path:
    file = _sound(folder)
    file.write_bytes(file.read_bytes()[:-400])
    return file


def _flipped(folder: Path) -> Path:
    """One byte of the packed text is another one: the checksum tells."""
    file = _sound(folder)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    data[start + 120] ^= 0xFF
    file.write_bytes(data)
    return file


def _other_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "hoja.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return folder / "hoja.docx"


def _entry(name: str, content: bytes | str) -> Make:
    return lambda folder: word.rewritten(_sound(folder), {name: content})


def _bomb(folder: Path) -> Path:
    return word.rewritten(_sound(folder), {"word/media/bomb.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})


def _ratio(folder: Path) -> Path:
    return word.rewritten(_sound(folder), {"word/media/flat.png": b"\0" * 20_000_000})


def _many(folder: Path) -> Path:
    file = _sound(folder)
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(word_package.MAX_ENTRIES):
            archive.writestr(f"word/media/{number}.xml", "")
    return file


def _lying_size(folder: Path) -> Path:
    """The archive says that the text is ten bytes long, to get it past whoever only asks."""
    file = _sound(folder)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo("word/document.xml")
    size = struct.pack("<L", info.file_size)
    at = data.index(size)
    while at != -1:
        data[at : at + 4] = struct.pack("<L", 10)
        at = data.find(size)
    file.write_bytes(data)
    return file


def _link(folder: Path) -> Path:
    file = _sound(folder)
    info = zipfile.ZipInfo("word/media/link.png")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    return file


def _locked(folder: Path) -> Path:
    file = _sound(folder)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            data[info.header_offset + 6] |= 1
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) != -1:
        data[at + 8] |= 1
        at += 4
    file.write_bytes(data)
    return file


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><w:document>&c;</w:document>'
AGAIN = "Ask whoever sent it for the file again."
REPAIR = "Open it in Word, let Word repair it, save it under another name and try again."
MAKER = "Open it with the program that made it, save it as .docx and try again."

CASES: dict[str, tuple[Make, str]] = {
    "missing": (_missing, "“{path}” does not exist. Check the path and the name (in quotation marks if it has spaces) "
                "and try again."),
    "folder": (_folder, "“carpeta.docx” is a folder. Give the .docx file inside it."),
    "pipe": (_pipe, "“tubo.docx” is not an ordinary file. Give a .docx file."),
    "old word": (_bytes("viejo.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512),
                 "“viejo.doc” comes from an old Word (.doc) or has a password. Open it in Word, save it as “Word "
                 "Document (.docx)” without a password and try again."),
    "binary": (_bytes("foto.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64), f"“foto.docx” is not a Word document. {MAKER}"),
    "empty": (_bytes("nada.docx", b""), f"“nada.docx” is not a Word document. {MAKER}"),
    "another archive": (_other_zip, f"“hoja.docx” is not a Word document. {MAKER}"),
    "truncated": (_truncated, f"“bueno.docx” is damaged or incomplete. {REPAIR}"),
    "flipped byte": (_flipped, f"“bueno.docx” is damaged or incomplete. {REPAIR}"),
    "lying size": (_lying_size, f"“bueno.docx” is damaged or incomplete. {REPAIR}"),
    "broken XML": (_entry("word/document.xml", "<w:document><w:body>"),
                   f"“bueno.docx” is damaged or incomplete. {REPAIR}"),
    "no text at all": (
        _entry("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
               "<w:body/></w:document>"),
        "“bueno.docx” has no text. Check that it is the right file."),
    "encrypted": (_locked, "“bueno.docx” is encrypted. Open it in Word, save it without a password and try again."),
    "bomb": (_bomb, f"“bueno.docx” swells to far more than a document can hold: it was not opened. {AGAIN}"),
    "ratio": (_ratio, f"“bueno.docx” swells to far more than a document can hold: it was not opened. {AGAIN}"),
    "many entries": (_many, f"“bueno.docx” swells to far more than a document can hold: it was not opened. {AGAIN}"),
    "climbing name": (_entry("word/../../../x.xml", "<a/>"), "“bueno.docx” holds something that no Word document has "
                      f"('word/../../../x.xml'): it was not opened. {AGAIN}"),
    "absolute name": (_entry("/etc/x.xml", "<a/>"), "“bueno.docx” holds something that no Word document has "
                      f"('/etc/x.xml'): it was not opened. {AGAIN}"),
    "Windows name": (_entry("word\\..\\x.xml", "<a/>"), "“bueno.docx” holds something that no Word document "
                     f"has ('word\\\\..\\\\x.xml'): it was not opened. {AGAIN}"),
    "link": (_link, "“bueno.docx” holds something that no Word document has ('word/media/link.png'): it was not "
             f"opened. {AGAIN}"),
    "entities": (_entry("word/document.xml", ENTITIES), "“bueno.docx” holds something that no Word document has "
                 f"(word/document.xml): it was not opened. {AGAIN}"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_imported(
    case: str, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make, message = CASES[case]
    root = draw().root
    monkeypatch.chdir(root)
    folder = tmp_path / "given"
    folder.mkdir()
    file = make(folder)
    before = digests(root)
    options = ["--volume", "1", "--document", "prediagnosis", "--lang", "es"]
    assert main(["--lang", "en", "import", str(file), *options]) == 2
    printed = capsys.readouterr()
    assert printed.err == f"imprenta: {message.format(path=file)}\n"
    assert printed.out == ""
    assert digests(root) == before


WRONG = {
    "no such volume": (["--volume", "99", "--document", "agenda", "--lang", "es"],
                       "there is no volume “99”; one that there is: metodo. Give its number or the name of its folder; "
                       "“imprenta new” makes a new one."),
    "no such document": (["--volume", "1", "--document", "poem", "--lang", "es"],
                         "“poem” is not a document that can be imported like this. Give --document with one of: "
                         "concept-note, agenda, prediagnosis, chapters, annexes."),
    "no document": (["--volume", "1", "--lang", "es"],
                    "“—” is not a document that can be imported like this. Give --document with one of: "
                    "concept-note, agenda, prediagnosis, chapters, annexes."),
    "an agenda of chapters": (["--volume", "1", "--document", "agenda", "--split-chapters", "--lang", "es"],
                              "“agenda” is not a document that can be imported like this. Give --document with one of: "
                              "chapters, annexes."),
    "no such language": (["--volume", "1", "--document", "agenda", "--lang", "fr"],
                         "“fr” is not a language of the collection. Give --lang with one of: es, en."),
    "no first-level headings": (["--volume", "1", "--split-chapters", "--lang", "es"],
                                "“llano.docx” has no first-level headings. Give the chapters' titles the style "
                                "“Heading 1” in Word, or leave out --split-chapters."),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_an_order_that_cannot_be(
    case: str, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options, message = WRONG[case]
    root = draw().root
    monkeypatch.chdir(root)
    file = word.plain(tmp_path / "llano.docx", "Solo un párrafo.\n")
    before = digests(root)
    assert main(["--lang", "en", "import", str(file), *options]) == 2
    assert capsys.readouterr().err == f"imprenta: {message}\n"
    assert digests(root) == before


def test_a_target_where_a_file_stands_in_the_way(
    draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = draw({"cuadernos/01-lima-2014/annexes": "not a folder\n"}).root
    monkeypatch.chdir(root)
    before = digests(root)
    file = word.plain(tmp_path / "anexo.docx", "# Anexo\n\nTexto.\n")
    assert main(["--lang", "en", "import", str(file), "--volume", "1", "--document", "annexes", "--lang", "es"]) == 2
    assert capsys.readouterr().err == (
        "imprenta: cuadernos/01-lima-2014/annexes/01-anexo.es.md cannot be written to (Not a directory): nothing has "
        "changed. Check the folder's permissions and the space on the disk, and try again.\n"
    )
    assert digests(root) == before


def test_a_file_that_takes_too_long(
    draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = draw().root
    monkeypatch.chdir(root)
    monkeypatch.setattr(pandoc, "TIME_LIMIT", 0.001)
    file = word.plain(tmp_path / "largo.docx", "# Largo\n\nTexto.\n")
    assert main(["--lang", "en", "import", str(file), "--volume", "1", "--document", "agenda", "--lang", "es"]) == 2
    assert capsys.readouterr().err == (
        "imprenta: “largo.docx” took more than 0.001 seconds to convert. Divide it into several files and try again.\n"
    )
