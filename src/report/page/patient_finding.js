// What is known about one finding: the answer, its pictures, and what led to it.

page.findingPanel = (data, finding, close) => {
  const condition = data.conditions[finding.condition];
  const votes = finding.votes || [];
  const title = page.h("h2", { id: "finding-title", tabindex: -1 },
    data.levels[finding.level] + " ", page.h("span", { class: "soft" }, "· "), page.findingName(condition));
  return page.h("section", { class: "card long finding", "aria-labelledby": "finding-title",
    onkeydown: (event) => { if (event.key === "Escape") close(); } },
  page.h("div", { class: "title" }, title, page.h("button", { type: "button", class: "close", onclick: close,
    title: "Escape" }, "Close")),
  page.findingPictures(data, finding, votes),
  votes.length ? [
    page.h("h3", {}, "What each net and each rotation said"),
    page.legend("small: one rotation", "large: the net’s mean"),
    page.votesChart(data, votes), page.votesTable(data, votes),
  ] : page.h("p", { class: "notice" }, finding.source === "prior"
    ? "No net graded this finding. The probabilities are the class prior: how often each grade occurs in the training " +
      "labels."
    : "No single answers were recorded for this finding."));
};

page.answer = (finding) => page.h("div", { class: "answers", role: "list" }, page.classes.map((one, grade) => {
  const share = finding.probabilities[grade];
  const spread = finding.deviation ? finding.deviation[grade] : null;
  return page.h("div", { role: "listitem", class: "g" + grade + (grade === finding.grade ? " chosen" : "") },
    page.h("span", { class: "name" }, one.name),
    page.h("span", { class: "track" }, page.h("i", { style: { width: 100 * share + "%" } }),
      spread ? page.h("u", { style: { left: 100 * Math.max(0, share - spread) + "%",
        width: 100 * (Math.min(1, share + spread) - Math.max(0, share - spread)) + "%" } }) : null),
    page.h("span", { class: "share" }, page.percent(share)),
    page.h("span", { class: "spread soft" }, spread === null ? "" : "± " + Math.round(100 * spread)));
}));

page.answerFacts = (finding) => page.h("ul", { class: "facts" },
  typeof finding.agreement === "number"
    ? page.h("li", {}, page.percent(finding.agreement) + " of " + page.plural(finding.answers, "answer") + " agree") : null,
  page.h("li", {}, finding.calibrated ? "calibrated" : "not calibrated"),
  finding.source === "prior" ? page.h("li", {}, "class prior") : null,
  finding.deviation ? page.h("li", {}, "±: standard deviation over nets and rotations, in points") : null);

// The slice beside the answer, the crops below both.
page.findingPictures = (data, finding, votes) => {
  const groups = new Map();
  for (const vote of votes) {
    if (!data.crops[vote.crop]) continue;
    groups.set(vote.crop, [...(groups.get(vote.crop) || []), vote]);
  }
  const crops = [...groups].map(([index, of]) => [data.crops[index], of]);
  const series = new Set(crops.map(([crop]) => crop.series_uid));
  const seen = data.sagittal.filter((picture) => series.has(picture.series_uid));
  const sagittal = seen.length ? seen : data.sagittal;
  return [
    page.h("div", { class: "look" },
      page.h("div", { class: "said" }, page.answer(finding), page.answerFacts(finding)),
      page.h("div", { class: "overview" }, sagittal.length
        ? sagittal.map((picture) => page.sagittalFigure(data, picture, finding.level))
        : page.h("p", { class: "soft" }, "There is no picture."))),
    crops.map(([crop, of]) => page.cropStrip(data, crop, of)),
  ];
};
