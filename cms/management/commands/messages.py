"""Bring locale/<language>/LC_MESSAGES/*.po up to date with the source, without system gettext.

Reads our templates through Django's own `templatize` and our Python through Babel's extractor. The outcome depends on
the source alone: sorted, no line numbers, no dates, so that a change shows only what changed. English is the language
of the source, so its catalogue fills itself.

Words that Wagtail and other libraries show on our pages, and lack in one of our languages, are borrowed: they stand in
`locale/borrowed-django.pot` and, for scripts of the admin, `locale/borrowed-djangojs.pot`. Our catalogues come first.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import templatize

from cms.demo.fingerprint import ROOMS

ROOT: Path = settings.BASE_DIR
SOURCE_LANGUAGE = "en"
DOMAINS = ("django", "djangojs")
COMMENT_TAG = "Translators:"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    # gettext, where `_` is the lazy one.
    "_now": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Header lines that change by themselves, or say nothing about us.
DATED = (b'"POT-Creation', b'"PO-Revision', b'"Generated-By', b'"Last-Translator', b'"Language-Team', b'"Project-Id')


class Command(BaseCommand):
    help = "Collect the strings of our templates and Python into the message catalogues (make messages)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if a catalogue is outdated.")

    def handle(self, *args: Any, **options: Any) -> None:
        outdated = [path for domain in DOMAINS for path in self.bring_up_to_date(domain, write=not options["check"])]
        if options["check"] and outdated:
            raise CommandError(f"Run make messages; outdated: {', '.join(outdated)}")

    def bring_up_to_date(self, domain: str, *, write: bool) -> Iterator[str]:
        """Yield the catalogues of a domain that are outdated; write them anew."""
        template = collect(domain)
        for language, _name in settings.LANGUAGES:
            path = path_of(language, domain)
            catalogue = updated(language, template, domain)
            content = as_bytes(catalogue)
            if not path.exists() or path.read_bytes() != content:
                yield str(path.relative_to(ROOT))
                if write:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            left = len(untranslated(catalogue))
            self.stdout.write(f"{language}, {domain}: {left} of {len(catalogue)} not translated")


# --- Collecting ---------------------------------------------------------------------------------


def collect(domain: str = "django") -> Catalog:
    """Read every string marked for translation in our own source, and the borrowed ones."""
    template = Catalog(charset="utf-8")
    if domain == "django":
        _add_ours(template)
    name = f"locale/borrowed-{domain}.pot"
    with (ROOT / name).open("rb") as file:
        for message in read_po(file):
            if message.id:
                template.add(message.id, None, [(name, 0)], context=message.context)
    return template


def _add_ours(template: Catalog) -> None:
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        code = source if path.suffix == ".py" else flat_code_of(source, name)
        lines = extract("python", BytesIO(code.encode()), KEYWORDS, [COMMENT_TAG], {"encoding": "utf-8"}, True)
        for _line, message, comments, context in lines:
            template.add(message, None, [(name, 0)], auto_comments=comments, context=context)


def source_files() -> Iterator[Path]:
    """Yield our Python and templates, in the same order everywhere."""
    for room in ROOMS:
        for pattern in ("*.py", "templates/**/*.html", "templates/**/*.txt"):
            for path in sorted((ROOT / room).rglob(pattern)):
                if "migrations" not in path.parts:
                    yield path


def flat_code_of(template: str, name: str) -> str:
    """Turn a template into Python calls. Indentation left over from its HTML means nothing, so it goes."""
    code = templatize(template, origin=name)
    return "".join(line.lstrip() for line in code.splitlines(keepends=True))


# --- Keeping ------------------------------------------------------------------------------------


def path_of(language: str, domain: str = "django") -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def read(language: str, domain: str = "django") -> Catalog:
    path = path_of(language, domain)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def updated(language: str, template: Catalog, domain: str = "django") -> Catalog:
    """Return the language's catalogue with exactly the strings of the source, translations kept."""
    catalogue = read(language, domain)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = f"# Samvirke: {language}"
    catalogue.fuzzy = False
    if language == SOURCE_LANGUAGE:
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return b"".join(line for line in file.getvalue().splitlines(keepends=True) if not line.startswith(DATED))


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the strings that have no translation, or not in all their plural forms."""
    found = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and not all(forms):
            found.append(str(message.id))
    return found
