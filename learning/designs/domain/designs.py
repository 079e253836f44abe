"""Saving a design for certificates to come."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..models import CertificateDesign, DesignVersion


@transaction.atomic
def publish_design(*, design: CertificateDesign, by: User | None, at: datetime) -> DesignVersion:
    """Keep the design as it is now, for certificates awarded from now on; the version before, when nothing changed."""
    return _keep(design.used_for, design.content(), by=by, at=at)


@transaction.atomic
def withdraw_design(*, used_for: str, by: User | None, at: datetime) -> DesignVersion:
    """Certificates to come look as if there had been no design for them."""
    return _keep(used_for, {}, by=by, at=at)


def _keep(used_for: str, content: dict[str, Any], *, by: User | None, at: datetime) -> DesignVersion:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    newest = DesignVersion.objects.filter(used_for=used_for).order_by("-published_at", "-pk").first()
    if newest and newest.digest == digest:
        return newest
    version = DesignVersion.objects.create(used_for=used_for, content=content, digest=digest, published_at=at, by=by)
    audit.record(version, action="designs.publish", by=by, at=at, digest=digest)
    return version
