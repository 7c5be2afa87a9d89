// A cohort's index: what was graded how, and every study with a small picture of its grid.

page.views.cohort = (data, main) => {
  const studies = data.studies;
  main.append(
    page.header("Lumbar spine MR, graded by lumbar", "Cohort of " + page.plural(studies.length, "study", "studies"),
      page.cohortStates(studies),
      page.h("ul", { class: "facts" }, page.h("li", { class: "no-device" }, "Not a medical device"))),
    ...page.cohortFailures(studies),
    page.h("div", { class: "cohort-columns" },
      page.section("Grades by finding", {}, page.legend(), page.gradesChart(data)),
      page.section("Moderate or severe, by level", {}, page.levelTable(data))),
    page.studiesSection(data));
};

page.kStates = {
  graded: "graded", partly: "graded in part", prior: "class prior only", failed: "failed",
};

page.cohortStates = (studies) => page.h("p", { class: "counts" }, Object.entries(page.kStates).map(([state, name]) => {
  const count = studies.filter((study) => study.state === state).length;
  if (!count) return null;
  return page.h("span", { class: state === "failed" ? "bad" : "" }, page.h("strong", {}, page.count(count)), " " + name);
}));

page.cohortFailures = (studies) => {
  const failed = studies.filter((study) => study.state === "failed");
  if (!failed.length) return [];
  const reasons = new Map();
  for (const { reason } of failed) reasons.set(reason, (reasons.get(reason) || 0) + 1);
  const list = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 8);
  return [page.h("div", { class: "notice bad" },
    page.h("p", {}, page.h("strong", {}, page.plural(failed.length, "study", "studies") + " failed.")),
    page.h("ul", {}, list.map(([reason, count]) =>
      page.h("li", {}, reason || "no reason given", count > 1 ? " (" + page.count(count) + ")" : "")),
      reasons.size > list.length ? page.h("li", {}, page.plural(reasons.size - list.length, "further reason")) : null))];
};

// -> [condition][grade]: findings that nets or the prior graded.
page.countGrades = (data, level) => {
  const conditions = data.conditions.length;
  const counts = data.conditions.map(() => page.classes.map(() => 0));
  for (const study of data.studies) {
    if (study.state === "failed") continue;
    (study.grades || []).forEach((grade, index) => {
      if (level !== undefined && Math.floor(index / conditions) !== level) return;
      if (counts[index % conditions][grade] !== undefined) counts[index % conditions][grade] += 1;
    });
  }
  return counts;
};

page.gradesChart = (data) => {
  const counts = page.countGrades(data);
  const columns = page.columns(data.conditions);
  const share = (condition, grade) => counts[condition][grade] / Math.max(1, counts[condition].reduce((a, b) => a + b));
  const config = () => ({
    type: "bar",
    data: {
      labels: columns.map(({ condition }) => page.findingName(condition)),
      datasets: page.classes.map((one, grade) => ({ label: one.name, backgroundColor: page.faded(one.variable, 0.8),
        barPercentage: 0.72, data: columns.map(({ index }) => share(index, grade)) })),
    },
    options: {
      indexAxis: "y",
      plugins: { tooltip: { callbacks: { label: ({ dataset, datasetIndex, dataIndex, raw }) => dataset.label + ": " +
        page.count(counts[columns[dataIndex].index][datasetIndex]) + " (" + page.percent(raw) + ")" } } },
      scales: {
        x: { stacked: true, min: 0, max: 1, ticks: { stepSize: 0.25, callback: page.percentTick } },
        y: { stacked: true, grid: { display: false }, ticks: { color: page.colour("--ink"), callback: (value) => {
          const { condition } = columns[value];
          return (condition.side ? condition.side[0].toUpperCase() + " " : "") + page.findingHead(condition);
        } } },
      },
    },
  });
  return page.chart(config, { height_px: 262,
    label: "Share of each grade by finding; the table beside it has the shares by level" });
};

page.levelTable = (data) => {
  const columns = page.columns(data.conditions);
  const rows = data.levels.map((level, index) => {
    const counts = page.countGrades(data, index);
    return page.h("tr", {}, page.h("th", { scope: "row" }, level), columns.map(({ condition, index: place }) => {
      const [normal, moderate, severe] = counts[place];
      const all = Math.max(1, normal + moderate + severe);
      return page.h("td", { class: "rate", style: { "--shade": (0.75 * (moderate + severe) / all).toFixed(3) },
        title: level + ", " + page.findingName(condition) + ": " + page.count(moderate) + " moderate, " +
          page.count(severe) + " severe of " + page.count(all) },
      page.h("span", {}, page.percent((moderate + severe) / all)),
      page.h("small", {}, page.percent(severe / all)));
    }));
  });
  return [page.h("table", { class: "grid rates", "aria-label": "Share of moderate or severe findings by level" },
    page.h("thead", {}, page.gridSides(columns), page.gridHead(columns)), page.h("tbody", {}, rows)),
  page.h("p", { class: "soft small" }, "Large: moderate or severe. Small: severe.")];
};
