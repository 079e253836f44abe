"""Styles, scripts and pictures: what is pointed at is there, and nothing is asked of anybody else."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.database import ROOT

STATIC = ROOT / "theme/static/theme"
CSS = sorted((STATIC / "css").rglob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
PICTURES = sorted(STATIC.glob("*.svg"))
TEMPLATES = sorted(
    path
    for room in ("theme", "cms", "learning", "events", "mentoring")
    for path in (ROOT / room).rglob("templates/**/*")
    if path.suffix in (".html", ".txt", ".svg", ".typ", ".xml")
)
# A name, not a place: nobody fetches it.
DECLARED = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def text_of(path):
    return path.read_text(encoding="utf-8")


def where(path):
    return Path(path).relative_to(ROOT).as_posix()


def test_there_is_something_to_look_at():
    assert min(len(CSS), len(SCRIPTS), len(PICTURES)) > 1
    assert len(TEMPLATES) > 50


# --- What is pointed at -------------------------------------------------------------------------


def test_every_static_file_named_in_a_template_exists():
    pointing = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
    named = {(where(path), name) for path in TEMPLATES for name in pointing.findall(text_of(path))}

    assert named
    assert [pair for pair in named if not finders.find(pair[1])] == []


def test_every_address_in_a_style_sheet_exists():
    named = [(path, name) for path in CSS for name in re.findall(r"""url\(["']?([^"')]+)""", text_of(path))]

    assert named
    assert [(where(path), name) for path, name in named if not (path.parent / name).resolve().is_file()] == []


def test_every_style_sheet_is_loaded():
    frames = ("theme/templates/theme/stylesheets.html", "cms/templates/wagtailadmin/base.html")
    loaded = "".join(text_of(ROOT / frame) for frame in frames)

    assert [where(path) for path in CSS if path.relative_to(STATIC.parent).as_posix() not in loaded] == []


def test_every_script_is_loaded_by_some_template():
    templates = "".join(text_of(path) for path in TEMPLATES)

    assert [where(path) for path in SCRIPTS if f"theme/js/{path.name}" not in templates] == []


def test_every_icon_named_anywhere_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([a-z-]+)"', text_of(STATIC / "icons.svg")))
    named = re.compile(r"""(?:{%\s*icon\s+|\bicon=|\bicon\|default:)["']([^"']+)["']""")
    words = re.findall(r"_ICONS = \{([^}]+)\}", text_of(ROOT / "theme/templatetags/theme.py"))
    ours = [path for path in TEMPLATES if "admin" not in path.parts]  # Wagtail's admin has icons of its own
    used = {name for path in ours for name in named.findall(text_of(path))}
    used |= {icon for line in words for icon in re.findall(r': "([a-z]+)"', line)} | {"note", "tip", "warning", "law"}

    assert used - sprite == set()


# --- Nobody else is asked -----------------------------------------------------------------------


@pytest.mark.parametrize("path", [*CSS, *SCRIPTS, *PICTURES], ids=where)
def test_file_names_no_foreign_address(path):
    addresses = set(re.findall(r"""(?:https?:)?//[a-z0-9-]+\.[a-z0-9./-]+""", text_of(path), flags=re.IGNORECASE))

    assert addresses - DECLARED == set()


def test_templates_load_nothing_from_elsewhere():
    loading = re.compile(
        r"""(?:\bsrc|srcset|poster|action|hx-[a-z]+|<link[^>]*href|url\()\s*=?\s*["']?(?:https?:)?//"""
    )

    assert [where(path) for path in TEMPLATES if loading.search(text_of(path))] == []


def test_styles_import_nothing_and_carry_no_code():
    assert [where(path) for path in CSS if re.search(r"@import|expression\(|javascript:", text_of(path))] == []


def test_pictures_carry_no_script():
    assert [where(path) for path in PICTURES if re.search(r"<script|\son\w+=|<foreignObject", text_of(path))] == []
