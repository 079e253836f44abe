"""The event calendar: what is to come as a list, by month, by distance, and what was held. Works without JavaScript."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.dates import MONTHS
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.models import CatalogueTerm
from cms.page_cache import KEPT_SECONDS, pages_version
from cms.pages.catalogue import TermKind
from cms.places.models import County, Municipality
from cms.places.queries import municipalities_on
from cms.sorting import nordic

from . import months, near
from .enums import Mode, SeriesKind
from .faces import faces_of
from .models import Occurrence
from .queries import Wanted, held, upcoming

PER_PAGE = 20
LIST, MONTH, NEAR, HELD = "list", "month", "near", "held"
VIEWS = {LIST: _("List"), MONTH: _("Month"), NEAR: _("Near me"), HELD: _("Held earlier")}
ALL = [("", _("All"))]
# How many pages of the list are kept for a while.
KEPT_PAGES = frozenset(str(number) for number in range(1, 26))


class ListingForm(forms.Form):
    """Everything is optional; what is unknown is left aside."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ALL, *SeriesKind.choices])
    county = forms.ChoiceField(label=_("County"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    mode = forms.ChoiceField(label=_("In person or online"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)
    municipality = forms.ChoiceField(label=_("Your municipality"), required=False)
    field_order = ("municipality", "kind", "county", "topic", "mode", "month")

    def __init__(self, data: Any, *, view: str, today: date) -> None:
        super().__init__(data)
        self.topics = {one.code: one for one in CatalogueTerm.objects.filter(kind=TermKind.TOPIC)}
        self.municipalities: dict[str, Municipality] = {}
        self.counties: dict[str, County] = {}
        if view == NEAR:
            self._offer_municipalities(today)
        else:
            del self.fields["municipality"]
            self.counties = {str(one.pk): one for one in County.objects.all()}
        if view in {MONTH, HELD}:
            del self.fields["month"]
        else:
            self._offer("month", [(f"{one:%Y-%m}", month_in_words(one)) for one in months.coming(today)])
        self._offer("county", _by_name((key, one.name) for key, one in self.counties.items()))
        self._offer("topic", [(code, one.label) for code, one in self.topics.items()])
        self._offer("mode", [(one.value, one.label) for one in (Mode.ROOM, Mode.ONLINE)])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*ALL, *choices]

    def _offer_municipalities(self, today: date) -> None:
        """By county, because names are not unique. One query serves both lists."""
        grouped: dict[str, list[tuple[str, str]]] = {}
        for one in municipalities_on(today):
            self.municipalities[str(one.pk)] = one
            self.counties[str(one.county_id)] = one.county
            grouped.setdefault(one.county.name, []).append((str(one.pk), one.name))
        field = self.fields["municipality"]
        assert isinstance(field, forms.ChoiceField)
        groups = [(name, _by_name(grouped[name])) for name in sorted(grouped, key=nordic)]
        field.choices = [("", _("Choose a municipality")), *groups]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})

    def wanted(self) -> Wanted:
        chosen = self.chosen()
        return Wanted(
            kind=chosen.get("kind", ""),
            county=self.counties.get(chosen.get("county", "")),
            topic=self.topics.get(chosen.get("topic", "")),
            mode=chosen.get("mode", ""),
            month=months.read(chosen.get("month", "")),
        )


def _by_name(choices: Any) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: nordic(choice[1]))


def month_in_words(day: date) -> str:
    return capfirst(f"{MONTHS[day.month]} {day.year}")


def listing(request: HttpRequest) -> SafeString:
    """The whole calendar, in the view the address asks for. Seven queries at most, at any size.

    What many ask for (the list and the months ahead, not narrowed down) is the same for everybody, and kept.
    """
    key = _key(request)
    if key is None:
        return _rendered(request)
    kept: str | None = cache.get(key)
    if kept is None:
        kept = str(_rendered(request))
        cache.set(key, kept, KEPT_SECONDS)
    return SafeString(kept)


def _key(request: HttpRequest) -> str | None:
    """None for what is not kept. There are few keys: nobody can fill the cache by making up addresses."""
    asked = {name: value for name, value in request.GET.items() if value}
    view, month, page = asked.pop("view", LIST), asked.pop("month", ""), asked.pop("page", "1")
    ahead = {f"{one:%Y-%m}" for one in months.coming(clock.today())}
    is_list = view == LIST and not month and page in KEPT_PAGES
    is_month = view == MONTH and page == "1" and (not month or month in ahead)
    if asked or not (is_list or is_month):
        return None
    return f"events.listing:{pages_version()}:{get_language()}:{request.path}:{view}:{month}:{page}"


def _rendered(request: HttpRequest) -> SafeString:
    at, view = clock.now(), request.GET.get("view", LIST)
    view = view if view in VIEWS else LIST
    form = ListingForm(request.GET, view=view, today=clock.local_date(at))
    shown = {LIST: _list, MONTH: _month, NEAR: _near, HELD: _held}[view](request, form, at)
    context = {
        "form": form,
        "view": view,
        "views": _ways(request, view),
        "narrowed": _narrowed(form),
        "all_url": _without_choices(request, view),
        **shown,
    }
    return SafeString(render_to_string("events/listing.html", context, request))


def _list(request: HttpRequest, form: ListingForm, at: datetime) -> dict[str, Any]:
    return _page_of(upcoming(form.wanted(), at=at), request, at)


def _held(request: HttpRequest, form: ListingForm, at: datetime) -> dict[str, Any]:
    return _page_of(held(form.wanted(), at=at), request, at)


def _page_of(rows: QuerySet[Occurrence], request: HttpRequest, at: datetime) -> dict[str, Any]:
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {"found": found, "rows": [{"face": face} for face in faces_of(list(found.object_list), at=at)]}


def _near(request: HttpRequest, form: ListingForm, at: datetime) -> dict[str, Any]:
    """By distance from the municipality that was chosen, else from that of the reader's organisation."""
    chosen = form.municipalities.get(form.chosen().get("municipality", ""))
    here = chosen or near.municipality_of(request.user, on=clock.local_date(at))
    if here is None:
        return {"here": None}
    # So that the form says what the list is made by, chosen or not.
    form.data = {**request.GET.dict(), "municipality": str(here.pk)}
    found = Paginator(near.by_distance(upcoming(form.wanted(), at=at), here), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "found": found,
        "here": here,
        "is_own": chosen is None,
        "rows": near.rows_of(list(found.object_list), at=at),
    }


def _month(request: HttpRequest, form: ListingForm, at: datetime) -> dict[str, Any]:
    """A whole month, the days that have been too."""
    today = clock.local_date(at)
    first = months.read(request.GET.get("month", "")) or today.replace(day=1)
    weeks = months.weeks_of(first, form.wanted(), today=today, at=at)
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return {
        "month": month_in_words(first),
        "weekdays": months.weekdays(),
        "weeks": weeks,
        "is_quiet": all(week.is_empty for week in weeks),
        "before": {"url": _changed(request, month=f"{before:%Y-%m}"), "name": month_in_words(before)},
        "after": {"url": _changed(request, month=f"{after:%Y-%m}"), "name": month_in_words(after)},
        "chosen_month": f"{first:%Y-%m}",
    }


def _ways(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The three views, each with what has been chosen already."""
    return [
        {"title": title, "url": _changed(request, view=name), "is_current": name == current}
        for name, title in VIEWS.items()
    ]


def _changed(request: HttpRequest, **values: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in values.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _without_choices(request: HttpRequest, view: str) -> str:
    """The same view of everything: where one is, and the month one looks at, narrow nothing down there."""
    stays = {NEAR: "municipality", MONTH: "month"}.get(view, "")
    value = request.GET.get(stays, "")
    return "?" + urlencode({"view": view, **({stays: value} if value else {})})


def _narrowed(form: ListingForm) -> bool:
    return any(value for name, value in form.chosen().items() if name != "municipality")
