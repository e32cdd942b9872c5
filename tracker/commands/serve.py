"""`tracker serve`: gunicorn with the settings we measured with."""

from __future__ import annotations

import os
import socket
import sys

import click

from config.settings import Settings, SettingsError
from tracker.commands.beside import run_beside
from tracker.commands.common import Refused
from tracker.commands.demo import SIGN_INS

GUNICORN_OPTIONS = (
    "--worker-class=gthread",
    "--threads=4",
    "--timeout=60",
    "--graceful-timeout=10",
    "--max-requests=10000",
    "--max-requests-jitter=1000",
    "--no-control-socket",  # it would be opened in a home folder that production does not have
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--with-scheduler", is_flag=True, help="Run the scheduler beside it. In development only.")
def serve(host: str, port: int, workers: int, with_scheduler: bool) -> None:
    """Serve the site until Ctrl-C."""
    try:
        settings = Settings.from_environ(os.environ)
    except SettingsError as error:
        raise Refused(str(error)) from None
    if with_scheduler and not settings.is_development:
        raise Refused("--with-scheduler is for development. Run 'tracker scheduler' as a service of its own.")
    _refuse_a_taken_port(host, port)
    click.echo(f"\nTrack inspection recommendations: http://{host}:{port}\n")
    if settings.is_development:
        click.echo(_sign_ins())
    command = [sys.executable, "-m", "gunicorn", f"--bind={host}:{port}", f"--workers={workers}", *GUNICORN_OPTIONS]
    command += ["--log-level=warning", "wsgi:app"]
    sys.stdout.flush()
    if with_scheduler:
        raise click.exceptions.Exit(run_beside(command, [sys.executable, sys.argv[0], "scheduler"]))
    # exec: signals reach gunicorn itself, which stops its workers; nothing is left running behind it
    os.execv(sys.executable, command)  # noqa: S606


def _refuse_a_taken_port(host: str, port: int) -> None:
    """gunicorn would try five times and then give up with a trace."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refused(f"Port {port} is in use. Stop what uses it, or choose another with --port.") from None


def _sign_ins() -> str:
    width = max(len(sign_in.email) for sign_in in SIGN_INS)
    lines = [f"  {sign_in.email:<{width}}  {sign_in.what}" for sign_in in SIGN_INS]
    return "\n".join(["Sign in as one of the sample people:", *lines, f"  Password: {SIGN_INS[0].password}", ""])
