from learning.bulk_awards.domain.bulk_awards import Award, check_bulk_award, start_bulk_award
from learning.bulk_awards.reader import read_list

from .learning import AT
from .people import make_admin, make_user

FAGDAG = Award("Fagdag om varsling", "attendance", "Deltok 12. november 2026")


def make_list(*lines, award=FAGDAG, by=None, at=AT):
    """A list that is checked: people, or lines as they are written."""
    written = "\n".join(getattr(line, "email", line) for line in lines)
    return check_bulk_award(award=award, people=read_list(written), by=by or make_admin(), at=at)


def make_guests(number):
    return [make_user(f"Deltaker {one}") for one in range(1, number + 1)]


def start(record, *, at=AT):
    return start_bulk_award(record=record, by=record.by, at=at)
