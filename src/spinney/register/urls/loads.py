from django.urls import path

from spinney.register.views import loads

urlpatterns = [
    path("register/loads/", loads.loads, name="loads"),
    path("register/loads/begin/", loads.begin_load, name="begin-load"),
    path("register/loads/<int:load_id>/", loads.see_load, name="see-load"),
    path("register/loads/<int:load_id>/columns/", loads.map_load, name="map-load"),
    path("register/loads/<int:load_id>/try/", loads.try_load, name="try-load"),
    path("register/loads/<int:load_id>/run/", loads.run_load, name="run-load"),
    path("register/loads/<int:load_id>/undo/", loads.undo_load, name="undo-load"),
    path("register/loads/<int:load_id>/discard/", loads.discard_load, name="discard-load"),
    path("register/loads/<int:load_id>/left-out/", loads.load_rejects, name="load-rejects"),
]
