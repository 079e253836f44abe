"""Kinds of tickets, quotas, questions and vouchers of an occurrence: one page to make or change each."""

from typing import Any

from django.contrib.messages import error as say_error
from django.contrib.messages import success
from django.db import models
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...consequences import consequences_of_size
from ...domain import questions, quotas, tickets, vouchers
from ...models import Question, Quota, TicketCategory, Voucher
from ..forms.tickets import CategoryForm, QuestionForm, QuotaForm, VoucherForm
from ..refusals import KNOWN, in_words
from .base import FormPage, OfOccurrence


class PartPage(OfOccurrence, FormPage):
    """A part of the occurrence: with `part` in the address it is changed, without it made."""

    model: type[models.Model]
    form_class: Any = None
    part: Any = None
    new_words: Any
    change_words: Any
    saved: Any = _("It is saved.")
    may_remove = True

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if "part" in kwargs:
            self.part = get_object_or_404(self.model, pk=kwargs["part"], occurrence=self.occurrence)
        self.page_title = self.change_words if self.part else self.new_words

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = self.form_class.initial_of(self.part) if self.part else {}
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        removable = bool(self.part) and self.may_remove
        return {**super().get_context_data(**kwargs), "removable": removable, "remove_words": _("Remove it")}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.part and "remove" in request.POST:
            return self.removed()
        return super().post(request, *args, **kwargs)

    def removed(self) -> HttpResponse:
        try:
            self.remove()
        except KNOWN as error:
            say_error(self.request, in_words(error)[1])
            return redirect(self.request.path)
        success(self.request, _now("It is removed."))
        return redirect(self.page_url)

    def remove(self) -> None:
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            self.keep(form)
        except KNOWN as error:
            field, words = in_words(error)
            return self.refuse(form, field if field in form.fields else None, words)
        success(self.request, self.saved)
        return redirect(self.page_url)

    def keep(self, form: Any) -> None:
        raise NotImplementedError

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.at}


class CategoryView(PartPage):
    model = TicketCategory
    form_class = CategoryForm
    new_words, change_words = _("New kind of ticket"), _("Change the kind of ticket")
    header_icon = "tag"

    def keep(self, form: CategoryForm) -> None:
        tickets.set_category(occurrence=self.occurrence, category=self.part, terms=form.terms, **self.who)

    def remove(self) -> None:
        tickets.remove_category(category=self.part, **self.who)


class QuotaView(PartPage):
    """A smaller size shows what it means before it is saved."""

    model = Quota
    form_class = QuotaForm
    template_name = "desk/quota.html"
    new_words, change_words = _("New limit on places"), _("Change the limit on places")
    header_icon = "group"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "occurrence": self.occurrence}

    def form_valid(self, form: QuotaForm) -> HttpResponse:  # type: ignore[override]
        size, was = form.cleaned_data["size"], self.part.size if self.part else None
        smaller = bool(self.part) and size is not None and (was is None or size < was)
        if smaller and form.cleaned_data["seen"] is None:
            return self._ask(form, size)
        return super().form_valid(form)

    def _ask(self, form: QuotaForm, size: int) -> HttpResponse:
        touched = consequences_of_size(self.part, size, at=self.at)
        sent: QueryDict = self.request.POST.copy()
        sent["seen"] = str(touched.taken)
        form.data = sent
        return self.render_to_response(self.get_context_data(form=form, touched=touched, size=size))

    def keep(self, form: QuotaForm) -> None:
        values = {name: form.cleaned_data[name] for name in ("name", "size", "seen")}
        categories = list(form.cleaned_data["categories"])
        quotas.set_quota(occurrence=self.occurrence, quota=self.part, categories=categories, **values, **self.who)

    def remove(self) -> None:
        quotas.remove_quota(quota=self.part, **self.who)


class QuestionView(PartPage):
    model = Question
    form_class = QuestionForm
    new_words, change_words = _("New question at sign-up"), _("Change the question at sign-up")
    header_icon = "help"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "question": self.part, "language": self.request.user.language}

    def get_initial(self) -> dict[str, Any]:
        """`ready` in the address names a question that is ready made."""
        if self.part:
            return QuestionForm.initial_of(self.part, self.request.user.language)
        return QuestionForm.ready(self.request.GET.get("ready", ""))

    def keep(self, form: QuestionForm) -> None:
        questions.set_question(occurrence=self.occurrence, question=self.part, terms=form.terms, **self.who)

    def remove(self) -> None:
        questions.remove_question(question=self.part, **self.who)


class VoucherView(PartPage):
    """Vouchers are revoked, never removed: who came with one came with it."""

    model = Voucher
    form_class = VoucherForm
    new_words, change_words = _("New voucher"), _("Change the voucher")
    header_icon = "key"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "occurrence": self.occurrence}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        live = bool(self.part) and self.part.revoked_at is None
        return {**super().get_context_data(**kwargs), "removable": live, "remove_words": _("Revoke it")}

    def keep(self, form: VoucherForm) -> None:
        categories = list(form.cleaned_data["categories"])
        vouchers.set_voucher(
            occurrence=self.occurrence, voucher=self.part, terms=form.terms, categories=categories, **self.who
        )

    def removed(self) -> HttpResponse:
        vouchers.revoke_voucher(voucher=self.part, **self.who)
        success(self.request, _now("The voucher opens nothing any more. Who came with it stays."))
        return redirect(self.page_url)
