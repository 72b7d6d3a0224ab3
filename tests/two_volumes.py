"""A site of two volumes, one a draft: links and translations of every kind, and texts that would like to act."""

from __future__ import annotations

from tests.sites import BASE, Files

LIMA = "01-lima-2014"
QUITO = "02-quito-2014"
STATEMENTS = {
    "es": "Este texto se hizo con la ayuda de la Unión, que no responde de él.",
    "en": "This text was made with the help of the Union, which does not answer for it.",
}
TEXT = "# {title}\n\nTexto de prueba.\n\n## Parte {{#part}}\n\nMás texto.\n"
HOSTILE = "</script><img src=x onerror=alert(1)>"
FILES: Files = {
    f"cuadernos/{QUITO}/volume.yml": (BASE / "cuadernos" / LIMA / "volume.yml")
    .read_text(encoding="utf-8")
    .replace("number: 1", "number: 2")
    .replace("status: review", "status: draft")
    .replace("Lima, en: Lima", "Quito, en: Quito")
    .replace("PE", "EC")
    .replace(
        "{es: Oficinas que duran, en: Offices that last}", """{es: 'Redes & "vidas"', en: 'Networks & "lives"'}"""
    ),
    f"cuadernos/{QUITO}/concept-note.es.md": TEXT.format(title="Nota de Quito"),
    # Two texts that only Spanish has, linked with one another and with one that both have.
    f"cuadernos/{QUITO}/agenda.es.md": "---\ndescription: '\"><script>alert(1)</script>'\n---\n"
    + TEXT.format(title="Agenda")
    + "\nVéase la [nota](concept-note.es.md#part), el [anexo](annexes/01-guia.es.md) y la [portada](https://example.org/).\n",
    f"cuadernos/{QUITO}/annexes/01-guia.es.md": TEXT.format(title=f"Guía & «preguntas» de `<b>` y `{HOSTILE}`")
    + "\nVéase la [agenda](../agenda.es.md).\n",
    "docs/team.es.md": "# Equipo\n\nQuiénes somos. Véase [acerca](about.es.md).\n",
    "docs/about.en.md": f"# About\n\nSee [a note](../cuadernos/{QUITO}/concept-note.en.md#part) "
    "and [the team](team.es.md).\n",
    f"cuadernos/{QUITO}/concept-note.en.md": TEXT.format(title="Note of Quito")
    + "\n[About](../../docs/about.en.md).\n",
}
