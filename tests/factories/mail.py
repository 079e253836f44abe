"""Messages of kinds that only tests know."""

from datetime import UTC, datetime

from cms.mail.domain.outbox import post_message
from cms.mail.messages import register

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock in Oslo

register("test", name="Test")
for topic in ("reminders", "learning", "news"):
    register(f"test_{topic}", name=f"Test of {topic}", category=topic)


def post(**values):
    """A message, essential unless told otherwise (`kind="test_reminders"`)."""
    words = {"kind": "test", "to_address": "ingrid@example.org", "language": "nb", "subject": "Hei", "text": "Hei!"}
    return post_message(**(words | {"at": AT} | values))


def remind(user, **values):
    """A message that can wait."""
    words = {"kind": "test_reminders", "to_user": user, "to_address": user.email, "language": user.language}
    return post(**(words | values))
