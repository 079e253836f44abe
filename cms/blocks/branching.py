"""Ways through a tabletop: which inject may follow which, and what is wrong with them. Frozen values in, words out."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

Inject = dict[str, Any]
# Where a way leads when it is over, and when nobody has said where: no inject can be called either.
END, NOWHERE = "", "?"


def exits_of(inject: Inject) -> list[str]:
    """Keys of the injects that may come next, by its choices or else by itself; END is one of them."""
    choices = [choice["leads_to"] for choice in inject["choices"]]
    return choices or [inject["leads_to"]]


def branches(inject: Inject) -> bool:
    """Whether what is chosen here decides what comes next."""
    return len(set(exits_of(inject))) > 1


def problems_of(tabletop: dict[str, Any]) -> list[str]:
    """What hinders publishing, in words, inject by inject."""
    injects: list[Inject] = tabletop["injects"]
    if not injects:
        return [_("A tabletop needs at least one inject.")]
    found = list(_named_twice(injects))
    for inject in injects:
        found += _own_problems(inject, timed=tabletop["pace"] == "timed")
    found += _lost_ways(injects)
    if tabletop["pace"] == "timed" and tabletop["counted_from"] == "start":
        found += _ways_back_in_time(injects)
    if loop := _loop(injects):
        found.append(_("These injects lead round in a ring: %(injects)s.") % {"injects": " → ".join(loop)})
    return found + list(_never_met(injects))


def _named_twice(injects: list[Inject]) -> Iterator[str]:
    for key, times in Counter(inject["key"] for inject in injects).items():
        if times > 1:
            yield _("Two injects have the short name “%(inject)s”.") % {"inject": key}


def _own_problems(inject: Inject, *, timed: bool) -> Iterator[str]:
    named = {"inject": inject["key"] or inject["title"]}
    if not inject["key"]:
        yield _("The inject “%(inject)s” has no short name.") % named
    if timed and inject["minutes"] is None:
        yield _("The inject “%(inject)s” does not say after how many minutes it comes.") % named
    if any(not choice["text"].strip() for choice in inject["choices"]):
        yield _("A choice of the inject “%(inject)s” has no text.") % named
    if inject["image"] and not inject["image"]["alt"].strip():
        yield _("The image of the inject “%(inject)s” needs a text for those who cannot see it.") % named


def _lost_ways(injects: list[Inject]) -> Iterator[str]:
    known = {inject["key"] for inject in injects} | {END}
    for inject in injects:
        for key in dict.fromkeys(exits_of(inject)):
            if key == NOWHERE:
                yield _("The inject “%(inject)s” does not say which inject it leads to.") % {"inject": inject["key"]}
            elif key not in known:
                values = {"inject": inject["key"], "other": key}
                yield _("The inject “%(inject)s” leads to “%(other)s”, which is not there.") % values


def _ways_back_in_time(injects: list[Inject]) -> Iterator[str]:
    minutes = {inject["key"]: inject["minutes"] for inject in injects if inject["minutes"] is not None}
    for inject in injects:
        for key in dict.fromkeys(exits_of(inject)):
            if key in minutes and inject["key"] in minutes and minutes[key] < minutes[inject["key"]]:
                values = {"inject": inject["key"], "other": key}
                yield _("“%(other)s” follows “%(inject)s”, but comes earlier by its minutes.") % values


def _never_met(injects: list[Inject]) -> Iterator[str]:
    ways = _ways(injects)
    met, waiting = set(), [injects[0]["key"]]
    while waiting:
        key = waiting.pop()
        if key in ways and key not in met:
            met.add(key)
            waiting += ways[key]
    for inject in injects:
        if inject["key"] not in met:
            yield _("No way leads to the inject “%(inject)s”.") % {"inject": inject["key"]}


def _loop(injects: list[Inject]) -> list[str]:
    """The first ring there is, as keys; empty when every way comes to an end."""
    ways, done = _ways(injects), set[str]()

    def follow(key: str, way: list[str]) -> list[str]:
        if key in way:
            return [*way[way.index(key) :], key]
        if key in done or key not in ways:
            return []
        for following in ways[key]:
            if ring := follow(following, [*way, key]):
                return ring
        done.add(key)
        return []

    return next((ring for inject in injects if (ring := follow(inject["key"], []))), [])


def _ways(injects: list[Inject]) -> dict[str, list[str]]:
    return {inject["key"]: exits_of(inject) for inject in injects}
