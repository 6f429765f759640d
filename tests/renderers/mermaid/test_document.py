from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError
from dotnet_viz.renderers import render
from dotnet_viz.renderers.mermaid.document import MAX_LINES, MAX_TEXT, fits, is_flowchart, mermaid
from dotnet_viz.scene import Cluster, Connection, KeyEntry, KeyLegend, Label, Scene, Shape
from tests.scene_builders import neurons

# A copy of mermaid.min.js, which is not part of this repository: npm install mermaid, then point here.
MERMAID_SCRIPT = os.environ.get("DOTNET_VIZ_MERMAID", "")

HOSTILE = [
    *("end", "a&b", 'say "hi"', "x_<b>", "<script>alert(1)</script>", "`md`", "a[b](c){d}", "%%{init: {}}%%", "%% c", "#35;"),
    *(
        "a;b",
        'click s0 href "x"',
        "1. list",
        "2024. list",
        "10) list",
        "- list",
        "+ list",
        "* star *",
        "__init__",
        "**bold**",
        "日本語 é →",
        "😀",
    ),
    *(
        "style: #35;x;",
        "a|b",
        '"]; end',
        "subgraph x",
        "\\n",
        "&lt;",
        "&#60;",
        "<br/>",
        "a\nb",
        "-->",
        "$$x$$",
        "@{ shape: x }",
    ),
    *("classDef a:#b;", "fa:fa-car", "https://x.y/z", "0.5", "A0 --- oB", "\u202ertl", "tab\there", "back\\slash", "'", "~~~"),
]


def boxes(names: list[str], **kwargs: Any) -> Scene:
    shapes = tuple(Shape(f"n{number}", name, 50, 20, labels=(Label(name),)) for number, name in enumerate(names))
    lines = tuple(Connection(left.id, right.id, label=left.name) for left, right in pairwise(shapes))
    return Scene("names", shapes=shapes, connections=lines, **kwargs)


def labels_of(text: str) -> list[str]:
    """Return what a reader sees in the boxes, by Mermaid's rules for quotes and codes."""
    found = re.findall(r'^\s*s\d+[\[(]+"(.*)"[\])]+$', text, re.MULTILINE)
    return [re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label) for label in found]


def test_a_box_a_line_and_a_frame_are_written_in_order() -> None:
    shapes = (
        Shape(
            "a",
            "a",
            10,
            10,
            labels=(Label("block", x=-9, y=-5), Label("× 3", x=9, y=-5), Label("Dense", y=5)),
            stroke="#d55e00",
        ),
        Shape("b", "b", 10, 10, "rounded", labels=(Label("out"),), dashed=True, cluster="f"),
    )
    frame = Cluster("f", "frame", Label("28×28"))
    line = Connection("a", "b", dashed=True, label="64")
    text = mermaid(
        Scene("two", "Two boxes.", shapes, (line, Connection("b", "a", arrow=False)), clusters=(frame,), direction="LR")
    )
    assert text.splitlines() == [
        "flowchart LR",
        "  accTitle: two",
        "  accDescr: Two boxes.",
        '  s0["block × 3<br/>Dense"]',
        '  subgraph g0["28×28"]',
        '    s1("out")',
        "  end",
        '  s0 -.->|"64"| s1',
        "  s1 --- s0",
        "  classDef c0 stroke:#d55e00,stroke-width:1px",
        "  class s0 c0",
        "  classDef c1 stroke-width:1px,stroke-dasharray:5 3",
        "  class s1 c1",
    ]


def test_notes_are_comments_that_stay_on_their_line() -> None:
    text = mermaid(boxes(["a"], notes=("one\ntwo %%{init: {}}%%",)))
    assert text.splitlines()[0].startswith("%% one↵two ")
    assert "{" not in text
    assert text.splitlines()[1] == "flowchart TB"


def test_what_is_longer_than_a_page_goes_on_at_circles_with_the_same_number() -> None:
    text = mermaid(boxes(["a layer of a long name"] * 40))
    lines = [line.strip() for line in text.splitlines()]
    assert lines[0] == "flowchart LR"
    assert lines.count("direction TB") == sum(line.startswith("subgraph p") for line in lines) > 1
    leaving = [line.rpartition(" ")[2] for line in lines if re.fullmatch(r"s\d+ --> o\d+", line)]
    entering = [line.partition(" ")[0] for line in lines if re.fullmatch(r"i\d+p\d+ -->.* s\d+", line)]
    assert leaving == ["o1", "o2"]
    assert entering == ["i1p1", "i2p2"]
    assert {'o1(("1"))', 'i1p1(("1"))'} <= set(lines)
    assert len(labels_of(text)) == 40


def test_keys_stand_behind_what_they_explain() -> None:
    key = KeyLegend("kinds", (KeyEntry('x -- "y"', "#00355c"), KeyEntry("removed", "paper", "#c2410c", dashed=True)))
    lines = mermaid(boxes(["a", "b"], legends=(key,))).splitlines()
    assert "  s1 ~~~ k0" in lines
    assert '    k0e1["removed"]' in lines
    assert "  style k0e1 fill:#ffffff,color:#1b1f24,stroke:#c2410c,stroke-dasharray:5 3" in lines


def test_lines_keep_their_colours() -> None:
    shapes = boxes(["a", "b"]).shapes
    lines = (Connection("n0", "n1"), Connection("n0", "n1", stroke="#0a7d5c"), Connection("n1", "n0", stroke="#0a7d5c"))
    assert "  linkStyle 1,2 stroke:#0a7d5c" in mermaid(Scene("lines", shapes=shapes, connections=lines)).splitlines()


def test_fills_are_written_with_a_text_that_is_read_on_them() -> None:
    scene = Scene("one", shapes=(Shape("a", "a", 60, 30, fill="#00355c", labels=(Label("a"),)),))
    assert "classDef c0 fill:#00355c,color:#e8eaed," in mermaid(scene)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), min_size=1), min_size=1, max_size=4
    )
)
def test_any_name_comes_through_and_breaks_nothing(names: list[str]) -> None:
    text = mermaid(boxes(names))
    assert labels_of(text) == names
    assert len(text.splitlines()) == 2 + len(names) + (len(names) - 1) + 2
    assert not re.search(r"[`{}<>\\]", text.replace("<br/>", "").replace("-->", ""))


def test_bundles_and_columns_are_refused_with_a_way_out() -> None:
    assert not is_flowchart(neurons())
    with pytest.raises(OptionError, match=r"boxes and arrows only.*'blocks' or 'plot-model', or save it as \.svg"):
        mermaid(neurons())


def test_more_lines_than_mermaid_draws_are_refused() -> None:
    many = tuple(Connection("n0", "n1") for _ in range(MAX_LINES))
    shapes = boxes(["a", "b"]).shapes
    assert fits(Scene("most", shapes=shapes, connections=many))
    too_many = Scene("more", shapes=shapes, connections=(*many, many[0]))
    assert not fits(too_many)
    with pytest.raises(OptionError, match="at most 500 lines"):
        mermaid(too_many)


def test_more_text_than_mermaid_reads_is_refused() -> None:
    scene = boxes(["x" * MAX_TEXT])
    assert not fits(scene)
    with pytest.raises(OptionError, match="50,000 characters"):
        mermaid(scene)


def test_a_theme_is_no_option() -> None:
    with pytest.raises(OptionError, match="'mmd' has no option 'theme'"):
        render(boxes(["a"]), "mmd", theme="dark")


@pytest.mark.browser
@pytest.mark.skipif(not Path(MERMAID_SCRIPT).is_file(), reason="DOTNET_VIZ_MERMAID does not name a mermaid.min.js")
def test_mermaid_itself_shows_hostile_names_as_they_are(page: Any) -> None:
    page.set_content("<div id='place'></div>")
    page.add_script_tag(path=MERMAID_SCRIPT)
    shown = page.evaluate(
        """async text => {
            mermaid.initialize({startOnLoad: false, securityLevel: 'strict'});
            document.getElementById('place').innerHTML = (await mermaid.render('picture', text)).svg;
            return [...document.querySelectorAll('.node .nodeLabel')].map(label => label.textContent);
        }""",
        mermaid(boxes(HOSTILE)),
    )
    # Circles have numbers alone, and columns another order.
    expected = [name.translate({10: "↵", 9: "\ufffd", 0x202E: "\ufffd"}) for name in HOSTILE]
    assert sorted(name for name in shown if not name.isdigit()) == sorted(expected)
    assert page.evaluate("document.querySelectorAll('.node script, .node b').length") == 0
