"""Writing to the members: first shown as they get it, then sent."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Series
from events.seen_letters import NOT_SEEN

from ..domain.letters import MOST_AT_ONCE, NobodyToWriteTo, TooManyReaders, write_to_members
from ..forms.members import MembersLetterForm
from ..mails import letter_in
from ..queries import members_of
from .frame import WRONG, led_or_404, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letter(request: SignedInRequest, key: UUID) -> HttpResponse:
    series = led_or_404(request, key)
    form = MembersLetterForm(request.POST if request.method == "POST" else None)
    shown = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "send" and _was_shown(request, form) and _sent(request, series, form):
            return redirect("network", key=series.key)
        form.note_shown()
        shown = letter_in(series, form.letter, request.user.language, by=request.user)
    status = WRONG if form.errors else 200
    return page(request, "letter", series, status=status, form=form, shown=shown, number=members_of(series).count())


def _was_shown(request: SignedInRequest, form: MembersLetterForm) -> bool:
    if not form.was_shown:
        warning(request, NOT_SEEN)
    return form.was_shown


def _sent(request: SignedInRequest, series: Series, form: MembersLetterForm) -> bool:
    try:
        number = write_to_members(series=series, letter=form.letter, by=request.user, at=clock.now())
    except NobodyToWriteTo:
        form.add_error(None, _("There is nobody to write to yet."))
        return False
    except TooManyReaders:
        form.add_error(None, _("These are more than %(most)s people.") % {"most": MOST_AT_ONCE})
        return False
    said = ngettext("%(number)d mail is on its way.", "%(number)d mails are on their way.", number)
    success(request, said % {"number": number})
    return True
