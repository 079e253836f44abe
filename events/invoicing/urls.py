from django.urls import URLPattern, path

from .views import papers

urlpatterns: list[URLPattern] = [
    path("bookings/<str:token>/invoices/<uuid:key>/", papers.of_booking, name="booking_invoice"),
    path("organisation/<uuid:key>/invoices/<uuid:paper>/", papers.of_organisation, name="organisation_invoice"),
]
