// Tables whose rows become small cards on a narrow screen.

// columns: [{ title, value: (row) => text or element, class }]
page.table = (columns, rows, attributes) => {
  const head = page.h("tr", {}, columns.map((column) =>
    page.h("th", { scope: "col", class: column.class }, column.title)));
  return page.h("table", { ...attributes, class: "rows " + ((attributes || {}).class || "") },
    page.h("thead", {}, head),
    page.h("tbody", {}, rows.map((row) => page.h("tr", {}, columns.map((column) =>
      page.h("td", { class: column.class, "data-title": column.title }, column.value(row)))))));
};
