// Takes the command at the foot of a page to the clipboard. Everything else on a page goes without this file, and where it does not run the button
// is not shown: the command is then marked whole by one click on it.
'use strict';

for (const waiting of document.querySelectorAll('.scripted')) waiting.hidden = false;

for (const button of document.querySelectorAll('button[data-copies]')) {
  const words = document.getElementById(button.dataset.copies);
  const told = button.nextElementSibling;
  button.addEventListener('click', async () => {
    document.getSelection().selectAllChildren(words);
    // A page that came over plain HTTP from another machine has no clipboard of the new kind, and a browser may refuse either.
    const copied = await navigator.clipboard?.writeText(words.textContent).then(() => true, () => false);
    told.textContent = copied || document.execCommand('copy') ? button.dataset.done : button.dataset.marked;
  });
}
