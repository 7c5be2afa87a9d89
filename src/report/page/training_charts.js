// The charts of a training run: lines over steps, the best step marked, the class prior's loss as a dashed line.

// -> [{ name, lines: [{ name, label, points, last, prior }] }] in the order of the data.
page.seriesGroups = (data) => {
  const groups = new Map();
  for (const one of data.series) {
    const slash = one.name.indexOf("/");
    const group = slash < 0 ? one.name : one.name.slice(0, slash);
    const line = { ...one, label: slash < 0 ? one.name : one.name.slice(slash + 1), prior: (data.prior || {})[one.name] };
    groups.set(group, [...(groups.get(group) || []), line]);
  }
  return [...groups].map(([name, lines]) => ({ name, lines }));
};

page.seriesPanel = (data, { name, lines }) => {
  const hidden = new Set(page.memory.get("hidden " + name, []));
  const finite = lines.flatMap((line) => line.points.filter(Boolean).map((point) => point[1]));
  const logarithmic = page.needsLogarithm(finite);
  const box = finite.length ? page.chart(() => page.linesConfig(data, lines, hidden, logarithmic),
    { label: name + " over steps; the values of now stand in the legend", height_px: 240 })
    : page.h("p", { class: "soft" }, "There is no finite value.");
  const legend = page.h("ul", { class: "lines" }, lines.map((line, index) => {
    const button = page.h("button", { type: "button", "aria-pressed": String(!hidden.has(line.label)), onclick: () => {
      if (!hidden.delete(line.label)) hidden.add(line.label);
      button.setAttribute("aria-pressed", String(!hidden.has(line.label)));
      page.memory.set("hidden " + name, [...hidden]);
      page.redrawCharts(box);
    } },
    page.h("i", { style: { "--colour": "var(" + page.lineColours[index % 8] + ")" }, class: index < 8 ? "" : "again" }),
    page.h("span", { class: "label" }, page.words(line.label)), page.h("strong", {}, page.number(line.last)),
    typeof line.prior === "number" ? page.h("span", { class: "soft" }, "prior " + page.number(line.prior)) : null);
    return page.h("li", {}, button);
  }));
  return page.section(name.slice(0, 1).toUpperCase() + name.slice(1), {}, legend,
    logarithmic ? page.h("p", { class: "soft small" }, "logarithmic") : null, box);
};

// Linear, unless a few spikes would press everything else to the floor.
page.needsLogarithm = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[sorted.length - 1];
  return sorted.length > 0 && sorted[0] > 1e-100 && high < 1e100 && high > 30 * sorted[Math.floor(sorted.length / 2)];
};

page.linesConfig = (data, lines, hidden, logarithmic) => {
  const many = lines.some((line) => line.points.length > 200);
  const steps = [1, Math.max(2, data.step)];
  const datasets = lines.flatMap((line, index) => {
    const colour = page.lineColours[index % 8];
    const few = line.points.length <= 40;
    const drawn = { label: line.label, data: page.linePoints(line.points),
      borderColor: page.faded(colour, many && !few ? 0.75 : 1), backgroundColor: page.colour(colour),
      borderWidth: many && !few ? 1.1 : 1.8, borderDash: index < 8 ? [] : [5, 4],
      pointRadius: few ? 2.2 : 0, pointHitRadius: 6, hidden: hidden.has(line.label), order: few ? 1 : 2 };
    if (typeof line.prior !== "number") return [drawn];
    return [drawn, { label: line.label + ", class prior", data: steps.map((x) => ({ x, y: line.prior })),
      borderDash: [6, 4], borderColor: page.faded(colour, 0.8), borderWidth: 1.2, pointRadius: 0, pointHitRadius: 4,
      hidden: hidden.has(line.label), order: 3 }];
  });
  return {
    type: "line", data: { datasets }, plugins: [page.bestMark(data.best)],
    options: {
      parsing: false, interaction: { mode: "nearest", axis: "x", intersect: false },
      layout: { padding: { top: 14, right: 6 } },
      plugins: { tooltip: { callbacks: { title: (items) => items.length ? "step " + page.count(items[0].raw.x) : "",
        label: ({ raw, dataset }) => dataset.label + " " + page.number(raw.y) } } },
      scales: {
        x: { type: "linear", min: 0, max: Math.max(1, data.step), grid: { display: false },
          ticks: { maxTicksLimit: 7, includeBounds: false, callback: (value) => page.shortCount(value) } },
        y: { type: logarithmic ? "logarithmic" : "linear", grace: "5%",
          afterBuildTicks: logarithmic ? page.roundTicks : undefined,
          ticks: { maxTicksLimit: 7, callback: (value) => page.number(value) } },
      },
    },
  };
};

// What was not finite is a gap.
page.linePoints = (points) => points.map((point, index) => point ? { x: point[0], y: point[1] }
  : { x: ((points[index - 1] || points[index + 1]) || [0])[0], y: NaN });

// Of a logarithmic axis: 1, 2, 5, 10, ...
page.roundTicks = (axis) => {
  const decades = Math.log10(axis.max / axis.min);
  axis.ticks = axis.ticks.filter(({ value }) => {
    const digit = Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
    return digit === 1 || (decades < 3 && (digit === 2 || digit === 5));
  });
};

page.shortCount = (value) => value >= 1e6 ? value / 1e6 + "M" : value >= 1000 ? value / 1000 + "k" : String(value);

// A line at the step whose weights are kept.
page.bestMark = (best) => ({
  id: "best",
  afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
    if (!best || !(best.step > 0) || best.step > scales.x.max) return;
    const x = Math.round(scales.x.getPixelForValue(best.step)) + 0.5;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = page.colour("--ink");
    ctx.setLineDash([2, 3]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.font = "11px " + Chart.defaults.font.family;
    ctx.textAlign = x > (chartArea.left + chartArea.right) / 2 ? "right" : "left";
    ctx.fillText("best: step " + page.count(best.step), x, chartArea.top - 4);
    ctx.restore();
  },
});
