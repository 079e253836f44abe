"""Reads used more than once."""

from typing import NamedTuple

from django.db.models import Count, Q

from ..badges.enums import CredentialState
from ..enums import DocumentState
from .models import BulkAward


class Progress(NamedTuple):
    """How many people, refused, awarded, with their PDF, with their badge."""

    total: int
    refused: int
    awarded: int
    documents: int
    badges: int

    @property
    def people(self) -> int:
        return self.total - self.refused

    @property
    def waits_for_documents(self) -> bool:
        return self.documents < self.awarded


def progress_of(award: BulkAward) -> Progress:
    """One query."""
    counts = award.lines.aggregate(
        total=Count("pk"),
        refused=Count("pk", filter=~Q(problem="")),
        awarded=Count("certificate"),
        documents=Count("pk", filter=Q(certificate__document_state=DocumentState.READY)),
        badges=Count("pk", filter=Q(certificate__credential__state=CredentialState.READY)),
    )
    return Progress(**counts)
