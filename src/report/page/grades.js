// Grades and findings: their names, their marks for readers who see no colour, their order on the page.

page.classes = [
  { name: "Normal or mild", word: "Normal/mild", letter: "N", variable: "--g0", point: "circle" },
  { name: "Moderate", word: "Moderate", letter: "M", variable: "--g1", point: "rectRot" },
  { name: "Severe", word: "Severe", letter: "S", variable: "--g2", point: "triangle" },
];

const kFindings = {
  spinal_canal_stenosis: { name: "spinal canal stenosis", head: "Canal" },
  neural_foraminal_narrowing: { name: "foraminal narrowing", head: "Foramen" },
  subarticular_stenosis: { name: "subarticular stenosis", head: "Subarticular" },
};

page.findingName = (condition) => {
  const known = kFindings[condition.name];
  return (condition.side ? condition.side + " " : "") + (known ? known.name : page.words(condition.name));
};

page.findingHead = (condition) => {
  const known = kFindings[condition.name];
  return known ? known.head : page.words(condition.name);
};

// The columns as a radiologist sees the patient, whose right is on our left: foramen, recess, canal, recess, foramen.
page.columns = (conditions) => {
  const place = (condition) => {
    if (!condition.side) return 0;
    const outwards = condition.name === "neural_foraminal_narrowing" ? 2 : 1;
    return condition.side === "right" ? -outwards : outwards;
  };
  return conditions.map((condition, index) => ({ condition, index, place: place(condition) }))
    .sort((a, b) => a.place - b.place || a.index - b.index);
};

// 0 for an even guess among the classes, 1 for certainty.
page.shade = (probability, classes = 3) => Math.max(0, Math.min(1, (probability - 1 / classes) / (1 - 1 / classes)));

// The probabilities as one bar in three parts.
page.stack = (probabilities) => page.h("span", { class: "stack", "aria-hidden": "true" },
  probabilities.map((p, grade) => page.h("i", { class: "g" + grade, style: { "flex-grow": Math.max(p, 0.001) } })));

page.gradeMark = (grade, text) =>
  page.h("span", { class: "mark g" + grade, title: page.classes[grade].name }, text || page.classes[grade].letter);

page.legend = (...notes) => page.h("ul", { class: "legend" },
  page.classes.map((one, grade) => page.h("li", {}, page.gradeMark(grade), " " + one.name.toLowerCase())),
  notes.map((note) => page.h("li", { class: "soft" }, note)));
