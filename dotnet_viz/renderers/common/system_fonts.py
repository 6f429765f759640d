"""Fonts of this system for what DejaVu Sans lacks: Chinese, emoji, which PNG and PDF draw as boxes where no font has them."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from dotnet_viz.errors import MissingDependencyError, VizWarning
from dotnet_viz.fonts import without_glyph
from dotnet_viz.translation.translate import current_language

CHINESE = "zh_CN"

_HAN = re.compile("[\u3400-\u9fff]")
# Files of fonts with simplified Chinese, as distributions, macOS and Windows name them.
_FILES = re.compile(
    r"(notosans.*(cjk|sc)|notoserif.*(cjk|sc)|sourcehan|wqy|wenquanyi|droidsansfallback|arphic|uming|ukai|pingfang|stheiti"
    r"|hiraginosansgb|msyh|simhei|simsun|simfang|deng|arialuni)",
    re.IGNORECASE,
)
_LIKELY = re.compile("cjk|emoji|unifont|fallback|wqy|unicode", re.IGNORECASE)
_MOST_FILES = 2000
_REPLACEMENT = "\ufffd"
_SHOWN = 12
"""Characters that a warning lists."""
_FIRST_EMOJI = 0x1F000
_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_MISSING = (
    "Chinese text needs a font that has it, and this system has none. Install one: apt install fonts-noto-cjk "
    "(Debian, Ubuntu), dnf install google-noto-sans-cjk-fonts (Fedora) or pacman -S noto-fonts-cjk (Arch); "
    "or save as .html or .svg"
)


def check_fonts(text: str) -> None:
    """Raise where a picture or a report in Chinese would have boxes in place of its text.

    A name of a layer in Chinese does not make a picture one in Chinese.

    Args:
        text: of the page or the picture.

    Raises:
        MissingDependencyError: no font of this system has Chinese; the message names packages that bring one.
    """
    if current_language() == CHINESE and _HAN.search(text) and chinese_font(font_folders()) is None:
        raise MissingDependencyError(_MISSING)


def with_glyphs(text: str, *, warn: bool = True) -> str:
    """Return a text with ``�`` for each character that no font of this system has, and warn with the names of fonts to install.

    Args:
        text: of the page or the picture.
        warn: whether the user is told; not where the text is of a page that was warned of already.
    """
    missing = without_glyph(text)
    if missing:
        missing -= drawn_by(tuple(sorted(missing)), font_folders())
    if not missing:
        return text
    if warn:
        _warn_of(missing)
    return text.translate(dict.fromkeys(map(ord, missing), _REPLACEMENT))


def _warn_of(missing: frozenset[str]) -> None:
    shown = "".join(sorted(missing)[:_SHOWN]) + ("…" if len(missing) > _SHOWN else "")
    packages = " ".join(sorted({_package(character) for character in missing}))
    warnings.warn(
        f"no font of this system has {shown}, shown as {_REPLACEMENT}: apt install {packages} (or Noto fonts by other means), "
        "or save as .html or .svg",
        VizWarning,
        stacklevel=3,
    )


def _package(character: str) -> str:
    """Return the package of Debian with a font that has a character."""
    if ord(character) >= _FIRST_EMOJI and unicodedata.category(character) in ("So", "Sk"):
        return "fonts-noto-color-emoji"
    return "fonts-noto-cjk" if unicodedata.east_asian_width(character) in "WF" else "fonts-noto-core"


@lru_cache(maxsize=64)
def drawn_by(characters: tuple[str, ...], folders: tuple[Path, ...]) -> frozenset[str]:
    """Return those of some characters that a font in some folders has.

    Args:
        characters: that are asked for.
        folders: that are searched, with all folders below them.
    """
    found: set[str] = set()
    # What is for such characters alone has it most likely.
    for file in sorted(_font_files(folders), key=lambda file: not _LIKELY.search(file.name))[:_MOST_FILES]:
        found |= {character for character in characters if ord(character) in _code_points(file)}
        if len(found) == len(characters):
            break
    return frozenset(found)


@lru_cache(maxsize=256)
def _code_points(file: Path) -> frozenset[int]:
    """Return what a font has; nothing where its file is damaged."""
    from fontTools.ttLib import TTFont

    try:
        with file.open("rb") as data, TTFont(data, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except Exception:
        return frozenset()


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for above, names, files in os.walk(folder):
            names.sort()
            yield from (Path(above) / name for name in sorted(files) if name.lower().endswith(_SUFFIXES))


@lru_cache(maxsize=8)
def chinese_font(folders: tuple[Path, ...]) -> Path | None:
    """Return the file of a font with simplified Chinese; ``None`` where there is none.

    Args:
        folders: that are searched, with all folders below them.
    """
    names = ((file, re.sub(r"[\s_-]", "", file.name)) for file in _font_files(folders))
    return next((file for file, name in names if _FILES.search(name)), None)


def font_folders() -> tuple[Path, ...]:
    """Return the folders in which this system keeps fonts."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - it does not raise where there is no home
    if sys.platform == "darwin":
        return (home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (local / "Microsoft" / "Windows" / "Fonts", Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return (data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
