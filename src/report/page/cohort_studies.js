// The table of a cohort's studies: sorted and filtered in memory, drawn a part at a time.

const kRowsAtOnce = 150, kRowsShown = 2000;

page.studiesSection = (data) => {
  const rows = data.studies.map((study) => page.studyRow(study));
  const columns = page.studyColumns(data);
  const state = { column: 0, down: false, text: "", state: "", finding: "" };
  const body = page.h("tbody", {});
  const note = page.h("p", { class: "soft small", role: "status" });
  const more = page.h("button", { type: "button", onclick: () => draw(Infinity) }, "Show all");
  const heads = columns.map((column, index) => page.h("th", { scope: "col", class: column.class },
    column.key ? page.h("button", { type: "button", class: "sort", onclick: () => {
      state.down = state.column === index ? !state.down : Boolean(column.fallsFirst);
      state.column = index;
      draw();
    } }, column.title) : column.title));

  let drawing = 0, finish = null;
  const draw = (most = kRowsShown) => {
    const number = ++drawing;
    const chosen = page.chooseStudies(rows, columns, state);
    heads.forEach((head, index) => {
      if (index === state.column) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    note.textContent = chosen.length === rows.length ? page.plural(rows.length, "study", "studies")
      : page.count(chosen.length) + " of " + page.plural(rows.length, "study", "studies");
    body.replaceChildren();
    const shown = chosen.slice(0, most);
    more.hidden = shown.length === chosen.length;
    const append = (count) => {
      const from = body.rows.length;
      body.append(...shown.slice(from, from + count).map((row) => page.studyElement(columns, row)));
      return body.rows.length < shown.length;
    };
    const goOn = () => { if (number === drawing && append(kRowsAtOnce)) setTimeout(goOn); };
    finish = () => append(Infinity);
    goOn();
  };
  draw();
  addEventListener("beforeprint", () => finish());
  return page.section("Studies", { class: "long studies" },
    page.studyFilters(data, state, () => draw()), note,
    page.h("table", { class: "rows" }, page.h("thead", {}, page.h("tr", {}, heads)), body), more);
};

page.studyRow = (study) => {
  const count = (grade) => (study.grades || []).filter((one) => one === grade).length;
  const certainty = study.certainty || [];
  return { study, severe: count(2), moderate: count(1), text: (study.patient_id + " " + study.study_uid).toLowerCase(),
    least: certainty.length ? Math.min(...certainty) : null };
};

// Those that the filters leave, in the order of the column; what has no value comes last.
page.chooseStudies = (rows, columns, state) => {
  const chosen = rows.filter((row) => (!state.text || row.text.includes(state.text)) &&
    (!state.state || row.study.state === state.state) && (!state.finding || state.finding(row.study)));
  const key = columns[state.column].key;
  const sign = state.down ? -1 : 1;
  return chosen.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return (x === null) - (y === null);
    return sign * (typeof x === "string" ? page.compareTexts(x, y) : x - y);
  });
};

// "P9" before "P10".
page.compareTexts = new Intl.Collator("en", { numeric: true }).compare;

page.studyColumns = (data) => {
  const columns = page.columns(data.conditions);
  const soft = (text) => page.h("span", { class: "soft" }, text);
  const unlessFailed = (value) => (row) => row.study.state === "failed" ? null : value(row);
  const marked = (grade, count) => count ? page.gradeMark(grade, count) : "0";
  return [
    { title: "Patient", class: "anywhere patient-id", key: ({ study }) => study.patient_id || "",
      value: ({ study: { page: address, patient_id: id } }) =>
        address ? page.h("a", { href: page.relativeAddress(address) }, id || "without an ID") : id || "without an ID" },
    { title: "Study", class: "uid", key: ({ study }) => study.study_uid || "",
      value: ({ study }) => page.shortened(study.study_uid, 8, 10) },
    { title: "Grid", class: "mini", value: ({ study }) => page.smallGrid(data, columns, study) },
    { title: "Severe", class: "number graded", fallsFirst: true, key: unlessFailed(({ severe }) => severe),
      value: unlessFailed(({ severe }) => marked(2, severe)) },
    { title: "Moderate", class: "number graded", fallsFirst: true, key: unlessFailed(({ moderate }) => moderate),
      value: unlessFailed(({ moderate }) => marked(1, moderate)) },
    { title: "Least certain", class: "number graded", key: ({ least }) => least,
      value: ({ least }) => least === null ? "" : page.percent(least) },
    { title: "Warnings", class: "number warnings", fallsFirst: true, key: ({ study }) => study.warnings || 0,
      value: ({ study }) => study.warnings ? page.h("strong", { class: "bad" }, study.warnings) : soft("0") },
    { title: "State", class: "anywhere state", key: ({ study }) => Object.keys(page.kStates).indexOf(study.state),
      value: ({ study: { state, reason } }) => [
        page.h("span", { class: state === "failed" ? "bad" : "" }, page.kStates[state] || page.words(state)),
        reason ? soft(": " + reason) : null] },
  ];
};

page.studyElement = (columns, row) => page.h("tr", {}, columns.map((column) =>
  page.h("td", { class: column.class, "data-title": column.title }, column.value(row))));

// An address below this page's folder, whatever the text is: it has no scheme and no host.
page.relativeAddress = (path) => String(path).split("/").filter((part) => part && part !== "..")
  .map(encodeURIComponent).join("/");

// The grid as dots: the worse, the larger.
page.smallGrid = (data, columns, study) => {
  const step = 8, paths = page.classes.map(() => "");
  const half = [1, 2, 3.4];
  const count = data.conditions.length;
  data.levels.forEach((_, level) => columns.forEach(({ index }, column) => {
    const grade = (study.grades || [])[level * count + index];
    if (paths[grade] === undefined) return;
    const r = half[grade];
    paths[grade] += `M${column * step + 4 - r} ${level * step + 4 - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  }));
  if (!paths.join("")) return page.h("span", { class: "soft" }, "–");
  const { severe, moderate } = page.studyRow(study);
  return page.svg("svg", { class: "small-grid", role: "img",
    viewBox: `0 0 ${step * columns.length} ${step * data.levels.length}`,
    "aria-label": severe + " severe, " + moderate + " moderate" },
  paths.map((d, grade) => d && page.svg("path", { d, class: "g" + grade })));
};

page.studyFilters = (data, state, draw) => {
  const count = data.conditions.length;
  const names = [...new Set(data.conditions.map((condition) => condition.name))];
  const has = (least, name) => (study) => (study.grades || []).some((grade, index) =>
    grade >= least && (!name || data.conditions[index % count].name === name));
  const findings = [["all findings", ""], ["severe, any", has(2)], ["moderate or severe, any", has(1)],
    ...names.map((name) => ["severe " + page.findingName({ name }), has(2, name)])];
  const select = (label, options, set) => page.h("label", {}, page.h("span", { class: "unseen" }, label),
    page.h("select", { onchange: (event) => { set(options[event.target.selectedIndex][1]); draw(); } },
      options.map(([name]) => page.h("option", {}, name))));
  return page.h("div", { class: "filters screen-only", role: "search" },
    page.h("label", {}, page.h("span", { class: "unseen" }, "Patient or study"),
      page.h("input", { type: "search", placeholder: "Patient or study", oninput: (event) => {
        state.text = event.target.value.trim().toLowerCase();
        draw();
      } })),
    select("Findings", findings, (value) => { state.finding = value; }),
    select("State", [["all states", ""], ...Object.entries(page.kStates).map(([key, name]) => [name, key])],
      (value) => { state.state = value; }));
};
