"""What a password must be, beyond Django's own rules: hard to guess, and on no list of stolen ones.

`GoodPasswordValidator` stands in `AUTH_PASSWORD_VALIDATORS`, so that every way of choosing a password asks them all.
"""

import logging
import re
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.centre import centre_facts
from cms.people.models import User

from .breached_passwords import is_breached
from .password_advice import advice_for

logger = logging.getLogger(__name__)

# 0 is guessed at once, 4 not in a lifetime. Below 3 a stolen database gives the password away in days.
LEAST_SCORE = 3
# zxcvbn needs more than linear time; what comes after this many characters makes no password easier.
LOOKED_AT = 72
# Our readers' own first tries, which the English lists do not know.
LOCAL_WORDS = (
    *("passord", "passordet", "hemmelig", "velkommen", "sommer", "vinter", "høst", "eksamen", "norge", "beredskap"),
    *("lösenord", "hemligt", "välkommen", "sommar", "vinter", "höst", "sverige", "beredskap", "kommune", "kommun"),
)


class HardToGuessValidator:
    """Refuse what a guessing program finds quickly, knowing the person's name, address and the centre's name."""

    def validate(self, password: str, user: User | None = None) -> None:
        from zxcvbn import zxcvbn  # its dictionaries are read at import: only who chooses a password waits for them

        result = zxcvbn(password[:LOOKED_AT], user_inputs=words_about(user))
        if result["score"] < LEAST_SCORE:
            said = [_("This password is easy to guess."), *advice_for(result["feedback"])]
            raise ValidationError(" ".join(said), code="password_easy_to_guess")

    def get_help_text(self) -> str:
        return _("Three or four words that have nothing to do with one another make a good password.")


class GoodPasswordValidator:
    """Django's own rules and ours as one: whoever chooses a bad password hears one thing, with what to do about it.

    The length first; then what says most. What is common, similar or only figures is easy to guess as well.
    """

    def __init__(self) -> None:
        self.length = MinimumLengthValidator()
        self.rules: tuple[Any, ...] = (
            self.length,
            HardToGuessValidator(),
            UserAttributeSimilarityValidator(),
            CommonPasswordValidator(),
            NumericPasswordValidator(),
            BreachedPasswordValidator(),
        )

    def validate(self, password: str, user: User | None = None) -> None:
        for rule in self.rules:
            rule.validate(password, user)

    def get_help_text(self) -> str:
        texts = [self.length.get_help_text(), HardToGuessValidator().get_help_text()]
        if settings.SAMVIRKE_BREACHED_PASSWORDS:
            texts.append(BreachedPasswordValidator().get_help_text())
        return " ".join(texts)


class BreachedPasswordValidator:
    """Refuse passwords on the operator's list of stolen ones. Without a list, nothing is asked.

    A list that cannot be read stops nobody from choosing a password; it is logged, and `check` finds it.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        path = settings.SAMVIRKE_BREACHED_PASSWORDS
        if path and _on_list(password, path):
            words = _("This password has been stolen somewhere else and is on lists that burglars use. Choose another.")
            raise ValidationError(words, code="password_breached")

    def get_help_text(self) -> str:
        return _("It must not be on the lists of stolen passwords.")


def words_about(user: User | None) -> list[str]:
    """Words a stranger who knows the person and the centre would try."""
    texts = [settings.WAGTAIL_SITE_NAME, centre_facts()["name"], *LOCAL_WORDS]
    if user:
        texts += [user.name, user.email]
    return [word for text in texts for word in re.split(r"[\W_]+", text.lower()) if len(word) > 1]


def _on_list(password: str, path: Any) -> bool:
    try:
        return is_breached(password, path)
    except OSError:
        logger.exception("the list of breached passwords cannot be read")
        return False
