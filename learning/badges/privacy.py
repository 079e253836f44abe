"""What badges hold of a person: a hash of their address, in the signed document."""

from datetime import datetime

from cms.privacy.answers import Answer, Rows, Subject, register, stays

from .enums import CredentialState
from .models import Credential, SignedCredential


def forget_signed(rows: Rows, subject: Subject, at: datetime) -> int:
    """The documents are emptied, and a badge that says nothing of the holder is signed in their place."""
    ids = list(rows.values_list("credential", flat=True))
    Credential.objects.filter(pk__in=ids).update(state=CredentialState.WAITING, due_at=at, attempts=0)
    return SignedCredential.objects.filter(credential__in=ids).forget_words("document", "token")


register(
    Answer(
        Credential,
        purpose="certificates",
        by=("certificate__holder",),
        columns=("certificate__number", "state"),
        erase=stays,
    ),
    Answer(
        SignedCredential,
        purpose="certificates",
        by=("credential__certificate__holder",),
        columns=("credential__certificate__number", "document", "signed_at"),
        erase=forget_signed,
    ),
)
