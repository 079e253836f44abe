"""What entries are called all over the world, and for ever."""

from uuid import UUID, uuid5

from django.conf import settings

# Names of entries that have no row with one of their own are made in this space.
SPACE = UUID("6a1f4f6e-2f6b-5a4d-9c1e-0d3c6b1e7a52")


def uid_of(key: UUID) -> str:
    return f"{key}@{settings.CALENDAR_DOMAIN}"


def uid_made_of(*parts: object) -> str:
    """The same for the same parts; says nothing of them."""
    return uid_of(uuid5(SPACE, ":".join(map(str, parts))))
