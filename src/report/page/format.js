// Numbers, names and identifiers as people read them.

// 0.823 -> "82 %"; never "100 %" of what is not certain.
page.percent = (share) => {
  if (typeof share !== "number") return "–";
  if (share > 0.995 && share < 1) return ">99 %";
  if (share > 0 && share < 0.005) return "<1 %";
  return Math.round(100 * share) + " %";
};

// Four significant digits, as far as they say something: 0.1235, 12.35, 1235, 1.2e-5.
page.number = (value) => {
  if (typeof value === "string") return value;  // "nan", "inf": JSON has no number for them
  if (typeof value !== "number") return "–";
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) {
    const [digits, exponent] = value.toExponential(2).split("e");
    return String(Number(digits)) + "e" + Number(exponent);
  }
  return String(Number(value.toPrecision(4)));
};

page.count = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");

page.plural = (count, one, many) => page.count(count) + " " + (count === 1 ? one : many || one + "s");

// The first and the last characters; the whole is in the title.
page.shortened = (text, head = 12, tail = 0) => {
  if (typeof text !== "string" || text.length <= head + tail + 1) return page.h("span", { class: "mono" }, text || "–");
  return page.h("span", { class: "mono", title: text },
    text.slice(0, head) + "…" + (tail ? text.slice(-tail) : ""));
};

// "sagittal_t2" -> "sagittal T2".
page.words = (name) => String(name || "").replace(/_/g, " ").replace(/\bt([12])\b/g, "T$1");
