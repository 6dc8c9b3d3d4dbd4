// Chosen pictures are sent at once, so that they are seen and described. <input type="file" data-sends="id of the button">.
document.addEventListener("change", (event) => {
  const button = document.getElementById(event.target.dataset.sends ?? "");
  if (button && event.target.files.length) button.form.requestSubmit(button);
});
