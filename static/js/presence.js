// Lets the server know that a form is open, while it is in sight. Without it nobody else is told, and nothing else changes.
// <div data-presence hx-post="…" hx-trigger="load, presence">

const EVERY = 15_000;

setInterval(() => {
  const element = document.querySelector("[data-presence]");
  if (element && !document.hidden) window.htmx.trigger(element, "presence");
}, EVERY);
