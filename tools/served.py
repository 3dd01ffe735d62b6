"""The site with the pictures beside it, which the web server gives out in production."""

from django.conf import settings
from whitenoise import WhiteNoise

from almacms.wsgi import application as site

application = WhiteNoise(site, root=str(settings.MEDIA_ROOT), prefix="media/", max_age=30 * 24 * 3600)
