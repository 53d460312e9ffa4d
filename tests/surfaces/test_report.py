"""The HTML report: loads nothing, runs only its own code, escapes, reads well without eyes or scripts."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from foredose.advice.assessment import Assessment, Exposure
from foredose.surfaces.report import render
from foredose.surfaces.report.course import course
from foredose.surfaces.report.figure import figure

VOID = {"meta", "br", "line", "rect", "path", "polygon", "polyline"}
LOADS = {"src", "srcset", "poster", "background", "action", "formaction", "data", "xlink:href", "ping"}


class Page(HTMLParser):
    """Elements, visible text, scripts and unbalanced tags of a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        last = self.open[-1] if self.open else ""
        {"script": self.scripts, "style": self.styles}.get(last, self.words).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def page(answer: Assessment) -> Page:
    return Page(render(answer))


def test_tags_are_balanced(page: Page) -> None:
    assert page.unbalanced == []
    assert page.open == []


def test_nothing_is_loaded(page: Page) -> None:
    for tag, attributes in page.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"}
        assert not LOADS & attributes.keys(), (tag, attributes)
        assert tag == "a" or "href" not in attributes
    for style in page.styles:
        assert "url(" not in style
        assert "@import" not in style


def test_links_are_web_anchors_that_tell_nothing(page: Page) -> None:
    links = [a for a in page.all("a") if a["href"] != "#answer"]
    assert links
    for attributes in links:
        assert (attributes["href"] or "").startswith("https://")
        assert "noopener" in (attributes["rel"] or "")


def test_policy_allows_exactly_the_scripts_of_the_page(page: Page) -> None:
    policy = next(m["content"] or "" for m in page.all("meta") if m.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("script-src", 1)[1].split(";", 1)[0]
    code = [text for text in page.scripts if not text.startswith("[")]
    assert len(code) == 2
    for text in code:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_own_code_calls_no_network() -> None:
    from importlib import resources

    code = resources.files("foredose.surfaces.report").joinpath("app.js").read_text("utf-8")
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest|WebSocket|import\(|eval\(|innerHTML", code)


def test_hostile_text_is_only_text(hostile: Assessment) -> None:
    document = render(hostile)
    page = Page(document)
    assert page.unbalanced == []
    assert len(page.all("script")) == 3
    assert "<script>alert" not in document
    assert "javascript:" not in document.split("<script>", 1)[0]
    assert "\x1b" not in document.split("<script>", 1)[0]
    assert any("<script>alert('x')</script>" in words for words in page.words)


def test_report_holds_the_answer(page: Page) -> None:
    text = " ".join(" ".join(page.words).split())
    for needed in (
        "CONSIDER CHANGE",
        "Clopidogrel will probably work too little",
        "RESTRICTED: ",
        "Poor Metabolizer (>99 %)",
        "28 % (17–41 %)",
        "prasugrel",
        "AS ORDERED",
        "CPIC",
        "2022-01",
        "rs4244285 A/A was observed",
        "omeprazole inhibits CYP2C19",
        "sequence CES1 (rs71647871)",
        "2026-10-02 (Observation/w1)",
        "missing",
        "Erlinge2008, Table 2",
        "Intended use.",
        "knowledge 2026.11.1",
        "seed 7",
    ):
        assert needed in text


def test_many_options_are_folded_but_never_the_ordered_one(answer: Assessment) -> None:
    best = replace(answer.options[0], benefit=0.9)
    document = render(replace(answer, options=(*[best] * 8, answer.options[2])))
    shown, folded = document.split('<details class="rest">')
    assert "9. clopidogrel" in shown
    assert "5. prasugrel" in folded.split("</details>")[0]
    assert "4 more, ranked below" in folded


def test_refusal_is_shown(refusal: Assessment) -> None:
    text = " ".join(Page(render(refusal)).words)
    assert "NO ADVICE" in text
    assert "No advice, because" in text
    assert "The answer is incomplete" in text


def test_page_is_accessible(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(th.get("scope") for th in page.all("th"))
    assert all(svg.get("aria-label") and svg.get("role") == "img" for svg in page.all("svg"))
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(headings))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_words_stand_out_from_their_ground_in_light_and_dark(page: Page) -> None:
    blocks = re.findall(r":root \{(.*?)\}", page.styles[0], re.S)[:2]
    for block in blocks:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        pairs = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "ground", "quiet")]
        pairs += [(name, f"{name}-ground") for name in ("stop", "change", "keep", "refused")]
        for ink, ground in pairs:
            high, low = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)


def test_figure_is_a_valid_plotly_figure(answer: Assessment) -> None:
    graph_objects = pytest.importorskip("plotly.graph_objects")
    for item in answer.exposure:
        made = graph_objects.Figure(figure(course(item)))
        assert [trace.name for trace in made.data if trace.showlegend is not False] == [
            "Reference person",
            "This person",
        ]


def test_figure_shades_the_window_and_marks_the_limit(answer: Assessment) -> None:
    effect = figure(course(answer.exposure[2]))
    shaded, limit = effect["layout"]["shapes"]
    assert (shaded["y0"], shaded["y1"]) == (30.0, 70.0)
    assert limit["y0"] == 85.0
    assert figure(course(answer.exposure[1]))["layout"]["shapes"] == []


def _with_window(exposure: Exposure, **limits: float | str) -> Exposure:
    assert exposure.window is not None
    return replace(exposure, window=replace(exposure.window, **limits))  # type: ignore[arg-type]


def test_window_in_another_unit_is_not_drawn(answer: Assessment) -> None:
    other = _with_window(answer.exposure[0], unit="ng.h/mL")
    assert course(other).window is None


def test_window_without_upper_limit_is_drawn_to_the_edge(answer: Assessment) -> None:
    opened = _with_window(answer.exposure[0], high=math.inf, toxic=math.inf)
    shapes = figure(course(opened))["layout"]["shapes"]
    assert len(shapes) == 1
    assert shapes[0]["y1"] == course(opened).top
    assert json.dumps(shapes, allow_nan=False)
    assert "∞" in render(replace(answer, exposure=(opened,)))


def test_bands_are_ordered_whatever_the_order_given(answer: Assessment) -> None:
    item = answer.exposure[0]
    turned = replace(item, curve=replace(item.curve, twin=item.curve.twin[::-1]))
    assert course(turned) == course(item)


def test_long_courses_are_drawn_in_days(answer: Assessment) -> None:
    item = answer.exposure[0]
    month = replace(item.curve, times_h=tuple(time * 28 for time in item.curve.times_h))
    drawn = course(replace(item, curve=month))
    assert drawn.time_unit == "days"
    assert drawn.times[-1] == pytest.approx(28.0)


@pytest.mark.parametrize("empty", ["exposure", "options", "guidelines", "unknowns", "why", "hard_stops"])
def test_an_empty_part_does_not_break_the_report(answer: Assessment, empty: str) -> None:
    assert Page(render(replace(answer, **{empty: ()}))).unbalanced == []


def test_no_genome_is_said(answer: Assessment) -> None:
    assert "No genome was given." in render(replace(answer, twin=replace(answer.twin, genome=None)))


def test_references_behind_the_keys_are_written_out(answer: Assessment) -> None:
    from foredose.knowledge.references import references

    key, known = next((key, item) for key, item in references().items() if item.link)
    document = render(replace(answer, why=(replace(answer.why[0], source=f"{key}, Table 2"),)))
    assert html.escape(known.title, quote=True) in document
    assert f'href="{html.escape(known.link or "", quote=True)}"' in document


def test_report_imports_neither_plotly_nor_jax() -> None:
    code = (
        "import sys; from foredose.surfaces.report import page; page._plotly(); "
        "print(sorted({'plotly', 'jax'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_what_the_person_takes_stands_under_the_order(answer: Assessment) -> None:
    page = render(answer)
    assert page.index('id="answer"') < page.index("Takes: <b>omeprazole 20 mg daily") < page.index("<dl")


def test_the_tile_shows_the_phenotype_that_the_guideline_saw(answer: Assessment) -> None:
    seen = "Poor Metabolizer because of fluvoxamine (*1/*1 by genotype)"
    changed = replace(answer.guidelines[0], genes={"CYP2C19": seen})
    page = render(replace(answer, guidelines=(changed,)))
    assert "Poor Metabolizer because of fluvoxamine</dd>" in page
    assert "by genotype Poor Metabolizer, &gt;99 %, *2/*2" in page


def test_without_a_plot_the_plot_library_and_empty_sections_are_left_out(refusal: Assessment) -> None:
    bare = replace(refusal, exposure=(), why=(), twin=replace(refusal.twin, activities=()), not_offered=())
    document = render(bare)
    page = Page(document)
    assert len(document) < 100_000 < len(render(refusal))
    assert page.all("script") == [] and page.unbalanced == []
    policy = next(m["content"] or "" for m in page.all("meta") if m.get("http-equiv"))
    assert "script-src 'none'" in policy
    headings = [
        words for words in page.words if words in ("What the drug will do", "What to consider", "Why")
    ]
    assert headings == []


def test_a_row_by_genotype_alone_is_marked(answer: Assessment) -> None:
    first = replace(answer.guidelines[0], not_considered=("paroxetine",))
    page = render(replace(answer, guidelines=(first,), guidelines_disagree="A lower, B raise"))
    assert "by genotype alone; paroxetine not considered" in page
    assert "disagree in direction: A lower, B raise" in page


def test_the_first_tile_is_of_the_gene_that_moves_the_simulation(answer: Assessment) -> None:
    other = replace(answer.guidelines[0], genes={"CYP2D6": "Intermediate Metabolizer (*1/*4)"})
    page = render(replace(answer, guidelines=(other,)))
    assert page.index("<dt>CYP2C19</dt>") < page.index("<dt>CYP2D6</dt>")


def test_report_says_why_the_model_is_not_qualified(answer: Assessment) -> None:
    page = render(replace(answer, qualified="not qualified: GMFE 1.57"))
    assert "not qualified on the board: GMFE 1.57." in page
    assert "not qualified" not in render(replace(answer, qualified="qualified"))
