"""HTTP: what the web workers serve."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from backend.common.handlers import Lanes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings.development")
application = Lanes(get_wsgi_application())

# Load every view now, not during the first request, and let the garbage collector forget what
# is here to stay: walking through it again and again is a fifth of what saving an answer costs.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
