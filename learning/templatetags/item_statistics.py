"""How questions do, drawn."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from ..statistics import ItemStatistics

register = template.Library()
ROW, FULL = 24, 300


@register.inclusion_tag("learning/admin/facility_chart.html")
def facility_chart(items: list[ItemStatistics]) -> dict[str, Any]:
    """A bar for each question of which something can be said, numbered as in the table behind it."""
    numbered = [(number, one.facility) for number, one in enumerate(items, start=1) if one.facility is not None]
    bars = [
        {
            "number": number,
            "value": value,
            "y": place * ROW + 4,
            "text_y": place * ROW + 16,
            "width": value * FULL // 100,
        }
        for place, (number, value) in enumerate(numbered)
    ]
    return {"bars": bars, "height": len(bars) * ROW + 4, "title": _("Solved, in per cent, for each question")}


@register.filter
def at(mapping: dict[str, str], key: str) -> str:
    return mapping.get(key, "")
