// Attendance at the door: each tick is saved by itself, and kept and sent again while there is no connection.
// <form data-door> with boxes named "came"; [data-here], [data-state data-saved data-waiting]; <form data-search>.

const form = document.querySelector("[data-door]");
const waiting = new Map();
let isSending = false;

const state = document.querySelector("[data-state]");
const boxesIn = (part) => [...part.querySelectorAll("input[name='came']")];

function show() {
  const { saved, waiting: words } = state.dataset;
  state.textContent = waiting.size ? `${waiting.size} ${words}` : saved;
  const boxes = boxesIn(form);
  for (const party of form.querySelectorAll("[data-party]")) {
    const own = boxesIn(party);
    const here = own.filter((box) => box.checked).length;
    const counted = party.querySelector("[data-counted]");
    counted.textContent = counted.textContent.replace(/\d+/, here);
  }
  return boxes;
}

function count({ here, total }) {
  document.querySelector("[data-here]").textContent = here;
  document.querySelector("[data-total]").textContent = total;
  const bar = document.querySelector(".door-head__bar");
  bar.max = total || 1;
  bar.value = here;
}

function bodyOf(changes) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  body.append("quiet", "on");
  for (const [key, isHere] of changes) {
    body.append("listed", key);
    body.append(isHere ? "came" : "was", key);
  }
  return body;
}

/** Send what waits; what could not be sent waits for the next try. */
async function send() {
  if (isSending || !waiting.size) return;
  isSending = true;
  const changes = new Map(waiting);
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: bodyOf(changes) });
    if (answer.ok && answer.headers.get("Content-Type")?.startsWith("application/json")) {
      for (const [key, isHere] of changes) if (waiting.get(key) === isHere) waiting.delete(key);
      count(await answer.json());
    }
  } catch {
    // Without a connection: tried again below.
  }
  isSending = false;
  show();
}

function mark(box) {
  waiting.set(box.value, box.checked);
}

if (form) {
  form.querySelector("[data-without-script]").hidden = true;
  form.addEventListener("change", (event) => {
    if (!event.target.matches("input[name='came']")) return;
    mark(event.target);
    show();
    send();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-all]");
    if (!button) return;
    event.preventDefault();
    for (const box of boxesIn(button.closest("[data-party]"))) {
      if (!box.checked) {
        box.checked = true;
        mark(box);
      }
    }
    show();
    send();
  });
  setInterval(send, 5000);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const partsOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Show the people whose name or State begins a word as typed; folded States open while one searches. */
function search(typed) {
  const words = partsOf(typed);
  let matches = 0;
  for (const party of form.querySelectorAll("[data-party]")) {
    let shown = 0;
    for (const person of party.querySelectorAll(".attendance__person")) {
      const parts = partsOf(`${party.dataset.party} ${person.querySelector("b").textContent}`);
      person.hidden = !words.every((word) => parts.some((part) => part.startsWith(word)));
      if (!person.hidden) shown += 1;
    }
    matches += shown;
    party.hidden = !shown;
    if (party.matches("details")) party.open = words.length > 0;
  }
  const result = document.querySelector("[data-matches]");
  result.hidden = !words.length;
  result.querySelector("b").textContent = matches;
}

const field = document.querySelector("[data-search] input");
if (form && field) {
  field.addEventListener("input", () => search(field.value));
  field.form.addEventListener("submit", (event) => event.preventDefault());
}
