// Everything here is a convenience: the page says the same without it.
(() => {
  "use strict";
  // Tables: a click on a header sorts.
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0], rows = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[at].dataset.sort;
        const sorted = [...rows].sort((a, b) => {
          const [x, y] = [key(a), key(b)];
          // What is hidden or missing stays at the end.
          if (head.classList.contains("number")) {
            if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
            return down ? y - x : x - y;
          }
          const order = a.cells[at].textContent.localeCompare(b.cells[at].textContent, document.documentElement.lang);
          return down ? -order : order;
        });
        body.append(...sorted);
      });
    });
  }
  // Coverage: one line of the list at a time, chosen by a slider.
  for (const box of document.querySelectorAll(".slider")) {
    const lines = [...box.querySelectorAll("li")];
    if (lines.length < 2) continue;
    const input = document.createElement("input");
    input.type = "range";
    input.min = 0;
    input.max = lines.length - 1;
    input.value = Math.floor(lines.length / 2);
    input.setAttribute("aria-label", box.dataset.label);
    const show = () => {
      lines.forEach((line, at) => line.classList.toggle("now", at === +input.value));
      input.setAttribute("aria-valuetext", lines[input.value].textContent);
    };
    input.addEventListener("input", show);
    box.prepend(input);
    box.classList.add("live");
    show();
  }
  // On paper everything that is folded away is read.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((d) => { d.open = false; }));
})();
