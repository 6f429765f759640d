from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder

import dotnet_viz as dv
from dotnet_viz.errors import MissingDependencyError, VizWarning
from dotnet_viz.renderers.common import system_fonts
from dotnet_viz.renderers.common.system_fonts import chinese_font, font_folders, with_glyphs
from dotnet_viz.scene import Scene, Shape

WITH_FONT = pytest.mark.skipif(chinese_font(font_folders()) is None, reason="no font of this system has Chinese")


@pytest.mark.parametrize(
    "name",
    [
        "NotoSansCJK-Regular.ttc",
        "NotoSansSC-Regular.otf",
        "wqy-microhei.ttc",
        "SourceHanSansCN-Bold.otf",
        "msyh.ttc",
        "PingFang.ttc",
    ],
)
def test_fonts_are_known_by_the_names_of_their_files(tmp_path: Path, name: str) -> None:
    (tmp_path / "truetype" / "any").mkdir(parents=True)
    (tmp_path / "truetype" / "any" / name).touch()
    found = chinese_font((tmp_path,))
    assert found is not None
    assert found.name == name


def test_other_fonts_and_files_are_none(tmp_path: Path) -> None:
    for name in ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansCJK.txt", "wqy.conf"):
        (tmp_path / name).touch()
    assert chinese_font((tmp_path, tmp_path / "missing")) is None


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(system_fonts, "font_folders", lambda: (tmp_path,))


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("suffix", ["png", "pdf"])
def test_a_picture_in_chinese_names_the_package_to_install(suffix: str, tmp_path: Path) -> None:
    with dv.in_language("zh"):
        drawing = dv.Drawing(Scene("网络", shapes=(Shape("a", "a", 60, 30),), notes=("权重",)))
    with pytest.raises(MissingDependencyError, match="fonts-noto-cjk"):
        drawing.save(tmp_path / f"x.{suffix}")
    assert drawing.save(tmp_path / "x.svg").exists()


@pytest.mark.usefixtures("no_fonts")
def test_a_name_in_chinese_does_not_stop_a_picture_in_english() -> None:
    drawing = dv.Drawing(Scene("网络 \U0001f680", shapes=(Shape("层", "层", 60, 30),)))
    with pytest.warns(VizWarning, match=r"no font .*层.*apt install fonts-noto-cjk fonts-noto-color-emoji"):
        drawing.png()


@pytest.mark.usefixtures("no_fonts")
def test_what_no_font_has_is_a_character_that_says_so() -> None:
    with pytest.warns(VizWarning, match="shown as �"):
        assert with_glyphs("a 层 e\u0301 \u200d") == "a � e\u0301 \u200d"


@pytest.mark.filterwarnings("error")
def test_what_a_font_has_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "emoji.ttf").write_bytes(b"damaged")
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "A"])
    font.setupCharacterMap({ord("层"): "A"})
    font.save(tmp_path / "other.ttf")
    monkeypatch.setattr(system_fonts, "font_folders", lambda: (tmp_path,))
    assert with_glyphs("层") == "层"


@WITH_FONT
def test_chinese_is_drawn_where_a_font_has_it() -> None:
    pytest.importorskip("PIL")
    with dv.in_language("zh"):
        pictures = {
            dv.Drawing(Scene("m", shapes=(Shape("a", "a", 60, 30),), notes=(note,))).png() for note in ("权重权重", "偏置偏置")
        }
    assert len(pictures) == 2, "both are boxes"
