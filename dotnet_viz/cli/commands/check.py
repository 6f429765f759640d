"""``dotnet-viz check``: what is wrong with a model's weights and structure, or with a training."""

from __future__ import annotations

import argparse
import json

from dotnet_viz.api.reports import one_report
from dotnet_viz.cli.command import MODEL_OR_RUN, Command
from dotnet_viz.cli.flags.flag import NAMES, Converter, Flag, choice
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.terminal.output import print_text
from dotnet_viz.measures.diagnostics import CHECKS, SEVERITIES, SPECTRA
from dotnet_viz.measures.training.findings import CHECKS as RUN_CHECKS


def run_check(arguments: argparse.Namespace) -> int:
    """Print what was found and return 1 if anything as bad as ``--fail-on`` is among it."""
    ignored = [name for names in arguments.ignore for name in names]
    result = one_report.check(
        given_model(arguments), ignore=ignored, thresholds=dict(arguments.threshold), spectra=arguments.spectra
    )
    text = json.dumps(result.to_dict(), indent=2, ensure_ascii=True) if arguments.json else str(result)
    print_text(f"{text}\n", quiet=arguments.quiet)
    return 1 if result.at_least(arguments.severity) else 0


def _threshold(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return name.strip(), float(value)


def _checks() -> tuple[tuple[str, str], ...]:
    rows = [(check.id, check.about, check.threshold) for check in CHECKS]
    rows += [(check.id, check.about, check.threshold) for check in RUN_CHECKS]
    return tuple((name, about + _usual(threshold)) for name, about, threshold in rows)


def _usual(threshold: float | None) -> str:
    return "" if threshold is None else f" (threshold: {threshold:g})"


COMMAND = Command(
    name="check",
    usage="MODEL [options]",
    about="Looks for faults in weights and structure, and in the course of a training."
    " Exits with 1 where something as bad as --fail-on is found.",
    operands=MODEL_OR_RUN,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(("--severity", "--fail-on"), "least severity for exit code 1", choice(SEVERITIES), "warning"),
        Flag(("--ignore",), "checks to leave out; may be repeated", NAMES, repeats=True),
        Flag(
            ("--threshold",),
            "another limit for a check; may be repeated",
            Converter(_threshold, "CHECK=NUMBER", "variance-high=20", "CHECK=X"),
            repeats=True,
        ),
        Flag(("--spectra",), "singular values of kernels; all has those of large ones too", choice(SPECTRA), "auto"),
        Flag(("--json",), "print JSON for scripts"),
    ),
    examples=(
        ("check model.keras", ""),
        ("check model.keras --fail-on error", "for scripts and hooks"),
        ("check runs/7", "a training, and its model"),
        ("check model.keras --ignore dead-rows --threshold variance-high=20", ""),
    ),
    run=run_check,
    notes=("checks:", _checks()),
)
