from .booking import Booking, BookingNote
from .interest import Interest
from .notice import Notice
from .occurrence import JoinLink, Occurrence
from .place import Place
from .place_enrolment import PlaceEnrolment
from .question import Answer, Need, Question
from .series import Series
from .ticket import Quota, TicketCategory
from .voucher import Voucher, VoucherUse

__all__ = [
    "Answer",
    "Booking",
    "BookingNote",
    "Interest",
    "JoinLink",
    "Need",
    "Notice",
    "Occurrence",
    "Place",
    "PlaceEnrolment",
    "Question",
    "Quota",
    "Series",
    "TicketCategory",
    "Voucher",
    "VoucherUse",
]
