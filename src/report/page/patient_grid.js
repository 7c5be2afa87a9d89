// The grid of a patient's 25 findings: five levels by five findings, one tab stop, arrow keys within.

const kGridSteps = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -9], End: [0, 9],
};

// -> { element, select(finding or null), focus() }; `open(finding)` is called for a click, Enter or Space, and for arrow
// keys while a finding is open; `close()` for Escape.
page.findingGrid = (data, { open, close }) => {
  const columns = page.columns(data.conditions);
  const finding = new Map(data.findings.map((one) => [one.level + "," + one.condition, one]));
  const cells = data.levels.map((level, row) => columns.map(({ condition, index }) =>
    page.findingCell(finding.get(row + "," + index), level, condition)));
  const state = { row: 0, column: 0, selected: null };

  const move = (row, column) => {
    cells[state.row][state.column].element.tabIndex = -1;
    state.row = Math.max(0, Math.min(cells.length - 1, row));
    state.column = Math.max(0, Math.min(columns.length - 1, column));
    const { element, finding: reached } = cells[state.row][state.column];
    element.tabIndex = 0;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
    if (state.selected && reached) open(reached, false);
  };
  const onkeydown = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = kGridSteps[event.key];
    const reached = cells[state.row][state.column].finding;
    if (step) move(state.row + step[0], state.column + step[1]);
    else if ((event.key === "Enter" || event.key === " ") && reached) open(reached, true);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };

  const rows = data.levels.map((level, row) => page.h("tr", { role: "row" },
    page.h("th", { role: "rowheader", scope: "row" }, level),
    cells[row].map(({ element, finding: one }, column) => {
      if (one) element.addEventListener("click", () => { move(row, column); open(one, true); });
      return element;
    })));
  cells[0][0].element.tabIndex = 0;
  const table = page.h("table", { class: "grid", role: "grid", "aria-label": "Findings by level", onkeydown },
    page.h("thead", {}, page.gridSides(columns, data.sides_proved !== false), page.gridHead(columns)),
    page.h("tbody", {}, rows));

  const all = cells.flat().filter((cell) => cell.finding);
  const place = (one) => [one.level, columns.findIndex(({ index }) => index === one.condition)];
  return {
    element: table,
    select: (one) => {
      state.selected = one;
      for (const cell of all) cell.element.setAttribute("aria-selected", String(cell.finding === one));
      if (!one) return;
      cells[state.row][state.column].element.tabIndex = -1;
      [state.row, state.column] = place(one);
      cells[state.row][state.column].element.tabIndex = 0;
    },
    focus: () => cells[state.row][state.column].element.focus(),
  };
};

// "patient's right" over the columns left of the canal, as on a picture that faces us.
page.gridSides = (columns, proved = true) => {
  const right = columns.filter(({ place }) => place < 0).length, left = columns.filter(({ place }) => place > 0).length;
  if (!right || !left) return null;
  return page.h("tr", { class: "sides", "aria-hidden": "true" }, page.h("td"),
    page.h("td", { colspan: right }, "patient’s right" + (proved ? "" : "?")),
    page.h("td", { colspan: columns.length - right - left }),
    page.h("td", { colspan: left }, "patient’s left" + (proved ? "" : "?")));
};

page.gridHead = (columns) => page.h("tr", { role: "row" }, page.h("td", { role: "columnheader", "aria-label": "Level" }),
  columns.map(({ condition }) => page.h("th", { role: "columnheader", scope: "col", title: page.findingName(condition) },
    condition.side ? page.h("span", { class: "side" }, condition.side[0].toUpperCase()) : null,
    page.h("span", { class: "full" }, page.findingHead(condition)),
    page.h("span", { class: "abridged", "aria-hidden": "true" },
      page.findingHead(condition).replace("Subarticular", "Subart.")))));

page.findingCell = (finding, level, condition) => {
  if (!finding) return { element: page.h("td", { role: "gridcell", tabindex: -1, class: "none" }, "–"), finding: null };
  const one = page.classes[finding.grade];
  const probability = finding.probabilities[finding.grade];
  const prior = finding.source === "prior";
  const element = page.h("td", {
    role: "gridcell", tabindex: -1, "aria-selected": "false",
    class: "cell g" + finding.grade + (prior ? " prior" : ""),
    style: { "--shade": (0.1 + 0.45 * page.shade(probability)).toFixed(3) },
    "aria-label": level + ", " + page.findingName(condition) + ": " + one.name + ", " + page.percent(probability) +
      (prior ? ", class prior, no net graded it" : ""),
  },
  page.h("span", { class: "word" }, one.word), page.h("span", { class: "letter" }, one.letter),
  page.h("span", { class: "share" }, page.percent(probability), prior ? page.h("em", {}, " prior") : null),
  page.stack(finding.probabilities));
  return { element, finding };
};
