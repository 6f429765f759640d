from __future__ import annotations

from dotnet_viz.renderers.mermaid.markdown import markdown
from dotnet_viz.scene import Label, Scene, Shape

NAME = "`x` <img src=x onerror=alert(1)> [a](javascript:b) ![c](d) | _e_\n# heading"


def page() -> list[str]:
    shapes = (Shape("a", NAME, 10, 10, labels=(Label(NAME),)),)
    return markdown(Scene(NAME, f"About {NAME}.", shapes, notes=(NAME, "second note"))).splitlines()


def test_title_description_picture_and_notes_follow_one_another() -> None:
    lines = page()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("About ")
    assert lines[4] == "```mermaid"
    assert lines.index("```") > 5
    assert lines[-2].startswith("- ")
    assert lines[-1] == "- second note"


def test_a_hostile_name_is_text_everywhere() -> None:
    lines = page()
    assert sum("```" in line for line in lines) == 2
    assert sum(line.startswith("#") for line in lines) == 1
    outside = lines[0] + lines[2] + lines[-2]
    assert "<" not in outside
    assert r"\`x\`" in outside
    assert r"\[a\]\(javascript:b\)" in outside


def test_the_fence_is_the_mermaid_picture_alone() -> None:
    lines = page()
    inside = lines[5 : lines.index("```")]
    assert next(line for line in inside if not line.startswith("%% ")) == "flowchart TB"
