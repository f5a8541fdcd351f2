// SPDX-License-Identifier: Apache-2.0
// Comforts only: every page works without this file.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  // 1. Copy buttons: shown only where the browser can copy.
  const wake = (within) => {
    if (!navigator.clipboard) return;
    for (const button of all("[data-copy][hidden]", within)) button.hidden = false;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const from = button.dataset.copyFrom;
    const text = from ? document.getElementById(from).textContent : button.dataset.copyText;
    await navigator.clipboard.writeText(text);
    const word = button.querySelector("span");
    const before = word.textContent;
    if (before === button.dataset.done) return;
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 2000);
  });

  // 2. Menus close with Escape and on a click elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // 3. Choosing all rows, with a count of the chosen.
  const tally = (box) => {
    const form = box.form || box.closest("table");
    const boxes = all("[data-pick]", form);
    const chosen = boxes.filter((one) => one.checked).length;
    for (const every of all("[data-pick-all]", form)) {
      every.checked = chosen > 0 && chosen === boxes.length;
      every.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    for (const word of all("[data-picked]", form)) word.textContent = chosen.toLocaleString(document.documentElement.lang);
  };
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-pick-all]")) for (const one of all("[data-pick]", box.form || box.closest("table"))) one.checked = box.checked;
    if (box.matches("[data-pick], [data-pick-all]")) tally(box);
  });

  // 4. Keys: j and k through rows, Enter opens, x chooses, / searches, ? helps.
  let row = null;
  const go = (step) => {
    const rows = all("[data-keys] tbody tr");
    if (!rows.length) return;
    const at = Math.min(Math.max(rows.indexOf(row) + step, 0), rows.length - 1);
    if (row) row.classList.remove("at");
    row = rows[at];
    row.classList.add("at");
    const link = row.querySelector("a");
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => { const box = row && row.querySelector("[data-pick]"); if (box) box.click(); },
    "/": () => { const box = document.querySelector("[data-search]"); if (box) { box.focus(); box.select(); } },
    "?": () => { const help = document.getElementById("keys-help"); if (help && !help.open) help.showModal(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of all("details[data-menu][open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // 5. Files dropped on an upload field.
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const field = event.target.closest && event.target.closest("[data-drop]");
      if (!field) return;
      event.preventDefault();
      field.classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      const input = field.querySelector("input[type=file]");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // 6. A long form keeps what was typed in this tab until it is sent. Never passwords or files.
  for (const form of all("form[data-keep]")) {
    const key = "keep:" + location.pathname + ":" + form.dataset.keep;
    const fields = all("input, textarea, select", form).filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit"].includes(one.type));
    const isBox = (one) => one.type === "checkbox" || one.type === "radio";
    const held = JSON.parse(sessionStorage.getItem(key) || "null");
    if (held && !form.querySelector(".wrong")) {
      fields.forEach((one, at) => {
        if (isBox(one)) one.checked = held[at];
        else if (held[at] && !one.value) one.value = held[at];
      });
    }
    form.addEventListener("input", () => {
      sessionStorage.setItem(key, JSON.stringify(fields.map((one) => (isBox(one) ? one.checked : one.value))));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }

  // 7. A summary of errors takes the focus; links in it lead into the field.
  const wrongs = document.querySelector(".wrongs[autofocus]");
  if (wrongs) wrongs.focus();

  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));
})();
