"""Minutes as members read them, and as leaders and secretaries write them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, info, success
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.file_names import disposition, plain_slug
from cms.people.requests import SignedInRequest
from events.models import Occurrence, Series

from ..attendance import presence_at
from ..documents import minutes_pdf
from ..domain import minutes as verbs
from ..enums import MinutesState
from ..formatting import minutes_html
from ..forms.minutes import DecisionRows, MinutesForm
from ..models import Minutes, MinutesReading
from ..queries import meetings_held, members_of
from .frame import WRONG, inside_or_404, page, written_or_404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def minutes(request: SignedInRequest, key: UUID, uid: UUID) -> HttpResponse:
    """The version that holds, or an earlier one. The button says that one has read it."""
    series = inside_or_404(request, key)
    versions = _versions(series, uid)
    shown = _asked_for(request, versions)
    if request.method == "POST":
        verbs.note_read(minutes=versions[0], user=request.user, at=clock.now())
        success(request, _("Noted: you have read these minutes."))
        return redirect("network_minutes", key=key, uid=uid)
    about: dict[str, Any] = {
        "minutes": shown,
        "occurrence": shown.occurrence,
        "versions": versions,
        "is_latest": shown == versions[0],
        "html": minutes_html(shown.text),
        "decisions": shown.decisions.select_related("responsible"),
        "presence": presence_at(shown.occurrence),
        "is_read": MinutesReading.objects.filter(minutes=shown, user=request.user).exists(),
    }
    return page(request, "minutes", series, **about)


@never_cache
@require_safe
@login_required
def paper(request: SignedInRequest, key: UUID, uid: UUID) -> HttpResponse:
    """The same as a PDF to save."""
    versions = _versions(inside_or_404(request, key), uid)
    shown = _asked_for(request, versions)
    response = HttpResponse(minutes_pdf(shown, is_latest=shown == versions[0]), content_type="application/pdf")
    day = clock.local_date(shown.occurrence.starts_at).isoformat()
    name = plain_slug(" ".join([_("Minutes"), shown.occurrence.title]), otherwise="minutes")
    response["Content-Disposition"] = disposition(f"{name}-{day}.pdf")
    return response


def _versions(series: Series, uid: UUID) -> list[Minutes]:
    """What is published of a meeting, the newest first."""
    rows = Minutes.objects.filter(occurrence__uid=uid, occurrence__series=series, state=MinutesState.PUBLISHED)
    return list(rows.select_related("occurrence__series", "published_by").order_by("-number"))


def _asked_for(request: SignedInRequest, versions: list[Minutes]) -> Minutes:
    """The latest, or the version in the address."""
    if not versions:
        raise Http404
    wanted = request.GET.get("version", "")
    if not wanted:
        return versions[0]
    found = next((one for one in versions if str(one.number) == wanted), None)
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: SignedInRequest, key: UUID, uid: UUID) -> HttpResponse:
    """The draft: saved, shown as members will read it, published, or thrown away."""
    series = written_or_404(request, key)
    occurrence = meetings_held(series, at=clock.now()).filter(uid=uid).first()
    if occurrence is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "drop":
        return _drop(request, series, occurrence)
    desk = Desk(request, series, occurrence)
    if request.method == "POST" and desk.is_valid():
        return _save(request, desk)
    return desk.page(status=WRONG if request.method == "POST" else 200)


class Desk:
    """What stands on the page of a writer: the two forms, filled with the draft or with what was typed."""

    def __init__(self, request: SignedInRequest, series: Series, occurrence: Occurrence) -> None:
        self.request, self.series, self.occurrence = request, series, occurrence
        rows = list(occurrence.minutes.order_by("-number").prefetch_related("decisions"))
        self.draft = next((one for one in rows if not one.is_published), None)
        self.published = next((one for one in rows if one.is_published), None)
        data = request.POST if request.method == "POST" else None
        initial = MinutesForm.initial_of(self.draft, self.published)
        self.form = MinutesForm(data, corrects=self.published is not None, initial=initial)
        members = {str(one.user_id): one for one in members_of(series)}
        # What was sent stands for itself: a row is not compared with what the draft had there.
        rows_before = None if data else self._decisions(members)
        self.rows = DecisionRows(data, initial=rows_before, prefix="decisions", form_kwargs={"members": members})

    def _decisions(self, members: dict[str, Any]) -> list[dict[str, Any]]:
        """Who has left meanwhile sees to nothing any more."""
        shown = self.draft or self.published
        return [
            {
                "text": one.text,
                "responsible": str(one.responsible_id) if str(one.responsible_id) in members else "",
                "due_on": one.due_on,
            }
            for one in (shown.decisions.all() if shown else ())
        ]

    def is_valid(self) -> bool:
        """Both are asked, so that everything wrong is said at once."""
        return all([self.form.is_valid(), self.rows.is_valid()])

    @property
    def written(self) -> verbs.Written:
        return self.form.written(one.decided for one in self.rows if one.decided)

    def page(self, *, status: int = 200) -> HttpResponse:
        about = {
            "occurrence": self.occurrence,
            "form": self.form,
            "rows": self.rows,
            "draft": self.draft,
            "published": self.published,
            "preview": minutes_html(self.draft.text) if self.draft and status == 200 else "",
            "presence": presence_at(self.occurrence),
        }
        return page(self.request, "write_minutes", self.series, status=status, **about)


def _save(request: SignedInRequest, desk: Desk) -> HttpResponse:
    who: dict[str, Any] = {"occurrence": desk.occurrence, "by": request.user, "at": clock.now()}
    try:
        verbs.save_draft(written=desk.written, **who)
        if request.POST.get("do") == "publish":
            verbs.publish(**who)
            success(request, _("The minutes are published, and the members are told."))
            return redirect("network_minutes", key=desk.series.key, uid=desk.occurrence.uid)
    except verbs.WrittenMeanwhile:
        words = _("Somebody has saved the draft meanwhile. Copy what you have written, and open the page again.")
        desk.form.add_error(None, words)
        return desk.page(status=WRONG)
    except verbs.NotAMember:
        desk.form.add_error(None, _("Somebody who is to see to a decision has left the network. Choose again."))
        return desk.page(status=WRONG)
    except (verbs.NoMeeting, verbs.NothingToPublish):
        error(request, _("The meeting is called off, or somebody was faster. See how it stands now."))
        return redirect("network", key=desk.series.key)
    success(request, _("The draft is saved. Only those who write see it."))
    return redirect("write_network_minutes", key=desk.series.key, uid=desk.occurrence.uid)


def _drop(request: SignedInRequest, series: Series, occurrence: Occurrence) -> HttpResponse:
    try:
        verbs.drop_draft(occurrence=occurrence, by=request.user, at=clock.now())
        success(request, _("The draft is deleted."))
    except (verbs.NothingToPublish, verbs.NoMeeting):
        info(request, _("There is no draft."))
    return redirect("network", key=series.key)
