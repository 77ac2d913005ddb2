"""The picture of the layers in docs/architecture.md, drawn from the import contract of pyproject.toml:

python docs/_site/layers.py
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "img" / "layers.svg"
# A band of the picture begins at the layer of this module.
BANDS = {
    "kg.cli": "ways in · 入口",
    "kg.pipeline": "answers and output · 问答与成果",
    "kg.quads": "a graph that is kept · 存储",
    "kg.corpus": "a corpus of documents · 语料",
    "kg.graph": "facts as triples · 成图",
    "kg.extract": "reading a text · 读文本",
    "kg.gazetteer": "knowledge as data · 词表与词汇",
    "kg.model": "values and errors · 数据模型",
}
COLOURS = ("#f3efe6", "#e9f0f2")  # of bands by turns
WIDTH, LEFT, ROW, BOX, GAP, CHAR = 860, 226, 30, 22, 8, 7.3  # pixels


def layers() -> list[list[str]]:
    """The modules of each layer of the contract, the highest first."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = config["tool"]["importlinter"]["contracts"]
    return [layer.replace("|", " ").split() for layer in contract["layers"]]


def draw(rows: list[list[str]]) -> str:
    """The picture as SVG: a box a module, a line a layer, a coloured band for what belongs together."""
    boxes, bands, top = list[str](), list[tuple[str, int]](), 14
    for row in rows:
        bands += [(BANDS[name], top) for name in row if name in BANDS]
        for line in _lines(row):
            boxes += _boxes(line, top)
            top += ROW
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 10}" role="img"'
            ' font-family="system-ui, sans-serif" font-size="13">',
            "<title>Modules by layer: each imports only from the lines below its own</title>",
            f'<rect width="{WIDTH}" height="{top + 10}" fill="#ffffff"/>',
            *_bands(bands, top),
            *boxes,
            f'<path d="M{WIDTH - 14} 20 V{top - 16} m-4 -8 l4 8 l4 -8" stroke="#777777" fill="none"/>',
            f'<text transform="translate({WIDTH - 24} {top // 2}) rotate(90)" text-anchor="middle"'
            ' fill="#666666">imports</text>',
            "</svg>\n",
        ]
    )


def _lines(row: list[str]) -> Iterator[list[str]]:
    """A layer in as many lines as it takes."""
    line, used = list[str](), 0.0
    for name in row:
        if line and LEFT + used + _width(name) > WIDTH - 40:
            yield line
            line, used = [], 0.0
        line.append(name)
        used += _width(name) + GAP
    yield line


def _width(name: str) -> float:
    return len(_short(name)) * CHAR + 16


def _short(name: str) -> str:
    return name.removeprefix("kg.")


def _boxes(line: list[str], top: int) -> Iterator[str]:
    left = float(LEFT)
    for name in line:
        width = _width(name)
        yield (
            f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{BOX}" rx="4" fill="#ffffff" stroke="#9aa3a8"/>'
            f'<text x="{left + width / 2:.0f}" y="{top + 15}" text-anchor="middle" fill="#222222">{_short(name)}</text>'
        )
        left += width + GAP


def _bands(bands: list[tuple[str, int]], bottom: int) -> Iterator[str]:
    ends = [top for _, top in bands[1:]] + [bottom]
    for number, ((title, top), end) in enumerate(zip(bands, ends, strict=True)):
        yield (
            f'<rect x="6" y="{top - 4}" width="{WIDTH - 46}" height="{end - top}" fill="{COLOURS[number % 2]}"/>'
            f'<text x="14" y="{top + 14}" fill="#444444" font-size="12">{title}</text>'
        )


if __name__ == "__main__":
    PICTURE.write_text(draw(layers()), "utf-8")
