"""Makes Word files for the tests: pandoc writes one from Markdown, and raw XML puts in what pandoc cannot."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypandoc
from PIL import Image

REPORT = """\
---
title: Informe de prueba
author: Una consultora
date: 2027-01-15
---

Texto antes del primer título.

# 1. Punto de partida {#inicio}

Una nota^[La nota, con *cursiva*.] y [un enlace](https://example.org/), [otro interno](#final), [uno perdido](#nada)
y [un archivo](file:///C:/informe.doc).

Otra nota[^larga].

[^larga]: Primer párrafo.

    Segundo párrafo.

![Plano del centro](plano.png)

![](foto.png)

### Título que salta {#salta}

1. uno
2. dos
    - tres

Agua: H~2~O, 3 m^2^, ~~tachado~~, x^texto^.

# Segundo capítulo {#final}

| Ciudad | Habitantes |
|--------|-----------:|
| Lima   | 10 \\| 11  |
| Quito  | 2          |

+-----------+--------+
| Fila      | - una  |
|           | - dos  |
+-----------+--------+
| Otra      | tres   |
+-----------+--------+

> Una cita.

## Final {#fin}

Una línea\\
y otra.
"""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = """\
<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>Texto en un cuadro</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
_EXTRAS = f"""\
<w:p><w:r><w:t xml:space="preserve">El plazo es de </w:t></w:r>
<w:del w:id="901" w:author="X" w:date="2027-01-01T00:00:00Z"><w:r><w:delText>diez</w:delText></w:r></w:del>
<w:ins w:id="902" w:author="X" w:date="2027-01-01T00:00:00Z"><w:r><w:t>veinte</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> días, véase </w:t></w:r>
<w:fldSimple w:instr=" REF tabla1 "><w:r><w:t>Tabla 1</w:t></w:r></w:fldSimple></w:p>
<w:p><w:r><w:t>1.2. Numerado a mano</w:t></w:r></w:p>
<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Unida</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
{_BOX}
<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>
<w:sdtContent><w:p><w:r><w:t>Contenido de Word 7</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
_COMMENT = f"""\
<w:comments {_W}><w:comment w:id="0" w:author="X" w:date="2027-01-01T00:00:00Z" w:initials="X">
<w:p><w:r><w:t>¿De dónde sale esta cifra?</w:t></w:r></w:p></w:comment></w:comments>"""


def plain(file: Path, markdown: str) -> Path:
    """Write a Word file that holds `markdown`."""
    pypandoc.convert_text(markdown, "docx", "markdown", outputfile=str(file))
    return file


def report(folder: Path) -> Path:
    """Write `informe.docx`: everything that an import meets, tracked changes, comments and text boxes too."""
    Image.new("RGB", (60, 40), "navy").save(folder / "plano.png")
    Image.new("RGB", (30, 30), "red").save(folder / "foto.png")
    file = folder / "informe.docx"
    options = [f"--resource-path={folder}"]
    pypandoc.convert_text(REPORT, "docx", "markdown", outputfile=str(file), extra_args=options)
    return rewritten(file, {"word/comments.xml": _COMMENT}, ("<w:sectPr", f"{_EXTRAS}<w:sectPr"))


def rewritten(file: Path, entries: Mapping[str, str | bytes], document: tuple[str, str] = ("", "")) -> Path:
    """Replace or add entries of a Word file, and a string of its text."""
    with zipfile.ZipFile(file) as archive:
        held: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    text = held["word/document.xml"]
    assert isinstance(text, bytes)
    if document[0]:
        held["word/document.xml"] = re.sub(re.escape(document[0]), lambda _: document[1], text.decode(), count=1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**held, **entries}.items():
            archive.writestr(name, content)
    file.write_bytes(buffer.getvalue())
    return file
