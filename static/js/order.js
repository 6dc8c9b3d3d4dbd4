// Dragging as a second way to what Move up and Move down do: it sends the same forms.
// <ol data-order> <li data-order-item> <span class="drag-handle" data-drag aria-hidden="true">
//   <form data-move="up"> <form data-move="down">; a hidden field "steps" takes the distance in one go.

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
  const form = item.querySelector(`form[data-move="${steps < 0 ? "up" : "down"}"]`);
  const distance = form.elements.namedItem("steps");
  if (distance) {
    distance.value = Math.abs(steps);
    form.submit();
    return;
  }
  for (let step = 0; step < Math.abs(steps); step += 1) {
    await fetch(form.action, { method: "POST", body: new FormData(form) });
  }
  location.reload();
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-drag]");
  const item = handle?.closest("[data-order-item]");
  if (!item || event.button !== 0) return;
  event.preventDefault();
  const list = item.closest("[data-order]");
  const before = itemsOf(list);
  const start = before.indexOf(item);
  handle.setPointerCapture(event.pointerId);
  item.classList.add("is-dragged");

  const move = (moved) => follow(list, item, moved.clientY);
  const stop = (stopped) => {
    handle.removeEventListener("pointermove", move);
    item.classList.remove("is-dragged");
    const steps = itemsOf(list).indexOf(item) - start;
    if (stopped.type === "pointercancel") list.append(...before);
    else if (steps) send(item, steps);
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", stop, { once: true });
  handle.addEventListener("pointercancel", stop, { once: true });
});
