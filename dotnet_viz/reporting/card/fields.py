"""What a model card may hold: the parts of Mitchell et al. and the metadata of Hugging Face.

The parts are those of *Model Cards for Model Reporting* (https://arxiv.org/abs/1810.03993).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dotnet_viz.translation.translate import mark

DESCRIPTION = "description"
"""The entry of a part that has no key: what is written right below the part's heading."""


@dataclass(frozen=True)
class Part:
    """A part of a card.

    Args:
        key: its key in a card.
        title: its heading.
        entries: the headings of what it may hold, by their keys.
    """

    key: str
    title: str
    entries: Mapping[str, str]


_DATA = {
    "dataset": mark("Data set"),
    "samples": mark("Samples"),
    "motivation": mark("Motivation"),
    "preprocessing": mark("Preprocessing"),
}

PARTS = (
    Part(
        "model_details",
        mark("Model details"),
        {
            "developers": mark("Developers"),
            "version": mark("Version"),
            "date": mark("Date"),
            "type": mark("Type"),
            "framework": mark("Framework"),
            "parameters": mark("Parameters"),
            "size": mark("Size of the weights"),
            "inputs": mark("Inputs"),
            "outputs": mark("Outputs"),
            "training": mark("Training"),
            "paper": mark("Paper"),
            "citation": mark("Citation"),
            "repository": mark("Repository"),
            "contact": mark("Contact"),
        },
    ),
    Part(
        "intended_use",
        mark("Intended use"),
        {
            "primary_uses": mark("Primary intended uses"),
            "primary_users": mark("Primary intended users"),
            "out_of_scope": mark("Out-of-scope uses"),
        },
    ),
    Part("factors", mark("Factors"), {"relevant": mark("Relevant factors"), "evaluation": mark("Evaluation factors")}),
    Part(
        "metric_details",
        mark("Metrics"),
        {
            "performance": mark("Measures of performance"),
            "thresholds": mark("Decision thresholds"),
            "variation": mark("Approaches to uncertainty and variability"),
        },
    ),
    Part("evaluation_data", mark("Evaluation data"), _DATA),
    Part("training_data", mark("Training data"), _DATA),
    Part(
        "quantitative_analyses",
        mark("Quantitative analyses"),
        {"unitary": mark("Unitary results"), "intersectional": mark("Intersectional results")},
    ),
    Part(
        "ethical_considerations",
        mark("Ethical considerations"),
        {
            "sensitive_data": mark("Sensitive data"),
            "human_life": mark("Human life"),
            "mitigations": mark("Mitigations"),
            "risks": mark("Risks and harms"),
            "problematic_uses": mark("Problematic uses"),
        },
    ),
    Part(
        "caveats_and_recommendations",
        mark("Caveats and recommendations"),
        {"caveats": mark("Caveats"), "recommendations": mark("Recommendations")},
    ),
)
"""In the order of a card."""

TEXT_METADATA = {
    "license": mark("License"),
    "license_name": mark("Name of the license"),
    "license_link": mark("Text of the license"),
    "library_name": mark("Library"),
    "pipeline_tag": mark("Task"),
    "base_model_relation": mark("Relation to the base model"),
    "new_version": mark("Newer version"),
}
"""Metadata that are one text each, with their headings (https://huggingface.co/docs/hub/model-cards#model-card-metadata)."""
LIST_METADATA = {
    "language": mark("Languages"),
    "tags": mark("Tags"),
    "datasets": mark("Data sets"),
    "metrics": mark("Metrics"),
    "base_model": mark("Base models"),
}
"""Metadata that are one text or several, with their headings."""
METADATA_ORDER = (
    "license",
    "license_name",
    "license_link",
    "language",
    "library_name",
    "tags",
    "datasets",
    "metrics",
    "base_model",
    "base_model_relation",
    "new_version",
    "pipeline_tag",
)
EXPECTED = (
    "license",
    "language",
    "tags",
    "datasets",
    "pipeline_tag",
    "model_details.developers",
    "model_details.version",
    "model_details.date",
    "model_details.contact",
)
"""What a reader of a card looks for beside its parts; the rest is named only where there is something to say."""
SYNONYMS = {
    "licence": "license",
    "languages": "language",
    "library": "library_name",
    "model_name": "name",
    "title": "name",
    "tag": "tags",
    "dataset": "datasets",
    "task": "pipeline_tag",
    "base_models": "base_model",
    "limitations": "caveats_and_recommendations",
    "caveats": "caveats_and_recommendations",
    "recommendations": "caveats_and_recommendations",
    "bias": "ethical_considerations",
    "ethics": "ethical_considerations",
    "uses": "intended_use",
    "results": "model_index",
    "developers": "model_details",
    "authors": "model_details",
    "version": "model_details",
    "date": "model_details",
    "contact": "model_details",
    "citation": "model_details",
    "paper": "model_details",
}
"""Words that others have for keys of a card, or that belong inside of one, each with the key."""
