"""One self-contained HTML file: opens offline, loads nothing, prints on A4, escapes all outside text.

The interactive charts run on plotly.js, taken from the installed ``plotly`` package and put into the file; a
still drawing of each chart stands in where scripts do not run and in print.
"""

from foredose.surfaces.report.page import render

__all__ = ["render"]
