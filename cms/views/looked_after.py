"""The door of every page about one organisation: its contact persons and the centre's coordinators come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from .. import clock
from ..people.models import Organisation
from ..people.requests import SignedInRequest
from ..people.rules import may_look_after

View = Callable[..., HttpResponseBase]
# What the pages show of an organisation, fetched with it.
RELATED = ("merged_into", "municipality__county", "county", "invoice_address")


def opened_to(may: Callable[..., bool]) -> Callable[[View], View]:
    """Give a view its organisation, for those who may (`may(user, organisation, on=day)`). Others meet 404, as for one
    that waits for approval or is gone.

    One that was merged leads whoever may see the kept one to its page.
    """

    def door(view: View) -> View:
        @login_required
        @wraps(view)
        def opened(request: SignedInRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
            asked = get_object_or_404(Organisation.objects.select_related(*RELATED), key=key)
            kept = _kept(asked)
            if not kept.is_active or not may(request.user, kept, on=clock.today()):
                raise Http404
            if kept != asked:
                return redirect("organisation", key=kept.key)
            return view(request, organisation=kept, **kwargs)

        return opened

    return door


looked_after = opened_to(may_look_after)


def _kept(organisation: Organisation) -> Organisation:
    """The record that was kept, also when that was merged in its turn."""
    seen = {organisation.pk}
    while (kept := organisation.merged_into) and kept.pk not in seen:
        seen.add(kept.pk)
        organisation = kept
    return organisation
