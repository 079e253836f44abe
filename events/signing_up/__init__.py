"""The form people sign up with: what is asked, and how what they typed becomes an order for `domain.bookings.book`."""
