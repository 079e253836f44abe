"""The forms of waivers: what, why, and on what evidence."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.people.models import User
from cms.people.models.user import canonical_email

from ...enums import ItemKind
from ...models import Certificate
from ...outline import Lesson, Module
from ...standing import Standing
from ..domain.waivers import Grounds
from ..enums import Waived, WaiverReason
from ..evidence import BEGINNINGS, EvidenceRefused, check_file

Choices = list[tuple[str, Any]]


def reasons() -> Choices:
    """They are written to stand in a sentence."""
    return [(value, capfirst(label)) for value, label in WaiverReason.choices]


class GroundsForm(forms.Form):
    """Why, and on what evidence. `learner` is whose certificate may be named."""

    reason = forms.ChoiceField(label=_("Reason"), choices=reasons)
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner reads this. Write nothing about anybody’s health."),
    )
    file = forms.FileField(
        label=_("Evidence: a file"),
        required=False,
        max_length=200,
        help_text=_("PDF, PNG or JPEG, at most 10 MB. Only the learner and those who teach or own the course see it."),
        widget=forms.FileInput(attrs={"accept": ",".join(BEGINNINGS)}),
    )
    certificate = forms.CharField(
        label=_("Evidence: number of a certificate"), required=False, max_length=20, help_text=_("The learner’s own.")
    )
    reference = forms.CharField(
        label=_("Evidence: where it is found"),
        required=False,
        max_length=500,
        help_text=_("A number in the archive, or an address that begins with https://."),
    )

    learner: User | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                check_file(file)
            except EvidenceRefused:
                raise forms.ValidationError(_now("Choose a PDF, PNG or JPEG of at most 10 MB.")) from None
        return file

    def clean_reference(self) -> str:
        said: str = self.cleaned_data["reference"].strip()
        if ":" in said.split("/", 1)[0] and not said.lower().startswith(("http://", "https://")):
            scheme = said.split(":", 1)[0].lower()
            if scheme in ("javascript", "data", "vbscript", "file"):
                raise forms.ValidationError(_now("Write an address that begins with https://, or a number."))
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        number = cleaned.get("certificate", "").strip()
        cleaned["certificate"] = self._certificate(number) if number else None
        if not self.errors and not any(cleaned.get(name) for name in ("file", "certificate", "reference")):
            self.add_error("file", _now("Name the evidence: a file, a certificate, or where it is found."))
        return cleaned

    def _certificate(self, number: str) -> Certificate | None:
        found = Certificate.objects.filter(number=number, holder=self.learner).first() if self.learner else None
        if found is None:
            self.add_error("certificate", _now("The learner has no certificate with this number."))
        return found

    def grounds(self) -> Grounds:
        names = ("reason", "explanation", "file", "certificate", "reference")
        return Grounds(**{name: self.cleaned_data[name] for name in names})


class WaiveForm(GroundsForm):
    target = forms.ChoiceField(label=_("What is waived"))

    field_order = ("target", "reason", "explanation", "file", "certificate", "reference")

    def __init__(self, *args: Any, standing: Standing, learner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.learner = learner
        self.fields["target"].choices = choices_for(standing)  # type: ignore[attr-defined]

    @property
    def what(self) -> str:
        return str(self.cleaned_data["target"]).split("/", 1)[0]

    @property
    def key(self) -> str:
        return str(self.cleaned_data["target"]).split("/", 1)[1]


class EntryForm(GroundsForm):
    email = forms.EmailField(label=_("E-mail of the person"))

    field_order = ("email", "reason", "explanation", "file", "certificate", "reference")

    def clean_email(self) -> str:
        email = canonical_email(self.cleaned_data["email"])
        self.learner = User.objects.filter(email=email, is_active=True).first()
        if self.learner is None:
            raise forms.ValidationError(_now("Nobody is registered with this address. Check the spelling."))
        return email


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner reads this."),
    )


def choices_for(standing: Standing) -> Choices:
    """What can be waived for a learner right now, the largest first, and what can be opened."""
    left: Choices = []
    if not standing.is_complete:
        left.append((f"{Waived.COURSE}/", _now("Everything that is left of the course")))
    for module in standing.outline.modules:
        left += _left_in(standing, module)
    groups = [
        (_now("Counts as done"), left),
        (_now("Is opened"), _closed(standing)),
        (_now("One more attempt"), _limited(standing)),
    ]
    return [(name, rows) for name, rows in groups if rows]


def _left_in(standing: Standing, module: Module) -> Choices:
    lessons = [lesson for lesson in module.lessons if not standing.is_done(lesson)]
    if not lessons:
        return []
    named = _now("Module “%(title)s”") % {"title": standing.title(module)}
    rows: Choices = [(f"{Waived.MODULE}/{module.address}", named)]
    for lesson in lessons:
        rows += _left_of(standing, lesson)
    return rows


def _left_of(standing: Standing, lesson: Lesson) -> Choices:
    """The lesson, and where it asks for several things, each of them."""
    title = standing.full_title(lesson)
    rows: Choices = [(f"{Waived.LESSON}/{lesson.address}", _now("Lesson “%(title)s”") % {"title": title})]
    completing = [item for item in lesson.items if item.completes]
    for number, item in enumerate(completing if len(completing) > 1 else [], start=1):
        if item.key not in standing.done:
            values = {"number": number, "title": title, "kind": ItemKind(item.kind).label}
            text = _now("Only part %(number)s of “%(title)s” (%(kind)s)") % values
            rows.append((f"{Waived.ITEM}/{item.key}", text))
    return rows


def _limited(standing: Standing) -> Choices:
    """Quizzes and assignments that allow so many attempts and are not passed."""
    rows: Choices = []
    for lesson in standing.outline.lessons:
        limited = [item for item in lesson.items if item.rule.get("max_attempts")]
        for item in limited:
            if item.key not in standing.done:
                words = (
                    _now("Assignment of “%(title)s”")
                    if item.kind == ItemKind.ASSIGNMENT
                    else _now("Quiz of “%(title)s”")
                )
                text = words % {"title": standing.full_title(lesson)}
                rows.append((f"{Waived.ATTEMPT}/{item.key}", text))
    return rows


def _closed(standing: Standing) -> Choices:
    rows: Choices = []
    for module in standing.outline.modules:
        closed = [lesson for lesson in module.lessons if standing.lock_of(lesson)]
        if closed and module.gate and module.address not in standing.opened:
            text = _now("Module “%(title)s”: its gate") % {"title": standing.title(module)}
            rows.append((f"{Waived.MODULE_GATE}/{module.address}", text))
        for lesson in closed:
            text = _now("Lesson “%(title)s”") % {"title": standing.full_title(lesson)}
            rows.append((f"{Waived.LESSON_GATE}/{lesson.address}", text))
    return rows
