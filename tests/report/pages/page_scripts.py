"""What the tests ask a page, in JavaScript."""
# Whether a canvas shows anything.
PAINTED = """(canvas) =>
  canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0)"""
# Elements that reach beyond the screen; what a chosen few scroll or clip within themselves does not count.
BEYOND = """[...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5) && !one.closest(".unseen, .picture, thead");
}).slice(0, 5).map((one) => one.tagName + "." + one.className + " " + one.textContent.slice(0, 40))"""
# The contrast of text with what lies behind it, both sRGB: https://www.w3.org/TR/WCAG21/#contrast-minimum
CONTRAST = """((selector) => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, below) => top.slice(0, 3).map((one, i) => one * (top[3] ?? 1) + below[i] * (1 - (top[3] ?? 1)));
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    const before = getComputedStyle(element, "::before");
    let colour = over(parse(getComputedStyle(element).backgroundColor), behind(element.parentElement));
    if (before.content !== "none" && before.position === "absolute")
      colour = over([...parse(before.backgroundColor).slice(0, 3),
                     Number(before.opacity) * (parse(before.backgroundColor)[3] ?? 1)], colour);
    return colour;
  };
  return Math.min(...[...document.querySelectorAll(selector)].map((element) => {
    const [a, b] = [light(parse(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
})"""
