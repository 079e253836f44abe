"""The repository tests itself: what nobody would notice until it hurts."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from cms.demo.fingerprint import ROOMS
from cms.management.commands.messages import Catalog, as_bytes, collect, path_of, read, untranslated, updated

from .database import ROOT

# Room by room: whose templates a template may extend or include.
ORDER = ("theme", "cms", "learning", "events", "mentoring", "preparedness")
# What words for translation are marked with in Python.
GATHERED = frozenset({"_", "_now", "gettext", "ngettext", "pgettext", "npgettext"})
# Apps that live in a room under a name of their own.
ROOM_OF = dict.fromkeys(
    (
        *("account", "mfa", "usersessions", "socialaccount", "allauth", "wagtailadmin", "wagtailcore", "wagtailusers"),
        *("people", "places", "mail", "imports", "privacy", "pause", "sign_in"),
    ),
    "cms",
) | dict.fromkeys(
    (
        *("assignments", "badges", "bank", "bulk_awards", "designs", "discussion", "gates", "joining", "reports"),
        *("requirements", "surveys", "tabletop", "teaching"),
    ),
    "learning",
)


def tracked_files() -> list[Path]:
    """Every file that is, or is about to be, in the repository; without git (an unpacked archive), what is ours."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listing.returncode:
        names = [*ROOMS, "tests", "docs", "bin", "requirements", "locale", "pyproject.toml", "Makefile"]
        return [path for name in names for path in _files_under(ROOT / name)]
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def _files_under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def templates() -> list[Path]:
    return [path for path in tracked_files() if "templates" in path.parts and path.suffix in (".html", ".txt", ".svg")]


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- Templates ----------------------------------------------------------------------------------


def test_templates_never_point_upward() -> None:
    pointing = re.compile(r"""{%-?\s*(?:extends|include)\s+["'](?P<target>[^"']+)["']""")
    upward = [
        f"{where(path)} → {target}"
        for path in templates()
        for target in pointing.findall(path.read_text(encoding="utf-8"))
        if _floor(_room_named(target)) > _floor(path.relative_to(ROOT).parts[0])
    ]

    assert upward == []


def _room_named(template: str) -> str:
    folder = template.split("/", maxsplit=1)[0]
    return ROOM_OF.get(folder, folder)


def _floor(room: str) -> int:
    """Return the room's floor; what belongs to a package lies beneath them all."""
    return ORDER.index(room) if room in ORDER else -1


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("script", r"<script(?![^>]*\ssrc=)(?![^>]*type=.(?:application|importmap)[^>]*json)[^>]*>"),
        ("style element", r"<style[\s>]"),
        ("style attribute", r"<[^>]*\sstyle="),
        ("handler", r"<[^>]*\son[a-z]+="),
    ],
)
def test_no_template_has_inline(name: str, pattern: str) -> None:
    # Mail clients know no style sheets, so mail layouts alone may carry styles.
    pages = [path for path in templates() if path.suffix != ".txt" and not {"mail", "email"} & set(path.parts)]
    found = [where(path) for path in pages if re.search(pattern, path.read_text(encoding="utf-8"))]

    assert found == []


def test_no_page_sends_its_forms_from_nowhere() -> None:
    """Without any referrer a browser says `Origin: null` of a form, which is refused as forged."""
    pages = [path for path in templates() if path.suffix == ".html"]
    views = [path for path in (ROOT / "events").rglob("views/*.py") if "render(" in path.read_text(encoding="utf-8")]
    found = [where(path) for path in [*pages, *views] if "no-referrer" in path.read_text(encoding="utf-8")]

    assert found == []


# --- Migrations ---------------------------------------------------------------------------------


@pytest.mark.django_db  # it compares with what is applied
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_say_what_they_do() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = [name for app, name in loader.disk_migrations if _is_ours(app)]

    assert [name for name in ours if "auto" in name.split("_") or re.fullmatch(r"\d+_initial", name)] == []


def _is_ours(app_label: str) -> bool:
    from django.apps import apps

    path = Path(apps.get_app_config(app_label).path)
    return any(path.is_relative_to(ROOT / room) for room in ORDER)


# --- What may not be in any file ----------------------------------------------------------------


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    # Put together here, so that this file does not contain what it looks for.
    registries = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "yarnpkg" + ".com"]
    places = ["/ho" + "me/[a-z]", "/Us" + "ers/[A-Za-z]", "/ro" + "ot/", re.escape(str(ROOT.parent)) + "/[a-z]"]
    forbidden = re.compile("|".join([re.escape(name) for name in registries] + places))

    assert [where(path) for path in tracked_files() if forbidden.search(_text_of(path))] == []


def _text_of(path: Path) -> str:
    if "vendor" in path.parts:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


# --- Packages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["base", "dev"])
def test_pinned_packages_agree_with_pyproject(kind: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + (project["dependency-groups"]["dev"] if kind == "dev" else [])
    pinned = dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z-]+\])?==([^ ]+)", _requirements(kind), flags=re.MULTILINE))

    assert {name for name in map(_name_of, asked) if name not in pinned} == set()


def test_developers_packages_hold_the_others_unchanged() -> None:
    lines = {kind: set(re.findall(r"^\S+==\S+", _requirements(kind), re.MULTILINE)) for kind in ("base", "dev")}

    assert lines["base"] - lines["dev"] == set()


@pytest.mark.parametrize("kind", ["base", "dev", "uv"])
def test_every_pinned_package_has_its_hashes(kind: str) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", _requirements(kind).strip())

    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []


def _requirements(kind: str) -> str:
    return (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")


def _name_of(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


# --- Message catalogues -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return collect()


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_catalogue_holds_what_the_source_says(language: str, collected: Catalog) -> None:
    is_current = path_of(language).read_bytes() == as_bytes(updated(language, collected))

    assert is_current, "run make messages"


@pytest.mark.parametrize("language", ["nb", "en"])
def test_catalogue_is_complete(language: str) -> None:
    assert untranslated(read(language))[:10] == []


@pytest.mark.parametrize("language", ["nn", "sv"])
def test_catalogue_is_begun(language: str) -> None:
    catalogue = read(language)
    translated = len(catalogue) - len(untranslated(catalogue))

    assert translated > 0


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_translations_keep_their_placeholders(language: str) -> None:
    wrong = [error for message, errors in read(language).check() for error in errors]

    assert wrong == []


# --- Tables that leave the site -----------------------------------------------------------------


def test_words_for_translation_never_stand_within_an_f_string() -> None:
    """They are not gathered there, and stay English."""
    sources = [path for path in tracked_files() if path.suffix == ".py" and where(path).split("/")[0] in ORDER]
    assert len(sources) > 500
    found = [
        f"{where(path)}:{call.lineno}"
        for path in sources
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GATHERED
    ]
    assert not found


def test_csv_is_written_in_one_place_that_runs_no_formulas() -> None:
    writer = re.compile(r"\bcsv\.(writer|DictWriter)\b|import (writer|DictWriter)")
    rooms = [path for path in tracked_files() if path.suffix == ".py" and where(path).split("/")[0] in ROOMS]

    writing = [where(path) for path in rooms if writer.search(path.read_text(encoding="utf-8"))]

    assert writing == ["cms/exports.py"], "use cms.exports.csv_response"
