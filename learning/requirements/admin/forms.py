"""Input to clean values for requirements and learning paths. Whether they fit together is the verbs' to say."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Country, MembershipRole, OrganisationKind, SizeClass
from cms.places.models import County
from learning.models import Course

from ..centre import Wanted
from ..domain.paths import PathTerms, StepTerms
from ..domain.requirements import LONGEST_CADENCE, Terms
from ..models import PathVersion, RequirementVersion
from ..targets import target_kinds

LANGUAGES = [code for code, _name in settings.LANGUAGES]
DAY = {"type": "date"}


def words(values: Mapping[str, Any], field: str) -> dict[str, str]:
    """What was written in each language; those left empty are left out."""
    return {code: text for code in LANGUAGES if (text := values.get(f"{field}_{code}", "").strip())}


class RequirementForm(forms.Form):
    """Everything a version says. Sent with the number of the version it was made from."""

    name_nb = forms.CharField(label=_("Name in bokmål"), max_length=120)
    name_nn = forms.CharField(label=_("Name in nynorsk"), max_length=120, required=False)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Role it is asked of"),
        choices=MembershipRole,
        help_text=_("“Member” asks it of everybody in the organisation."),
    )
    target = forms.ChoiceField(label=_("What is asked"))
    cadence_months = forms.IntegerField(
        label=_("Every so many months"),
        required=False,
        min_value=1,
        max_value=LONGEST_CADENCE,
        help_text=_("Leave empty if once is enough."),
    )
    grace_days = forms.IntegerField(
        label=_("Days for somebody new in the role"),
        min_value=0,
        max_value=1000,
        initial=90,
        help_text=_("Counted from the day they get the role, or the day the requirement begins if that is later."),
    )
    prior_days = forms.IntegerField(
        label=_("Days before the role that count"),
        required=False,
        min_value=0,
        max_value=20000,
        help_text=_("What was done longer ago does not count. Leave empty if it always does."),
    )
    opens_days = forms.IntegerField(
        label=_("Days before it runs out that it can be renewed"), min_value=0, max_value=1000, initial=90
    )
    organisation_kinds = forms.MultipleChoiceField(
        label=_("Kinds of organisation"),
        choices=OrganisationKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all kinds."),
    )
    size_classes = forms.MultipleChoiceField(
        label=_("Sizes"), choices=SizeClass, required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"), choices=Country, required=False, widget=forms.CheckboxSelectMultiple
    )
    counties = forms.ModelMultipleChoiceField(
        label=_("Counties"), queryset=County.objects.all(), required=False, help_text=_("None chosen: all counties.")
    )
    source_text = forms.CharField(label=_("Law or guideline"), max_length=300, required=False)
    source_url = forms.URLField(label=_("Where it can be read"), max_length=300, required=False, assume_scheme="https")
    valid_from = forms.DateField(label=_("Asked from"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        help_text=_("Leave empty as long as it is asked. What was asked until then stays in the history."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (str(kind.word), [(f"{kind.kind}:{key}", name) for key, name in kind.options()]) for kind in target_kinds()
        ]
        self.fields["target"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, version: RequirementVersion) -> dict[str, Any]:
        same = ("role", "cadence_months", "grace_days", "prior_days", "opens_days", "organisation_kinds")
        more = ("size_classes", "countries", "source_text", "source_url", "valid_from", "valid_to")
        return {
            **{f"name_{code}": version.names.get(code, "") for code in LANGUAGES},
            **{name: getattr(version, name) for name in (*same, *more)},
            "counties": list(version.counties.all()),
            "target": f"{version.target_kind}:{version.target_key}",
            "seen": version.number,
        }

    def terms(self) -> Terms:
        values = self.cleaned_data
        kind, _colon, key = values["target"].partition(":")
        return Terms(
            names=words(values, "name"),
            role=values["role"],
            target_kind=kind,
            target_key=key,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            organisation_kinds=tuple(sorted(values["organisation_kinds"])),
            size_classes=tuple(sorted(values["size_classes"])),
            countries=tuple(sorted(values["countries"])),
            counties=tuple(sorted(county.pk for county in values["counties"])),
            cadence_months=values["cadence_months"],
            grace_days=values["grace_days"],
            prior_days=values["prior_days"],
            opens_days=values["opens_days"],
            source_text=values["source_text"],
            source_url=values["source_url"],
        )


class PathForm(forms.Form):
    """A learning path without its steps."""

    name_nb = forms.CharField(label=_("Name in bokmål"), max_length=120)
    name_nn = forms.CharField(label=_("Name in nynorsk"), max_length=120, required=False)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=120,
        help_text=_("The last part of its address: small letters, digits and hyphens. It never changes afterwards."),
    )
    description_nb = forms.CharField(
        label=_("Description in bokmål"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    description_nn = forms.CharField(
        label=_("Description in nynorsk"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    description_sv = forms.CharField(
        label=_("Description in Swedish"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    description_en = forms.CharField(
        label=_("Description in English"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    is_open = forms.BooleanField(label=_("Shown among the learning paths"), required=False, initial=True)
    awards_certificate = forms.BooleanField(label=_("Gives a certificate of its own"), required=False)
    valid_months = forms.IntegerField(
        label=_("Months the certificate is valid"), required=False, min_value=1, max_value=LONGEST_CADENCE
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, version: PathVersion) -> dict[str, Any]:
        return {
            **{f"name_{code}": version.names.get(code, "") for code in LANGUAGES},
            **{f"description_{code}": version.descriptions.get(code, "") for code in LANGUAGES},
            **{name: getattr(version, name) for name in ("is_open", "awards_certificate", "valid_months")},
            "slug": version.path.slug,
            "seen": version.number,
        }


class StepForm(forms.Form):
    """One step. Left without courses, it is no step."""

    name_nb = forms.CharField(label=_("Name in bokmål"), max_length=120, required=False)
    name_nn = forms.CharField(label=_("Name in nynorsk"), max_length=120, required=False)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    courses = forms.ModelMultipleChoiceField(
        label=_("Courses"),
        queryset=Course.objects.filter(current_release__isnull=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needed = forms.IntegerField(
        label=_("How many of them"), required=False, min_value=1, help_text=_("Leave empty if all are needed.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("courses") and not values.get("name_nb"):
            self.add_error("name_nb", _("Give the step a name."))
        return values


class StepsFormSet(BaseFormSet[StepForm]):
    def terms(self) -> tuple[StepTerms, ...]:
        """The steps that hold courses, in the order their numbers say."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("courses")]
        filled.sort(key=lambda values: (values.get("ORDER") is None, values.get("ORDER") or 0))
        return tuple(
            StepTerms(words(step, "name"), tuple(sorted(one.pk for one in step["courses"])), step["needed"])
            for step in filled
        )


_Steps = formset_factory(StepForm, formset=StepsFormSet, extra=2, can_order=True, max_num=20)


def steps_from(data: Any = None, initial: list[dict[str, Any]] | None = None) -> StepsFormSet:
    """The steps as they were sent, or as they are, with two empty ones below."""
    steps = _Steps(data, initial=initial, prefix="step")
    assert isinstance(steps, StepsFormSet)
    return steps


def steps_initial(version: PathVersion) -> list[dict[str, Any]]:
    return [
        {
            **{f"name_{code}": step.names.get(code, "") for code in LANGUAGES},
            "courses": [course.pk for course in step.courses.all()],
            "needed": step.needed,
        }
        for step in version.steps.prefetch_related("courses")
    ]


def path_terms(form: PathForm, steps: StepsFormSet) -> PathTerms:
    values = form.cleaned_data
    return PathTerms(
        names=words(values, "name"),
        steps=steps.terms(),
        descriptions=words(values, "description"),
        is_open=values["is_open"],
        awards_certificate=values["awards_certificate"],
        valid_months=values["valid_months"],
    )


class OverviewForm(forms.Form):
    """Which organisations and which requirement the centre looks at."""

    county = forms.ModelChoiceField(
        label=_("County"), queryset=County.objects.all(), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"), required=False, choices=[("", _("All")), *OrganisationKind.choices]
    )
    requirement = forms.TypedChoiceField(label=_("Requirement"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, requirements: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].choices = [("", _("All")), *requirements]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        values = self.cleaned_data
        return Wanted(values["county"], values["kind"], values["requirement"])
