// The pictures of a patient: sagittal slices with points and boxes, and the frames of crops with the nets' attention.

// What the picture's edges are in the patient; an edge that nothing proves has a question mark, if any is known.
page.edgeMarks = (edges, which = ["left", "right", "top", "bottom"]) => {
  const known = edges && Object.values(edges).some((letter) => letter);
  return which.map((edge) => {
    const letter = (edges && edges[edge]) || "?";
    if (!known && edge !== "left" && edge !== "right") return null;
    return page.h("span", { class: "edge " + edge, title: page.edgeName(letter) }, letter);
  });
};

page.edgeName = (letter) => ({ A: "anterior", P: "posterior", H: "head", F: "feet", R: "right", L: "left" }[letter] ||
  "not proved by the headers");

// What a crop shows: its true corners, where the data have them (a T2 crop is turned with its disc), else its box.
page.cropOutline = (box, corners, width, height, name, radius) => corners
  ? page.svg("polygon", { points: corners.map(([x, y]) => x * width + "," + y * height).join(" "), class: name })
  : page.svg("rect", { x: box[0] * width, y: box[1] * height, width: (box[2] - box[0]) * width,
    height: (box[3] - box[1]) * height, class: name, rx: radius });

// `level`: the one that is looked at; null: all alike.
page.sagittalFigure = (data, picture, level) => {
  const { width, height } = picture;
  const unit = Math.max(width, height) / 100;
  const boxes = (picture.boxes || []).map((box, index) => box && page.cropOutline(box, (picture.corners || [])[index],
    width, height, "box" + (index === level ? " chosen" : ""), unit));
  const points = (picture.points || []).map((point, index) => point && page.svg("circle", {
    cx: point[0] * width, cy: point[1] * height, r: unit,
    class: "point" + (Math.floor(index / 2) === level ? " chosen" : ""),
  }, page.svg("title", {}, data.levels[Math.floor(index / 2)] || "")));
  const names = (picture.boxes || []).map((box, index) => box && page.h("span", {
    class: "level" + (index === level ? " chosen" : ""),
    style: { left: 100 * Math.min(box[2], 1) + "%", top: 50 * (box[1] + box[3]) + "%" },
  }, data.levels[index]));
  const label = page.words(picture.kind) + ", slice " + picture.slice + " of " + picture.slices;
  return page.h("figure", { class: "sagittal" },
    page.h("div", { class: "picture", style: { "--ratio": width + " / " + height } },
      page.png(picture.png, { alt: label + " with the ten points and the crop boxes", width, height }),
      page.svg("svg", { viewBox: "0 0 " + width + " " + height, "aria-hidden": "true" }, boxes, points),
      names, page.edgeMarks(picture.edges)),
    page.h("figcaption", {}, page.words(picture.kind).replace("sagittal", "Sagittal"),
      page.h("span", { class: "soft" }, " slice " + picture.slice + " of " + picture.slices)));
};

// The frames of a crop side by side, each with a bar of the attention that the nets paid to it.
// `votes`: those of this crop.
page.cropStrip = (data, crop, votes) => {
  const count = crop.frames.length;
  const attention = page.meanAttention(votes, count);
  const nets = votes.filter((vote) => (vote.attention || []).length);
  const top = Math.max(...nets.flatMap((vote) => vote.attention.slice(0, count)), 1e-9);
  const canvases = [];
  const frames = crop.frames.map((slice, index) => {
    const canvas = page.h("canvas", { width: crop.frame_width, height: crop.frame_height, role: "img",
      "aria-label": "slice " + slice });
    canvases.push(canvas);
    const share = attention ? attention[index] : null;
    const title = attention ? "slice " + slice + ": attention " + page.percent(share) : null;
    return page.h("li", { class: "frame", title },
      page.h("div", { class: "picture" }, canvas, page.edgeMarks(crop.edges, ["left", "right"])),
      attention ? page.attentionBar(share, nets.map((vote) => [vote.net, vote.attention[index]]), top) : null,
      page.h("span", { class: "slice" }, slice));
  });
  page.drawFrames(crop, canvases);
  const sides = { right: ["R", "L"], left: ["L", "R"] }[crop.first_is] || ["?", "?"];
  const end = (letter, which) => page.h("span", { class: "end " + which, title: page.edgeName(letter) }, letter);
  return page.h("figure", { class: "strip" },
    page.h("div", { class: "ends" }, end(sides[0], "first"),
      page.h("figcaption", {}, page.words(crop.kind).replace("sagittal", "Sagittal"), page.h("span", { class: "soft" },
        sides[0] === "?" ? " left and right are not proved" : " slices from the patient’s " +
          (sides[0] === "R" ? "right to left" : "left to right"))),
      end(sides[1], "last")),
    page.h("ol", { class: "frames", style: { "--frames": count } }, frames),
    attention ? page.h("p", { class: "soft small" },
      "Bars: attention to the slice, mean of " + page.plural(nets.length, "net") +
      (nets.length > 1 ? "; ticks: each net." : ".")) : null);
};

page.meanAttention = (votes, count) => {
  const known = votes.map((vote) => vote.attention || []).filter((weights) => weights.length);
  if (!known.length) return null;
  return Array.from({ length: count }, (_, index) =>
    known.reduce((sum, weights) => sum + (weights[index] || 0), 0) / known.length);
};

page.attentionBar = (share, nets, top) => page.h("div", { class: "attention" },
  page.h("i", { class: "bar", style: { height: 100 * share / top + "%" } }),
  nets.length > 1 ? nets.map(([net, weight]) => page.h("i", { class: "tick", title: net + ": " + page.percent(weight),
    style: { bottom: 100 * (weight || 0) / top + "%" } })) : null,
  page.h("b", { style: { bottom: 100 * share / top + "%" } }, Math.round(100 * share)));

// The sheet holds the frames from left to right.
page.drawFrames = (crop, canvases) => {
  const sheet = page.png(crop.sheet, {});
  const draw = () => canvases.forEach((canvas, index) => canvas.getContext("2d").drawImage(sheet,
    index * crop.frame_width, 0, crop.frame_width, crop.frame_height, 0, 0, crop.frame_width, crop.frame_height));
  sheet.addEventListener("load", draw);
  sheet.addEventListener("error", () => canvases.forEach((canvas) => canvas.classList.add("unreadable")));
};
