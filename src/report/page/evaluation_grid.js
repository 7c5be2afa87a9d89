// Level by finding: a small confusion matrix or one figure in each cell; one tab stop, arrow keys within.

// The figures by key: their names, whether less is better, the lowest value that shading tells apart, whether 1 ends them.
page.figures = [
  { key: "quadratic_kappa", name: "Quadratic weighted kappa", short: "Kappa", low: 0, isShare: true },
  { key: "accuracy", name: "Accuracy", short: "Accuracy", low: 0, isShare: true },
  { key: "auc_normal_mild", name: "AUC, normal or mild", short: "AUC N", low: 0.5, isShare: true },
  { key: "auc_moderate", name: "AUC, moderate", short: "AUC M", low: 0.5, isShare: true },
  { key: "auc_severe", name: "AUC, severe", short: "AUC S", low: 0.5, isShare: true },
  { key: "auc_mean", name: "AUC, mean of the three", short: "AUC", low: 0.5, isShare: true },
  { key: "sensitivity_severe", name: "Sensitivity for severe", short: "Sens. S", low: 0, isShare: true },
  { key: "specificity_severe", name: "Specificity for severe", short: "Spec. S", low: 0, isShare: true },
  { key: "ppv_severe", name: "Predictive value of severe", short: "PPV S", low: 0, isShare: true },
  { key: "weighted_log_loss", name: "Weighted log loss", short: "Log loss", lessIsBetter: true },
  { key: "calibration_error", name: "Calibration error", short: "ECE", lessIsBetter: true, isShare: true },
  { key: "weighted_calibration_error", name: "Calibration error, weighted", short: "ECE w.", lessIsBetter: true, isShare: true },
];

const kMatrices = "Matrices: a row for each label, a column for each grade (N, M, S); darker: a larger share of the label’s " +
  "findings, blue where label and grade agree.";

// -> { section, select(subset) }; `open(subset, byHand)` is called for what was chosen.
page.evaluationGrid = (data, open) => {
  const cells = page.evaluationCells(data);
  const keys = page.moveInGrid(cells, open);
  const note = page.h("p", { class: "soft small grid-note" });
  const draw = (key) => {
    const figure = page.figures.find((one) => one.key === key);
    for (const { element, subset } of cells.flat()) page.fillEvaluationCell(data, element, subset, figure);
    note.textContent = (figure ? figure.name + ", with its 95 % interval; darker: better." : kMatrices) + " R and L: the patient’s.";
    page.memory.set("figure", key);
  };
  const select = page.h("select", { onchange: () => draw(select.value) },
    page.h("option", { value: "matrix" }, "Confusion matrices"),
    page.figures.map((one) => page.h("option", { value: one.key }, one.name)));
  const known = page.memory.get("figure", "matrix");
  select.value = page.figures.some((one) => one.key === known) ? known : "matrix";
  draw(select.value);
  return {
    section: page.section("By level and finding", { class: "findings" },
      page.h("label", { class: "choice screen-only" }, "Show ", select), page.evaluationTable(data, cells, keys.onkeydown), note,
      page.h("p", { class: "soft small screen-only" }, "Click a cell, or use the arrow keys, to see it in full.")),
    select: keys.select,
  };
};

// null: all findings.
page.evaluationColumns = (data) => [...page.columns(data.conditions), null];

// [level, the last: all][column]: { subset, element }
page.evaluationCells = (data) => [...data.levels.keys(), null].map((level) => page.evaluationColumns(data).map((column) => ({
  subset: data.subsets.find((one) => one.level === level && (column
    ? one.condition === column.condition.name && one.side === column.condition.side : one.condition === "")),
  element: page.h("td", { role: "gridcell", tabindex: -1 }),
})));

// One tab stop for all cells; what arrow keys reach is opened.
page.moveInGrid = (cells, open) => {
  const at = { row: cells.length - 1, column: cells[0].length - 1 };
  const place = (row, column) => {
    cells[at.row][at.column].element.tabIndex = -1;
    [at.row, at.column] = [row, column];
    cells[row][column].element.tabIndex = 0;
  };
  cells.forEach((row, i) => row.forEach(({ element, subset }, j) =>
    element.addEventListener("click", () => { place(i, j); open(subset, true); })));
  return {
    onkeydown: (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -9], End: [0, 9] };
      const step = steps[event.key];
      if (!step && event.key !== "Enter" && event.key !== " ") return;
      const within = (value, length) => Math.max(0, Math.min(length - 1, value));
      if (step) place(within(at.row + step[0], cells.length), within(at.column + step[1], cells[0].length));
      const { element, subset } = cells[at.row][at.column];
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest" });
      open(subset, !step);
      event.preventDefault();
    },
    // Those of both sides have no cell: the tab stop stays.
    select: (subset) => {
      cells.forEach((row, i) => row.forEach((cell, j) => {
        cell.element.setAttribute("aria-selected", String(cell.subset === subset));
        if (cell.subset === subset) place(i, j);
      }));
      cells[at.row][at.column].element.tabIndex = 0;
    },
  };
};

page.evaluationTable = (data, cells, onkeydown) => {
  const title = (column) => [
    column && column.condition.side ? page.h("span", { class: "side" }, column.condition.side[0].toUpperCase() + " ") : null,
    page.h("span", { class: "whole" }, column ? page.findingHead(column.condition) : "All"),
    page.h("span", { class: "brief", "aria-hidden": "true" }, column ? page.findingHead(column.condition).slice(0, 5) : "All")];
  return page.h("table", { class: "grid evaluation-grid", role: "grid", "aria-label": "Figures by level and finding", onkeydown },
    page.h("thead", {}, page.h("tr", { role: "row" }, page.h("td", { role: "columnheader", "aria-label": "Level" }),
      page.evaluationColumns(data).map((column) => page.h("th", { role: "columnheader", scope: "col",
        title: column ? page.findingName(column.condition) : null }, title(column))))),
    page.h("tbody", {}, cells.map((row, level) => page.h("tr", { role: "row" },
      page.h("th", { role: "rowheader", scope: "row" }, level < data.levels.length ? data.levels[level] : "All"),
      row.map(({ element }) => element)))));
};

page.fillEvaluationCell = (data, element, subset, figure) => {
  const name = page.subsetName(data, subset);
  if (!figure) {
    element.classList.remove("shaded");
    element.setAttribute("aria-label", name + ": " + page.matrixText(subset.confusion));
    element.replaceChildren(page.miniMatrix(subset.confusion));
    return;
  }
  const one = subset.figures[figure.key];
  element.classList.add("shaded");
  element.style.setProperty("--shade", (0.05 + 0.5 * page.goodness(data, figure, one.value)).toFixed(3));
  element.setAttribute("aria-label", name + ", " + figure.name + ": " + page.fixed(one.value) +
    (page.hasInterval(one) ? ", interval " + page.fixed(one.low) + " to " + page.fixed(one.high) : ""));
  element.replaceChildren(page.h("b", {}, page.fixed(one.value)),
    page.h("span", {}, page.hasInterval(one) ? page.fixed(one.low, 2) + "–" + page.fixed(one.high, 2) : ""));
};

// 0 to 1, for shading: from its lowest sensible value to 1, or from the worst cell to 0.
page.goodness = (data, figure, value) => {
  if (typeof value !== "number") return 0;
  if (!figure.lessIsBetter) return Math.max(0, Math.min(1, (value - figure.low) / (1 - figure.low)));
  const worst = Math.max(...data.subsets.map((one) => one.figures[figure.key].value || 0), 1e-9);
  return 1 - value / worst;
};

page.share = (matrix, label, grade) => {
  const sum = matrix[label].reduce((a, b) => a + b, 0);
  return sum > 0 ? matrix[label][grade] / sum : 0;
};

page.miniMatrix = (matrix) => page.h("span", { class: "mini-matrix", "aria-hidden": "true" }, matrix.map((row, label) =>
  row.map((count, grade) => page.h("i", { class: label === grade ? "right" : "wrong",
    style: { "--shade": (0.75 * page.share(matrix, label, grade)).toFixed(3) } }, page.shortCount(count)))));

// Three characters at most: 999, 1.2k, 12k.
page.shortCount = (count) => {
  if (count < 1000) return count || "";
  return (count < 9950 ? (count / 1000).toFixed(1) : Math.round(count / 1000)) + "k";
};

page.matrixText = (matrix) => matrix.map((row, label) => page.classes[label].word + " graded " +
  row.map((count, grade) => count + " " + page.classes[grade].letter).join(", ")).join("; ");
