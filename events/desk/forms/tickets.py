"""Kinds of tickets, quotas, questions and vouchers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.file_names import plain_slug
from cms.texts import TextsFormField

from ...codes import new_code
from ...domain.questions import QuestionTerms
from ...domain.tickets import CategoryTerms
from ...domain.vouchers import VoucherTerms
from ...enums import Audience, PlaceMode, QuestionKind, Retention, VatCode
from ...models import Occurrence, Question, Quota, TicketCategory, Voucher
from ...ready_questions import READY, speaks_of_health
from .occurrence import IN_ONE, MOST_PLACES
from .widgets import deadline_field, moment_field


class CategoryForm(forms.Form):
    names = TextsFormField(label=_("Name"), max_length=120, error_messages=IN_ONE)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience)
    mode = forms.ChoiceField(label=_("Takes part"), choices=PlaceMode)
    price = forms.DecimalField(label=_("Price without VAT"), min_value=0, max_digits=10, decimal_places=2, initial=0)
    vat_code = forms.ChoiceField(label=_("VAT"), choices=VatCode)
    least = forms.IntegerField(label=_("Fewest in one booking"), min_value=1, max_value=1000, initial=1)
    most = forms.IntegerField(label=_("Most in one booking"), min_value=1, max_value=1000, initial=10)
    needs_approval = forms.BooleanField(label=_("You approve each place"), required=False)
    hidden = forms.BooleanField(
        label=_("By invitation only"), required=False, help_text=_("Seen and taken only with a voucher.")
    )
    visible_from = moment_field(_("On sale from"))
    visible_until = deadline_field(_("On sale until"))
    position = forms.IntegerField(label=_("Position in the list"), min_value=0, max_value=1000, initial=0)

    @classmethod
    def initial_of(cls, category: TicketCategory) -> dict[str, Any]:
        return {name: getattr(category, name) for name in cls.base_fields}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        least, most = values.get("least"), values.get("most")
        if least and most and most < least:
            self.add_error("most", _("This is fewer than the fewest."))
        begins, over = values.get("visible_from"), values.get("visible_until")
        if begins and over and over <= begins:
            self.add_error("visible_until", _("This is before it goes on sale."))
        return values

    @property
    def terms(self) -> CategoryTerms:
        return CategoryTerms(**self.cleaned_data)


class QuotaForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Such as: The hall. Only the staff sees it."))
    size = forms.IntegerField(
        label=pgettext_lazy("seats", "Places"),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_("Leave empty for no limit."),
    )
    categories = forms.ModelMultipleChoiceField(
        label=_("Which kinds of tickets count in it"),
        queryset=TicketCategory.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = occurrence.categories.all()  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, quota: Quota) -> dict[str, Any]:
        return {"name": quota.name, "size": quota.size, "categories": list(quota.categories.all())}


KEEP_APART = _(
    "This seems to ask about food, access needs or health. Choose that answers are kept apart: then people are asked "
    "for their consent, and the kitchen’s list has them. If it asks about something else, tick below that it does."
)


class QuestionForm(forms.Form):
    texts = TextsFormField(label=_("Question"), max_length=200, error_messages=IN_ONE)
    helps = TextsFormField(label=_("Help"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind)
    options = forms.CharField(
        label=_("To choose from"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line, for questions with something to choose from."),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    retention = forms.ChoiceField(
        label=_("How long answers are kept"),
        choices=Retention,
        help_text=_("Diet, access needs and health are always the last of these."),
    )
    # Asked only where the words speak of health and the answers would not be kept apart.
    not_health = forms.BooleanField(
        label=_("The answers say nothing about anybody’s food, access needs or health"),
        required=False,
        widget=forms.HiddenInput,
    )
    position = forms.IntegerField(label=_("Position in the list"), min_value=0, max_value=1000, initial=0)

    def __init__(self, *args: Any, question: Question | None, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.language = question, language

    @staticmethod
    def ready(name: str) -> dict[str, Any]:
        """What a ready-made question fills in; nothing where there is none of that name."""
        return dict(READY.get(name, {}))

    @classmethod
    def initial_of(cls, question: Question, language: str) -> dict[str, Any]:
        lines = [_text_of(option, language) for option in question.options]
        same = ("texts", "helps", "kind", "required", "retention", "position")
        return {name: getattr(question, name) for name in same} | {"options": "\n".join(lines)}

    def clean_options(self) -> list[dict[str, Any]]:
        """Options that were there keep their values, so that answers go on meaning what they meant."""
        known = {_text_of(option, self.language): option for option in (self.question.options if self.question else [])}
        taken = {option["value"] for option in known.values()}
        options: list[dict[str, Any]] = []
        for line in dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["options"].splitlines()))):
            option = known.get(line) or {"value": _value_for(line, taken), "texts": {self.language: line}}
            taken.add(option["value"])
            options.append(option)
        return options

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        apart = values.get("retention", Retention.SENSITIVE) == Retention.SENSITIVE
        if not apart and not values.get("not_health") and speaks_of_health(_words_of(values)):
            self.fields["not_health"].widget = forms.CheckboxInput()
            self.add_error("retention", KEEP_APART)
        return values

    @property
    def terms(self) -> QuestionTerms:
        values = {name: value for name, value in self.cleaned_data.items() if name != "not_health"}
        return QuestionTerms(**values | {"options": tuple(values["options"])})


def _words_of(values: dict[str, Any]) -> list[str]:
    """Everything a question says, in every language."""
    texts = [values.get("texts", {}), values.get("helps", {}), *(one["texts"] for one in values.get("options", ()))]
    return [words for one in texts for words in one.values()]


def _text_of(option: dict[str, Any], language: str) -> str:
    texts = option.get("texts", {})
    return str(texts.get(language) or next(iter(texts.values()), option["value"]))


def _value_for(line: str, taken: set[str]) -> str:
    base = plain_slug(line, most=40, otherwise="option")
    value, number = base, 1
    while value in taken:
        number += 1
        value = f"{base}-{number}"
    return value


class VoucherForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("Leave empty to have one drawn that nobody guesses."),
    )
    note = forms.CharField(label=_("For whom"), max_length=200, required=False)
    discount = forms.DecimalField(
        label=_("Discount in per cent"), min_value=0, max_value=100, max_digits=5, decimal_places=2, initial=0
    )
    most_uses = forms.IntegerField(label=_("For how many places"), min_value=1, max_value=MOST_PLACES, initial=1)
    expires_at = deadline_field(_("Works until"))
    categories = forms.ModelMultipleChoiceField(
        label=_("For which kinds of tickets"),
        queryset=TicketCategory.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: it lowers the price of all, and opens none that are by invitation only."),
    )

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = occurrence.categories.all()  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, voucher: Voucher) -> dict[str, Any]:
        same = ("code", "note", "discount", "most_uses", "expires_at")
        return {name: getattr(voucher, name) for name in same} | {"categories": list(voucher.categories.all())}

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip() or new_code()[:10]

    @property
    def terms(self) -> VoucherTerms:
        names = ("code", "note", "discount", "most_uses", "expires_at")
        return VoucherTerms(**{name: self.cleaned_data[name] for name in names})
