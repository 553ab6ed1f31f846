"""``chuding check-live``: whether a published site is one release, whole, and what comes in the next days."""

import json
import sys
from dataclasses import asdict
from datetime import date

import click

from generator.commands.listing import command as listed
from generator.commands.saying import say
from generator.publishing.live import check_live
from generator.register.problems import BadInput, shown


@listed("check-live")
@click.argument("address", metavar="URL")
@click.option("--today", metavar="DATE", help="The day from which windows and the certificate are seen, else today.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(address: str, today: str | None, form: str) -> None:
    try:
        report = check_live(address, _day(today))
    except BadInput as bad:
        if form == "text":
            raise
        click.echo(json.dumps({"ok": False, "faults": bad.lines}, indent=2))
        sys.exit(1)
    if form == "json":
        click.echo(json.dumps({"ok": not report.faults, **asdict(report)}, indent=2))
    else:
        for fault in report.faults:
            say(fault, err=True)
        if not report.faults:
            say(f"{address}: release {report.name}, {report.files} files, each as it should be")
        if report.certificate_days is not None:
            click.echo(f"certificate: {report.certificate_days} days left")
        for near in report.near:
            say(str(near))
    if report.faults:
        sys.exit(1)


def _day(written: str | None) -> date:
    try:
        return date.fromisoformat(written) if written else date.today()
    except ValueError:
        raise BadInput([f"--today: expected a date as YYYY-MM-DD, found {shown(written)}"]) from None
