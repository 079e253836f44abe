"""Who may do what with the bank."""

from typing import Any


def may_see_bank(user: Any) -> bool:
    """Its keys are shown there, so it is for those who write them."""
    return bool(user.is_active and user.has_perm("bank.view_question"))


def may_write_questions(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("bank.change_question"))
