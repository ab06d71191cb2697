/* Single keys of the hit review: Y N U R S Z press the button that carries them. They can be turned off (WCAG 2.1.4). */
"use strict";

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "on" || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) { event.preventDefault(); button.click(); }
});
