// Gradio sets the language to the browser's own once it has loaded, sometimes after this script: it is set back.
const LANGUAGE = "zh-Hant-TW";
const setLanguage = () => {
  if (document.documentElement.lang !== LANGUAGE) document.documentElement.lang = LANGUAGE;
};
setLanguage();
new MutationObserver(setLanguage).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
// The Enter that confirms an input-method composition must not send. Safari ends the composition before the key
// event, so keyCode 229 is checked beside isComposing.
for (const kind of ["keydown", "keypress"]) {
  document.addEventListener(kind, (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);
}
// A file made by the server arrives as JSON in base 64 and is handed to the browser's own download.
window.saveFile = (file) => {
  if (!file) return;
  const { name, type, content, trouble } = JSON.parse(file);
  if (trouble) { window.alert(trouble); return; }
  const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
// The newest turn of the conversation stays in sight.
new MutationObserver(() => {
  const log = document.querySelector(".conversation");
  if (log && log.dataset.turns !== String(log.children.length)) {
    log.dataset.turns = String(log.children.length);
    log.scrollTop = log.scrollHeight;
  }
}).observe(document.documentElement, { childList: true, subtree: true });
// A matched pair of the incident check lights up its statement in the description, by pointer and by keyboard.
for (const [kind, lit] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(kind, (event) => {
    const pair = event.target instanceof Element && event.target.closest(".check .pair");
    if (!pair) return;
    pair.classList.toggle("lit", lit);
    const { start, end } = pair.dataset;
    document.querySelectorAll(`.check .statement[data-start="${start}"][data-end="${end}"]`)
      .forEach((statement) => statement.classList.toggle("lit", lit));
  });
}
