from django.urls import path

from .views import debrief, hub, notes, play

LESSON = "learn/<slug:course>/<uuid:lesson>/tabletop/"
RUN = f"{LESSON}runs/<uuid:run>/"

app_name = "tabletop"
urlpatterns = [
    path(f"{LESSON}<str:block>/", hub.hub, name="hub"),
    path(f"{LESSON}<str:block>/begin/", hub.begin, name="begin"),
    path(f"{LESSON}<str:block>/join/", hub.join, name="join"),
    path(RUN, play.run, name="run"),
    path(f"{RUN}<int:number>/", play.inject, name="inject"),
    path(f"{RUN}<int:number>/decide/", play.decide, name="decide"),
    path(f"{RUN}<int:number>/on/", play.on, name="on"),
    path(f"{RUN}clock/", play.clock, name="clock"),
    path(f"{RUN}status/", play.status, name="status"),
    path(f"{RUN}leave/", play.leave, name="leave"),
    path(f"{RUN}stop/", play.stop, name="stop"),
    path(f"{RUN}debrief/", debrief.debrief, name="debrief"),
    path(f"{RUN}note/", notes.note, name="note"),
    path(f"{RUN}note.md", notes.note_text, name="note_text"),
    path(f"{RUN}share/", notes.share, name="share"),
]
