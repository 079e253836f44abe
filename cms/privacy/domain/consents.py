"""Saying yes and taking it back. Both stay as dated facts."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from cms import audit
from cms.people.models import User

from ..consents import SPECIAL_NEEDS, consent_purpose
from ..enums import ConsentWay
from ..models import Consent, SensitiveAnswer
from ..signals import consent_withdrawn


class UnknownPurpose(Exception):
    """Nobody asks for this consent."""


@transaction.atomic
def give_consent(
    *,
    user: User,
    purpose: str,
    recipient: User | None = None,
    scope: str = "",
    by: User | None,
    at: datetime,
    how: str = ConsentWay.PRIVACY_PAGE,
) -> Consent:
    """Take down a yes, with the words as they are shown in the language that is active.

    A yes to the same version that still holds is returned as it is; a yes to older words is ended and given anew.
    To a purpose that is about somebody, it names whom and of what. Raises UnknownPurpose.
    """
    asked = consent_purpose(purpose)
    if asked is None or asked.to_somebody != (recipient is not None):
        raise UnknownPurpose(purpose)
    named: dict[str, Any] = {"user": user, "purpose": purpose, "recipient": recipient, "scope": scope}
    held = Consent.objects.select_for_update().filter(**named, withdrawn_at__isnull=True).first()
    if held and held.version == asked.version:
        return held
    if held:
        held.withdrawn_at = at
        held.save(update_fields=["withdrawn_at"])
    given = Consent(**named, version=asked.version, wording=str(asked.wording), given_at=at, how=how)
    given.language = get_language() or user.language
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:  # two tabs at the same moment: one yes
        return Consent.objects.get(**named, withdrawn_at__isnull=True)
    audit.record(given, action="privacy.consent", by=by, at=at, purpose=purpose, version=asked.version)
    return given


@transaction.atomic
def withdraw_consent(
    *, user: User, purpose: str, recipient: User | None = None, scope: str = "", by: User | None, at: datetime
) -> Consent | None:
    """Take a yes back; None when there is none. Without it, sensitive answers are deleted at once."""
    named: dict[str, Any] = {"user": user, "purpose": purpose, "recipient": recipient, "scope": scope}
    held = Consent.objects.select_for_update().filter(**named, withdrawn_at__isnull=True).first()
    if held is None:
        return None
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    if purpose == SPECIAL_NEEDS:
        SensitiveAnswer.objects.filter(user=user).delete()
    consent_withdrawn.send(Consent, user=user, purpose=purpose, at=at)
    audit.record(held, action="privacy.withdraw_consent", by=by, at=at, purpose=purpose)
    return held
