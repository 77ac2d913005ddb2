"""Texts of two cities, invented, and one clock for all graphs of a test."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXTS = {
    "huzhou-2030.txt": """湖州市2030年政府工作报告
一、2029年工作回顾
2029年，全市地区生产总值增长5.8%，新增城镇就业3.2万人。太湖南岸科技园建成投用。
二、2030年工作安排
今年地区生产总值增长6%左右。加快太湖南岸科技园二期建设，推进“一网统管”改革。
市发展和改革委员会（以下简称市发改委）牵头编制太湖南岸新区规划。重点发展生物医药、新能源产业。
""",
    "huzhou-2031.txt": """湖州市2031年政府工作报告
2030年，全市地区生产总值增长6.1%。
今年地区生产总值增长5.5%以上。由市发改委牵头，加快太湖南岸新区建设，完善一网统管平台。重点发展生物医药产业。
""",
    "jiaxing-2030.txt": """嘉兴市2030年政府工作报告
今年固定资产投资增长8%左右。加快乍浦港区建设，推进高新区扩区，支持新能源产业。
""",
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the three texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder
