"""Where the parts of this room hang what they have on somebody's own booking and ticket: calendar, PDF, invoices."""

from cms.hook_points import HookPoint

# On the page of a booking; called with the request and `booking=`.
booking_panels = HookPoint("booking")
# On the page of one ticket; called with the request and `place=`.
ticket_panels = HookPoint("ticket")
