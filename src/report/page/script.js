// Everything here is a convenience: the page says the same without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const editions = [...document.querySelectorAll(".edition")];

  // Languages: the fragment of the address says which block is seen, as the style does without this script.
  const chosen = () => {
    const code = location.hash.slice(1).split("-")[0];
    return editions.find((edition) => edition.id === code) ?? editions[0];
  };
  const show = () => {
    const edition = chosen();
    for (const other of editions) other.hidden = other !== edition;
    root.lang = edition.lang;
    document.title = edition.dataset.title;
  };
  addEventListener("hashchange", show);
  show();
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    const code = link.hash.slice(1);
    // In a frame of a notebook a fragment would be looked for in the notebook.
    if (location.protocol === "about:") {
      event.preventDefault();
      location.hash = link.hash;
    }
    if (link.closest(".languages")) {
      // The eye and the keyboard stay where the language was chosen.
      requestAnimationFrame(() => {
        show();
        document.querySelector(`#${code} .languages [aria-current]`)?.focus();
        scrollTo(0, 0);
      });
    }
  });

  // Settings: they hold for all languages, and for as long as the page is open.
  for (const template of document.querySelectorAll("template.settings")) {
    const box = document.createElement("div");
    box.className = "settings";
    box.append(template.content.cloneNode(true));
    template.replaceWith(box);
  }
  const themes = [...document.querySelectorAll("select.theme")];
  for (const select of themes) {
    select.addEventListener("change", () => {
      if (select.value) root.dataset.theme = select.value;
      else delete root.dataset.theme;
      for (const other of themes) other.value = select.value;
    });
  }
  for (const button of document.querySelectorAll("button.unfold")) {
    const edition = button.closest(".edition");
    const folds = [...edition.querySelectorAll("details")];
    const unfold = button.textContent;
    const tell = () => { button.textContent = folds.every((d) => d.open) ? button.dataset.fold : unfold; };
    button.addEventListener("click", () => {
      const open = !folds.every((d) => d.open);
      for (const fold of folds) fold.open = open;
      tell();
    });
    for (const fold of folds) fold.addEventListener("toggle", tell);
  }

  // Tables: a click on a header sorts; long ones can be filtered.
  const FEW = 8;
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0], rows = [...body.rows];
    const edition = table.closest(".edition");
    const heads = [...table.tHead.rows[0].cells];
    const sort = (head, at, down) => {
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const place = (row) => row.cells[at].dataset.sort;
      const places = rows.some((row) => place(row) !== undefined);
      const sorted = [...rows].sort((a, b) => {
        if (places) {
          const [x, y] = [place(a), place(b)];
          // What is hidden or missing stays at the end.
          if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
          return down ? y - x : x - y;
        }
        const order = a.cells[at].textContent.localeCompare(b.cells[at].textContent, edition.lang, { numeric: true });
        return down ? -order : order;
      });
      body.append(...sorted);
    };
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        // Numbers begin with the largest, words with the first letter.
        sort(head, at, now ? now === "ascending" : head.classList.contains("number"));
      });
    });
    if (rows.length > FEW && edition) {
      const filter = edition.querySelector("template.filter").content.cloneNode(true);
      const input = filter.querySelector("input"), told = filter.querySelector("output");
      const texts = rows.map((row) => row.textContent.toLocaleLowerCase(edition.lang));
      input.addEventListener("input", () => {
        const wanted = input.value.trim().toLocaleLowerCase(edition.lang);
        let left = 0;
        rows.forEach((row, at) => {
          row.hidden = !texts[at].includes(wanted);
          left += !row.hidden;
        });
        told.textContent = wanted ? `${left} / ${rows.length}` : "";
      });
      table.closest(".scroll").before(filter);
    }
  }

  // Regions that do not scroll are no stop for the keyboard.
  const regions = document.querySelectorAll(".scroll, .drawing");
  const scrolls = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      // What is folded away has no size yet.
      if (target.clientWidth) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
    }
  });
  for (const region of regions) scrolls.observe(region);

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
    const choose = () => {
      lines.forEach((line, at) => line.classList.toggle("now", at === +input.value));
      input.setAttribute("aria-valuetext", lines[input.value].textContent);
    };
    input.addEventListener("input", choose);
    box.prepend(input);
    box.classList.add("live");
    choose();
  }

  // Marks of drawings tell their value or whole name: under the pointer, at a touch, and by the arrow keys.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  document.body.append(tip);
  const text = (mark) => mark.querySelector(":scope > title").textContent;
  const hide = () => { tip.textContent = ""; };
  const tell = (mark) => {
    tip.textContent = text(mark);
    const at = mark.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(4, at.left + (at.width - size.width) / 2), root.clientWidth - size.width - 4);
    const above = at.top - size.height - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 0 ? above : at.bottom + 6}px`;
  };
  for (const chart of document.querySelectorAll("svg.chart")) {
    const marks = [...chart.querySelectorAll("title")].map((title) => title.parentNode).filter((mark) => mark !== chart);
    if (!marks.length) continue;
    chart.tabIndex = 0;
    let now = 0;
    chart.addEventListener("focus", () => { if (chart.matches(":focus-visible")) tell(marks[now]); });
    chart.addEventListener("blur", hide);
    chart.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      now = (now + step + marks.length) % marks.length;
      tell(marks[now]);
    });
    const under = (event) => marks.find((mark) => mark.contains(event.target));
    chart.addEventListener("pointerover", (event) => {
      const mark = under(event);
      if (mark) tell(mark); else hide();
    });
    chart.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") hide(); });
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", hide, { passive: true, capture: true });
})();
