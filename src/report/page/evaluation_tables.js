// Every figure of every subset, and the studies whose labels the grades contradict most.

const kTableFigures = ["auc_normal_mild", "auc_moderate", "auc_severe", "quadratic_kappa", "sensitivity_severe", "specificity_severe",
  "ppv_severe", "accuracy", "weighted_log_loss", "calibration_error"];

page.figuresSection = (data, open) => {
  const figures = kTableFigures.map((key) => page.figures.find((one) => one.key === key));
  const columns = [
    { title: "Subset", class: "subset-name", value: (one) => page.h("a", { href: "#" + page.subsetPlace(data, one),
      onclick: (event) => { event.preventDefault(); open(one, true); } }, page.subsetName(data, one)) },
    { title: "Labels N / M / S", class: "number", value: (one) => one.confusion.map((row) =>
      page.count(row.reduce((a, b) => a + b, 0))).join(" / ") },
    ...figures.map((figure) => ({ title: figure.short, class: "number", value: (one) =>
      page.h("span", { class: "with-interval" }, page.fixed(one.figures[figure.key].value), page.interval(one.figures[figure.key])) })),
  ];
  const table = (subsets) => page.h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Figures, to scroll" },
    page.table(columns, subsets, { class: "all-figures" }));
  return page.section("All figures", { class: "long" },
    table(data.subsets.filter((one) => one.kind !== "finding")),
    page.h("details", {}, page.h("summary", {}, "Each of the 25 findings"),
      table(data.subsets.filter((one) => one.kind === "finding"))),
    page.h("p", { class: "soft small" }, "Each with its 95 % interval. N, M, S: normal or mild, moderate, severe. Sensitivity, " +
      "specificity and predictive value (PPV) of the most probable class, no threshold was chosen."));
};

page.worstSection = (data) => page.section("Worst cases", { class: "long" },
  data.worst.length ? page.table([
    { title: "#", class: "number rank", value: (one) => data.worst.indexOf(one) + 1 },
    { title: "Study", class: "study", value: (one) => one.page ? page.h("a", { href: one.page }, one.study) : page.h("span", {}, one.study) },
    { title: "Log loss", class: "number", value: (one) => page.fixed(one.log_loss) },
    { title: "Findings", class: "number", value: (one) => one.rows },
    { title: "Label and grade", class: "quilt-cell", value: (one) => page.quilt(data, one) },
    { title: "Its worst findings", class: "worst-findings", value: (one) => page.worstFindings(data, one) },
  ], data.worst, { class: "cards worst" }) : page.h("p", { class: "soft" }, "No study has a label."),
  page.legend("upper left of a square: the label, lower right: the grade; rows: L1/L2 to L5/S1; columns as above, the patient’s right first"),
  page.h("p", { class: "soft small" }, "By the mean log loss of a study’s labelled findings, weighted as in the competition." +
    (data.worst.some((one) => one.page) ? " A study’s name and its squares lead to the patient’s page." : "")));

page.findingAtCase = (data, level, condition) => data.levels[level] + " " + page.findingName(data.conditions[condition]);

const kCaseWeights = [1, 2, 4];  // of a finding by its label, as in the competition

page.caseFindings = (data, one) => one.findings.map((finding, place) => {
  const level = Math.floor(place / data.conditions.length), condition = place % data.conditions.length;
  return { ...finding, level, condition, name: page.findingAtCase(data, level, condition),
    href: one.page ? one.page + "#" + page.findingPlace({ level, condition }) : null };
});

page.findingText = (finding) => finding.label === null ? finding.name + ": no label, graded " + page.classes[finding.grade].word
  : finding.name + ": labelled " + page.classes[finding.label].word + ", graded " + page.classes[finding.grade].word + " (" +
    page.classes.map((one, grade) => one.letter + " " + page.percent(finding.probabilities[grade])).join(", ") + ")";

// 25 squares, as on the patient's page: label and grade.
page.quilt = (data, one) => {
  const findings = page.caseFindings(data, one);
  return page.h("span", { class: "quilt", role: "img", "aria-label": "Labels and grades of the 25 findings" },
    data.levels.flatMap((_, level) => page.columns(data.conditions).map(({ index }) => {
      const finding = findings[level * data.conditions.length + index];
      const known = finding.label !== null;
      return page.h(finding.href ? "a" : "i", { href: finding.href, tabindex: finding.href ? -1 : null, title: page.findingText(finding),
        class: "g" + finding.grade + (known ? " l" + finding.label : " unlabelled") + (known && finding.label !== finding.grade ? " differs" : "") });
    })));
};

page.worstFindings = (data, one) => page.h("ul", {}, page.caseFindings(data, one).filter((finding) => finding.label !== null)
  .sort((a, b) => b.log_loss * kCaseWeights[b.label] - a.log_loss * kCaseWeights[a.label]).slice(0, 3)
  .map((finding) => page.h("li", {}, finding.href ? page.h("a", { href: finding.href }, finding.name) : finding.name, ": ",
    page.gradeMark(finding.label), " graded ", page.gradeMark(finding.grade), " ",
    page.h("span", { class: "soft" }, page.percent(finding.probabilities[finding.label]) + " for " +
      page.classes[finding.label].word.toLowerCase()))));
