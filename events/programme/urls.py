from django.urls import path

from .views import materials, own_page, programme, speakers

urlpatterns = [
    path("events/<uuid:uid>/programme/", programme.programme, name="programme"),
    path("events/<uuid:uid>/programme.pdf", programme.pdf, name="programme_pdf"),
    path("events/<uuid:uid>/now/", programme.now, name="programme_now"),
    path("events/<uuid:uid>/speakers/", speakers.speakers, name="programme_speakers"),
    path("events/<uuid:uid>/speakers/<uuid:key>/", speakers.speaker, name="programme_speaker"),
    path("events/<uuid:uid>/materials/", materials.materials, name="programme_materials"),
    path("events/<uuid:uid>/materials/<uuid:key>/", materials.material, name="programme_material"),
    path("speaking/<str:token>/", own_page.own_page, name="own_speaker_page"),
    path("speaking/<str:token>/materials/<uuid:key>/", own_page.own_material, name="own_speaker_material"),
]
