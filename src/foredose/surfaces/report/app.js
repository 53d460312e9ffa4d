(() => {
  "use strict";
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const options = {
    responsive: true, displaylogo: false, displayModeBar: "hover", showTips: false, scrollZoom: false,
    modeBarButtons: [["toImage", "zoom2d", "pan2d", "resetScale2d"]], plotlyServerURL: "",
  };

  function themed() {
    const [ink, soft, rule, paper] = ["--ink", "--soft", "--rule", "--paper"].map(colour);
    return {
      "font.color": ink, "legend.font.color": ink,
      "xaxis.color": soft, "yaxis.color": soft, "xaxis.linecolor": soft, "xaxis.showline": true,
      "yaxis.gridcolor": rule, "hoverlabel.bgcolor": paper, "hoverlabel.font.color": ink,
      "hoverlabel.bordercolor": rule, "modebar.color": soft, "modebar.activecolor": ink, "modebar.bgcolor": "rgba(0,0,0,0)",
    };
  }

  function logarithmic(target, figure, button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    const top = figure.layout.yaxis.range[1];
    const range = on ? [Math.log10(top) - 4, Math.log10(top)] : [0, top];
    const notes = Object.fromEntries(
      figure.layout.annotations.map((note, at) => [`annotations[${at}].y`, on ? Math.log10(note.y) : note.y]),
    );
    Plotly.relayout(target, { "yaxis.type": on ? "log" : "linear", "yaxis.range": range, ...notes });
  }

  function lastDay(target, figure, button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    const end = figure.data[0].x[figure.data[0].x.length - 1];
    Plotly.relayout(target, on ? { "xaxis.range": [end - 1, end] } : { "xaxis.autorange": true });
  }

  document.querySelectorAll(".course").forEach((course, index) => {
    const figure = figures[index];
    const target = course.querySelector(".live");
    const actions = { logarithmic, lastDay };
    const layout = structuredClone(figure.layout);
    course.classList.add("is-live");
    Plotly.newPlot(target, figure.data, layout, options).then(() => Plotly.relayout(target, themed()));
    dark.addEventListener("change", () => Plotly.relayout(target, themed()));
    course.querySelectorAll(".scale").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => actions[button.dataset.action](target, figure, button));
    });
  });

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((part) => { part.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((part) => { part.open = false; }));
})();
