"""Writes the tables of other languages: how dates and numbers are written there, and what months and days are called.

    ../shared/tools/real-django e2e/conformance/record_locales.py src/framework/conf/locale

Only such facts are taken over; sentences are not.
"""
import importlib
import os
import sys

import django
import django.conf.locale
from django.conf import settings

settings.configure(USE_I18N=True)
django.setup()

from django.utils import dates, translation  # noqa: E402

FORMATS = [
    "DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT", "SHORT_DATE_FORMAT",
    "SHORT_DATETIME_FORMAT", "FIRST_DAY_OF_WEEK", "DATE_INPUT_FORMATS", "TIME_INPUT_FORMATS", "DATETIME_INPUT_FORMATS",
    "DECIMAL_SEPARATOR", "THOUSAND_SEPARATOR", "NUMBER_GROUPING",
]
NAMES = ["MONTHS", "MONTHS_ALT", "MONTHS_3", "MONTHS_AP", "WEEKDAYS", "WEEKDAYS_ABBR"]
WORDS = ["a.m.", "p.m.", "AM", "PM", "midnight", "noon"]

folder = os.path.dirname(django.conf.locale.__file__)
locales = sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))
formats, names = {}, {}


def cell(value):
    if value is None:
        return "-"
    if isinstance(value, (list, tuple)):
        value = ";".join(map(str, value))
    text = str(value)
    assert "|" not in text and text != "-", text
    return text


def parts(values, originals):
    """What is called as in English is left out."""
    assert not any(";" in value or "|" in value for value in values), values
    found = ["" if value == original else value for value, original in zip(values, originals)]
    return ";".join(found) if any(found) else ""


def english(name):
    with translation.override("en"):
        return [str(value) for value in getattr(dates, name).values()]


originals = {name: english(name) for name in NAMES}
for locale in locales:
    code = translation.to_language(locale)
    if locale != "en" and os.path.exists(os.path.join(folder, locale, "formats.py")):
        module = importlib.import_module(f"django.conf.locale.{locale}.formats")
        formats[code] = "|".join(cell(getattr(module, name, None)) for name in FORMATS)
    if os.path.exists(os.path.join(folder, locale, "LC_MESSAGES", "django.mo")):
        with translation.override(code):
            lists = [[str(value) for value in getattr(dates, name).values()] for name in NAMES]
            words = [translation.gettext(word) for word in WORDS]
        rows = [parts(values, originals[name]) for name, values in zip(NAMES, lists)] + [parts(words, WORDS)]
        if any(rows):
            names[code] = "|".join(rows)


def quoted(text):
    for special in ("\\", "'"):
        text = text.replace(special, "\\" + special)
    text = "".join(c if c == " " or not c.isspace() and c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return f'"{text}"'.replace("\\'", "'") if "'" in text and '"' not in text else f"'{text}'"


def key(code):
    return f"'{code}'" if "-" in code else code


def write(name, docblock, constant, table):
    rows = "\n".join(f"  {key(code)}:\n    {quoted(row)}," for code, row in table.items())
    text = f"{docblock}export const {constant}: Readonly<Record<string, string>> = {{\n{rows}\n}}\n"
    with open(os.path.join(sys.argv[1], name), "w") as file:
        file.write(text)


write(
    "formats.ts",
    f"""/**
 * How dates, times and numbers are written in the languages that Django ships, but English: a data table, recorded from
 * real Django by e2e/conformance/record_locales.py. The fields are parted by `|`, items of a list by `;`; `-` is left
 * to the settings. In order: {", ".join(FORMATS[:5])},
 * {", ".join(FORMATS[5:9])}, {FORMATS[9]},
 * {", ".join(FORMATS[10:])}.
 *
 * Django: django/conf/locale/LANGUAGE/formats.py
 */
""",
    "LOCALE_FORMATS",
    formats,
)
write(
    "names.ts",
    f"""/**
 * What months, days and halves of the day are called: a data table, recorded from real Django by
 * e2e/conformance/record_locales.py. The lists are parted by `|`, names by `;`; an empty one is as in English. In order:
 * {", ".join(NAMES)} and the words
 * {", ".join(WORDS)}.
 *
 * Django: django/conf/locale/LANGUAGE/LC_MESSAGES
 */
""",
    "LOCALE_NAMES",
    names,
)
