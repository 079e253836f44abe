"""Finding courses: the words and facets of the catalogue."""

from typing import Any

from django import forms
from django.db.models import Case, Exists, Q, QuerySet, When
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..people.enums import Language
from ..search import matching_ids
from .catalogue import CatalogueTerm, TermKind
from .course import CourseFormat, CourseLevel, CoursePage

# Length bands in minutes: from (included) to (not included).
LENGTHS = {"hour": (0, 61), "half_day": (61, 241), "day": (241, 100_000)}
LENGTH_CHOICES = [
    ("hour", _("Up to one hour")),
    ("half_day", _("One to four hours")),
    ("day", _("More than four hours")),
]
TERM_FACETS = {"topic": TermKind.TOPIC, "audience": TermKind.AUDIENCE, "size": TermKind.SIZE}


class CatalogueForm(forms.Form):
    """The search form of the catalogue. Everything is optional; what is unknown is left aside."""

    q = forms.CharField(label=_("Search for courses"), required=False, max_length=100)
    topic = forms.MultipleChoiceField(label=_("Topic"), required=False, widget=forms.CheckboxSelectMultiple)
    format = forms.MultipleChoiceField(
        label=_("Format"), required=False, choices=CourseFormat, widget=forms.CheckboxSelectMultiple
    )
    level = forms.MultipleChoiceField(
        label=_("Level"), required=False, choices=CourseLevel, widget=forms.CheckboxSelectMultiple
    )
    length = forms.MultipleChoiceField(
        label=_("Length"), required=False, choices=LENGTH_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    size = forms.MultipleChoiceField(
        label=_("Size of organisation"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.MultipleChoiceField(
        label=_("Language"), required=False, choices=Language, widget=forms.CheckboxSelectMultiple
    )

    FACETS = ("topic", "format", "level", "length", "audience", "size", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = list(CatalogueTerm.objects.all())
        for name, kind in TERM_FACETS.items():
            self.facet(name).choices = [(term.code, term.label) for term in terms if term.kind == kind]

    def facet(self, name: str) -> forms.MultipleChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        return field

    def chosen(self) -> dict[str, Any]:
        """What was asked for and makes sense; a stale or made-up facet is left aside rather than refused."""
        self.is_valid()
        return getattr(self, "cleaned_data", {})


def find_courses(chosen: dict[str, Any]) -> QuerySet[CoursePage]:
    """Live courses that fit, in the reader's language unless languages are chosen; best match first, else by title."""
    courses = CoursePage.objects.live().public()
    courses = (
        courses.filter(locale__language_code__in=chosen["language"]) if chosen.get("language") else readable(courses)
    )
    for facet, kind in TERM_FACETS.items():
        if codes := chosen.get(facet):
            courses = courses.filter(terms__in=CatalogueTerm.objects.filter(kind=kind, code__in=codes))
    if formats := chosen.get("format"):
        courses = courses.filter(format__in=formats)
    if levels := chosen.get("level"):
        courses = courses.filter(level__in=levels)
    if lengths := chosen.get("length"):
        courses = courses.filter(_any_length(lengths))
    order: list[Any] = ["title"]
    if words := chosen.get("q"):
        ranked = matching_ids(words, CoursePage.objects.live())
        courses = courses.filter(pk__in=ranked)
        order = [Case(*[When(pk=pk, then=place) for place, pk in enumerate(ranked)], default=0), "title"]
    return (
        courses.distinct()
        .order_by(*order)
        .select_related("illustration", "locale")
        .prefetch_related("terms", "illustration__renditions")
    )


def readable(courses: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
    """Courses in the reader's language; all of them where that language has none: better read in a neighbour's."""
    in_language = courses.filter(locale__language_code=get_language())
    return courses.filter(Q(locale__language_code=get_language()) | ~Exists(in_language))


def _any_length(lengths: list[str]) -> Q:
    fits = Q()
    for length in lengths:
        shortest, longest = LENGTHS[length]
        fits |= Q(minutes__gte=shortest, minutes__lt=longest)
    return fits


def active_facets(form: CatalogueForm, query: QueryDict) -> list[dict[str, str]]:
    """Chosen facets, each with the address of the same search without it."""
    shown = []
    for name in form.FACETS:
        labels = {str(value): str(label) for value, label in form.facet(name).widget.choices}
        shown += [
            {"label": labels[value], "remove_url": _without(query, name, value)}
            for value in query.getlist(name)
            if value in labels
        ]
    return shown


def _without(query: QueryDict, name: str, value: str) -> str:
    rest = query.copy()
    rest.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"
