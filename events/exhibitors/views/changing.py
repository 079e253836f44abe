"""Another package, chosen by an exhibitor on a page of its own, with what it means said before."""

from http import HTTPStatus

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import clock

from ..domain.changing import change_package, change_until, may_change
from ..forms.changing import ChangePackageForm
from ..links import page_path
from ..models import Exhibitor
from ..queries import package_counts
from ..refusals import KNOWN, in_words
from ..words import price_words
from .own_page import actor, of_exhibitor


@require_http_methods(["GET", "HEAD", "POST"])
@of_exhibitor
def change(request: HttpRequest, exhibitor: Exhibitor) -> HttpResponse:
    at = clock.now()
    typed = request.POST if request.method == "POST" else None
    form = ChangePackageForm(typed, packages=package_counts(exhibitor.occurrence), exhibitor=exhibitor)
    if typed is not None and form.is_valid() and _changed(request, exhibitor, form):
        success(request, _("You have another package. It stands here what it holds."))
        return redirect(page_path(exhibitor))
    context = {
        "exhibitor": exhibitor,
        "occurrence": exhibitor.occurrence,
        "address": page_path(exhibitor),
        "form": form,
        "price": price_words(exhibitor),
        "open": may_change(exhibitor, at=at),
        "until": change_until(exhibitor.occurrence),
    }
    status = HTTPStatus.OK if typed is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "exhibitors/change_package.html", context, status=status)


def _changed(request: HttpRequest, exhibitor: Exhibitor, form: ChangePackageForm) -> bool:
    """Where the verb refuses, the form says why."""
    wanted: int = form.cleaned_data["package"]
    try:
        change_package(exhibitor=exhibitor, package_id=wanted, by=actor(request, exhibitor), at=clock.now())
    except KNOWN as refused:
        form.add_error(*in_words(refused))
        return False
    return True
