"""What a model card may hold: the parts of Mitchell et al. and the metadata of Hugging Face.

The parts are those of *Model Cards for Model Reporting* (https://arxiv.org/abs/1810.03993).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    "dataset": "Data set",
    "samples": "Samples",
    "motivation": "Motivation",
    "preprocessing": "Preprocessing",
}

PARTS = (
    Part(
        "model_details",
        "Model details",
        {
            "developers": "Developers",
            "version": "Version",
            "date": "Date",
            "type": "Type",
            "framework": "Framework",
            "parameters": "Parameters",
            "size": "Size of the weights",
            "inputs": "Inputs",
            "outputs": "Outputs",
            "training": "Training",
            "paper": "Paper",
            "citation": "Citation",
            "repository": "Repository",
            "contact": "Contact",
        },
    ),
    Part(
        "intended_use",
        "Intended use",
        {
            "primary_uses": "Primary intended uses",
            "primary_users": "Primary intended users",
            "out_of_scope": "Out-of-scope uses",
        },
    ),
    Part("factors", "Factors", {"relevant": "Relevant factors", "evaluation": "Evaluation factors"}),
    Part(
        "metric_details",
        "Metrics",
        {
            "performance": "Measures of performance",
            "thresholds": "Decision thresholds",
            "variation": "Approaches to uncertainty and variability",
        },
    ),
    Part("evaluation_data", "Evaluation data", _DATA),
    Part("training_data", "Training data", _DATA),
    Part(
        "quantitative_analyses",
        "Quantitative analyses",
        {"unitary": "Unitary results", "intersectional": "Intersectional results"},
    ),
    Part(
        "ethical_considerations",
        "Ethical considerations",
        {
            "sensitive_data": "Sensitive data",
            "human_life": "Human life",
            "mitigations": "Mitigations",
            "risks": "Risks and harms",
            "problematic_uses": "Problematic uses",
        },
    ),
    Part(
        "caveats_and_recommendations",
        "Caveats and recommendations",
        {"caveats": "Caveats", "recommendations": "Recommendations"},
    ),
)
"""In the order of a card."""

TEXT_METADATA = {
    "license": "License",
    "license_name": "Name of the license",
    "license_link": "Text of the license",
    "library_name": "Library",
    "pipeline_tag": "Task",
    "base_model_relation": "Relation to the base model",
    "new_version": "Newer version",
}
"""Metadata that are one text each, with their headings (https://huggingface.co/docs/hub/model-cards#model-card-metadata)."""
LIST_METADATA = {
    "language": "Languages",
    "tags": "Tags",
    "datasets": "Data sets",
    "metrics": "Metrics",
    "base_model": "Base models",
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
