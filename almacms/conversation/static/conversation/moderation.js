// Moderating by keyboard: one letter a gesture, never while somebody types.
const form = document.querySelector("[data-moderation]");

if (form) {
  const rows = [...form.querySelectorAll("[data-moderation-one]")];
  const current = () => rows.indexOf(document.activeElement?.closest("[data-moderation-one]"));
  const go = (step) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, current() + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox]), [contenteditable]")) return;
    const row = rows[current()];
    const key = event.key.toLowerCase();
    if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "x" && row) row.querySelector("[name=comment]").click();
    else if (row?.querySelector(`[data-key="${CSS.escape(key)}"]`)) row.querySelector(`[data-key="${CSS.escape(key)}"]`).click();
    else return;
    event.preventDefault();
  });

  form.querySelector("[data-moderation-all]").addEventListener("change", (event) => {
    form.querySelectorAll("[name=comment]").forEach((box) => { box.checked = event.target.checked; });
  });
}
