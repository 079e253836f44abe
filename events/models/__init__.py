from .booking import Booking
from .interest import Interest
from .notice import Notice
from .occurrence import JoinLink, Occurrence
from .place import Place
from .question import Answer, Need, Question
from .series import Series
from .ticket import Quota, TicketCategory
from .voucher import Voucher, VoucherUse

__all__ = [
    "Answer",
    "Booking",
    "Interest",
    "JoinLink",
    "Need",
    "Notice",
    "Occurrence",
    "Place",
    "Question",
    "Quota",
    "Series",
    "TicketCategory",
    "Voucher",
    "VoucherUse",
]
