"""What signing in holds of a person beside the packages' own rows: links that were asked for, for a day."""

from cms.privacy.answers import Answer, delete_rows, register

from .models import SignInLink

register(
    Answer(
        SignInLink,
        purpose="signing_in",
        by=("user",),
        by_address=("email",),
        columns=("email", "asked_at", "sent_at", "used_at"),
        erase=delete_rows,
    )
)
