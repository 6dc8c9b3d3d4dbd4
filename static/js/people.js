// A delegation's list: rows open when they are ticked, one head, counts in the bar, a draft that saves itself.
// <form data-people data-head-moved="…"> with rows [data-person] that hold [data-on], select[data-role], [data-visit].

const form = document.querySelector("[data-people]");
const SAVES_AFTER = 5000;
let timer;

const rowsOf = () => [...form.querySelectorAll("[data-person]")];
const isOn = (row) => row.querySelector("[data-on]").checked;
const roleOf = (row) => row.querySelector("[data-role]");
const isOnline = (row) => row.querySelector("input[type='radio'][value='online']").checked;
const nameOf = (row) => row.querySelector("[data-on]").getAttribute("aria-label");

function announce(text) {
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: text }));
}

function draw(row) {
  row.classList.toggle("people-table__row--off", !isOn(row));
  const visit = row.querySelector("[data-visit]");
  if (visit) visit.hidden = isOnline(row);
}

function count() {
  const ticked = rowsOf().filter(isOn);
  const online = ticked.filter(isOnline).length;
  const head = ticked.find((row) => roleOf(row).value === "head");
  const counts = { people: ticked.length, "in-person": ticked.length - online, online, head: head ? nameOf(head) : "–" };
  for (const [name, value] of Object.entries(counts)) {
    document.querySelector(`[data-count='${name}']`).textContent = value;
  }
}

/** Let the row just chosen be the only head. */
function keepOneHead(row) {
  if (roleOf(row).value !== "head") return;
  for (const other of rowsOf()) {
    if (other !== row && roleOf(other).value === "head") {
      roleOf(other).value = "member";
      if (isOn(other)) announce(`${nameOf(other)} ${form.dataset.headMoved}`);
    }
  }
}

async function saveDraft() {
  const body = new FormData(form);
  body.append("act", "save");
  body.append("quiet", "on");
  const state = form.querySelector("[data-draft-state]");
  try {
    const answer = await fetch(location.href, { method: "POST", body });
    if (answer.ok && !answer.redirected) {
      const { at } = await answer.json();
      state.textContent = state.dataset.words.replace("…", at);
    }
  } catch {
    state.textContent = "";
  }
}

if (form) {
  for (const row of rowsOf()) draw(row);
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-person]");
    if (row) {
      draw(row);
      if (event.target.matches("[data-role], [data-on]") && isOn(row)) keepOneHead(row);
      count();
    }
    clearTimeout(timer);
    timer = setTimeout(saveDraft, SAVES_AFTER);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-all]");
    if (!button) return;
    event.preventDefault();
    for (const row of button.closest("tbody").querySelectorAll("[data-person]")) {
      row.querySelector("[data-on]").checked = true;
      draw(row);
    }
    button.hidden = true;
    count();
    clearTimeout(timer);
    timer = setTimeout(saveDraft, SAVES_AFTER);
  });
  document.addEventListener("submit", () => clearTimeout(timer));
}
