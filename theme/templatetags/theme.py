"""The small set of tags that templates of every room use. Bigger pieces are includes in theme/components/."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

register = template.Library()

# What a state looks like: the icon and the tone of its badge. The word always stands beside it.
STATE_ICONS = {"done": "done", "current": "current", "open": "circle", "locked": "locked", "not_required": "dash"}
RESULT_ICONS = {"correct": "check", "wrong": "cross", "partly": "partly"}
ALERT_ICONS = {"error": "warning", "success": "check", "debug": "note", "info": "note"}


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """Draw one picture of the sprite. Without a title it is decoration and hidden from screen readers."""
    return _drawn(name, title, settings.STATIC_URL)


# Kept for each static address, which tests change.
@lru_cache(maxsize=500)
def _drawn(name: str, title: str, static_url: str) -> SafeString:
    href = f"{static('theme/icons.svg')}#{name}"
    if title:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', title, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to all style sheets, made once for each process: looking up their addresses takes a millisecond."""
    return _links_to_stylesheets(settings.STATIC_URL)


@lru_cache(maxsize=2)
def _links_to_stylesheets(static_url: str) -> SafeString:
    return render_to_string("theme/stylesheets.html")


@register.filter
def state_icon(state: str) -> str:
    return STATE_ICONS.get(state, "circle")


@register.filter
def result_icon(result: str) -> str:
    return RESULT_ICONS.get(result, "dash")


@register.filter
def alert_icon(tone: str) -> str:
    return ALERT_ICONS.get(tone, tone)


@register.filter
def state_word(state: str) -> str:
    words = {
        "done": gettext("Done"),
        "current": gettext("You are here"),
        "open": gettext("Not started"),
        "locked": gettext("Locked"),
        "not_required": gettext("Not required"),
    }
    return words.get(state, "")


@register.filter
def result_word(result: str) -> str:
    words = {"correct": gettext("Right"), "wrong": gettext("Not right"), "partly": gettext("Partly right")}
    return words.get(result, "")


@register.filter
def duration(minutes: int | None) -> str:
    """Say how long something takes: 15 min, 3 hours, 1 h 30 min."""
    if not minutes:
        return ""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.filter
def day(value: str | date | None) -> str:
    """Write a day as the reader's language does; frozen content holds it as ISO text."""
    if isinstance(value, str):
        value = parse_date(value)
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def initials(name: str) -> str:
    """Take the first letters of the first and the last name."""
    parts = str(name or "").split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@register.filter
def percent_of(done: int | None, total: int | None) -> int:
    """Say how much is done, rounded down: 199 of 200 is not yet 100 per cent."""
    return 100 * (done or 0) // total if total else 0


def field_layout(field: BoundField) -> str:
    """Name the template that fits: a group of choices, a single tick, or one control under its label."""
    if field.use_fieldset:
        return "theme/components/field_group.html"
    if field.widget_type == "checkbox":
        return "theme/components/field_tick.html"
    return "theme/components/field_control.html"


@register.simple_tag(takes_context=True)
def field(context: template.Context, bound: BoundField, label: str = "", hide_optional: bool = False) -> SafeString:
    """Render one form field with label, help, error and the ties between them."""
    optional = not (bound.field.required or hide_optional or getattr(bound.field, "must_be_answered", False))
    about = context.new({"field": bound, "label": label or bound.label, "optional": optional})
    return template.Engine.get_default().get_template(field_layout(bound)).render(about)


@register.inclusion_tag("theme/components/fields.html")
def fields(form: BaseForm, hide_optional: bool = False) -> dict[str, Any]:
    """Render every field of a form, with its own errors above; the <form> around it is the caller's."""
    return {"form": form, "hide_optional": hide_optional}


@register.inclusion_tag("theme/components/error_summary.html")
def error_summary(form: BaseForm | Iterable[BaseForm], focus: bool = True) -> dict[str, Any]:
    """List what is wrong, each line leading to its field; of several forms in one list, as they make one page. Stands
    first there; shows nothing when all is well.
    """
    forms = [form] if isinstance(form, BaseForm) else list(form)
    for one in forms:
        one.is_summarised = True  # type: ignore[attr-defined]  # so that `fields` does not say the same twice
    return {"forms": [one for one in forms if one.errors], "focus": focus}


@register.inclusion_tag("theme/components/breadcrumb.html")
def breadcrumb(*pairs: Any, items: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Show the way here: {% breadcrumb "Courses" url "This page" %} or items=[{title, url}, …]; the last has no url."""
    if items is None:
        titles, urls = pairs[::2], [*pairs[1::2], ""]
        items = [{"title": str(title), "url": str(url)} for title, url in zip(titles, urls, strict=False)]
    return {"items": items}


@register.inclusion_tag("theme/components/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page, parameter: str = "page", anchor: str = "", label: str = ""
) -> dict[str, Any]:
    """Lead to the other pages of a list and keep the rest of the address as it is.

    `anchor` is where on the page the list stands, and `label` what is in it, when there is more than the list.
    """
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    request = context.get("request")
    about = {"parameter": parameter, "anchor": anchor, "label": label}
    return {"page": page, "numbers": numbers, "request": request, **about}


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """Give the address of page `number`, keeping every other choice the reader has made."""
    query = context["request"].GET.copy() if context.get("request") else QueryDict(mutable=True)
    query[context["parameter"]] = str(number)
    anchor = f"#{context['anchor']}" if context.get("anchor") else ""
    return f"?{query.urlencode()}{anchor}"
