"""An icon that is not there leaves a hole in the heading, and nobody is told."""

import re
from pathlib import Path

from wagtail import hooks

from tests.database import ROOT

NAMED = {
    "*.py": re.compile(r'\b(?:header_icon|icon_name|icon) ?= ?"([a-z0-9-]+)"'),
    "admin/*.html": re.compile(r'{% (?:panel [^%]*icon|icon name)="([a-z0-9-]+)"'),
}


def icons_there() -> set[str]:
    paths: list[str] = []
    for hook in hooks.get_hooks("register_icons"):
        paths = hook(paths)
    return {Path(path).stem for path in paths}


def icons_named() -> set[str]:
    rooms = (ROOT / "cms", ROOT / "learning")
    files = [(page, named) for room in rooms for which, named in NAMED.items() for page in room.rglob(which)]
    return {icon for page, named in files for icon in named.findall(page.read_text(encoding="utf-8"))}


def test_every_icon_of_the_admin_is_there():
    assert {"check", "upload"} <= icons_named()
    assert icons_named() - icons_there() == set()
