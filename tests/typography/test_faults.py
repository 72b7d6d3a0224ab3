"""Each line of prose, what it becomes once mended, and the codes that are told of it."""

from __future__ import annotations

import pytest
from imprenta.typography import Conventions, conventions, faults

SPANISH = [
    ('Dijo "hola" y "dijo \'algo\' más".', "Dijo «hola» y «dijo “algo” más».", "TYP01 TYP01 TYP01"),
    ("Con “comillas” y «dentro «mal»».", "Con «comillas» y «dentro “mal”».", "TYP02 TYP02"),
    ("l'Hospitalet d’Orsay", "l’Hospitalet d’Orsay", "TYP01"),
    ('"«Dentro» de todo"', "«“Dentro” de todo»", "TYP02 TYP01"),
    ("Qué pasa? ¿Y esto. ¡¿Bien?!", None, "TYP03 TYP03"),
    ("¿Seguro?! (?) ¡Sí!", None, ""),
    ("una cosa - la otra - y más", "una cosa —la otra— y más", "TYP04"),
    ("a - b", None, "TYP04"),
    ("Uno - dos. Tres - cuatro", None, "TYP04 TYP04"),
    ("así — aparte — y", "así —aparte— y", "TYP05"),
    ("palabra –inciso– más, 2013–2015", "palabra —inciso— más, 2013–2015", "TYP05"),
    ("—Hola —dijo—. Así —bien—, todo.", None, ""),
    ("— Hola", "—Hola", "TYP05"),
    ("dos  espacios", "dos espacios", "TYP06"),
    ("12.345, 12345 y 12 345", "12\u202f345, 12\u202f345 y 12\u202f345", "TYP07 TYP07 TYP07"),
    ("7,500 y 1.234.567", "7500 y 1\u202f234\u202f567", "TYP07 TYP07"),
    ("7500, 3.14, 2013, A/70/12345, 978-84-12345-67-8, Madrid, 28014 Madrid", None, ""),
    ("el 07 de mayo a las 09:05", "el 7 de mayo a las 09:05", "TYP08"),
    ("nº 5, N° 6, No. 7 y 11º; n.º 5, 20°", "n.º 5, n.º 6, n.º 7 y 11.º; n.º 5, 20°", "TYP09 TYP09 TYP09 TYP09"),
    ("12% y 12 %", "12\u00a0% y 12\u00a0%", "TYP10 TYP10"),
    ("así... y [...]", "así… y […]", "TYP11 TYP11"),
    ("uno , dos ( tres ) y « cuatro »", "uno, dos (tres) y «cuatro»", "TYP12 TYP12 TYP12 TYP12 TYP12"),
    ("el 05/07/2013", None, "TYP13"),
    ("«sin fin", None, "TYP14"),
]
ENGLISH = [
    (
        "He said \"so\" and 'that' in the city's house",
        "He said “so” and “that” in the city’s house",
        "TYP01 TYP01 TYP01",
    ),
    ("the '90s, don't", "the ’90s, don’t", "TYP01 TYP01"),
    ("«so» and ‘so’", "“so” and “so”", "TYP02 TYP02"),
    ("“outer ‘inner’ cities’ offices”", None, ""),
    ("What? So!", None, ""),
    ("a - b and c--d", "a – b and c – d", "TYP04 TYP04"),
    ("a—b, c — d, e –f", "a – b, c – d, e – f", "TYP05 TYP05 TYP05"),
    ("2013–2015, Euro–Latin, –5", None, ""),
    ("12.345, 12345, 12 345 and 12,345", "12,345, 12,345, 12,345 and 12,345", "TYP07 TYP07 TYP07"),
    ("07 May 2013 and May 07", "7 May 2013 and May 7", "TYP08 TYP08"),
    ("n.º 5 and nº 6", "No. 5 and No. 6", "TYP09 TYP09"),
    ("12 % and 12%", "12% and 12%", "TYP10"),
]
SPANISH_RULES = conventions("es", "es_MX")
ENGLISH_RULES = conventions("en", "en_GB")
CASES = [(SPANISH_RULES, *case) for case in SPANISH] + [(ENGLISH_RULES, *case) for case in ENGLISH]


def mended(prose: str, rules: Conventions) -> str:
    edits = [edit for fault in faults(prose, rules) for edit in fault.edits]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        prose = prose[: edit.start] + edit.replacement + prose[edit.end :]
    return prose


@pytest.mark.parametrize(("rules", "prose", "becomes", "codes"), CASES)
def test_a_fault_is_told_and_mended(rules: Conventions, prose: str, becomes: str | None, codes: str) -> None:
    assert sorted(fault.code for fault in faults(prose, rules)) == sorted(codes.split())
    assert mended(prose, rules) == (becomes or prose)


@pytest.mark.parametrize(("rules", "prose", "becomes", "codes"), [case for case in CASES if case[2]])
def test_what_was_mended_is_right(rules: Conventions, prose: str, becomes: str, codes: str) -> None:
    assert list(faults(becomes, rules)) == []


def test_a_language_without_conventions_is_left_alone() -> None:
    assert conventions("pt", "pt_BR") is None
