"""Fonts of this system for what DejaVu Sans lacks: Chinese, which PNG and PDF draw as boxes where no font has it."""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache
from pathlib import Path

from dotnet_viz.errors import MissingDependencyError
from dotnet_viz.translation.translate import current_language

CHINESE = "zh_CN"

_HAN = re.compile("[\u3400-\u9fff]")
# Files of fonts with simplified Chinese, as distributions, macOS and Windows name them.
_FILES = re.compile(
    r"(notosans.*(cjk|sc)|notoserif.*(cjk|sc)|sourcehan|wqy|wenquanyi|droidsansfallback|arphic|uming|ukai|pingfang|stheiti"
    r"|hiraginosansgb|msyh|simhei|simsun|simfang|deng|arialuni)",
    re.IGNORECASE,
)
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


@lru_cache(maxsize=8)
def chinese_font(folders: tuple[Path, ...]) -> Path | None:
    """Return the file of a font with simplified Chinese; ``None`` where there is none.

    Args:
        folders: that are searched, with all folders below them.
    """
    for folder in folders:
        for above, names, files in os.walk(folder):
            names.sort()
            for name in sorted(files):
                if name.lower().endswith(_SUFFIXES) and _FILES.search(re.sub(r"[\s_-]", "", name)):
                    return Path(above) / name
    return None


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
