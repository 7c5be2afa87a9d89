// Draws the page: its data say by which view.

page.start = () => {
  const main = document.getElementById("page");
  try {
    const data = JSON.parse(document.getElementById("data").textContent);
    document.getElementById("program").textContent = data.program ? "Made by " + data.program + "." : "";
    page.followColours();
    const view = Object.hasOwn(page.views, data.kind) ? page.views[data.kind] : null;
    if (!view) throw new Error("no view draws data of the kind " + JSON.stringify(data.kind));
    document.body.classList.add(data.kind);
    view(data, main);
  } catch (error) {
    main.append(page.h("p", { class: "notice bad", role: "alert" }, "This page cannot be drawn: " + error.message));
    throw error;  // into the console, with its place
  }
};
page.start();
