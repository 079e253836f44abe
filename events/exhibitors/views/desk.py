"""Exhibitors on the coordinator's desk: all of an occurrence on one page, and a page for each part."""

from typing import Any

from django.contrib.messages import error as say_error
from django.contrib.messages import success
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.desk.views.base import FormPage, OfOccurrence
from events.desk.views.tickets import PartPage
from events.models import Occurrence

from ..domain import applications, changing, packages, profiles, renewing, tasks
from ..enums import LIVE_STATES, ExhibitorState
from ..forms.changing import ChangePackageForm
from ..forms.desk import ExhibitorForm, FairForm, NewExhibitorForm, PackageForm, TaskForm
from ..models import Exhibitor, ExhibitorPackage, Fair, FairTask
from ..queries import overdue_tasks, package_counts, stand_plan
from ..refusals import KNOWN, in_words
from ..words import price_words


def exhibitors_page(occurrence: Occurrence) -> str:
    return reverse("exhibitors_admin:exhibitors", args=[occurrence.pk])


class ExhibitorsView(OfOccurrence, FormPage):
    """Who waits for an answer, who waits for a stand, where everybody stands, and what is late."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "exhibitors/desk/exhibitors.html"
    form_class = Form
    page_title = _("Exhibitors")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Eight queries, however many they are."""
        rows = self.occurrence.exhibitors.select_related("package")
        about: dict[str, Any] = {
            "packages": [{"row": one, "price": price_words(one.package)} for one in package_counts(self.occurrence)],
            "applied": list(rows.filter(state__in=[ExhibitorState.APPLIED, ExhibitorState.OFFERED])),
            "waiting": list(rows.filter(state=ExhibitorState.WAITING).order_by("package", "waits_since", "pk")),
            "plan": list(stand_plan(self.occurrence)),
            "ended": list(rows.exclude(state__in=LIVE_STATES).order_by("-ended_at")[:50]),
            "overdue": list(overdue_tasks(self.occurrence, at=self.at)),
            "tasks": list(self.occurrence.fair_tasks.all()),
            "fair": Fair.objects.filter(occurrence=self.occurrence).first(),
        }
        return {**super().get_context_data(**kwargs), **about}

    def form_valid(self, form: Form) -> HttpResponse:
        if self.request.POST.get("do") == "usual-tasks":
            tasks.add_usual_tasks(occurrence=self.occurrence, by=self.request.user, at=self.at)
            success(self.request, _now("The usual tasks are added. Look at their days."))
        return redirect(exhibitors_page(self.occurrence))


class ExhibitorPart(PartPage):
    """A part of it; the way back leads to the exhibitors."""

    template_name = "desk/form.html"

    @property
    def page_url(self) -> str:
        return exhibitors_page(self.occurrence)

    def removed(self) -> HttpResponse:
        try:
            self.remove()
        except KNOWN as error:
            say_error(self.request, in_words(error)[1])
            return redirect(self.request.path)
        success(self.request, _now("It is removed."))
        return redirect(self.page_url)

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            self.keep(form)
        except KNOWN as error:
            field, words = in_words(error)
            return self.refuse(form, field if field in form.fields else None, words)
        success(self.request, self.saved)
        return redirect(self.page_url)


class PackageView(ExhibitorPart):
    model = ExhibitorPackage
    form_class = PackageForm
    new_words, change_words = _("New exhibitor package"), _("Change the exhibitor package")
    header_icon = "tag"

    def keep(self, form: PackageForm) -> None:
        packages.set_package(occurrence=self.occurrence, package=self.part, terms=form.terms, **self.who)

    def remove(self) -> None:
        packages.remove_package(package=self.part, **self.who)


class FairView(ExhibitorPart):
    model = Fair
    form_class = FairForm
    new_words = change_words = _("Terms of exhibitors")
    may_remove = False

    def get_initial(self) -> dict[str, Any]:
        return FairForm.initial_of(Fair.objects.filter(occurrence=self.occurrence).first())

    def keep(self, form: FairForm) -> None:
        packages.set_fair(occurrence=self.occurrence, terms=form.terms, **self.who)


class TaskView(ExhibitorPart):
    model = FairTask
    form_class = TaskForm
    new_words, change_words = _("New task for exhibitors"), _("Change the task for exhibitors")
    header_icon = "tick"

    def keep(self, form: TaskForm) -> None:
        tasks.set_task(occurrence=self.occurrence, task=self.part, **form.cleaned_data, **self.who)

    def remove(self) -> None:
        tasks.remove_task(task=self.part, **self.who)


class NewExhibitorView(ExhibitorPart):
    model = Exhibitor
    form_class = NewExhibitorForm
    new_words = _("New exhibitor")
    header_icon = "group"
    saved = _("They are written in. They get a mail when you confirm them.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "packages": package_counts(self.occurrence), "user": None, "own": None}

    def keep(self, form: NewExhibitorForm) -> None:
        applications.apply(
            occurrence=self.occurrence,
            package_id=int(form.cleaned_data["package"]),
            applicant=form.applicant("nb"),
            needs=form.of_stand,
            key=form.cleaned_data["key"],
            staff=True,
            **self.who,
        )


class ExhibitorView(ExhibitorPart):
    """One exhibitor: how it stands, what the staff answers, stand and needs, tasks. Never its leads."""

    model = Exhibitor
    form_class = ExhibitorForm
    template_name = "exhibitors/desk/exhibitor.html"
    change_words = _("Exhibitor")
    header_icon = "group"
    may_remove = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {
            "exhibitor": self.part,
            "is_live": self.part.state in LIVE_STATES,
            "may_change": self.part.state in changing.CHANGING,
            "tasks": list(self.part.tasks.select_related("task")),
            "price": price_words(self.part),
            "lead_count": self.part.leads.count(),
        }
        return {**super().get_context_data(**kwargs), **about}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        do = request.POST.get("do", "")
        return self.step(do) if do else super().post(request, *args, **kwargs)

    def step(self, do: str) -> HttpResponse:
        try:
            success(self.request, self._done(do))
        except KNOWN as error:
            say_error(self.request, in_words(error)[1])
        return redirect(self.request.path)

    def _done(self, do: str) -> str:
        reason = self.request.POST.get("reason", "").replace("\x00", "")
        if do == "confirm":
            applications.confirm(exhibitor=self.part, **self.who)
            return _now("They are confirmed and told. Places for their staff are booked.")
        if do == "refuse":
            applications.refuse(exhibitor=self.part, reason=reason, **self.who)
            return _now("They are told no. The next in the line is asked.")
        if do == "cancel":
            applications.take_back_stand(exhibitor=self.part, reason=reason, **self.who)
            return _now("The stand is taken back, with the places of their staff. They read why.")
        if do == "link":
            renewing.send_new_link(exhibitor=self.part, **self.who)
            return _now("They have got a new link. Links sent before lead nowhere from now on.")
        if do.startswith("task-"):
            return self._settled(do)
        return _now("Nothing was changed.")

    def _settled(self, do: str) -> str:
        """task-done-7, task-open-7"""
        what, _sep, number = do.removeprefix("task-").partition("-")
        own = get_object_or_404(self.part.tasks, pk=int(number) if number.isascii() and number.isdigit() else 0)
        tasks.settle_task(task=own, done=what == "done", **self.who)
        return _now("It is written down.")

    @transaction.atomic
    def keep(self, form: ExhibitorForm) -> None:
        applications.put_at_stand(exhibitor=self.part, stand=form.cleaned_data["stand"], **self.who)
        profiles.save_needs(exhibitor=self.part, needs=form.of_stand, staff=True, **self.who)


class ChangePackageView(ExhibitorPart):
    """Another package for an exhibitor; the way back leads to theirs."""

    model = Exhibitor
    form_class = ChangePackageForm
    template_name = "exhibitors/desk/change_package.html"
    change_words = verb_words = _("Change the package")
    saved = _("They have another package, and are told. See whether the stand has a number.")
    header_icon = "group"
    may_remove = False

    @property
    def page_url(self) -> str:
        return reverse("exhibitors_admin:exhibitor", args=[self.occurrence.pk, self.part.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "packages": package_counts(self.occurrence), "exhibitor": self.part}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "exhibitor": self.part, "price": price_words(self.part)}

    def keep(self, form: ChangePackageForm) -> None:
        package_id = form.cleaned_data["package"]
        changing.change_package(exhibitor=self.part, package_id=package_id, staff=True, **self.who)
