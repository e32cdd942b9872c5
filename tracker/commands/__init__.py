"""The `tracker` command."""

from __future__ import annotations

import click
from flask.cli import ScriptInfo

from config.settings import SettingsError
from tracker.commands.database import database_commands
from tracker.commands.demo import demo_command
from tracker.commands.evidence import evidence_commands
from tracker.commands.history import history_commands
from tracker.commands.jobs import job_commands
from tracker.commands.organisations import organisation_commands
from tracker.commands.people import people_commands
from tracker.commands.reports import import_report_command, read_report_command
from tracker.commands.scheduler import scheduler_command
from tracker.commands.scores import score_commands
from tracker.commands.serve import serve
from tracker.web.assets import AssetsMissing


@click.group()
def cli() -> None:
    """Track inspection recommendations. Settings come from the environment as TRACKER_…."""


cli.add_command(database_commands)
cli.add_command(read_report_command)
cli.add_command(import_report_command)
cli.add_command(organisation_commands)
cli.add_command(people_commands)
cli.add_command(evidence_commands)
cli.add_command(history_commands)
cli.add_command(job_commands)
cli.add_command(score_commands)
cli.add_command(demo_command)
cli.add_command(scheduler_command)
cli.add_command(serve)


def run(info: ScriptInfo) -> int:
    """Runs the command line; returns the exit code. What a person can mend is one sentence, never a trace."""
    try:
        ended_with = cli.main(obj=info, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except (SettingsError, AssetsMissing) as error:
        click.echo(f"Error: {error}", err=True)
        return 2
    return ended_with if isinstance(ended_with, int) else 0  # a code a command exited with; else what it returned
