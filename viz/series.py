"""An indicator series as a picture: achieved figures in solid lines, planned ones dashed, one panel for each kind of number.

matplotlib draws it (``pip install 'urban-policy-kg[plot]'``). The same series gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError
from kg.outdir import write_file
from kg.series import Line, Point, Series
from kg.vocab import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = ("png", "svg", "pdf")
_FONTS = (  # families with Chinese characters that systems bring or people install
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Noto Sans CJK JP", "Noto Serif CJK SC", "SimSun",
)  # fmt: skip
_COLOURS = ("#b01c36", "#1f5fa8", "#2e7d5b", "#8a5a00", "#6b4ba1", "#00798c", "#9b4f72", "#55606b")


def plot(series: Series, path: str | Path) -> Path:
    """Draw the dated points of a series into ``path``, by its ending one of FORMATS.

    Raises OutputError without matplotlib, without a Chinese font, for another ending, for a series without a dated point,
    and for a file that cannot be written.
    """
    form = Path(path).suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise OutputError(f"cannot draw {path}: give the file one of the endings .{', .'.join(FORMATS)}")
    return write_file(path, draw(series, form))


def draw(series: Series, form: str = "png") -> bytes:
    """The picture as bytes in one of FORMATS. Raises OutputError as :func:`plot` does."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise OutputError("drawing needs matplotlib: pip install 'urban-policy-kg[plot]'") from None
    panels = [
        list(lines) for _, lines in groupby(series.lines, key=lambda line: (line.kind, line.base, line.unit))
    ]
    panels = [lines for lines in panels if any(p.year for line in lines for p in line.points)]
    if not panels:
        raise OutputError(f"no figure of {series.indicator} names its year: there is nothing to draw")
    settings: Any = {  # matplotlib types them as a literal of all there are
        "font.family": _font(),
        "axes.unicode_minus": False,
        "svg.hashsalt": "kg",
        "svg.fonttype": "path",
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=(8, 0.7 + 3.3 * len(panels)), layout="constrained", dpi=150)
        figure.suptitle(series.indicator, fontsize=15, fontweight="bold")
        areas = sorted({line.area for line in series.lines})
        for lines, axes in zip(panels, figure.subplots(len(panels), squeeze=False)[:, 0], strict=True):
            _panel(axes, lines, {area: _COLOURS[i % len(_COLOURS)] for i, area in enumerate(areas)})
        out = io.BytesIO()
        about: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(form, {})
        figure.savefig(out, format=form, metadata=about)
    return out.getvalue()


def _font() -> str:
    """The first of _FONTS that is installed. Raises OutputError if there is none."""
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    found = next((name for name in _FONTS if name in installed), None)
    if found is None:
        raise OutputError(
            "no font with Chinese characters is installed: Noto Sans CJK is one (fonts-noto-cjk on Debian)"
        )
    return found


def _panel(axes: Axes, lines: list[Line], colours: Mapping[str, str]) -> None:
    first = lines[0]
    base = f"（比{first.base}年）" if first.base else ""
    axes.set_title(f"{label(first.kind)}{base}，{first.unit}", loc="left", fontsize=11)
    for line in lines:
        for status, style in (("achieved", "-"), ("planned", "--")):
            points = _one_a_year(line, status)
            if points:
                word = "结果" if status == "achieved" else "目标"
                _draw(axes, points, colours[line.area], style, f"{line.area} {word}".strip())
    years = sorted({p.year for line in lines for p in line.points if p.year})
    axes.set_xticks(range(years[0], years[-1] + 1) if years[-1] - years[0] <= 12 else years)
    room = max(0.5, (years[-1] - years[0]) * 0.07)  # for the words beside the first and the last point
    axes.set_xlim(years[0] - room, years[-1] + room)
    axes.margins(y=0.18)
    axes.grid(axis="y", color="#e3e0d8", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=9, handlelength=3)


def _draw(axes: Axes, points: Mapping[int, Point], colour: str, style: str, name: str) -> None:
    """One line; a range is a thin bar around its middle. Results have their value on the right, plans on the left."""
    low = [float(p.value) for p in points.values()]
    high = [float(p.maximum if p.maximum is not None else p.value) for p in points.values()]
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    spread = [(b - a) / 2 for a, b in zip(low, high, strict=True)]
    axes.errorbar(
        list(points), middle, yerr=spread if any(spread) else None, color=colour, linestyle=style, marker="o",
        markersize=6, markerfacecolor=colour if style == "-" else "white", capsize=3, elinewidth=0.9, linewidth=1.8, label=name,
    )  # fmt: skip
    side, align = (9, "left") if style == "-" else (-9, "right")
    for (year, point), at in zip(points.items(), middle, strict=True):
        axes.annotate(
            _words(point), (year, at), (side, 0), textcoords="offset points", ha=align, va="center", fontsize=8, color=colour,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.6},
        )  # fmt: skip


def _words(point: Point) -> str:
    """≈7, ≥8, 6–7; of a fall, at least so deep is ≤."""
    if point.maximum is not None:
        return f"{point.value:f}–{point.maximum:f}"
    signs = {
        "about": "≈",
        "at_least": "≥" if point.value >= 0 else "≤",
        "at_most": "≤" if point.value >= 0 else "≥",
    }
    return f"{signs.get(point.comparator, '')}{point.value:f}"


def _one_a_year(line: Line, status: str) -> dict[int, Point]:
    """Year → its point; of several for one year, that of the latest document."""
    found = {p.year: p for p in line.points if p.year and (p.status == "achieved") == (status == "achieved")}
    return dict(sorted(found.items()))
