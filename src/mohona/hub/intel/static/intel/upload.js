// SPDX-License-Identifier: Apache-2.0
// Shows how much of an upload has been sent; without script the form is sent as it is.
(() => {
  "use strict";
  const parts = (form) => {
    const box = form.querySelector("[data-upload-progress]");
    return {
      box,
      bar: box.querySelector("progress"),
      sending: box.querySelector("[data-upload-sending]"),
      working: box.querySelector("[data-upload-working]"),
    };
  };
  document.addEventListener("htmx:beforeSend", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form) parts(form).box.hidden = false;
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (!form || !event.detail.lengthComputable) return;
    const { bar, sending, working } = parts(form);
    bar.value = (100 * event.detail.loaded) / event.detail.total;
    const all = event.detail.loaded === event.detail.total;
    sending.hidden = all;
    working.hidden = !all;
    if (all) bar.removeAttribute("value");
  });
  for (const kind of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest("form[data-upload]");
      if (form) form.submit();
    });
  }
})();
