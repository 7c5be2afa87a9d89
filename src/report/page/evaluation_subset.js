// One subset in full: its confusion matrix, its figures with their intervals, its reliability diagram.

page.subsetPanel = (data, subset) => page.h("section", { class: "card subset", "aria-labelledby": "subset-title" },
  page.h("h2", { id: "subset-title" }, page.subsetName(data, subset)),
  page.h("p", { class: "soft small" }, page.plural(subset.rows, "labelled finding") + " of " +
    page.plural(subset.studies, "study", "studies") + (subset.unlabelled ? ", " + page.count(subset.unlabelled) + " without a label" : "")),
  subset.rows === 0 ? page.h("p", { class: "notice" }, "No finding has a label here.") : [
    page.h("div", { class: "subset-columns" },
      page.h("div", {}, page.h("h3", {}, "Confusion matrix"), page.confusionTable(subset.confusion)),
      page.h("div", {}, page.h("h3", {}, "Reliability"), page.reliabilityPart(data, subset))),
    page.h("h3", {}, "Figures"), page.figuresTable(subset)]);

page.confusionTable = (matrix) => {
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const marks = page.classes.map((_, grade) => page.h("th", { scope: "col" }, page.gradeMark(grade)));
  const cell = (label, grade) => page.h("td", { class: label === grade ? "right" : "wrong",
    style: { "--shade": (0.62 * page.share(matrix, label, grade)).toFixed(3) } },
  page.h("b", {}, page.count(matrix[label][grade])), page.h("span", {}, sum(matrix[label]) ? page.percent(page.share(matrix, label, grade)) : "–"));
  return page.h("table", { class: "confusion" },
    page.h("thead", {},
      page.h("tr", {}, page.h("td"), page.h("th", { colspan: 3, class: "axis", scope: "colgroup" }, "graded"), page.h("td")),
      page.h("tr", {}, page.h("th", { class: "axis", scope: "col" }, "labelled"), marks, page.h("th", { class: "sum", scope: "col" }, "all"))),
    page.h("tbody", {}, page.classes.map((one, label) => page.h("tr", {},
      page.h("th", { scope: "row" }, page.gradeMark(label), " ", page.h("span", { class: "word" }, one.word)),
      page.classes.map((_, grade) => cell(label, grade)), page.h("td", { class: "sum" }, page.count(sum(matrix[label]))))),
    page.h("tr", { class: "sum" }, page.h("th", { scope: "row" }, "all"),
      page.classes.map((_, grade) => page.h("td", {}, page.count(sum(matrix.map((row) => row[grade]))))),
      page.h("td", {}, page.count(sum(matrix.flat()))))));
};

page.figuresTable = (subset) => page.table([
  { title: "Figure", value: (figure) => figure.name },
  { title: "Value", class: "number", value: (figure) => page.fixed(subset.figures[figure.key].value) },
  { title: "95 % interval", class: "number", value: (figure) => page.interval(subset.figures[figure.key]) },
  { title: "0 to 1", class: "bar", value: (figure) => figure.isShare ? page.intervalBar(subset.figures[figure.key], 0, 1) : null },
], page.figures, { class: "dense figures" });

const kReliabilityKinds = [["most_probable", "the most probable class"], ["normal_mild", "normal or mild"], ["moderate", "moderate"],
  ["severe", "severe"]];

page.reliabilityPart = (data, subset) => {
  if (!subset.reliability) {
    return page.h("p", { class: "soft small" }, "Single findings have too few rows for a diagram; their level, their condition and all have one.");
  }
  const place = page.h("div");
  const kind = page.h("select", { "aria-label": "Probability of", onchange: () => draw() }, kReliabilityKinds.map(([key, name]) =>
    page.h("option", { value: key }, name)));
  const weighting = page.h("select", { "aria-label": "Weights", onchange: () => draw() },
    page.h("option", { value: "plain" }, "each finding once"), page.h("option", { value: "weighted" }, "weighted 1, 2, 4"));
  kind.value = page.memory.get("kind", "most_probable");
  weighting.value = page.memory.get("weighting", "plain");
  const draw = () => {
    page.memory.set("kind", kind.value);
    page.memory.set("weighting", weighting.value);
    const ranges = subset.reliability[weighting.value][kind.value];
    place.replaceChildren(page.reliabilityChart(ranges, kind.selectedOptions[0].textContent), page.rangesTable(ranges));
  };
  draw();
  return [page.h("div", { class: "choices screen-only" }, kind, weighting), place];
};

page.reliabilityChart = (ranges, name) => {
  const used = ranges.filter((range) => range.weight > 0);
  const total = used.reduce((sum, range) => sum + range.weight, 0);
  const error = used.reduce((sum, range) => sum + range.weight / total * Math.abs(range.probability - range.share), 0);
  const bars = used.filter(page.hasInterval).flatMap((range) => [{ x: range.probability, y: range.low },
    { x: range.probability, y: range.high }, { x: NaN, y: NaN }]);
  const percents = { stepSize: 0.2, callback: (value) => Math.round(100 * value) + " %" };
  const config = () => ({
    type: "scatter",
    data: { datasets: [
      { label: "observed", data: used.map((range) => ({ x: range.probability, y: range.share, range })), showLine: true,
        borderColor: page.colour("--accent"), backgroundColor: page.colour("--accent"), borderWidth: 2, pointRadius: 3.5, clip: 8,
        order: 1 },
      { label: "interval", data: bars, showLine: true, spanGaps: false, borderColor: page.faded("--accent", 0.55), borderWidth: 2,
        pointRadius: 0, pointHitRadius: 0, order: 2 },
      { label: "perfect", data: [{ x: 0, y: 0 }, { x: 1, y: 1 }], showLine: true, borderColor: page.colour("--soft"), borderWidth: 1,
        borderDash: [4, 4], pointRadius: 0, pointHitRadius: 0, order: 3 },
      { label: "findings", type: "bar", barThickness: "flex", data: ranges.map((range, i) => ({ x: 0.05 + 0.1 * i, y: range.weight / total })),
        backgroundColor: page.faded("--c7", 0.28), barPercentage: 1, categoryPercentage: 0.92, order: 4, xAxisID: "x" },
    ] },
    options: {
      plugins: { tooltip: { filter: (item) => item.datasetIndex === 0, callbacks: { label: ({ raw }) => "said " +
        page.percent(raw.x) + ", true " + page.percent(raw.y) + " of " + page.number(raw.range.weight) } } },
      scales: {
        x: { type: "linear", min: 0, max: 1, offset: false, ticks: percents, title: { display: true, text: "probability of " + name } },
        y: { min: 0, max: 1, ticks: percents, title: { display: true, text: "share that is so" } },
      },
    },
  });
  return page.h("figure", {}, page.chart(config, { height_px: 300, class: "reliability",
    label: "Reliability diagram of " + name + "; the table below has the numbers" }),
  page.h("figcaption", { class: "soft" }, "Calibration error " + page.fixed(error) + ". Points: ten ranges of the probability, with 95 % " +
    "intervals; on the dashed line they would be right. Grey: the ranges’ share of the findings."));
};

page.rangesTable = (ranges) => page.h("details", {}, page.h("summary", { class: "small" }, "Numbers"), page.table([
  { title: "Range", value: (range) => 10 * ranges.indexOf(range) + " – " + (10 * ranges.indexOf(range) + 10) + " %" },
  { title: "Weight", class: "number", value: (range) => page.number(range.weight) },
  { title: "Said", class: "number", value: (range) => page.fixed(range.probability) },
  { title: "So", class: "number", value: (range) => page.fixed(range.share) },
  { title: "95 % interval", class: "number", value: (range) => page.interval(range) },
], ranges, { class: "dense" }));
