from django.urls import path

from .views.adding import AddPersonView
from .views.exports import DoorListView, ExportView
from .views.letters import LetterPage, LettersView, LetterView
from .views.listing import OccurrencesView
from .views.log import LogView
from .views.needs import NeedsView, PlaceNeedsView
from .views.new import NewOccurrenceView
from .views.occurrence import DetailsView, JoinLinkView, OccurrenceView, SeriesView
from .views.page import ChoosePageView, MakePageView
from .views.people import PeopleView, PlaceView
from .views.programme import (
    MaterialFileView,
    MaterialView,
    ProgrammeView,
    RoomView,
    SessionView,
    SpeakerView,
    TrackView,
)
from .views.recurring import RecurringView
from .views.states import StepPage
from .views.taking_back import TakeBackView
from .views.tickets import CategoryView, QuestionView, QuotaView, VoucherView

app_name = "events_admin"
urlpatterns = [
    path("", OccurrencesView.as_view(), name="occurrences"),
    path("new/", NewOccurrenceView.as_view(), name="new"),
    path("series/<int:pk>/", SeriesView.as_view(), name="series"),
    path("series/<int:pk>/meetings/", RecurringView.as_view(), name="recurring"),
    path("<int:pk>/", OccurrenceView.as_view(), name="occurrence"),
    path("<int:pk>/people/", PeopleView.as_view(), name="people"),
    path("<int:pk>/people/add/", AddPersonView.as_view(), name="add_person"),
    path("<int:pk>/people/mail/", LetterView.as_view(), name="write_to_people"),
    path("<int:pk>/people/export/<slug:what>/<slug:form>/", ExportView.as_view(), name="export"),
    path("<int:pk>/people/door-list/", DoorListView.as_view(), name="door_list"),
    path("<int:pk>/people/needs/", NeedsView.as_view(), name="needs"),
    path("<int:pk>/people/<int:place>/", PlaceView.as_view(), name="place"),
    path("<int:pk>/people/<int:place>/take-back/", TakeBackView.as_view(), name="take_place_back"),
    path("<int:pk>/people/<int:place>/needs/", PlaceNeedsView.as_view(), name="place_needs"),
    path("<int:pk>/letters/", LettersView.as_view(), name="letters"),
    path("<int:pk>/letters/<int:letter>/", LetterPage.as_view(), name="letter"),
    path("<int:pk>/log/", LogView.as_view(), name="log"),
    path("<int:pk>/details/", DetailsView.as_view(), name="details"),
    path("<int:pk>/online/", JoinLinkView.as_view(), name="join_link"),
    path("<int:pk>/page/", MakePageView.as_view(), name="make_page"),
    path("<int:pk>/page/choose/", ChoosePageView.as_view(), name="choose_page"),
    path("<int:pk>/move/", StepPage.as_view(what="move"), name="move"),
    path("<int:pk>/new-day/", StepPage.as_view(what="new-day"), name="new_day"),
    path("<int:pk>/postpone/", StepPage.as_view(what="postpone"), name="postpone"),
    path("<int:pk>/cancel/", StepPage.as_view(what="cancel"), name="cancel"),
    path("<int:pk>/announce/", StepPage.as_view(what="announce"), name="announce"),
    path("<int:pk>/open/", StepPage.as_view(what="open"), name="open"),
    path("<int:pk>/close/", StepPage.as_view(what="close"), name="close"),
    path("<int:pk>/finish/", StepPage.as_view(what="finish"), name="finish"),
    path("<int:pk>/tickets/new/", CategoryView.as_view(), name="new_category"),
    path("<int:pk>/tickets/<int:part>/", CategoryView.as_view(), name="category"),
    path("<int:pk>/quotas/new/", QuotaView.as_view(), name="new_quota"),
    path("<int:pk>/quotas/<int:part>/", QuotaView.as_view(), name="quota"),
    path("<int:pk>/questions/new/", QuestionView.as_view(), name="new_question"),
    path("<int:pk>/questions/<int:part>/", QuestionView.as_view(), name="question"),
    path("<int:pk>/vouchers/new/", VoucherView.as_view(), name="new_voucher"),
    path("<int:pk>/vouchers/<int:part>/", VoucherView.as_view(), name="voucher"),
    path("<int:pk>/programme/", ProgrammeView.as_view(), name="programme"),
    path("<int:pk>/sessions/new/", SessionView.as_view(), name="new_session"),
    path("<int:pk>/sessions/<int:part>/", SessionView.as_view(), name="session"),
    path("<int:pk>/rooms/new/", RoomView.as_view(), name="new_room"),
    path("<int:pk>/rooms/<int:part>/", RoomView.as_view(), name="room"),
    path("<int:pk>/tracks/new/", TrackView.as_view(), name="new_track"),
    path("<int:pk>/tracks/<int:part>/", TrackView.as_view(), name="track"),
    path("<int:pk>/speakers/new/", SpeakerView.as_view(), name="new_speaker"),
    path("<int:pk>/speakers/<int:part>/", SpeakerView.as_view(), name="speaker"),
    path("<int:pk>/materials/new/", MaterialView.as_view(), name="new_material"),
    path("<int:pk>/materials/<int:part>/", MaterialView.as_view(), name="material"),
    path("<int:pk>/materials/<int:part>/file/", MaterialFileView.as_view(), name="material_file"),
]
