// Charts by Chart.js in the page's colours, drawn anew when these change and for print.

page.colour = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();

// A colour of the style sheet, made transparent: "#rrggbb" and a share of 1.
page.faded = (variable, share) => page.colour(variable) + Math.round(255 * share).toString(16).padStart(2, "0");

// Lines that need telling apart.
page.lineColours = ["--c0", "--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7"];

const kCharts = new Set();

// -> an element with a chart; `config` is called for each drawing and returns what Chart.js takes.  `label` is read
// aloud in its place.
page.chart = (config, { label, height_px, class: classes }) => {
  const canvas = page.h("canvas", { role: "img", "aria-label": label });
  const box = page.h("div", { class: "chart " + (classes || ""), style: { height: height_px + "px" } }, canvas);
  const drawing = {
    box,
    draw: () => {
      if (drawing.chart) drawing.chart.destroy();
      drawing.chart = new Chart(canvas, page.withDefaults(config()));
    },
  };
  kCharts.add(drawing);
  // Chart.js measures its parent, which must be on the page by then.
  queueMicrotask(() => { if (box.isConnected) drawing.draw(); });
  return box;
};

page.percentTick = (value) => Math.round(100 * value) + " %";

// The chart in an element that page.chart returned.
page.chartOf = (box) => {
  for (const drawing of kCharts) if (drawing.box === box) return drawing.chart;
  return undefined;
};

page.withDefaults = (config) => {
  const options = config.options || (config.options = {});
  options.animation = false;
  options.responsive = true;
  options.maintainAspectRatio = false;
  options.devicePixelRatio = Math.max(2, window.devicePixelRatio || 1);  // sharp on paper, too
  options.plugins = { legend: { display: false }, ...options.plugins };
  options.plugins.tooltip = { backgroundColor: page.colour("--ink"), titleColor: page.colour("--card"),
    bodyColor: page.colour("--card"), cornerRadius: 4, padding: 8, displayColors: false, ...options.plugins.tooltip };
  for (const scale of Object.values(options.scales || {})) {
    scale.grid = { color: page.colour("--grid"), borderColor: page.colour("--line"), drawTicks: false, ...scale.grid };
    scale.ticks = { color: page.colour("--soft"), padding: 6, maxRotation: 0, ...scale.ticks };
    if (scale.title) scale.title = { color: page.colour("--soft"), ...scale.title };
  }
  return config;
};

// All of them, or the one in this element.
page.redrawCharts = (box) => {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  for (const drawing of kCharts) {
    if (box instanceof Element && drawing.box !== box) continue;
    if (drawing.box.isConnected) drawing.draw();
    else if (drawing.chart) { drawing.chart.destroy(); kCharts.delete(drawing); }
  }
};

page.followColours = () => {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", page.redrawCharts);
  }
};
