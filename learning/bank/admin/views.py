"""Writing questions: the list, a question with its versions, and the form."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.requests import SignedInRequest
from learning.statistics import statistics_of_question

from ..domain.questions import (
    LanguagesDisagree,
    NotAQuestion,
    NothingNew,
    bring_back_question,
    create_question,
    file_question,
    retire_question,
    revise_question,
)
from ..enums import QuestionKind
from ..models import Question, QuestionVersion
from ..queries import for_listing, found_questions, uses_of
from ..rules import may_see_bank, may_write_questions
from ..showing import compare, lines_of
from .forms import LANGUAGES, ExportForm, QuestionForm, SearchForm

A_PAGE = 50


class BankPage(WagtailAdminTemplateMixin):
    """A page of the bank, for those who write its questions."""

    request: Any
    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_bank(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        bank = {"url": reverse("bank_admin:questions"), "label": _("Question bank")}
        here = [] if self.page_title == bank["label"] else [{"url": "", "label": self.page_title}]
        return [*self.breadcrumbs_items, bank, *here]


class QuestionsView(BankPage, TemplateView):
    """Everything in the bank, searched and narrowed."""

    http_method_names = ["get", "head", "options"]
    template_name = "bank/admin/questions.html"
    page_title = _("Question bank")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET)
        wanted = form.cleaned_data if form.is_valid() else {}
        found = for_listing(found_questions(**wanted))
        page = Paginator(found, A_PAGE).get_page(self.request.GET.get("p"))
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "page_obj": page,
            "rows": [_row(question) for question in page],
            "query": query.urlencode(),
            "kinds": QuestionKind.choices,
            "chosen": [(name, value) for name, value in wanted.items() if value],
            "export_form": ExportForm(),
            "may_write": may_write_questions(self.request.user),
        }


def _row(question: Question) -> dict[str, Any]:
    current = _current(question)
    text = current.content[question.language]["text"]
    tags = ", ".join(tag.name for tag in question.tags.all())
    return {"question": question, "text": text, "tags": tags, "languages": ", ".join(sorted(current.content))}


def _current(question: Question) -> QuestionVersion:
    assert question.current is not None
    return question.current


class OfOneQuestion(BankPage):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_see_bank(request.user):
            self.question = get_object_or_404(Question.objects.select_related("current"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def text(self) -> str:
        return str(_current(self.question).content[self.question.language]["text"])

    def get_page_subtitle(self) -> str:
        return self.text[:80]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        own = reverse("bank_admin:question", args=[self.question.pk])
        return [*items[:-1], {"url": own, "label": self.text[:40]}, items[-1]]


class QuestionView(OfOneQuestion, TemplateView):
    """What a question says, how it does, where it is used, and what it said before."""

    http_method_names = ["get", "head", "options"]
    template_name = "bank/admin/question.html"
    page_title = _("Question")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question, current = self.question, _current(self.question)
        uses = list(uses_of(question))
        content = [(code, name, current.content.get(code)) for code, name in LANGUAGES]
        return super().get_context_data(**kwargs) | {
            "question": question,
            "text": self.text,
            "shown": [(name, code, lines_of(question.kind, said)) for code, name, said in content if said],
            "unwritten": [(code, name) for code, name, said in content if not said],
            "versions": question.versions.select_related("by"),
            "uses": uses,
            "statistics": statistics_of_question(str(question.key), sorted({use.item_key for use in uses})),
            "may_write": may_write_questions(self.request.user),
        }


class CompareView(OfOneQuestion, TemplateView):
    """Two versions side by side."""

    http_method_names = ["get", "head", "options"]
    template_name = "bank/admin/compare.html"
    page_title = _("Compare versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = self._version("a"), self._version("b")
        languages = [code for code, _name in LANGUAGES if code in before.content or code in after.content]
        blank = {"text": ""}
        return super().get_context_data(**kwargs) | {
            "before": before,
            "after": after,
            "languages": [(dict(LANGUAGES)[code], code, self._rows(before, after, code, blank)) for code in languages],
        }

    def _rows(self, before: QuestionVersion, after: QuestionVersion, code: str, blank: dict[str, str]) -> list[Any]:
        if code not in before.content or code not in after.content:
            return []
        return compare(self.question.kind, before.content[code], after.content[code])

    def _version(self, name: str) -> QuestionVersion:
        number = self.request.GET.get(name, "")
        if not number.isdigit() or len(number) > 9:
            raise Http404
        return get_object_or_404(self.question.versions.select_related("by"), number=int(number))


class WritingView(BankPage, FormView):
    """The form of a question, for those who may write."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "bank/admin/question_form.html"
    form_class = QuestionForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_write_questions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def language(self) -> str:
        wanted = self.request.GET.get("language", "nb")
        return wanted if wanted in dict(LANGUAGES) else "nb"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = {"language": self.language, "language_name": dict(LANGUAGES)[self.language]}
        return super().get_context_data(**kwargs) | chosen | {"languages": LANGUAGES}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except (MultiValueDictKeyError, ValueError):
            raise BadRequest("not the form of a question") from None

    def form_invalid(self, form: QuestionForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class NewQuestionView(WritingView):
    page_title = _("New question")

    def get_form_kwargs(self) -> dict[str, Any]:
        kind = self.kwargs["kind"]
        if kind not in QuestionKind.values:
            raise Http404
        return super().get_form_kwargs() | {"kind": kind}

    def form_valid(self, form: QuestionForm) -> HttpResponse:
        given = {name: form.cleaned_data[name] for name in ("tags", "category")}
        try:
            question = create_question(
                kind=form.kind, language=self.language, said=form.said, **given, by=self.request.user, at=clock.now()
            )
        except NotAQuestion as wrong:
            form.add_error(None, " ".join(wrong.problems))
            return self.form_invalid(form)
        success(self.request, _now("The question is in the bank."))
        return redirect("bank_admin:question", pk=question.pk)


class EditQuestionView(OfOneQuestion, WritingView):
    """A change is a new version; tags and category are changed without one."""

    page_title = _("Edit")

    @property
    def language(self) -> str:
        wanted = self.request.GET.get("language", self.question.language)
        return wanted if wanted in dict(LANGUAGES) else self.question.language

    def get_form_kwargs(self) -> dict[str, Any]:
        content = _current(self.question).content
        said = content.get(self.language) or content[self.question.language]
        translating = self.language != self.question.language
        more = {"kind": self.question.kind, "said": said, "translating": translating}
        return super().get_form_kwargs() | more

    def get_initial(self) -> dict[str, Any]:
        said = _current(self.question).content[self.question.language]
        tags = ", ".join(self.question.tags.values_list("name", flat=True))
        return {"tags": tags, "category": self.question.category, "keep_order": said.get("keep_order", False)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"question": self.question}

    def form_valid(self, form: QuestionForm) -> HttpResponse:
        about: dict[str, Any] = {"question": self.question, "by": self.request.user, "at": clock.now()}
        try:
            version = revise_question(**about, language=self.language, said=form.said, note=form.cleaned_data["note"])
            success(self.request, _now("Version %(number)s is kept.") % {"number": version.number})
        except NothingNew:
            success(self.request, _now("The question says what it said: no new version."))
        except NotAQuestion as wrong:
            form.add_error(None, " ".join(wrong.problems))
            return self.form_invalid(form)
        except LanguagesDisagree:
            form.add_error(None, _now("A translation has the same answers and the same key as its question."))
            return self.form_invalid(form)
        if "tags" in form.cleaned_data:
            file_question(**about, tags=form.cleaned_data["tags"], category=form.cleaned_data["category"])
        return redirect("bank_admin:question", pk=self.question.pk)


class RetireView(View):
    """Retire a question, or bring it back."""

    http_method_names = ["post"]

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        if not may_write_questions(request.user):
            raise PermissionDenied
        question = get_object_or_404(Question, pk=pk)
        if request.POST.get("do") == "bring_back":
            if bring_back_question(question=question, by=request.user, at=clock.now()):
                success(request, _now("The question is in use again."))
        elif retire_question(question=question, by=request.user, at=clock.now()):
            success(request, _now("The question is retired. Releases that hold it go on asking it."))
        else:
            error(request, _now("The question was retired already."))
        return redirect("bank_admin:question", pk=pk)
