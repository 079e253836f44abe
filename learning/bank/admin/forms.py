"""Forms of the bank. A question is written with the very block it is written with in a lesson."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks.base import BlockField

from cms.blocks.live_media import LiveMedia
from cms.blocks.practice import QuestionStreamBlock

from ..contents import PARTS, Said
from ..enums import CHOICES, FileFormat, QuestionKind
from ..formats.reading import MAX_BYTES
from ..models import Question, Tag

BLOCKS = QuestionStreamBlock().child_blocks
LANGUAGES = settings.LANGUAGES


class FilingForm(forms.Form):
    """Where a question is found."""

    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=1000, help_text=_("Separated by commas. Quizzes draw by them.")
    )
    category = forms.CharField(label=pgettext_lazy("of questions", "Category"), required=False, max_length=200)

    def clean_tags(self) -> list[str]:
        return [tag for tag in self.cleaned_data["tags"].split(",") if tag.strip()]


class QuestionForm(FilingForm):
    """One question in one language; `said` in the shape its block freezes to."""

    keep_order = forms.BooleanField(
        label=_("Keep the answers in this order"),
        required=False,
        help_text=_("Also where a quiz mixes them: for years, amounts, “none of these”."),
    )
    note = forms.CharField(label=_("What changed"), required=False, max_length=300)

    def __init__(
        self, *args: Any, kind: str, said: Said | None = None, translating: bool = False, **kwargs: Any
    ) -> None:
        self.kind, self.before = kind, said
        super().__init__(*args, **kwargs)
        block = BLOCKS[kind]
        initial = block.to_python(raw_value(kind, said)) if said else block.get_default()
        self.fields = {"question": BlockField(block=block, label="", initial=initial), **self.fields}
        if kind not in CHOICES or translating:
            del self.fields["keep_order"]
        for name in ("tags", "category") if translating else ():
            del self.fields[name]
        if said is None:
            del self.fields["note"]

    @property
    def said(self) -> Said:
        """What was written; parts that are new have no id yet."""
        frozen = BLOCKS[self.kind].freeze(self.cleaned_data["question"], LiveMedia())
        if name := PARTS.get(QuestionKind(self.kind)):
            frozen[name] = [_without_made_up_id(part) for part in frozen[name]]
        kept = self.cleaned_data.get("keep_order", (self.before or {}).get("keep_order"))
        return frozen | ({"keep_order": True} if kept else {})


def _without_made_up_id(part: dict[str, Any]) -> dict[str, Any]:
    try:
        UUID(part["id"])
    except ValueError:
        return {name: value for name, value in part.items() if name != "id"}
    return part


def raw_value(kind: str, said: Said) -> dict[str, Any]:
    """What a question says as its block stores it: the way back from `freeze`."""
    raw = {name: value for name, value in said.items() if name not in ("keep_order", "text")}
    raw["statement" if kind == QuestionKind.TRUE_FALSE else "question"] = said["text"]
    if kind in CHOICES:
        raw["options"] = [_item(one, "text", "correct", "feedback") for one in said["options"]]
    elif kind == QuestionKind.ORDERING:
        raw["items"] = [{"type": "item", "id": one["id"], "value": one["text"]} for one in said["items"]]
    elif kind == QuestionKind.MATCHING:
        raw["pairs"] = [_item(one, "left", "right") for one in said["pairs"]]
    return raw


def _item(part: dict[str, Any], *names: str) -> dict[str, Any]:
    return {"type": "item", "id": part["id"], "value": {name: part[name] for name in names}}


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    category = forms.ChoiceField(label=pgettext_lazy("of questions", "Category"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *QuestionKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("In use")), ("retired", _("Retired")), ("all", _("All"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Tag.objects.filter(questions__isnull=False).distinct().values_list("name", flat=True)
        self.fields["tag"].choices = [("", _("All")), *((name, name) for name in names)]  # type: ignore[attr-defined]
        kept = Question.objects.exclude(category="").order_by("category").values_list("category", flat=True).distinct()
        self.fields["category"].choices = [("", _("All")), *((one, one) for one in kept)]  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("GIFT or Moodle XML, at most 5 megabytes. No packed files."))
    format = forms.ChoiceField(
        label=pgettext_lazy("of a file", "Format"), choices=FileFormat.choices, widget=forms.RadioSelect, initial="gift"
    )
    language = forms.ChoiceField(label=_("Language of the questions"), choices=LANGUAGES, initial="nb")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 megabytes. Split it."))
        return file


class ImportForm(FilingForm):
    """Where imported questions are put."""


class ExportForm(forms.Form):
    format = forms.ChoiceField(label=pgettext_lazy("of a file", "Format"), choices=FileFormat.choices, initial="moodle")
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="nb")
