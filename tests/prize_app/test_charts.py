"""Charts are well-formed, say their values, and bear any text and any number of rows."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prize_app.charts import (
    Palette,
    bar_chart,
    box_rows,
    burn_up_chart,
    dot_interval,
    funnel,
    histogram,
    stacked_bars,
)

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {
    "bar": lambda rows: bar_chart("A & B", rows, "kg"),
    "stacked": lambda rows: stacked_bars("A & B", [(k, (v, v)) for k, v in rows], ("p", "q")),
    "histogram": lambda rows: histogram("A & B", rows),
    "dots": lambda rows: dot_interval("A & B", [(k, v, v - 2, v + 1) for k, v in rows]),
    "funnel": lambda rows: funnel("A & B", rows),
}
every_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314  (our own drawing)


def boxes(drawing: str, css: str) -> list[ElementTree.Element]:
    return [box for box in parsed(drawing).iter(f"{SVG}rect") if box.get("class") == css]


def said(drawing: str) -> list[str]:
    return ["".join(t.itertext()) for t in parsed(drawing).iter(f"{SVG}text")]


@every_chart
@pytest.mark.parametrize("rows", [0, 1, 60])
def test_any_number_of_rows(draw, rows):
    drawing = draw([(f"Row {n}", n * 7) for n in range(rows)])
    root = parsed(drawing)

    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "A & B"
    assert (root.find(f"{SVG}desc").text == "No data yet") == (rows == 0)
    assert ("No data yet" in said(drawing)) == (rows == 0)
    assert "style=" not in drawing
    assert "nan" not in drawing
    _assert_inside(root)


def _assert_inside(root: ElementTree.Element) -> None:
    width, height = (float(side) for side in root.get("viewBox").split()[2:])
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + w <= width + 0.2
        assert 0 <= y <= y + h <= height + 0.2
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


@every_chart
def test_rows_of_zero_are_drawn(draw):
    assert "0" in " ".join(said(draw([("Nothing", 0), ("Nothing else", 0)])))


@every_chart
@given(text=st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_label_is_well_formed(draw, text):
    root = parsed(draw([(text, 3)]))

    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "text", "rect", "line", "circle",
    }  # fmt: skip


@every_chart
def test_markup_in_a_label_is_words(draw):
    root = parsed(draw([('<script href="x">alert(1)</script>', 3)]))

    assert not list(root.iter(f"{SVG}script"))
    assert "<script" in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("draw", [CHARTS[k] for k in ("bar", "stacked", "funnel", "histogram")])
@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_what_no_bar_can_show_is_refused(draw, value):
    with pytest.raises(ValueError, match="from zero upwards"):
        draw([("a", value)])


def test_bars_are_as_long_as_their_values():
    drawn = boxes(bar_chart("t", [("a", 10), ("b", 5), ("c", 0)]), "chart-bar")
    lengths = [float(box.get("width")) for box in drawn]

    assert lengths[1] == pytest.approx(lengths[0] / 2, abs=0.1)
    assert lengths[2] == 0
    assert len({box.get("x") for box in drawn}) == 1


def test_bar_chart_says_values_with_their_unit():
    words = said(bar_chart("t", [("a", 1_234_567), ("b", Decimal("2.50"))], "RMB"))

    assert words == ["a", "1,234,567 RMB", "b", "2.5 RMB"]


def test_a_long_label_is_cut_and_whole_in_its_title():
    label = "Interregional Consortium of Universities and Research Institutes " * 2
    root = parsed(bar_chart("t", [(label, 1)]))
    texts = [t for t in root.iter(f"{SVG}text") if t.get("class") == "chart-label"]

    assert {text.find(f"{SVG}title").text for text in texts} == {label}
    shown = " ".join(text.find(f"{SVG}title").tail for text in texts)
    assert shown.endswith("…")
    assert label.startswith(shown[:-1].rstrip())


@pytest.mark.parametrize("draw", [CHARTS[k] for k in ("bar", "stacked", "dots", "funnel")])
def test_the_name_of_a_category_is_whole_on_two_lines(draw):
    label = "STI Cooperation Outstanding Contribution Award"
    root = parsed(draw([(label, 3), ("Youth Leader Award", 2)]))
    lines = [t for t in root.iter(f"{SVG}text") if t.get("class") == "chart-label"]
    first, second, other = ((t[0].tail if len(t) else t.text) for t in lines)

    assert f"{first} {second}" == label
    assert other == "Youth Leader Award"
    heights = [float(t.get("y")) for t in lines]
    assert heights[1] - heights[0] >= 12
    assert heights[2] - heights[1] >= 12
    _assert_inside(root)


def test_negative_numbers_have_minus_signs_and_nought_has_none():
    rows = [("A", Decimal("-0.0"), Decimal("-3.5"), Decimal("2.25")), ("B", -2, -4, 0)]
    drawing = dot_interval("D", rows, from_zero=True)

    assert said(drawing)[-4:] == ["A", "0", "B", "\N{MINUS SIGN}2"]
    assert "0" in said(drawing)[:-4]
    assert "A: 0, from \N{MINUS SIGN}3.5 to 2.25; B: " in drawing
    assert "-" not in "".join(said(drawing))
    assert "-" not in parsed(drawing).find(f"{SVG}desc").text


def test_stacked_parts_follow_each_other_and_are_named():
    drawing = stacked_bars("t", [("a", (30, 10)), ("b", (0, 20))], ("In review", "Awarded"))
    first = [
        b for b in boxes(drawing, "chart-part chart-part-0") if b.find(f"{SVG}title") is not None
    ]
    second = [
        b for b in boxes(drawing, "chart-part chart-part-1") if b.find(f"{SVG}title") is not None
    ]

    end = float(first[0].get("x")) + float(first[0].get("width"))
    assert float(second[0].get("x")) == pytest.approx(end, abs=0.2)
    assert second[1].get("x") == first[1].get("x")
    assert second[0].find(f"{SVG}title").text == "Awarded: 10"
    assert parsed(drawing).find(f"{SVG}desc").text == (
        "a: In review 30, Awarded 10; b: In review 0, Awarded 20"
    )
    assert "40" in said(drawing)


def test_stacked_values_can_be_read_on_their_part():
    palette = Palette(series=("#000000", "#ffffff"))
    drawing = stacked_bars("t", [("a", (5, 5))], ("p", "q"), palette=palette)
    inside = [t for t in parsed(drawing).iter(f"{SVG}text") if t.get("class") == "chart-inside"]

    assert [t.get("fill") for t in inside] == [palette.paper, palette.ink]


def test_a_row_that_does_not_match_its_series_is_refused():
    with pytest.raises(ValueError, match="one value for each series"):
        stacked_bars("t", [("a", (1, 2, 3))], ("p", "q"))


def test_a_long_key_is_wrapped():
    drawing = stacked_bars("t", [("a", [1] * 9)], [f"A rather long stage {n}" for n in range(9)])

    assert len({b.get("y") for b in boxes(drawing, "chart-part chart-part-8")}) == 2
    _assert_inside(parsed(drawing))


def test_funnel_says_the_share_of_the_first():
    words = said(funnel("t", [("Asked", 40), ("Handed in", 30)]))

    assert words == ["Asked", "40 · 100%", "Handed in", "30 · 75%"]


def test_dots_stand_within_their_intervals_on_one_scale():
    root = parsed(
        dot_interval("t", [("a", Decimal(5), Decimal(0), Decimal(10)), ("b", 10, 10, 10)])
    )
    first, second = (float(c.get("cx")) for c in root.iter(f"{SVG}circle"))
    lines = [x for x in root.iter(f"{SVG}line") if x.get("stroke-width") == "2"]

    assert float(lines[0].get("x1")) < first < float(lines[0].get("x2"))
    assert second == pytest.approx(float(lines[0].get("x2")), abs=0.1)


@pytest.mark.parametrize("row", [("a", 5, 6, 7), ("a", 5, 1, 4), ("a", float("nan"), 0, 1)])
def test_a_value_outside_its_interval_is_refused(row):
    with pytest.raises(ValueError, match="outside its interval"):
        dot_interval("t", [row])


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_any_interval_is_inside_the_picture(low, width):
    root = parsed(dot_interval("t", [("a", low, low, low + width)]))

    _assert_inside(root)
    assert all(0 <= float(c.get("cx")) <= 640 for c in root.iter(f"{SVG}circle"))


def test_histogram_of_many_classes_labels_some_and_draws_all():
    drawing = histogram("t", [(str(n), n) for n in range(60)])

    assert len(boxes(drawing, "chart-bar")) == 60
    assert "59" in said(drawing)


def test_two_sums_climb_with_today_and_the_deadline():
    steps = [(date(2027, 6, 1), 30, 0), (date(2027, 6, 9), 30, 12), (date(2027, 6, 20), 31, 28)]
    drawing = burn_up_chart("Reviews", steps, today=date(2027, 6, 25), due=date(2027, 7, 1))
    root = parsed(drawing)

    assert {"Due", "Today", "31", "28", "1 Jun", "1 Jul"} <= set(said(drawing))
    assert root.find(f"{SVG}desc").text == "Asked for: 31; handed in: 28"
    assert [path.get("class") for path in root.iter(f"{SVG}path")] == ["chart-asked", "chart-done"]
    _assert_inside(root)


@pytest.mark.parametrize("due", [None, date(2027, 5, 1), date(2027, 6, 1), date(2030, 1, 1)])
def test_any_deadline_fits_beside_a_single_day(due):
    drawing = burn_up_chart("Reviews", [(date(2027, 6, 1), 1, 0)], today=date(2027, 6, 1), due=due)

    _assert_inside(parsed(drawing))
    assert "nan" not in drawing


def test_without_a_day_there_is_no_data_yet():
    assert "No data yet" in said(burn_up_chart("R", [], today=date(2027, 6, 1), due=None))


def test_boxes_reach_from_quartile_to_quartile():
    rows = [("Asia", (0, 25, 50, 75, 100), "9 · 50"), ("Oceania", (40, 40, 40, 40, 40), "5 · 40")]
    drawing = box_rows("Points", rows, (0, 100))
    wide, narrow = boxes(drawing, "chart-box")

    assert float(wide.get("width")) > 20 * float(narrow.get("width"))
    assert "Asia: middle 50, half of them 25 to 75" in parsed(drawing).find(f"{SVG}desc").text
    assert "9 · 50" in said(drawing)
    _assert_inside(parsed(drawing))


@pytest.mark.parametrize("five", [(5, 4, 6, 7, 8), (-1, 0, 1, 2, 3), (0, 1, 2, 3, 101)])
def test_values_out_of_order_or_scale_are_refused(five):
    with pytest.raises(ValueError, match="in their order"):
        box_rows("Points", [("A", five, "")], (0, 100))


def test_differences_have_a_line_of_their_own_at_nought():
    rows = [("A", 3, 2, 4), ("B", 5, 4, 6)]

    assert "chart-zero" not in dot_interval("D", rows)
    assert dot_interval("D", rows, from_zero=True).count("chart-zero") == 1
