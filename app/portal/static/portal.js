// Small comforts for pages that work without them: counters, autosave, copying, printing.
"use strict";

(() => {
  const fill = (template, values) =>
    template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

  // People count what they see, so a letter with its marks is one; line ends count once.
  const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(document.documentElement.lang) : null;
  const length = (text) => (segmenter ? [...segmenter.segment(text)].length : [...text].length);

  function countDown(area) {
    const place = document.getElementById(area.dataset.count);
    const spoken = document.createElement("p");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    place.after(spoken);
    let later = 0;
    const show = () => {
      const left = Number(area.dataset.limit) - length(area.value);
      const template = left < 0 ? area.dataset.over : area.dataset.left;
      place.textContent = fill(template, { count: Math.abs(left).toLocaleString("ko-KR") });
      place.classList.toggle("counter-over", left < 0);
      clearTimeout(later);
      later = setTimeout(() => { spoken.textContent = place.textContent; }, 1500);
    };
    area.addEventListener("input", show);
    if (area.value) show();
  }

  function clockTime() {
    return new Intl.DateTimeFormat("ko-KR", {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Seoul",
    }).format(new Date());
  }

  function answers(form) {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  }

  // Saves ten seconds after the last change, and at once when the page is left for another tab.
  function autosave(form) {
    const status = form.querySelector("[data-autosave-status]");
    let later = 0, changed = false, busy = false, leaving = false;
    const tell = (text, failed) => {
      if (!status) return;
      status.textContent = text;
      status.classList.toggle("autosave-failed", failed);
    };
    async function save() {
      if (!changed || busy || leaving) return;
      changed = false;
      busy = true;
      try {
        const reply = await fetch(form.dataset.autosave, {
          method: "POST", body: answers(form), headers: { Accept: "application/json" },
        });
        if (!reply.ok) throw new Error(String(reply.status));
        const kind = reply.headers.get("content-type") || "";
        const body = kind.includes("json") ? await reply.json() : {};
        if (body.version !== undefined && form.elements.version) form.elements.version.value = body.version;
        if (status) tell(fill(status.dataset.saved, { time: body.saved_at || clockTime() }), false);
      } catch {
        changed = true;
        if (status) tell(status.dataset.failed, true);
      } finally {
        busy = false;
      }
    }
    form.addEventListener("input", () => {
      changed = true;
      clearTimeout(later);
      later = setTimeout(save, 10000);
    });
    form.addEventListener("submit", () => { leaving = true; clearTimeout(later); });
    window.addEventListener("pageshow", () => { leaving = false; });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  }

  // A second press while the first is still on its way does nothing.
  function sendOnce(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      else form.dataset.sent = "yes";
    });
  }

  async function copy(button) {
    const words = button.textContent;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  }

  document.querySelectorAll("textarea[data-limit]").forEach(countDown);
  document.querySelectorAll("form[data-autosave]").forEach(autosave);
  document.querySelectorAll('form[method="post"]').forEach(sendOnce);
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    });
  }
  // For browsers that heed autofocus on fields alone.
  const summary = document.querySelector(".error-summary[autofocus]");
  if (summary) requestAnimationFrame(() => { if (document.activeElement === document.body) summary.focus(); });
  // Coming back with the browser's own button shows the page as it was left: let it send again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });
})();
