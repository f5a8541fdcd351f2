# SPDX-License-Identifier: Apache-2.0
"""Message catalogues without the gettext programs: update, check, compile.

    python tools/messages.py update     collect messages from the code into locale/bn
    python tools/messages.py check      fail on anything missing, fuzzy or with other placeholders
    python tools/messages.py compile    write the .mo files that Django reads

Messages come from Python (`_()` and its relatives), from templates (`{% translate %}`,
`{% blocktranslate %}`) and from the sentences of `mohona.cti.problems` and of
`mohona.release.explain`, which are plain Python without gettext. `THEIRS` adds what the
libraries say to people.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from mohona.cti import problems
from mohona.release import explain

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "mohona"
LANGUAGES = ("bn",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What Django and allauth say to people in our forms; neither has (good) Bangla for it.
THEIRS: tuple[str | tuple[str, str], ...] = (
    "This field is required.",
    "Enter a whole number.",
    "Enter a number.",
    "Enter a valid date.",
    "Enter a valid time.",
    "Enter a valid date/time.",
    "Enter a valid value.",
    "Enter a valid email address.",
    "Enter a valid URL.",
    "Enter a valid UUID.",
    "Enter a list of values.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "“%(pk)s” is not a valid value.",
    "No file was submitted.",
    "No file was submitted. Check the encoding type on the form.",
    "The submitted file is empty.",
    "Null characters are not allowed.",
    "%(model_name)s with this %(field_label)s already exists.",
    "This password is too common.",
    "The password is too similar to the %(verbose_name)s.",
    "You must type the same password each time.",
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)[^{}]*\}|%[sd]")


def collected() -> Catalog:
    """All messages of the program, each with the files it occurs in."""
    catalog = Catalog(project="Mohona", charset="utf-8")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text()
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            text = _as_python(path)
        else:
            continue
        place = path.relative_to(ROOT).as_posix()
        for message, comments, context in _messages(text):
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for module in (problems, explain):
        place = Path(str(module.__file__)).relative_to(ROOT).as_posix()
        for text in module.TEXTS.values():
            catalog.add(text, locations=[(place, 0)])
    for message in THEIRS:
        catalog.add(message, locations=[("tools/messages.py", 0)])
    return catalog


def _messages(text: str) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    options = {"encoding": "utf-8"}
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], options)
    for _line, message, comments, context in found:
        yield message, comments, context


def _as_python(path: Path) -> str:
    """A template as lines of Python calls, the way Django's own makemessages sees it."""
    text = templatize(path.read_text(), origin=str(path))
    return "\n".join(line.lstrip() for line in text.splitlines())


def _path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of one language; empty when there is none yet."""
    if not _path(language).exists():
        return Catalog(locale=language, project="Mohona", charset="utf-8")
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def update() -> int:
    """Brings the catalogues up to date: new messages come in untranslated, gone ones go."""
    template = collected()
    for language in LANGUAGES:
        catalog = read(language)
        # The date stays, so that a run that finds nothing new changes nothing in the file.
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        _head(catalog)
        _path(language).parent.mkdir(parents=True, exist_ok=True)
        with _path(language).open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
        messages = [one for one in catalog if one.id]
        done = sum(_is_translated(one) for one in messages)
        print(f"{language}: {done} of {len(messages)} messages are translated")
    return 0


def _head(catalog: Catalog) -> None:
    catalog.header_comment = "# SPDX-License-Identifier: Apache-2.0\n# Messages of Mohona."
    catalog.fuzzy = False
    catalog.project, catalog.version = "Mohona", "main"
    catalog.last_translator = catalog.language_team = "Mohona"
    catalog.msgid_bugs_address = ""
    catalog.revision_date = catalog.creation_date


def check() -> int:
    """Lists what is wrong with the catalogues; 1 when there is anything."""
    template = collected()
    wrong = [line for language in LANGUAGES for line in faults(template, read(language))]
    print("\n".join(wrong[:50]) if wrong else "translations: complete", file=sys.stderr)
    if len(wrong) > 50:
        print(f"… and {len(wrong) - 50} more", file=sys.stderr)
    return 1 if wrong else 0


def faults(template: Catalog, catalog: Catalog) -> Iterator[str]:
    """One line for each message of `template` that `catalog` does not translate properly."""
    for wanted in template:
        if not wanted.id:
            continue
        place = f"{catalog.locale}: {wanted.locations[0][0]}: {_first(wanted)!r}"
        found = catalog.get(
            wanted.id if isinstance(wanted.id, str) else wanted.id[0], wanted.context
        )
        if found is None or not _is_translated(found):
            yield f"{place} is not translated"
        elif found.fuzzy:
            yield f"{place} is fuzzy"
        else:
            allowed = [_placeholders(text) for text in _texts(wanted.id)]
            for text in _texts(found.string):
                if _placeholders(text) not in allowed:
                    yield f"{place} has other placeholders than its translation {text!r}"


def compile_all() -> int:
    """Writes the .mo files beside the catalogues."""
    for language in LANGUAGES:
        if _path(language).exists():
            with _path(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))
    return 0


def _texts(either: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    if either is None:
        return ()
    return (either,) if isinstance(either, str) else tuple(either)


def _first(message: Message) -> str:
    return _texts(message.id)[0]


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(_texts(message.string))


def _placeholders(text: str) -> list[str]:
    return sorted(found.group() for found in PLACEHOLDER.finditer(text.replace("%%", "")))


def main() -> int:
    """Runs what the command line asks for."""
    actions = {"update": update, "check": check, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        print(__doc__, file=sys.stderr)
        return 2
    # templatize needs settings to know where custom tags are; none are used by it here.
    settings.configure(INSTALLED_APPS=[], USE_I18N=True)
    django.setup()
    return actions[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
