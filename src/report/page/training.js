// A training run: where it stands, and a chart for each group of numbers ("loss/step" and "loss/mean" share one).
// While the run lasts, the page loads itself anew; what was open or hidden, and the place on the page, stay.

page.views.training = (data, main) => {
  const groups = page.seriesGroups(data);
  main.append(page.trainingHead(data), page.trainingCards(data),
    groups.length ? page.h("div", { class: "panels" }, groups.map((group) => page.seriesPanel(data, group)))
      : page.h("p", { class: "card soft" }, "Nothing is recorded yet."));
  if (data.running) page.reloadLater(data);
};

page.trainingHead = (data) => {
  const share = data.steps ? data.step / data.steps : 0;
  const running = page.h("span", { class: "state" + (data.running ? " running" : "") }, data.running ? "running" : "ended");
  const facts = [["recipe", data.recipe], ["fold", data.fold === -1 ? "none: all studies" : data.fold], ["seed", data.seed],
    ["epoch", page.number(data.epoch) + (data.epochs ? " of " + page.number(data.epochs) : "")]];
  return page.header("Training", data.name || "A net",
    page.h("ul", { class: "facts" }, page.h("li", {}, running),
      facts.filter(([, value]) => value !== undefined && value !== null && value !== "").map(([name, value]) =>
        page.h("li", {}, name + " " + value)), page.h("li", { class: "age" })),
    page.h("div", { class: "progress", role: "progressbar", "aria-label": "Steps",
      "aria-valuemin": 0, "aria-valuemax": data.steps, "aria-valuenow": data.step },
    page.h("i", { style: { width: 100 * Math.min(1, share) + "%" } })),
    page.h("p", { class: "small soft" }, "Step " + page.count(data.step),
      data.steps ? " of " + page.count(data.steps) : "",
      data.skipped_steps ? "; " + page.plural(data.skipped_steps, "step") +
        " left out, because loss or gradients were not finite" : ""));
};

page.trainingCards = (data) => {
  const last = (name) => (data.series.find((one) => one.name === name) || {}).last;
  const prior = (name) => {
    const value = (data.prior || {})[name];
    return typeof value === "number" ? "class prior " + page.number(value) : "";
  };
  const cards = [];
  const add = (title, value, note) => {
    if (value === undefined) return;
    cards.push(page.h("div", { class: "card value" }, page.h("h2", {}, title), page.h("p", {}, page.number(value)),
      page.h("p", { class: "soft small" }, note || "\u00a0")));
  };
  const metric = data.best && data.best.metric;
  if (metric) {
    add("Best " + page.words(metric), data.best.value, "at step " + page.count(data.best.step));
    add("Current " + page.words(metric), last("validation/" + metric), prior("validation/" + metric));
  }
  if (last("loss/mean") !== undefined) add("Training loss", last("loss/mean"), "mean since the last validation");
  else add("Training loss", last("loss/step"), "of the last step");
  add("Learning rate", last("rate/lr"));
  add("Gradient norm", last("gradient/norm"), "before clipping");
  return page.h("div", { class: "values" }, cards);
};

// "3 min ago"; a run that has not been heard of for long may have been killed.
page.reloadLater = (data) => {
  const reload_s = data.reload_s || 15;
  const age_s = (Date.now() - Date.parse(data.written)) / 1000;
  const silent = age_s > Math.max(3600, 40 * reload_s);
  const age = document.querySelector(".age");
  if (age_s >= 0) age.textContent = "written " + page.ago(age_s) + (silent ? ": the run may have been stopped" : "");
  addEventListener("load", () => scrollTo(0, page.memory.get("scroll", 0)));
  setTimeout(() => {
    page.memory.set("scroll", scrollY);
    location.reload();
  }, 1000 * (silent ? 10 * reload_s : reload_s));
};

page.ago = (age_s) => {
  if (age_s < 90) return Math.round(age_s) + " s ago";
  if (age_s < 5400) return Math.round(age_s / 60) + " min ago";
  return age_s < 172800 ? Math.round(age_s / 3600) + " h ago" : Math.round(age_s / 86400) + " days ago";
};
