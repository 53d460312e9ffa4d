"""Put the parts together into one file that needs nothing beside it."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources, util
from pathlib import Path
from typing import TYPE_CHECKING

from foredose.core import InputError
from foredose.surfaces.report import because, choices, exposure, footing, sources, verdict
from foredose.surfaces.report.markup import Html, el, join

if TYPE_CHECKING:
    from foredose.advice.assessment import Assessment

__all__ = ["render"]


def render(assessment: Assessment) -> str:
    """Make the report of one assessment.

    Returns
    -------
    str
        A whole HTML document; nothing in it is loaded from elsewhere.

    Raises
    ------
    InputError
        ``install.plotly`` when the installed plotly package does not hold its browser code.
    """
    drawn = bool(assessment.exposure)
    scripts = (_script(_plotly()), _script(_own("app.js"))) if drawn else ()
    body = (
        el("a", "Skip to the answer", href="#answer", class_="skip"),
        verdict.top(assessment),
        el("main", *_parts(assessment), id="answer"),
        footing.foot(assessment),
        exposure.figures(assessment) if drawn else None,
        *scripts,
    )
    head = _head(assessment, scripts)
    return "<!doctype html>\n" + el("html", head, el("body", *body), lang="en") + "\n"


def _parts(assessment: Assessment) -> tuple[Html, ...]:
    return (
        verdict.verdict(assessment),
        choices.choices(assessment),
        choices.guidelines(assessment),
        exposure.exposure(assessment),
        because.because(assessment),
        footing.unknowns(assessment),
        footing.genes(assessment),
        footing.person(assessment),
        sources.sources(assessment),
    )


def _head(assessment: Assessment, scripts: tuple[Html, ...]) -> Html:
    title = f"{assessment.order.drug} for {assessment.twin.person}: foredose"
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(scripts)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="generator", content=f"foredose {assessment.code_version}"),
        el("title", title),
        Html(f"<style>{_own('style.css')}</style>"),
    )


def _policy(scripts: tuple[Html, ...]) -> str:
    """Allow exactly these scripts, inline style, and images made by the page itself; nothing else."""
    hashes = " ".join(_hash(script) for script in scripts) or "'none'"
    rules = (
        "default-src 'none'",
        f"script-src {hashes}",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _hash(script: Html) -> str:
    content = script.removeprefix("<script>").removesuffix("</script>")
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _script(code: str) -> Html:
    """Embed code; a line end is one ``\\n``, as the browser reads it before it takes the hash."""
    unix = code.replace("\r\n", "\n").replace("\r", "\n")
    return Html(join((Html("<script>"), Html(unix.replace("</script", "<\\/script")), Html("</script>"))))


def _own(name: str) -> str:
    return resources.files("foredose.surfaces.report").joinpath(name).read_text("utf-8")


def _plotly() -> str:
    """Read plotly.js from the installed package without importing it."""
    spec = util.find_spec("plotly")
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    for folder in folders:
        code = folder / "package_data" / "plotly.min.js"
        if code.is_file():
            return code.read_text("utf-8")
    raise InputError(
        "install.plotly",
        found="no plotly.min.js",
        expected="the browser code that the plotly package ships",
        where="the installed plotly package",
        remedy="install foredose again: pip install --force-reinstall foredose",
    )
