"""What the ground floor's own records hold of a person: what they wrote to the centre."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, delete_rows, names_nobody, register
from cms.privacy.retention import DELETED, Rule, drop, retain

from .contact import ContactMessage

register(
    Answer(
        ContactMessage,
        purpose="contact",
        by_address=("email",),
        also=("name",),
        columns=("reference", "name", "email", "subject", "message", "sent_at"),
        erase=delete_rows,
    )
)

names_nobody(
    "How to reach the centre itself.",
    "cms.centresettings.name",
    "cms.centresettings.email",
    "cms.centresettings.phone",
    "cms.centresettings.address",
)
names_nobody(
    "A word of the catalogue.", *(f"cms.catalogueterm.name_{language}" for language in ("nb", "nn", "sv", "en"))
)
# Written to be read by everybody, and changed by whoever edits the page.
names_nobody(
    "Whom to ask about what takes place, as an editor wrote it on its page.",
    *(
        f"cms.{page}.contact_{part}"
        for page in ("conferencepage", "conferenceseriespage", "networkpage", "professionaldaypage")
        for part in ("name", "email", "phone")
    ),
)

retain(
    Rule(
        "cms.contact_messages",
        ContactMessage,
        _("What somebody wrote to the centre"),
        DELETED,
        due=lambda before: ContactMessage.objects.filter(sent_at__lt=before),
        act=drop,
    )
)
