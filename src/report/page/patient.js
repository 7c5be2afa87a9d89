// A patient's report: the grid of findings, one finding in detail, and what all of it rests on.

page.views.patient = (data, main) => {
  const detail = page.h("div", { class: "detail" });
  const status = page.h("p", { class: "unseen", role: "status" });
  const overview = page.patientOverview(data);
  const show = (finding) => {
    grid.select(finding);
    detail.replaceChildren(finding ? page.findingPanel(data, finding, close) : overview);
    status.textContent = finding ? "Opened: " + data.levels[finding.level] + " " +
      page.findingName(data.conditions[finding.condition]) : "";
    const place = finding ? "#" + page.findingPlace(finding) : " ";
    history.replaceState(null, "", place === " " ? location.pathname + location.search : place);
  };
  const open = (finding, byHand) => {
    show(finding);
    // Where grid and detail stand one below the other, what was asked for would be out of sight.
    const { top } = detail.getBoundingClientRect();
    if (byHand && (top > innerHeight * 0.7 || top < 0)) detail.scrollIntoView({ block: "start" });
  };
  const close = () => {
    show(null);
    grid.focus();
  };
  const grid = page.findingGrid(data, { open, close });

  main.append(page.patientHead(data), ...page.patientWarnings(data),
    page.h("div", { class: "patient-columns" },
      page.h("div", { class: "grid-side" }, page.section("Findings", { class: "findings" }, grid.element, page.legend(
        "paler: less certain", data.findings.some((one) => one.source === "prior") ? "hatched: class prior" : null)
      ),
      page.h("p", { class: "soft small screen-only keys" }, "Click a finding, or use the arrow keys, Enter and Escape.")),
      detail), status,
    page.seriesTable(data), page.netsTable(data));
  show(page.findingAt(data, location.hash));
  addEventListener("hashchange", () => show(page.findingAt(data, location.hash)));
};

// "finding-3-1": level and condition as the data number them; other pages link to it.
page.findingPlace = (finding) => "finding-" + finding.level + "-" + finding.condition;

page.findingAt = (data, hash) => data.findings.find((one) => "#" + page.findingPlace(one) === hash) || null;

page.patientHead = (data) => {
  const count = (grade) => data.findings.filter((one) => one.grade === grade).length;
  return page.header("Lumbar spine MR, graded by lumbar", data.patient_id || "Without a patient ID",
    page.h("ul", { class: "facts" },
      page.h("li", {}, "Study ", page.h("span", { class: "mono" }, data.study_uid || "without a UID")),
      page.h("li", { class: "no-device" }, "Not a medical device")),
    page.h("p", { class: "counts" }, [2, 1, 0].map((grade) => page.h("span", {}, page.gradeMark(grade, count(grade)),
      " " + page.classes[grade].name.toLowerCase()))));
};

page.patientWarnings = (data) => {
  const warnings = [...(data.warnings || [])];
  if (data.sides_proved === false) {
    warnings.unshift("Left and right are not proved: the headers do not say on which side the slices begin.");
  }
  if (!warnings.length) return [];
  return [page.h("div", { class: "notice bad", role: "alert" }, warnings.length === 1 ? page.h("p", {}, warnings[0])
    : page.h("ul", {}, warnings.map((text) => page.h("li", {}, text))))];
};

page.patientOverview = (data) => page.h("section", { class: "card overview-card", "aria-labelledby": "overview-title" },
  page.h("h2", { id: "overview-title" }, "Where the nets looked"),
  data.sagittal.length
    ? page.h("div", { class: "overview" }, data.sagittal.map((picture) => page.sagittalFigure(data, picture, null)))
    : page.h("p", { class: "soft" }, "There are no pictures: no sagittal series could be graded."));

page.seriesTable = (data) => page.section("Series", { class: "long" }, data.series.length ? page.table([
  { title: "Description", class: "anywhere", value: (one) => one.description || "–" },
  { title: "Plane", class: "short", value: (one) => one.plane },
  { title: "Images", class: "number", value: (one) => one.images },
  { title: "Taken as", class: "short",
    value: (one) => one.taken_as ? page.h("strong", {}, page.words(one.taken_as)) : "–" },
  { title: "Left out because", value: (one) => one.reason || (one.taken_as ? "" : "–") },
  { title: "UID", class: "uid", value: (one) => page.shortened(one.uid, 14, 10) },
], data.series, { class: "cards" }) : page.h("p", { class: "soft" }, "No series was found."));

page.netsTable = (data) => page.section("Nets", { class: "long" }, data.nets.length
  ? page.h("ul", { class: "nets" }, data.nets.map((one) => page.h("li", {},
    page.h("span", { class: "anywhere" }, one.name), page.h("span", { class: "soft" }, one.recipe),
    page.h("span", { class: "soft" }, "sha256 ", page.shortened(one.sha256, 12)))))
  : page.h("p", { class: "soft" }, "No net was used."));
