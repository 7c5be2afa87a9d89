// What each net and each rotation said about a finding: a chart with a dot for each answer, and a table.

page.votesChart = (data, votes) => {
  const config = () => ({
    type: "scatter",
    data: {
      datasets: page.classes.flatMap((one, grade) => [{
        label: one.name, pointStyle: one.point, pointRadius: 3.5, borderWidth: 0, clip: 8,
        backgroundColor: page.faded(one.variable, 0.5),
        data: votes.flatMap((vote, net) => vote.views.map((answer, view) =>
          ({ x: answer[grade], y: net + (grade - 1) * 0.24, net: vote.net, view: data.views_deg[view] }))),
      }, {
        label: one.name + ", mean", pointStyle: one.point, pointRadius: 6, borderWidth: 1.75, clip: 8,
        borderColor: page.colour(one.variable + "-ink"), backgroundColor: page.colour(one.variable),
        data: votes.map((vote, net) => ({ x: page.meanAnswer(vote)[grade], y: net + (grade - 1) * 0.24, net: vote.net })),
      }]).sort((a, b) => a.pointRadius - b.pointRadius).reverse(),
    },
    options: {
      layout: { padding: { right: 12 } },
      plugins: { tooltip: { callbacks: {
        title: (items) => items.length ? items[0].raw.net : "",
        label: ({ raw, dataset }) => dataset.label + (raw.view === undefined ? "" : " at " + raw.view + "°") + ": " +
          page.percent(raw.x),
      } } },
      scales: {
        x: { min: 0, max: 1, ticks: { stepSize: 0.25, callback: page.percentTick } },
        y: { min: -0.6, max: votes.length - 0.4, reverse: true, afterBuildTicks: (axis) => {
          axis.ticks = votes.map((vote, net) => ({ value: net }));
        }, ticks: { autoSkip: false, callback: (value) => page.netName(votes[value].net), font: { size: 11 } } },
      },
    },
  });
  return page.chart(config, { label: "Probability of each grade by net and rotation; the table below has the numbers",
    height_px: 40 + (votes.length > 6 ? 38 : 50) * votes.length, class: "votes" });
};

page.meanAnswer = (vote) => page.classes.map((_, grade) =>
  vote.views.reduce((sum, answer) => sum + answer[grade], 0) / Math.max(1, vote.views.length));

page.netName = (name) => name.replace(/^cfg_/, "").replace(/_seed\d+$/, "");

page.highest = (probabilities) => probabilities.indexOf(Math.max(...probabilities));

// A row a net: its mean, and the grade that it gave at each rotation.
page.votesTable = (data, votes) => {
  const share = (grade) => ({ title: page.classes[grade].letter, class: "number",
    value: (vote) => page.percent(page.meanAnswer(vote)[grade]) });
  const views = { title: page.h("span", { title: "rotation in degrees" }, data.views_deg.map((degrees) =>
    page.h("span", { class: "degrees" }, String(degrees).replace("-", "−")))), class: "views",
    value: (vote) => vote.views.map((answer, view) => {
      const grade = page.highest(answer);
      return page.h("span", { class: "answer g" + grade, style: { "--shade": 0.1 + 0.45 * page.shade(answer[grade]) },
        title: data.views_deg[view] + "°: " + page.classes.map((one, index) => one.name.toLowerCase() + " " +
          page.percent(answer[index])).join(", ") }, page.classes[grade].letter);
    }) };
  const net = { title: "Net", class: "net",
    value: (vote) => page.h("span", { title: vote.net }, page.netName(vote.net)) };
  return page.table([net, share(0), share(1), share(2), views], votes, { class: "votes-table" });
};
