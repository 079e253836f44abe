from learning.reports.domain.reports import ask_for_report

from .learning import AT


def ask(user, *, kind="gradebook", rhythm="weekly", file_format="csv", at=AT, **about):
    return ask_for_report(user=user, kind=kind, rhythm=rhythm, file_format=file_format, at=at, **about)
