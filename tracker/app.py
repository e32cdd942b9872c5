"""create_app: settings → extensions → adapters → web → blueprints. The command `tracker` starts here too."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flask import Flask
from flask.cli import ScriptInfo
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from config.settings import Settings
from tracker import blueprints, commands
from tracker.adapters.storage import FolderStore
from tracker.adapters.virus_scan import scanner_at
from tracker.extensions import csrf, db, login_manager, migrate
from tracker.models import transactions
from tracker.models.pools import options_for
from tracker.web import (
    addresses,
    assets,
    errors,
    filters,
    form_errors,
    guards,
    ids,
    logs,
    navigation,
    requests,
    security_headers,
    sent_forms,
    signed_in,
)

WEB = (
    logs,
    ids,
    requests,
    signed_in,
    guards,
    sent_forms,
    errors,
    security_headers,
    filters,
    addresses,
    form_errors,
    navigation,
    assets,
)
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
LARGEST_FORM = 2 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """An application for `settings`; raises AssetsMissing, or guards.Undeclared where an endpoint has no permission."""
    app = Flask("tracker", static_folder=None)  # Flask's own route would come before our configuration
    _configure(app, settings)
    _prepare_templates(app)
    _bind_extensions(app)
    _bind_adapters(app, settings)
    for module in WEB:
        module.init_app(app)
    blueprints.register(app)
    guards.check_declared(app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=options_for(settings.database_url) or {"pool_pre_ping": True},
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=2_000,
        SESSION_COOKIE_NAME="__Host-tracker" if settings.secure_cookies else "tracker",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session, which ends by our own rules
        WTF_CSRF_SSL_STRICT=True,
        TESTING=settings.environment == "test",
        PROPAGATE_EXCEPTIONS=False,
        PROVIDE_AUTOMATIC_OPTIONS=False,  # only the methods that were declared (ASVS 4.1.4)
    )


def _prepare_templates(app: Flask) -> None:
    # a name that a view forgot is a fault, never an empty space on the page
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    login_manager.init_app(app)
    csrf.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        transactions.prepare(db.engine)
        app.extensions["transactions"] = transactions.Transactions(db.engine)


def _bind_adapters(app: Flask, settings: Settings) -> None:
    app.extensions["storage"] = FolderStore(settings.evidence_dir)
    app.extensions["scanner"] = scanner_at(settings.virus_scan)


def app_from_environment() -> Flask:
    return create_app(Settings.from_environ(os.environ))


def main() -> None:
    """The console script."""
    sys.exit(commands.run(ScriptInfo(create_app=app_from_environment)))
