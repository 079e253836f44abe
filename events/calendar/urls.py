from django.urls import path

from .views import feeds, joining, pages, places

urlpatterns = [
    path("calendar/", pages.calendars, name="calendars"),
    path("me/calendar/", pages.mine, name="my_calendar"),
    path("calendar/all.ics", feeds.everything, name="feed_all"),
    path("calendar/kind/<slug:kind>.ics", feeds.of_kind, name="feed_kind"),
    path("calendar/network/<uuid:key>.ics", feeds.of_network, name="feed_network"),
    path("calendar/occurrence/<uuid:uid>.ics", feeds.of_occurrence, name="feed_occurrence"),
    path("calendar/me/<str:token>.ics", feeds.personal, name="feed_personal"),
    path("places/<str:token>/calendar.ics", places.of_place, name="place_calendar"),
    path("events/<uuid:uid>/join/", joining.join, name="join_meeting"),
    path("join/<str:token>/", joining.join_by_link, name="join_by_link"),
]
