// Rows to choose: a box for all that are shown, and how many are chosen. Without script each row has its own box.
// A button of the form with data-chosen-label says by it how many it is for, once any are chosen.
// <form data-choose> with <output data-chosen-words="Chosen:">, <label hidden><input data-choose-all></label>, boxes named "only".

const boxesOf = (form) => [...form.querySelectorAll("input[name='only']")];

function tell(form) {
  const boxes = boxesOf(form);
  const chosen = boxes.filter((box) => box.checked).length;
  const all = form.querySelector("[data-choose-all]");
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  const words = form.querySelector("[data-chosen-words]");
  words.value = chosen ? `${words.dataset.chosenWords} ${chosen}` : "";
  for (const button of document.querySelectorAll(`[data-chosen-label][form="${form.id}"]`)) {
    button.dataset.allLabel ??= button.textContent;
    button.textContent = chosen ? `${button.dataset.chosenLabel} ${chosen}` : button.dataset.allLabel;
  }
}

function prepare(root) {
  for (const form of root.querySelectorAll("[data-choose]")) {
    form.querySelector("[data-choose-all]").parentElement.hidden = false;
    tell(form);
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-choose]");
  if (!form) return;
  if (event.target.matches("[data-choose-all]")) {
    for (const box of boxesOf(form)) box.checked = event.target.checked;
  }
  tell(form);
});

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target.parentElement ?? document));
