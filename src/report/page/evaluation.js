// A cohort's evaluation: the competition's score, agreement by level and finding, calibration, the worst cases.

page.views.evaluation = (data, main) => {
  const detail = page.h("div", { class: "detail", "aria-live": "polite" });
  const show = (subset) => {
    grid.select(subset);
    detail.replaceChildren(page.subsetPanel(data, subset));
    history.replaceState(null, "", "#" + page.subsetPlace(data, subset));
  };
  const open = (subset, byHand) => {
    show(subset);
    const { top } = detail.getBoundingClientRect();
    if (byHand && (top > innerHeight * 0.7 || top < 0)) detail.scrollIntoView({ block: "start" });
  };
  const grid = page.evaluationGrid(data, open);
  main.append(page.evaluationHead(data), page.scoreSection(data),
    page.h("div", { class: "evaluation-columns" }, page.h("div", { class: "grid-side" }, grid.section), detail),
    page.figuresSection(data, open), page.worstSection(data), page.methodSection(data));
  show(page.subsetAt(data, location.hash) || data.subsets[0]);
  addEventListener("hashchange", () => show(page.subsetAt(data, location.hash) || data.subsets[0]));
  addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((one) => { one.open = true; }));
};

page.subsetPlace = (data, subset) => "subset-" + data.subsets.indexOf(subset);

page.subsetAt = (data, hash) => data.subsets.find((one) => "#" + page.subsetPlace(data, one) === hash);

// "Left foraminal narrowing, L4/L5"
page.subsetName = (data, subset) => {
  const side = subset.side === "both" ? ", both sides" : "";
  const condition = subset.condition
    ? page.findingName({ name: subset.condition, side: side ? "" : subset.side }) + side : "all findings";
  return condition[0].toUpperCase() + condition.slice(1) + (subset.level === null ? "" : ", " + data.levels[subset.level]);
};

page.fixed = (value, digits = 3) => typeof value === "number" ? value.toFixed(digits).replace("-", "−") : "–";

page.hasInterval = (figure) => typeof figure.low === "number" && typeof figure.high === "number";

// "0.912–0.945"; paler if it has no width: then the resamples could not vary, which says nothing.
page.interval = (figure, digits = 3) => {
  if (!page.hasInterval(figure)) return page.h("span", { class: "interval soft" }, "–");
  const flat = figure.low === figure.high;
  return page.h("span", { class: "interval" + (flat ? " flat" : ""),
    title: flat ? "Every resample gives this number: the interval says nothing." : null },
  page.fixed(figure.low, digits) + " – " + page.fixed(figure.high, digits));
};

// The figure as a dot and its interval as a line, from `from` to `to`; for the eye, beside the numbers.
page.intervalBar = (figure, from, to) => {
  if (typeof figure.value !== "number") return null;
  const x = (value) => (100 * Math.max(0, Math.min(1, (value - from) / (to - from)))).toFixed(2) + "%";
  return page.svg("svg", { class: "interval-bar", "aria-hidden": "true", width: "100%", height: 14 },
    page.svg("line", { class: "axis", x1: "0%", x2: "100%", y1: 7, y2: 7 }),
    page.hasInterval(figure) ? page.svg("line", { class: "range", x1: x(figure.low), x2: x(figure.high), y1: 7, y2: 7 }) : null,
    page.svg("circle", { cx: x(figure.value), cy: 7, r: 3.5 }));
};

page.evaluationHead = (data) => {
  const all = data.subsets[0];
  const fact = (...parts) => page.h("li", {}, parts);
  return page.header("Evaluation of grades against labels", page.baseName(data.predictions),
    page.h("ul", { class: "facts" },
      fact(page.plural(data.studies, "study", "studies")),
      fact(page.plural(all.rows, "labelled finding")),
      all.unlabelled ? fact(page.count(all.unlabelled) + " without a label, left out") : null,
      data.studies_without_predictions
        ? fact(page.plural(data.studies_without_predictions, "labelled study", "labelled studies") + " without predictions") : null,
      data.rows_without_labels ? fact(page.plural(data.rows_without_labels, "row") + " of studies without labels") : null,
      fact("labels ", page.h("span", { class: "mono" }, data.labels)),
      page.h("li", { class: "no-device" }, "Not a medical device")));
};

page.baseName = (path) => String(path || "").replace(/\/+$/, "").split("/").pop() || "Predictions";

const kScoreParts = [["spinal", "Spinal canal"], ["foraminal", "Foraminal"], ["subarticular", "Subarticular"],
  ["any_severe_spinal", "Any severe canal stenosis"]];

page.scoreSection = (data) => {
  const { total } = data.score;
  const parts = kScoreParts.map(([key, name]) => ({ key, name, figure: data.score[key] }));
  const prior = (key) => data.prior ? data.prior[key] : null;
  const largest = Math.max(0.1, ...parts.flatMap(({ key, figure }) => [figure.value, figure.high, prior(key)])
    .filter((value) => typeof value === "number"));
  return page.section("The competition’s score", { class: "score" },
    page.h("div", { class: "score-columns" },
      page.h("div", { class: "total" }, page.h("p", { class: "large" }, page.fixed(total.value, 4)),
        page.h("p", {}, page.percent(data.bootstrap.confidence) + " interval ", page.interval(total, 4)),
        data.prior ? page.h("p", { class: "soft" }, "class prior ", page.fixed(prior("total"), 4)) : null,
        page.h("p", { class: "soft small" }, "Weighted log loss, the mean of the four parts; less is better.")),
      page.table([
        { title: "Part", value: (one) => one.name },
        { title: "Log loss", class: "number", value: (one) => page.fixed(one.figure.value, 4) },
        { title: "95 % interval", class: "number", value: (one) => page.interval(one.figure, 4) },
        { title: "0 to " + page.number(largest), class: "bar", value: (one) => page.intervalBar(one.figure, 0, largest) },
        data.prior ? { title: "Class prior", class: "number", value: (one) => page.fixed(prior(one.key), 4) } : null,
      ].filter(Boolean), parts, { class: "cards" })));
};

page.methodSection = (data) => page.section("How to read this", { class: "long method" },
  page.h("dl", {}, [
    ["Grade", "The most probable of the three classes; of equal ones the less severe. Sensitivity, specificity and predictive value " +
      "for severe, accuracy, kappa and the matrices are those of this grade: no threshold was chosen."],
    ["Intervals", data.bootstrap.resamples === 0 ? "None: no resamples were asked for." : page.count(data.bootstrap.resamples) +
      " resamples of whole studies, with replacement (seed " + data.bootstrap.seed + "); from the " +
      "2.5th to the 97.5th percentile. Resamples in which a figure does not exist are left out; if they are more than half there " +
      "is no interval. A share of 0 or 1 is the same in every resample: its interval has no width and says nothing."],
    ["AUC", "The area under the ROC curve of one class against the other two, by its probability; equal probabilities count half."],
    ["Kappa", "Cohen’s, with quadratic weights: two classes off counts four times as much as one."],
    ["Log loss", "Rows are weighted 1, 2 and 4 (normal or mild, moderate, severe), as in the competition."],
    ["Calibration error", "Expected calibration error of the most probable class, in ten ranges of its probability. Nets that were " +
      "trained with the competition’s weights are calibrated for weighted rows: compare both."],
    ["Missing labels", "Findings without a label are left out everywhere."],
  ].map(([term, text]) => [page.h("dt", {}, term), page.h("dd", {}, text)])));
