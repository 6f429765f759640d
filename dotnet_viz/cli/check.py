"""``dotnet-viz check``: what is wrong with a model's weights and structure."""

from __future__ import annotations

import argparse
import json

from dotnet_viz import api
from dotnet_viz.cli.saying import names, say
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.diagnostics import CHECKS, SEVERITIES, SPECTRA

DESCRIPTION = "Looks for faults in weights and structure. Exits with 1 where something as bad as --severity is found."


def configure(command: argparse.ArgumentParser) -> None:
    """Add the command's flags."""
    command.epilog = _list_of_checks()
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.add_argument("--json", action="store_true", help="print JSON for scripts")
    command.add_argument("--ignore", type=names, default=[], metavar="A,B,...", help="checks that are left out")
    command.add_argument("--threshold", action="append", default=[], metavar="CHECK=X", help="another limit; may be repeated")
    command.add_argument("--severity", choices=SEVERITIES, default="warning", help="least severity for exit code 1")
    command.add_argument("--spectra", choices=SPECTRA, default="auto", help="all: singular values of large kernels too")
    command.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Print what was found and return 1 if anything as bad as ``--severity`` is among it."""
    thresholds = dict(_threshold(text) for text in arguments.threshold)
    result = api.check(arguments.model, ignore=arguments.ignore, thresholds=thresholds, spectra=arguments.spectra)
    text = json.dumps(result.to_dict(), indent=2, ensure_ascii=True) if arguments.json else str(result)
    say(arguments, text + "\n")
    return 1 if result.at_least(arguments.severity) else 0


def _threshold(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise OptionError(f"--threshold takes CHECK=NUMBER, such as variance-high=20, not {text!r}") from None


def _list_of_checks() -> str:
    width = max(len(check.id) for check in CHECKS)
    lines = [f"  {check.id:{width}}  {check.about}{_usual(check.threshold)}" for check in CHECKS]
    return "\n".join(["checks, with the thresholds of those that have one:", *lines])


def _usual(threshold: float | None) -> str:
    return "" if threshold is None else f" ({threshold:g})"
