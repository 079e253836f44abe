from .calendar_mail import CalendarMail
from .feed_token import FeedToken

__all__ = ["CalendarMail", "FeedToken"]
