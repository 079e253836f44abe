"""Wagtail's own user administration, with our person: one name, a language, no user name."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.people.viewsets.PersonViewSet"
    group_viewset = "cms.people.viewsets.PeopleGroupViewSet"
