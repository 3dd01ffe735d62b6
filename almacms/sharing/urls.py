"""The address of a shared draft; it takes anything, so that what opens nothing is answered in one place."""

from django.urls import re_path

from almacms.workflow.links import ANY_SECRET

from .views.reading import shared_draft

urlpatterns = [re_path(rf"^brouillon/{ANY_SECRET}", shared_draft, name="shared_draft")]
