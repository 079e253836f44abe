"""Addresses of the organisation page, for its contact persons and the centre's coordinators."""

from django.urls import path

from .views import evidence, organisation, organisation_details, organisation_people, organisation_units

urlpatterns = [
    path("", organisation.my_organisations, name="my_organisations"),
    path("<uuid:key>/", organisation.organisation, name="organisation"),
    path("<uuid:key>/expected-roles/", organisation_details.expected_roles, name="expected_roles"),
    path("<uuid:key>/language/", organisation_details.language, name="organisation_language"),
    path("<uuid:key>/invoice-address/", organisation_details.invoice_address, name="invoice_address"),
    path("<uuid:key>/units/", organisation_units.units, name="organisation_units"),
    path("<uuid:key>/units/<int:pk>/", organisation_units.unit, name="organisation_unit"),
    path("<uuid:key>/people/<int:pk>/", organisation_people.person, name="organisation_person"),
    path("<uuid:key>/people/<int:pk>/remove/", organisation_people.remove, name="remove_person"),
    path("<uuid:key>/give-role/<slug:role>/", organisation_people.give_vacant_role, name="give_vacant_role"),
    path("<uuid:key>/roles/<int:pk>/end/", organisation_people.end_role, name="end_role"),
    path("<uuid:key>/roles/<int:pk>/unit/", organisation_people.change_unit, name="change_unit"),
    path("<uuid:key>/evidence/", evidence.evidence_page, name="evidence"),
    path("<uuid:key>/evidence.csv", evidence.evidence_table, name="evidence_table"),
]
