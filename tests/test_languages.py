"""Dates, numbers and names as each language writes them; every message whole."""

from __future__ import annotations

import datetime

import pytest
from imprenta.languages import (
    country_name,
    fallback_language,
    format_date,
    format_number,
    format_size,
    format_span,
    format_time,
    interface_languages,
    is_country,
    strings,
)
from imprenta.model import PartialDate

ES, EN = "es_MX", "en_GB"


def date(text: str) -> PartialDate:
    return PartialDate.model_validate(text)


@pytest.mark.parametrize(
    ("given", "spanish", "english"),
    [
        ("2013", "2013", "2013"),
        ("2015-Q1", "primer trimestre de 2015", "first quarter of 2015"),
        ("2014-07", "julio de 2014", "July 2014"),
        ("2013-05-07", "7 de mayo de 2013", "7 May 2013"),
    ],
)
def test_date(given: str, spanish: str, english: str) -> None:
    assert (format_date(date(given), ES), format_date(date(given), EN)) == (spanish, english)
    assert str(date(given)) == given


def test_weekday() -> None:
    day = datetime.date(2018, 9, 7)
    assert format_date(day, ES, weekday=True) == "viernes 7 de septiembre de 2018"
    assert format_date(day, EN, weekday=True) == "Friday 7 September 2018"
    assert format_date(date("2018-09"), EN, weekday=True) == "September 2018"


@pytest.mark.parametrize(
    ("start", "end", "spanish", "english"),
    [
        ("2018-09-07", "2018-09-08", "7 y 8 de septiembre de 2018", "7–8 September 2018"),
        ("2013-05-13", "2013-05-17", "13 al 17 de mayo de 2013", "13–17 May 2013"),
        ("2013-04-30", "2013-05-02", "30 de abril a 2 de mayo de 2013", "30 April – 2 May 2013"),
        (
            "2013-12-30",
            "2014-01-02",
            "30 de diciembre de 2013 a 2 de enero de 2014",
            "30 December 2013 – 2 January 2014",
        ),
        ("2014-07", "2014-09", "julio de 2014 a septiembre de 2014", "July 2014 – September 2014"),
        ("2014-07-07", None, "7 de julio de 2014", "7 July 2014"),
        ("2014-07-07", "2014-07-07", "7 de julio de 2014", "7 July 2014"),
    ],
)
def test_span(start: str, end: str | None, spanish: str, english: str) -> None:
    last = date(end) if end else None
    assert format_span(date(start), last, ES) == spanish
    assert format_span(date(start), last, EN) == english


@pytest.mark.parametrize("wrong", ["2013-13-01", "2013-02-30", "2015-Q5", "13", "2013-1-1", "mayo", "2013-05-07T10:00"])
def test_dates_that_do_not_exist(wrong: str) -> None:
    with pytest.raises(ValueError):
        date(wrong)


def test_time() -> None:
    assert [format_time("09:30", locale) for locale in (ES, EN)] == ["9:30", "9:30"]
    assert format_time(datetime.time(15, 5), ES) == "15:05"


@pytest.mark.parametrize(
    ("number", "spanish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (7500, "7500", "7,500"),
        (12345, "12\u202f345", "12,345"),
        (1234567, "1\u202f234\u202f567", "1,234,567"),
        (-12345, "-12\u202f345", "-12,345"),
        (1.5, "1.5", "1.5"),
    ],
)
def test_number(number: float, spanish: str, english: str) -> None:
    assert (format_number(number, ES), format_number(number, EN)) == (spanish, english)


def test_size() -> None:
    assert [format_size(size, EN) for size in (1, 1_499, 999_499, 1_000_000, 12_345_678)] == [
        "1 kB",
        "1 kB",
        "999 kB",
        "1.0 MB",
        "12.3 MB",
    ]


def test_country() -> None:
    assert (country_name("UY", ES), country_name("ES", EN), country_name("??", EN)) == ("Uruguay", "Spain", "??")
    assert all(is_country(code) for code in ("UY", "MX", "ES", "PS", "TW"))
    assert not any(is_country(code) for code in ("ZZ", "EU", "XK", "UN", "uy", "150", ""))


def test_languages() -> None:
    assert interface_languages() == ("en", "es")
    assert fallback_language() in interface_languages()
    with pytest.raises(FileNotFoundError):
        strings("es", "nothing")
    with pytest.raises(TypeError):
        strings("es", "site")["home"] = "x"  # type: ignore[index]
