"""The addresses of a site in French and in English."""

from almacms.urls import addresses

urlpatterns = addresses(with_languages=True)
