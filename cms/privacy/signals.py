"""What privacy announces to rooms above, inside the transaction: what they do is done with it, or not at all."""

from django.dispatch import Signal

# user, purpose, at: a yes was taken back. Who kept something by it lets go of it now.
consent_withdrawn = Signal()
