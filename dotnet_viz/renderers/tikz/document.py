"""A placed scene as a LaTeX document of one page of its size, which any engine of LaTeX reads."""

from __future__ import annotations

from dotnet_viz.renderers.common.numbers import decimal
from dotnet_viz.renderers.tikz.escape import tex_comment, unprintable_by_pdftex
from dotnet_viz.renderers.tikz.picture import tikz_picture, unit_of
from dotnet_viz.scene import Scene

_PREAMBLE = r"""\documentclass{article}
\usepackage[paperwidth=%(width)sbp, paperheight=%(height)sbp, margin=0pt]{geometry}
\usepackage{iftex}
\usepackage{tikz}
\pagestyle{empty}
\setlength{\parindent}{0pt}
\setlength{\topskip}{0pt}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{\usepackage{fix-cm}\renewcommand{\encodingdefault}{OT1}}
  \newcommand{\missing}[1]{\DeclareUnicodeCharacter{#1}{\ensuremath{\diamond}}}%(missing)s
\else
  \usepackage{fontspec}
  \IfFontExistsTF{DejaVu Sans}{\setsansfont{DejaVu Sans}}{}
\fi
"""


def tex(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> str:
    r"""Return a scene as a LaTeX document, whose one page is as large as the picture.

    LuaLaTeX and XeLaTeX print names in every language; pdfLaTeX prints a sign for letters that it does not have.

    Args:
        scene: with places.
        theme: colours of the page.
        scale: how large it is; 1 is three quarters of a point a pixel.

    Raises:
        OptionError: more lines of weights or cells of tables than TeX draws, or no such theme.
        GraphError: the scene has no places.

    Example:
        >>> print(tex(Scene("empty", size=(18, 18))).splitlines()[2])
        \usepackage[paperwidth=13.5bp, paperheight=13.5bp, margin=0pt]{geometry}
    """
    picture = tikz_picture(scene, theme=theme, scale=scale)
    width, height = (length * unit_of(scene, scale) for length in scene.size or (1.0, 1.0))
    missing = "".join(rf"\missing{{{ord(character):04X}}}" for character in unprintable_by_pdftex([picture]))
    preamble = _PREAMBLE % {"width": decimal(width), "height": decimal(height), "missing": missing}
    # A box without a height of its own: no rounding can push it to a second page.
    body = f"\\begin{{document}}%\n\\vbox to 0pt{{\\hbox to 0pt{{%\n{picture}\\hss}}\\vss}}%\n\\end{{document}}\n"
    return f"% {tex_comment(scene.title)}\n{preamble}{body}"
