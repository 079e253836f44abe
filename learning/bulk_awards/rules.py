"""Who may award to a list."""

from typing import Any


def may_award_to_lists(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("bulk_awards.add_bulkaward"))
