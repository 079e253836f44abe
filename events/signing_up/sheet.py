"""The whole page of signing up: its forms together, what they hold of each other, and the order they make."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.forms import BaseForm, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.people.models import Organisation

from ..costs import Cost, Price, cost_of
from ..domain.orders import Contact, Named, Terms, Wanted
from ..enums import LIVE_STATES, Audience
from ..models import Place
from ..payers import country_of, known_of
from .asked import Asked, Reader
from .forms import MOST_NAMED, NOW, SignUpForm
from .payer import PayerForm
from .people import OwnAnswersForm, PersonForm
from .terms import terms_in

TWICE = _("%(name)s has the same address as somebody above. Each person needs their own.")
HAS_PLACE = _("%(name)s has a place here already. Write somebody else.")
NOBODY_NAMED = _("Write who comes, or choose above that they are named later.")
CHANGED_TERMS = _("The terms have been changed since you opened this page. Read them again, and send it once more.")


class Sheet:
    """Shown empty, or with what was sent."""

    def __init__(self, asked: Asked, reader: Reader, data: QueryDict | None = None, **initial: Any) -> None:
        self.asked, self.reader, self.data = asked, reader, data
        self.form = SignUpForm(
            data,
            categories=asked.categories,
            organisations=reader.organisations,
            signed_in=reader.user is not None,
            invited=asked.invited,
            prices={one.pk: asked.price_of(one) for one in asked.categories},
            initial=self._initial() | initial,
        )
        self.terms = terms_in(reader.language)

    def _initial(self) -> dict[str, Any]:
        user = self.reader.user
        values: dict[str, Any] = {"comes": not (self.reader.group or self._is_there)}
        return values | ({"name": user.name, "email": user.email} if user else {})

    @property
    def _is_there(self) -> bool:
        """Who has a place already signs up others. One query, none for guests or what was sent."""
        if self.reader.user is None or self.sent:
            return False
        own = Place.objects.filter(user=self.reader.user, occurrence=self.asked.occurrence)
        return own.filter(state__in=LIVE_STATES).exists()

    # --- The forms ----------------------------------------------------------------------------

    @cached_property
    def own(self) -> OwnAnswersForm:
        return OwnAnswersForm(self.data, questions=self.asked.questions, prefix="own")

    @cached_property
    def people(self) -> list[PersonForm]:
        """As many as the page showed; after a look at the numbers as many as there are places to name."""
        tickets = self._tickets[self.comes :]
        return [self._person(number, tickets) for number in range(self.needed if self.sent else self.shown)]

    def _person(self, number: int, tickets: Sequence[str]) -> PersonForm:
        """Fields the page did not show yet come empty, and nothing is wrong with them."""
        data = self.data if number < self.shown else None
        form = PersonForm(data, questions=self.asked.questions, prefix=f"p{number + 1}")
        form.ticket = tickets[number] if number < len(tickets) else ""
        return form

    @property
    def own_ticket(self) -> str:
        return self._tickets[0] if self._tickets and self.comes else ""

    @cached_property
    def _tickets(self) -> list[str]:
        """The name of each place's ticket, where several kinds were chosen: they differ in price, and for whom."""
        chosen = self.form.slots if self._typed else []
        return [one.name for one in chosen] if len(set(chosen)) > 1 else []

    @cached_property
    def payer(self) -> PayerForm | None:
        """Asked for where something is on offer that costs; filled in where something was chosen that does."""
        if not any(self.asked.price_of(one) for one in self.asked.categories):
            return None
        public = bool(self._typed) and any(one.audience == Audience.PUBLIC_BODY for one in self.form.numbers)
        return PayerForm(
            self.data if self.sent and self.costs else None,
            country=country_of(self.asked.occurrence),
            public=public,
            prefix="payer",
            initial=self._known_payer,
        )

    @property
    def _known_payer(self) -> dict[str, str]:
        """Of the one organisation it can be for; who acts for several says for which first."""
        own = self.reader.organisations[:1] if self.reader.group or len(self.reader.organisations) == 1 else []
        return known_of(own[0]) if own and not self.sent else {}

    # --- What was sent ------------------------------------------------------------------------

    @property
    def sent(self) -> bool:
        return self.data is not None

    @cached_property
    def shown(self) -> int:
        value = self.data.get("shown", "") if self.data else ""
        return min(int(value[:4]), MOST_NAMED) if value.isdecimal() else 0

    @cached_property
    def comes(self) -> bool:
        return bool(self._typed.get("comes"))

    @cached_property
    def needed(self) -> int:
        """Fields for names: one a place besides one's own, where they are written now."""
        if self._typed.get("names") != NOW:
            return 0
        return min(max(0, len(self.form.slots) - self.comes), MOST_NAMED)

    @cached_property
    def costs(self) -> bool:
        return bool(self._typed) and any(self.asked.price_of(one) for one in self.form.numbers)

    @property
    def cost(self) -> Cost | None:
        """What they have chosen costs together; only known of a page that was sent."""
        if not self.costs:
            return None
        chosen = ((Price(self.asked.price_of(one), one.vat_code), number) for one, number in self.form.numbers.items())
        return cost_of(price for price, number in chosen for _each in range(number))

    @property
    def _typed(self) -> dict[str, Any]:
        """What was good of the first form; nothing on an empty page."""
        if not self.form.is_bound:
            return {}
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def asks_for_more(self) -> bool:
        """The page must come again with more fields, before anything can be wrong with what is in them."""
        return self.needed > self.shown

    def is_valid(self) -> bool:
        valid = [self.form.is_valid()]
        if self.comes:
            valid.append(self.own.is_valid())
        valid += [one.is_valid() for one in self.people if one.is_bound]
        if self.payer and self.costs:
            valid.append(self.payer.is_valid())
        return all(valid) and self._somebody_named() and self._nobody_twice() and self._terms_as_read()

    def _somebody_named(self) -> bool:
        """Who said they write names now does not have them named later without a word."""
        if not self.people or any(one.is_somebody for one in self.people):
            return True
        self.people[0].add_error("name", ValidationError(NOBODY_NAMED, code="nobody"))
        return False

    def _terms_as_read(self) -> bool:
        """Nobody says yes to terms that were changed after they opened the page."""
        read = self.data.get("terms_version", "") if self.data else ""
        if self.terms is None or read == self.terms.version:
            return True
        self.form.add_error("terms", ValidationError(CHANGED_TERMS, code="changed"))
        return False

    def _nobody_twice(self) -> bool:
        known = {self._typed.get("email", "").lower()} if self.comes else set()
        good = True
        for person in self.people:
            email = person.cleaned_data.get("email", "").lower() if person.is_bound else ""
            if email and email in known and not person.cleaned_data.get("is_assistant"):
                name = person.cleaned_data.get("name") or email
                person.add_error("email", ValidationError(TWICE, code="twice", params={"name": name}))
                good = False
            known.add(email)
        return good

    def begin_at_names(self) -> None:
        """Let the first field for a name that was not there before be where the page is read on."""
        for person in [one for one in self.people if not one.is_bound][:1] or self.people[:1]:
            person.fields["name"].widget.attrs["autofocus"] = True

    def say_who_has_a_place(self, email: str) -> bool:
        """At the field of another person this address was written for; whether there is one."""
        theirs = [one for one in self.people if one.is_bound and one.cleaned_data["email"].lower() == email.lower()]
        for person in theirs:
            values = {"name": self.reader.user.name if self.reader.user else person.cleaned_data["name"]}
            person.add_error("email", ValidationError(HAS_PLACE, code="has_place", params=values))
        return bool(theirs)

    @property
    def forms(self) -> list[BaseForm]:
        """Those that count, in the order of the page."""
        asked: list[BaseForm | None] = [self.form, self.own if self.comes else None, *self.people]
        asked.append(self.payer if self.costs else None)
        return [one for one in asked if one is not None and one.is_bound]

    def be_quiet(self) -> None:
        """The page comes again although nothing was wrong: what is not finished yet is no mistake."""
        for form in self.forms:
            form.errors.clear()

    # --- The order ----------------------------------------------------------------------------

    def order(self) -> dict[str, Any]:
        """Arguments of `sign_up`, but for the moment."""
        cleaned = self.form.cleaned_data
        user, organisation = self.reader.user, self.form.chosen_organisation
        return {
            "occurrence": self.asked.occurrence,
            "wanted": self._wanted(organisation),
            "contact": Contact(
                name=cleaned["name"],
                email=cleaned["email"],
                phone=cleaned["phone"],
                language=self.reader.language,
                user=user,
                organisation_name=cleaned.get("organisation_name", ""),
            ),
            "idempotency_key": cleaned["key"],
            "organisation": organisation,
            "voucher_code": cleaned["voucher"],
            "by": user,
            "terms": Terms(
                may_wait=bool(cleaned["wait"]),
                version=self.terms.version if self.terms else "",
                extras=self._extras(),
            ),
        }

    def _wanted(self, organisation: Organisation | None) -> list[Wanted]:
        people = iter(self._named(organisation))
        return [
            Wanted(category.pk, tuple(next(people, Named()) for _one in range(number)))
            for category, number in self.form.numbers.items()
        ]

    def _named(self, organisation: Organisation | None) -> list[Named]:
        others = [_other(one) for one in self.people if one.is_bound]
        if not self.comes:
            return others
        own = Named(
            name=self.form.cleaned_data["name"],
            email=self.form.cleaned_data["email"],
            user=self.reader.user,
            organisation=organisation,
            answers=self.own.answers,
            consents=self.own.consents,
        )
        return [own, *others]

    def _extras(self) -> Mapping[str, Any]:
        return {"payer": self.payer.cleaned_data} if self.payer and self.costs else {}


def _other(form: PersonForm) -> Named:
    cleaned = form.cleaned_data
    about = {"name": cleaned["name"], "email": cleaned["email"], "is_assistant": cleaned["is_assistant"]}
    return Named(**about, answers=form.answers, consents=form.consents)
