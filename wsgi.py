"""gunicorn's door: `gunicorn wsgi:app`."""

from tracker.app import app_from_environment

app = app_from_environment()
