"""Words of the log for bookings and places."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "events.book": (_("Book places"), _("Booked places")),
    "events.cancel_booking": (_("Cancel a booking"), _("Cancelled the booking")),
    "events.cancel_place": (_("Cancel a place"), _("Cancelled the place")),
    "events.take_back_place": (_("Take a place back"), _("Took the place back")),
    "events.add_places": (_("Add places to a booking"), _("Added places to the booking")),
    "events.approve": (_("Approve a place"), _("Approved the place")),
    "events.reject": (_("Refuse a place"), _("Did not approve the place")),
    "events.change_category": (_("Change a ticket"), _("Changed the ticket of the place")),
    "events.name_place": (_("Name a participant"), _("Said who comes on the place")),
    "events.confirm_held": (_("Confirm held places"), _("Confirmed the held places of the booking")),
    "events.expire_held": (_("End a held place"), _("The place was held too long")),
    "events.offer": (_("Offer a place"), _("Offered the place to who waited")),
    "events.pass_over": (_("Pass over in the waiting list"), _("Others were asked first, because they fitted")),
    "events.accept_offer": (_("Accept an offer"), _("Accepted the offered places")),
    "events.decline_offer": (_("Decline an offer"), _("Declined the offered places")),
    "events.lapse_offer": (_("End an offer"), _("The offer ran out")),
    "events.take_offer_back": (_("Take an offer back"), _("Waits again, as the day was put off before an answer came")),
    "events.skip_waiting": (_("Let others by"), _("Let others by while the booking does not fit")),
    "events.move_forward": (_("Move forward"), _("Moved the booking forward in the waiting list")),
    "events.ask_to_reconfirm": (_("Ask whether people come"), _("Asked whether the person still comes")),
    "events.reconfirm": (_("Say again that one comes"), _("Said again that they come")),
    "events.let_go": (_("Let a place go"), _("Let the place go, as nobody had come on it")),
    "events.give_back": (_("Give a place back"), _("Gave the place back to who came late")),
    "events.give_free_place": (_("Give a free place"), _("Gave a free place to who waited in line and had come")),
    "events.release": (_("Give a place to others"), _("Gave the place to others, as nobody answered")),
    "events.count_needs": (_("Count needs"), _("Counted what participants need, without names")),
    "events.write_letter": (_("Write to people"), _("Wrote to people who have signed up")),
    "events.read_needs": (_("Read needs"), _("Read what the participant told about food, access and other needs")),
}
