"""Who may reach what: the policy of the whole site, read from top to bottom. The first line that fits counts.

A line names addresses as they stand in the resolver (`/learn/<slug:course>/`); a star stands for anything. To give a
new address its policy, add it to a line that says the same of others, or write a line of its own: who may, and, where
it needs saying, why.

`docs/permissions.md` is this file as a table (`make permissions`); `test_walk.py` holds the site to it.
"""

from collections.abc import Iterator
from functools import cache

from .rooms import calendar, desk, door, exhibitors, invoicing, networks, programme, sign_up
from .saying import (
    ADMINISTRATORS,
    AUDITOR,
    AUDITORS,
    COORDINATORS,
    COURSE_OWNER,
    DEMANDING,
    EDITOR,
    EVERYBODY,
    HERE,
    IN_ADMIN,
    LEARNERS_SEEN_BY,
    NOBODY,
    OF_COURSES,
    PUBLISHERS,
    SIGNED_IN,
    TEACHER,
    WRITERS,
    Area,
    Line,
    line,
)


@cache
@cache
def line_for(route: str) -> Line | None:
    """The line that holds for an address."""
    return next((found for found in all_lines() if found.fits(route)), None)


def all_lines() -> Iterator[Line]:
    for area in AREAS:
        yield from area.lines


PRIVACY_LISTS = ("accesslogentry", "consent", "erasure", "exportrequest", "retentionrun")
CHOOSING = ("", "results/", "chosen-multiple/")
READ_ONLY = (
    "course",
    "certificate",
    "progresscheck",
    "contact_messages",
    "outbox",
    "refused_addresses",
    *PRIVACY_LISTS,
)
WRITING = ("new/", "edit/*", "delete/*", "history/*", "history-results/*", "usage/*")

AREAS: tuple[Area, ...] = (
    Area(
        "The open site",
        "Everybody reads pages, the catalogue and what an editor has published, and can check a certificate.",
        (
            line(EVERYBODY, "/", "/nb/<0>", "/nb/search/", "/language/*", "/sitemap.xml", "/robots.txt"),
            line(EVERYBODY, "/styleguide/", why="Every part of the looks, with invented values."),
            line(EVERYBODY, "/media/<path>", "/documents/<0>/<1>", why="Files that editors have put on pages."),
            line(EVERYBODY, "/verify/", "/verify/<str:code>/", why="A certificate is checked by who holds its code."),
            line(
                EVERYBODY,
                *("/.well-known/did.json", "/credentials/issuer/", "/credentials/status/*"),
                *("/credentials/achievements/*", "/credentials/<uuid:key>/"),
                why="What programs need to check a badge; a badge itself is found by who holds its address.",
            ),
            line(EVERYBODY, "/healthz", "/readyz", why="For whoever runs the site; no content."),
            line(EVERYBODY, "/nb/_util/*", why="Pages that an editor has put behind a password."),
            line(EVERYBODY, "/documents/authenticate_with_password/*", finds_nothing=True),
            line(NOBODY, "/demo/*", why="The mail of the demo; outside the demo there is nothing.", hidden=True),
        ),
    ),
    Area(
        "Signing in",
        "Everybody signs up and signs in; what belongs to an account is for whoever is signed in.",
        (
            line(EVERYBODY, "/accounts/login/", "/accounts/signup/", "/accounts/logout/", "/accounts/inactive/"),
            line(EVERYBODY, "/accounts/password/reset/*", "/accounts/confirm-email/*", finds_nothing=True),
            line(SIGNED_IN, "/accounts/email/", "/accounts/password/change/", "/accounts/password/set/"),
            line(SIGNED_IN, "/accounts/reauthenticate/"),
            line(
                EVERYBODY,
                "/accounts/login/code/*",
                why="With a code by mail; leads to sign-in until one was asked for.",
                on_the_way_in=True,
            ),
            line(
                EVERYBODY,
                *("/accounts/2fa/authenticate/", "/accounts/2fa/webauthn/login/"),
                why="The second step of signing in.",
                on_the_way_in=True,
            ),
            line(EVERYBODY, "/accounts/link/*", why="With a link by mail, which works once.", finds_nothing=True),
            line(SIGNED_IN, "/accounts/2fa/*", why="One's own app, codes and passkeys.", finds_nothing=True),
            line(SIGNED_IN, "/accounts/sessions/", "/accounts/linked/"),
            line(
                EVERYBODY,
                *("/accounts/linked/*", "/accounts/oidc/*"),
                why="Signing in by way of somebody else, where an operator has switched it on.",
                finds_nothing=True,
                on_the_way_in=True,
            ),
        ),
    ),
    Area(
        "What is one's own",
        "Whoever is signed in sees and changes what is their own, and nobody else's.",
        (
            line(SIGNED_IN, "/me/", "/me/profile/", "/me/hours/", "/me/hours.csv"),
            line(
                PUBLISHERS,
                *("/me/certificates/<int:pk>/", "/me/certificates/<int:pk>/badge/"),
                "/me/certificates/<int:pk>/badge.<str:form>",
                why="The holder's document and badge, and for who may revoke. The marks are for somebody else's.",
            ),
            line(
                LEARNERS_SEEN_BY,
                "/waivers/<int:pk>/evidence/",
                why="The learner, and who teaches or owns the course. The marks are for somebody else’s.",
            ),
            line(
                NOBODY,
                "/me/privacy/copy/<int:pk>/*",
                why="A copy of everything about somebody is theirs alone. The walk tries somebody else's.",
            ),
            line(
                SIGNED_IN,
                *("/me/privacy/share/", "/me/shared/"),
                why="Whom one lets see one's progress, and what others show oneself.",
            ),
            line(
                NOBODY,
                "/me/privacy/share/<int:pk>/stop/",
                why="One's own consent is one's own to take back. The walk tries another's.",
            ),
            line(SIGNED_IN, "/me/security/", "/me/mail/", "/me/privacy/", "/me/privacy/copy/", "/me/privacy/erase/"),
            line(SIGNED_IN, "/me/privacy/consent/<slug:purpose>/", finds_nothing=True),
            line(
                NOBODY,
                "/me/surveys/<int:pk>/*",
                why="Whoever is asked answers. The walk tries what somebody else is asked.",
            ),
            line(SIGNED_IN, "/me/reports/", why="One's own reports by mail; empty for who has nothing to report on."),
            line(NOBODY, "/me/reports/<int:pk>/*", why="One's own alone. The walk tries somebody else's."),
            line(
                NOBODY,
                "/me/roles/<int:pk>/leave/",
                why="One's own role is one's own to leave. The walk tries another's.",
            ),
            line(
                EVERYBODY,
                *("/mail/unsubscribe/<str:token>/", "/mail/choices/<str:token>/"),
                why="From a mail, without signing in.",
                finds_nothing=True,
            ),
            line(EVERYBODY, "/privacy/", "/privacy/erased/", why="What the centre keeps about people, and why."),
        ),
    ),
    Area(
        "Learning",
        "Whoever is signed in enrols, and reads and answers on their own enrolment; answers are nobody else's.",
        (
            line(
                SIGNED_IN,
                *("/learn/<slug:course>/enrol/", "/learn/<slug:course>/withdraw/"),
                *("/learn/<slug:course>/<uuid:lesson>/read/", "/learn/<slug:course>/<uuid:lesson>/place/"),
                *("/learn/*/reflection/", "/learn/*/answers/", "/learn/*/start/"),
                *("/learn/<slug:course>/key/", "/learn/<slug:course>/ask/", "/learn/<slug:course>/ask/take-back/"),
                why="Forms; a plain visit is sent on to the page they stand on.",
                sends_on=True,
            ),
            line(
                SIGNED_IN,
                *("/learn/*/tabletop/<str:block>/begin/", "/learn/*/tabletop/<str:block>/join/"),
                why="Forms; a plain visit is sent on to the lesson.",
                sends_on=True,
            ),
            line(
                NOBODY,
                "/learn/*/tabletop/runs/*",
                why="What a table says is for those who sit at it. The walk tries somebody else's table.",
            ),
            line(
                NOBODY,
                "/learn/<slug:course>/<uuid:lesson>/<str:block>/assignment/reviews/<int:pk>/",
                why="Whoever was given a submission assesses it. The walk tries what somebody else was given.",
            ),
            line(
                LEARNERS_SEEN_BY,
                *("/submissions/files/<uuid:key>/", "/submissions/feedback-files/<uuid:key>/"),
                why="Its learner, who assesses it, and learners it was given to. The walk tries another's.",
            ),
            line(
                SIGNED_IN,
                *("/learn/<slug:course>/discussion/follow/", "/learn/<slug:course>/discussion/<int:thread>/follow/"),
                why="Buttons on the pages of the discussion.",
                sends_on=True,
            ),
            line(
                OF_COURSES,
                "/learn/<slug:course>/discussion/<int:thread>/look-after/",
                "/learn/<slug:course>/discussion/posts/<int:post>/helpful/",
                why="Teachers and owners of the course, and the centre: closing a thread, marking what helps.",
                sends_on=True,
            ),
            line(
                NOBODY,
                "/learn/<slug:course>/discussion/posts/<int:post>/edit/",
                "/learn/<slug:course>/discussion/posts/<int:post>/withdraw/",
                why="One's own post is one's own to change. The walk tries another's.",
            ),
            line(
                SIGNED_IN,
                "/learn/<slug:course>/discussion/*",
                why="Who takes the course, and who looks after it. Everybody of the walk takes it.",
            ),
            line(
                EVERYBODY,
                "/discussion/unfollow/<str:token>/",
                why="From a mail, without signing in.",
                finds_nothing=True,
            ),
            line(SIGNED_IN, "/learn/*"),
            line(
                NOBODY,
                "/me/next/<int:pk>/",
                why="What comes after one's own course. The walk tries somebody else's.",
            ),
            line(
                EVERYBODY, "/paths/", "/paths/<slug:slug>/", why="Where one is on a path is shown to who is signed in."
            ),
            line(
                LEARNERS_SEEN_BY,
                "/teaching/<slug:course>/*",
                why="The glance, the gradebook and its export: who owns or teaches the course, or a group of it.",
            ),
            line(
                DEMANDING | {AUDITOR},
                "/reports/centre/*",
                why="Sums over courses and organisations, nobody's own.",
            ),
            line(
                COORDINATORS,
                "/surveys/<uuid:uuid>/answers.csv",
                why="Who answered what, where people were told so beforehand.",
            ),
            line(
                PUBLISHERS | COORDINATORS, "/surveys/<uuid:uuid>/*", why="Sums: coordinators, and owners of the course."
            ),
            line(PUBLISHERS | COORDINATORS, "/surveys/trend/<uuid:key>/"),
            line(WRITERS | COORDINATORS, "/surveys/", why="The surveys whose results one may see."),
        ),
    ),
    Area(
        "Organisations",
        "A contact person looks after their own organisation; the others find nothing there.",
        (
            line(SIGNED_IN, "/organisation/", why="Those one is contact person for; empty for others."),
            line(SIGNED_IN, "/organisation/register/", "/organisation/join/<uuid:key>/"),
            line(
                NOBODY,
                "/organisation/requests/<int:pk>/withdraw/",
                why="Whoever asked may take it back. The walk tries somebody else's.",
            ),
            line(
                HERE | DEMANDING | {AUDITOR},
                *("/organisation/<uuid:key>/requirements/", "/organisation/<uuid:key>/requirements.csv"),
                why="How its people stand with what is asked: also for who sees that of all organisations.",
            ),
            line(HERE, "/organisation/<uuid:key>/*", "/organisation/requests/<int:pk>/*"),
            line(
                EVERYBODY,
                "/invitation/<str:token>/",
                why="Whoever has the link sees who invites; the person with the invited address alone accepts.",
                explains=True,
            ),
            line(
                EVERYBODY,
                "/invitation/course/<str:token>/",
                why="Whoever has the link sees to what; the person with the invited address alone accepts.",
                explains=True,
            ),
            line(HERE, "/imports/<int:pk>/*", why="A list of people for one organisation: those who look after it."),
            line(COORDINATORS, "/imports/"),
            line(SIGNED_IN, "/imports/example/<slug:kind>.csv", why="Invented people."),
        ),
    ),
    Area(
        "The door of the admin",
        "Wagtail's admin is for the staff; what everybody there needs shows nobody's data.",
        (
            line(EVERYBODY, "/admin/sprite/", "/admin/jsi18n/", "/admin/logout/", why="Icons, words, and the way out."),
            line(NOBODY, "/admin/password_reset/*", why="The one door stands under *Signing in*.", hidden=True),
            line(NOBODY, "/admin/login/", why="The one sign-in of the site stands under *Signing in*."),
            line(IN_ADMIN, "/admin/", "/admin/account/", "/admin/dismissibles/"),
            line(IN_ADMIN, "/admin/choose-*", "/admin/embeds/*", why="Choosing a link."),
            line(IN_ADMIN, "/admin/tag-autocomplete/*", "/admin/editing-sessions/*", finds_nothing=True),
            line(IN_ADMIN, "/admin/block-preview/", "/admin/<anything>/", finds_nothing=True),
            line(IN_ADMIN, "/admin/test404/", "/admin/failwhale/", why="Error pages, to look at.", breaks=True),
        ),
    ),
    Area(
        "Pages, images and files",
        "Editors write and send to approval; course owners approve and publish.",
        (
            line(
                PUBLISHERS,
                *("/admin/pages/<int:page_id>/unpublish/", "/admin/pages/<int:page_id>/delete/"),
                *("/admin/pages/<int:page_id>/lock/", "/admin/pages/<int:page_id>/unlock/"),
                *("/admin/pages/<int:page_id>/privacy/", "/admin/pages/*/unschedule/"),
                *("/admin/pages/<int:page_to_move_id>/move/", "/admin/pages/*/set_position/"),
                why="Pages that others have written, or that are published.",
            ),
            line(
                PUBLISHERS,
                *("/admin/pages/workflow/action/*", "/admin/pages/workflow/collect_action_data/*"),
                "/admin/pages/workflow/preview/*",
                why="Approving what an editor has sent.",
            ),
            line(
                PUBLISHERS,
                "/admin/pages/*/move/*/confirm/",
                why="Wagtail shows the question to all in the admin, and refuses the others the move.",
                question=True,
            ),
            line(
                IN_ADMIN,
                *("/admin/pages/workflow/confirm_cancellation/*", "/admin/pages/<int:page_id>/revisions/"),
                "/admin/pages/create/*",
                why="Questions and ways on: what follows asks who one is.",
            ),
            line(WRITERS, "/admin/pages/*"),
            line(
                IN_ADMIN, "/admin/images/chooser/", "/admin/images/chooser/results/", "/admin/images/chooser/chosen-*"
            ),
            line(
                IN_ADMIN,
                "/admin/documents/chooser/",
                "/admin/documents/chooser/*results/",
                "/admin/documents/*multiple/",
            ),
            line(WRITERS, "/admin/images/*generate_url/*", "/admin/*/*upload*/*", finds_nothing=True),
            line(WRITERS, "/admin/images/*", "/admin/documents/*"),
            line(WRITERS, "/admin/translation/submit/page/*", why="Beginning a translation."),
            line(ADMINISTRATORS, "/admin/translation/*", finds_nothing=True),
            line(PUBLISHERS, "/admin/snippets/choose/*/create/"),
            line(PUBLISHERS, "/admin/api/main/pages/*/action/*"),
            line(WRITERS, "/admin/api/main/pages/<int:pk>/"),
            line(IN_ADMIN, "/admin/api/main/*/find/", finds_nothing=True),
            line(IN_ADMIN, "/admin/snippets/choose/*", "/admin/api/main/*", why="What is there to choose from."),
            line(ADMINISTRATORS, "/admin/snippets/cms/catalogueterm/delete/*"),
            line(PUBLISHERS, "/admin/snippets/*", why="Terms of the catalogue, and how certificates look."),
            line(IN_ADMIN, "/admin/reports/site-history/*", why="Shows changes of what one may change oneself."),
            line(PUBLISHERS, "/admin/reports/locked/*"),
            line(WRITERS, "/admin/reports/*", why="Reports about pages."),
        ),
    ),
    Area(
        "Courses and certificates",
        "Teachers see the learners of their courses; course owners see all, publish and revoke.",
        (
            line(
                PUBLISHERS,
                "/admin/learning/courses/<int:pk>/quizzes/<str:item>/regrade/<str:question>/",
                why="Mending a key, and marking anew: owners of the course.",
            ),
            line(
                LEARNERS_SEEN_BY,
                *("/admin/learning/courses/<int:pk>/learners/", "/admin/learning/courses/<int:pk>/learners/*"),
                why="Teachers: of their own courses. Who is how far, and why, and extra time; never scores or answers.",
            ),
            line(
                LEARNERS_SEEN_BY,
                *("/admin/learning/assignments/", "/admin/learning/assignments/*"),
                why="What was handed in, and what is said of it. Teachers: of their own courses.",
            ),
            line(
                LEARNERS_SEEN_BY,
                *("/admin/learning/courses/<int:pk>/quizzes/*", "/admin/learning/courses/<int:pk>/tabletops/*"),
                why="How questions do. Teachers: of their own courses.",
            ),
            line(
                PUBLISHERS,
                *("/admin/learning/courses/<int:pk>/releases/*", "/admin/learning/moves/*"),
                why="What a release changes, and moving people to it.",
            ),
            line(
                LEARNERS_SEEN_BY,
                *("/admin/learning/courses/<int:pk>/waivers/", "/admin/learning/courses/<int:pk>/waivers/*"),
                why="What was waived, on what evidence, and taking it back. Teachers: of their own courses.",
            ),
            line(PUBLISHERS, "/admin/learning/courses/*", why="Who owns and who teaches a course."),
            line(
                WRITERS,
                "/admin/learning/bank/<int:pk>/compare/",
                why="Two versions side by side, where there are two.",
                finds_nothing=True,
            ),
            line(
                WRITERS,
                "/admin/learning/bank/*",
                why="The question bank, with its keys: those who write questions.",
            ),
            line(PUBLISHERS, "/admin/learning/publish/*", "/admin/learning/revoke/*"),
            line(
                NOBODY,
                *(f"/admin/{kind}/{what}" for kind in READ_ONLY for what in WRITING),
                why="What people have sent and what was issued is looked at, never written.",
            ),
            line(
                DEMANDING | {AUDITOR},
                *("/admin/requirements/", "/admin/requirements/standings/"),
                why="What is asked, and how all stand: auditors read it.",
            ),
            line(DEMANDING, "/admin/requirements/*"),
            line(DEMANDING | {EDITOR}, "/admin/paths/*", why="Learning paths."),
            line(
                PUBLISHERS,
                *("/admin/joining/courses/<int:pk>/ways/", "/admin/joining/courses/<int:pk>/keys/"),
                "/admin/joining/keys/*",
                why="How people get into a course, and its keys: owners of the course.",
            ),
            line(
                OF_COURSES,
                *("/admin/joining/", "/admin/joining/requests/*"),
                why="Requests to take a course. Teachers: of their own courses.",
            ),
            line(
                COORDINATORS | {COURSE_OWNER},
                "/admin/joining/courses/<int:pk>/learners/*",
                why="Withdrawing somebody from a course: its owners, and coordinators.",
            ),
            line(
                LEARNERS_SEEN_BY,
                "/admin/joining/*",
                why="Inviting, enrolling somebody, groups. Teachers: of their own courses, and of groups they teach.",
            ),
            line(PUBLISHERS, "/awards/*", why="Certificates for a whole list of people."),
            line(
                OF_COURSES,
                "/admin/discussion/*",
                why="Moderating discussions. Teachers: of their own courses. How one is set: its owners.",
            ),
            line(OF_COURSES, "/admin/course/*"),
            line(
                NOBODY,
                *("/admin/survey/delete/*", "/admin/question/delete/*"),
                why="What people have answered stands on it: surveys are closed, questions retired.",
            ),
            line(PUBLISHERS | COORDINATORS, "/admin/surveys/occasions/*", why="Those who may ask there."),
            line(WRITERS | COORDINATORS, "/admin/survey/*", "/admin/question/*", "/admin/surveys/*"),
            line(OF_COURSES - {TEACHER}, "/admin/certificate/*"),
            line(ADMINISTRATORS, "/admin/progresscheck/*", why="Whether progress is what the facts say."),
        ),
    ),
    Area(
        "People and organisations in the admin",
        "Coordinators look after organisations, people, messages and mail; nothing is deleted but by administrators.",
        (
            line(ADMINISTRATORS, "/admin/users/delete/*", "/admin/memberships/delete/*"),
            line(NOBODY, "/admin/organisations/delete/*", why="Closed or merged, never deleted."),
            line(ADMINISTRATORS, "/admin/sign-in/*", why="A second step for signing in that somebody has lost."),
            line(COORDINATORS, "/admin/organisations/*", "/admin/memberships/*"),
            line(COORDINATORS, "/admin/users/*", why="People with a role of the staff: administrators alone."),
            line(COORDINATORS, "/admin/contact_messages/*", "/admin/outbox/*"),
            line(ADMINISTRATORS, "/admin/mail/set-up/", why="Whether the mail server answers."),
            line(COORDINATORS, "/admin/mail/*", "/admin/refused_addresses/*"),
            line(COORDINATORS, "/admin/crisis-pause/*"),
            line(COORDINATORS, "/admin/privacy/erase/<int:pk>/"),
            line(
                COORDINATORS | AUDITORS,
                "/admin/privacy/retention/",
                why="What is deleted when and by which right; auditors look, the others may count what is due.",
            ),
            line(
                COORDINATORS | AUDITORS,
                *(f"/admin/{kind}/*" for kind in PRIVACY_LISTS),
                why="Who saw special data, who consented, who was erased, who asked for a copy, what was deleted when.",
            ),
        ),
    ),
    Area(
        "Roles, settings and the log",
        "Administrators give roles and set the site up; auditors read the log.",
        (
            line(AUDITORS, "/admin/audit-log/"),
            line(ADMINISTRATORS, "/admin/roles/*", "/admin/groups/*"),
            line(ADMINISTRATORS, "/admin/bulk/*", finds_nothing=True, why="Several people at once."),
            line(ADMINISTRATORS, "/admin/settings/*/preview/", finds_nothing=True),
            line(ADMINISTRATORS, "/admin/sites/*", "/admin/locales/*", "/admin/settings/*", "/admin/redirects/*"),
            line(IN_ADMIN, "/admin/workflows/task_chooser/*", why="What there is to choose from."),
            line(ADMINISTRATORS, "/admin/workflows/*", "/admin/collections/*"),
        ),
    ),
    Area(
        "Meetings and conferences",
        "Everybody sees what is held and signs up; contact people book for theirs; coordinators run the days.",
        (
            *sign_up.LINES,
            *programme.LINES,
            *networks.LINES,
            *calendar.LINES,
            *door.LINES,
            *exhibitors.LINES,
            *invoicing.LINES,
            *desk.LINES,
        ),
    ),
)
