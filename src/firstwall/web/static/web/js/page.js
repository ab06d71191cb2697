/* What every page gains from a script; each page works without it.
   "/" goes to the search field, "?" to the list of keys, the error summary takes the focus, a form is sent once. */
"use strict";

const keysAreOn = () => document.body.dataset.keys === "on";
const isTyping = (element) => Boolean(element.closest("input, textarea, select, [contenteditable]"));

document.addEventListener("keydown", (event) => {
  if (!keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    const field = document.querySelector("#check-text") || document.querySelector("#find");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === "?") {
    const link = document.querySelector('.foot a[href$="/words"]');
    if (link) { event.preventDefault(); location.assign(link.href + "#keys"); }
  }
});

/* In the lane the field keeps the focus for the next scan; the arrow goes from it to the first candidate. */
const ask = document.querySelector("#check-text");
if (ask) {
  if (ask.value) ask.select();
  ask.addEventListener("keydown", (event) => {
    const first = document.querySelector("[data-candidate]");
    if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
  });
}

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

/* A second click while the first is under way would only meet the same idempotency key; it is not sent at all. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  window.setTimeout(() => { delete form.dataset.sent; }, 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
