"""The picture of a badge, drawn from what its achievement says."""

from typing import Literal

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from ..bases import basis_kinds
from ..documents import LAYOUT, document_fonts, inputs
from .models import Achievement

BADGE = LAYOUT.with_name("badge.typ")
# 600 pixels across.
PPI = 152.4


def badge_png(achievement: Achievement, *, centre: str) -> bytes:
    return _drawn(achievement, centre, "png")


def badge_svg(achievement: Achievement, *, centre: str) -> str:
    return _drawn(achievement, centre, "svg").decode()


def _drawn(achievement: Achievement, centre: str, form: Literal["png", "svg"]) -> bytes:
    with translation.override(achievement.language):
        facts = {
            "language": achievement.language,
            "heading": _heading(achievement),
            "title": achievement.title,
            "centre": centre,
            "mark_alt": _("The centre's mark"),
        }
    return typst.compile(
        BADGE,
        root=BADGE.parent,
        font_paths=document_fonts(),
        format=form,
        ppi=PPI,
        sys_inputs=inputs(facts),
    )


def _heading(achievement: Achievement) -> str:
    headings = {kind.achievement_type: str(kind.heading) for kind in basis_kinds()}
    return headings.get(achievement.kind, _("Certificate"))
