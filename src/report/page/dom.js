// What every view is built with.  Views are functions (data, main) in page.views, by the data's kind; all that they show
// goes through page.h, which makes text nodes of texts: data come from strangers' files.
"use strict";
const page = { views: {} };

// page.h("p", { class: "soft", onclick: f, style: { "--shade": 0.5 } }, "text", child, [more])
page.h = (tag, attributes, ...children) => page.fill(document.createElement(tag), attributes, children);

page.svg = (tag, attributes, ...children) =>
  page.fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

page.fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

// A PNG in base64, as the data hold it.
page.png = (base64, attributes) => page.h("img", { src: "data:image/png;base64," + base64, ...attributes });

// A part of a page under a heading of its own.
page.section = (title, attributes, ...children) => {
  const id = "section-" + title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return page.h("section", { "aria-labelledby": id, ...attributes, class: "card " + ((attributes || {}).class || "") },
    page.h("h2", { id }, title), children);
};

// The head of a page: a small line, the title, what belongs to it.
page.header = (kind, title, ...children) =>
  page.h("header", { class: "head" }, page.h("p", { class: "kicker" }, kind), page.h("h1", {}, title), children);

// Remembers small things (what is open, how far down the page is) while a page reloads itself.
page.memory = {
  key: (name) => location.pathname + "#" + name,
  get: (name, otherwise) => {
    try {
      const text = sessionStorage.getItem(page.memory.key(name));
      return text === null ? otherwise : JSON.parse(text);
    } catch { return otherwise; }
  },
  set: (name, value) => {
    try { sessionStorage.setItem(page.memory.key(name), JSON.stringify(value)); } catch { /* then it is forgotten */ }
  },
};
