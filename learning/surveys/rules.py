"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.rules import is_coordinator

from .enums import AnswerPrivacy
from .models import Occasion, Respondent
from .occasions import all_kinds, kind_of


def is_asked(user: Any, respondent: Respondent) -> bool:
    """Nobody else's role opens it, to look or to answer."""
    return bool(user.is_authenticated and respondent.user_id == user.pk)


def is_asked_by_link(respondent: Respondent) -> bool:
    """Without an account: whoever reads the address has the link."""
    return respondent.user_id is None and bool(respondent.email)


def may_edit_surveys(user: Any) -> bool:
    """Editors, course owners and coordinators write surveys and publish their versions."""
    return bool(user.is_active and user.has_perm("surveys.change_survey"))


def may_open_occasion(user: Any, kind: str, key: str, *, at: datetime) -> bool:
    """Coordinators ask anybody; who answers for what it is about (the course) asks its people."""
    return is_coordinator(user) or (user.is_active and key in kind_of(kind).keys_of(user, at))


def occasions_seen_by(user: Any, *, at: datetime) -> QuerySet[Occasion]:
    """Those whose results this person may see. A query for each kind at most."""
    if is_coordinator(user):
        return Occasion.objects.all()
    seen = Q(pk__in=[])
    for kind in all_kinds():
        if keys := kind.keys_of(user, at):
            seen |= Q(kind=kind.key, key__in=keys)
    return Occasion.objects.filter(seen)


def may_see_results(user: Any, occasion: Occasion, *, at: datetime) -> bool:
    return may_open_occasion(user, occasion.kind, occasion.key, at=at)


def may_see_answers(user: Any, occasion: Occasion) -> bool:
    """Who answered what, where people were told so beforehand; coordinators alone."""
    return occasion.privacy == AnswerPrivacy.NAMED and is_coordinator(user)
