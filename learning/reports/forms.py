"""Which report, how often and as what; and what the centre's page counts."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.enums import Country
from cms.people.models import Organisation, User
from cms.people.queries import organisations_with_contact
from cms.places.models import County
from cms.sorting import nordic

from ..models import Course
from ..rules import courses_looked_after_by
from .centre import Wanted, first_year
from .enums import FileFormat, ReportKind, Rhythm
from .models import ScheduledReport
from .rules import may_get, may_see_centre


class ReportForm(forms.Form):
    """Offers what the person may see; what they came from (`about` in the address) too, if they may."""

    about = forms.ChoiceField(label=_("Which report"))
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.WEEKLY
    )
    file_format = forms.ChoiceField(
        label=_("The table you can fetch"),
        choices=FileFormat.choices,
        widget=forms.RadioSelect,
        initial=FileFormat.XLSX,
        help_text=_("The mail itself holds sums in words, and a link. The table is fetched after signing in."),
    )

    def __init__(self, *args: Any, user: User, at: datetime, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = _offered(user, at=at)
        wanted = asked or self.data.get("about", "")
        if wanted and wanted not in self.options and (named := _named(wanted)) and _may(user, wanted, named, at=at):
            self.options[wanted] = named
        self.fields["about"].choices = [(key, words) for key, (words, _) in self.options.items()]  # type: ignore[attr-defined]
        self.fields["about"].initial = asked

    def target(self) -> dict[str, Any]:
        kind = self.cleaned_data["about"].split(":")[0]
        return {"kind": kind, **self.options[self.cleaned_data["about"]][1]}


Options = dict[str, tuple[str, dict[str, Any]]]


def _offered(user: User, *, at: datetime) -> Options:
    """A query for courses and one for organisations."""
    courses = courses_looked_after_by(user, at=at).filter(current_release__isnull=False)
    found: Options = {f"gradebook:{one.pk}": _of_course(one) for one in sorted(courses, key=_title)}
    places = sorted(organisations_with_contact(user, on=clock.local_date(at)), key=_name)
    found |= {f"organisation:{one.pk}": _of_organisation(one) for one in places}
    if may_see_centre(user):
        found["centre"] = (str(ReportKind.CENTRE.label), {})
    return found


def _may(user: User, about: str, named: tuple[str, dict[str, Any]], *, at: datetime) -> bool:
    """Whoever may not is told of nothing, not even of a name."""
    return may_get(user, ScheduledReport(kind=about.partition(":")[0], **named[1]), at=at)


def _named(about: str) -> tuple[str, dict[str, Any]] | None:
    """A course or an organisation that was named, for those who may see more than what is offered."""
    kind, _, pk = about.partition(":")
    if not pk.isdecimal() or len(pk) > 15:
        return None
    if kind == ReportKind.ORGANISATION and (place := Organisation.objects.filter(pk=pk).first()):
        return _of_organisation(place)
    course = Course.objects.filter(pk=pk).first() if kind == ReportKind.GRADEBOOK else None
    return _of_course(course) if course else None


def _of_course(course: Course) -> tuple[str, dict[str, Any]]:
    return str(_("Course: %(title)s") % {"title": course.title}), {"course": course}


def _of_organisation(place: Organisation) -> tuple[str, dict[str, Any]]:
    return str(_("Organisation: %(name)s") % {"name": place.name}), {"organisation": place}


def _title(course: Course) -> str:
    return nordic(course.title)


def _name(place: Organisation) -> str:
    return nordic(place.name)


class CentreForm(forms.Form):
    """Which year, and which part of the country."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    county = forms.ModelChoiceField(
        label=_("County"), queryset=County.objects.all(), required=False, empty_label=_("All")
    )
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", _("All")), *Country.choices])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        years = range(today.year, min(first_year(today=today), today.year) - 1, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = today.year

    def wanted(self) -> Wanted:
        """What makes no sense in the address is said at its field, and asks for nothing."""
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        return Wanted(values.get("year") or self.today.year, values.get("county"), values.get("country") or "")
