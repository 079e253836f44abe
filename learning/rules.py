"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from typing import Any

from cms.models import CoursePage

from .models import Certificate


def is_own_certificate(user: Any, certificate: Certificate) -> bool:
    return user.is_authenticated and certificate.holder_id == user.pk


def may_publish_course(user: Any, page: CoursePage) -> bool:
    """Whoever may publish the course page itself may publish the course."""
    return page.permissions_for_user(user).can_publish()


def may_revoke_certificates(user: Any) -> bool:
    return user.is_active and user.has_perm("learning.change_certificate")


def may_fetch_certificate(user: Any, certificate: Certificate) -> bool:
    return is_own_certificate(user, certificate) or may_revoke_certificates(user)
