// The agenda's table, on top of forms and links that htmx swaps: what is not saved, keys, and where the focus stays.
// <p data-save-state data-saving="…" data-unsaved="…" data-first="…">, <a data-when-saved>, <form data-row> with its
// controls by form="…", <a data-cancel>, rows <tr data-order-item> with <button data-move="up">, <span data-ends="ends %(time)s">.

const rowForm = () => document.querySelector("[data-row]");
const state = () => document.querySelector("[data-save-state]");

let left = ""; // the row whose button was used last

function isChanged(form) {
  return [...form.elements].some((field) => {
    if (field.type === "hidden" || !field.name) return false;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.value !== field.defaultValue && field.type !== "submit";
  });
}

const isUnsaved = (form) => "refused" in form.dataset || isChanged(form);

function showState() {
  const form = rowForm();
  const shown = state();
  if (!form || !shown) return;
  shown.dataset.words ??= shown.textContent;
  const unsaved = isUnsaved(form);
  shown.classList.toggle("save-state--unsaved", unsaved);
  shown.textContent = unsaved ? shown.dataset.unsaved : shown.dataset.words;
}

// What publishes waits for the row that is not saved: it would be neither published nor kept.
document.addEventListener("click", (event) => {
  const form = rowForm();
  if (!form || !event.target.closest("[data-when-saved]") || !isUnsaved(form)) return;
  event.preventDefault();
  state().textContent = state().dataset.first;
  form.elements.namedItem("title").focus();
});

/** Write when the row ends by the begin and length that are typed. */
function showEnd(form) {
  const note = document.querySelector("[data-ends]");
  const typed = form.elements.namedItem("begins").value.trim();
  const [hours, minutes] = (/^(\d{1,2})[:.]?(\d{2})$/.exec(typed) ?? []).slice(1).map(Number);
  const length = Number(form.elements.namedItem("minutes").value);
  const end = (hours * 60 + minutes + length) % 1440;
  const clock = [Math.floor(end / 60), end % 60].map((part) => String(part).padStart(2, "0")).join(":");
  note.textContent = length && !Number.isNaN(end) ? note.dataset.ends.replace("%(time)s", clock) : "";
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-row]")) return;
  showState();
  if (["begins", "minutes"].includes(event.target.name)) showEnd(form);
});
document.addEventListener("change", (event) => {
  if (event.target.form?.matches("[data-row]")) showState();
});

/** Save the open row before another one is opened, and open that one then. */
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.(".agenda-table a[hx-get]:not([data-cancel])");
    const form = rowForm();
    if (!link || !form || !isChanged(form) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const then = document.createElement("input");
    then.type = "hidden";
    then.name = "then";
    then.value = link.getAttribute("hx-get");
    form.append(then);
    form.requestSubmit();
  },
  true,
);

document.addEventListener("click", (event) => {
  const row = event.target.closest?.(".agenda-table__row");
  left = row?.id ?? left;
  if (!row || event.target.closest("a, button, summary, details, [data-drag]")) return;
  if (!getSelection().toString()) row.querySelector(".agenda-table__title").click();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.form?.matches("[data-row]") && !event.defaultPrevented) {
    document.querySelector("[data-cancel]").click();
  }
  const steps = { ArrowUp: "up", ArrowDown: "down" };
  const row = event.altKey && steps[event.key] && event.target.closest?.(".agenda-table__row");
  if (!row) return;
  event.preventDefault();
  left = row.id;
  row.querySelector(`[data-move="${steps[event.key]}"]`)?.click();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("[data-row]")) state().textContent = state().dataset.saving;
});

// Before a message asks for the focus: whoever works in a row goes on there.
document.addEventListener("htmx:afterSwap", () => {
  const row = left && document.getElementById(left);
  if (row && document.activeElement === document.body) row.querySelector(".agenda-table__title")?.focus();
  left = "";
});

document.addEventListener("htmx:afterSettle", () => {
  showState();
  const minutes = document.querySelector("#id_minutes[data-focus]");
  if (minutes) minutes.select();
});

addEventListener("beforeunload", (event) => {
  const form = rowForm();
  if (form && isChanged(form) && !document.querySelector(".htmx-request")) event.preventDefault();
});
