// Dragging as a second way to what Move up and Move down do: it sends the same forms.
// <ol data-order> <li data-order-item> <span class="drag-handle" data-drag aria-hidden="true">
//   <form data-move="up"> <form data-move="down">; a hidden field "steps" takes the distance in one go.
// Many rows share one form: <button data-move="up" form="…" formaction="…">.

const itemsOf = (list) => [...list.querySelectorAll(":scope > [data-order-item]")];

/** Put the dragged item before the first other one whose middle lies below the pointer. */
function follow(list, item, y) {
  const others = itemsOf(list).filter((other) => other !== item);
  const next = others.find((other) => {
    const box = other.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  list.insertBefore(item, next ?? null);
}

async function send(item, steps) {
  const move = item.querySelector(`[data-move="${steps < 0 ? "up" : "down"}"]`);
  const form = move.form ?? move;
  const distance = form.elements.namedItem("steps");
  if (distance) {
    distance.value = Math.abs(steps);
    if (move === form) {
      form.submit();
    } else {
      move.focus({ preventScroll: true }); // whoever dragged goes on where whoever clicked would
      move.click();
    }
    return;
  }
  for (let step = 0; step < Math.abs(steps); step += 1) {
    await fetch(form.action, { method: "POST", body: new FormData(form) });
  }
  location.reload();
}

function begin(item) {
  const list = item.closest("[data-order]");
  const before = itemsOf(list);
  item.classList.add("is-dragged");

  const move = (event) => follow(list, item, event.clientY);
  const stop = (event) => {
    listening.abort();
    item.classList.remove("is-dragged");
    const steps = itemsOf(list).indexOf(item) - before.indexOf(item);
    if (event.type === "pointercancel") list.append(...before);
    else if (steps) send(item, steps);
  };
  // On the document: an element that is moved in the page loses the pointer it has captured.
  const listening = new AbortController();
  document.addEventListener("pointermove", move, { signal: listening.signal });
  document.addEventListener("pointerup", stop, { signal: listening.signal });
  document.addEventListener("pointercancel", stop, { signal: listening.signal });
}

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest("[data-drag]")?.closest("[data-order-item]");
  if (!item || event.button !== 0) return;
  event.preventDefault();
  begin(item);
});
