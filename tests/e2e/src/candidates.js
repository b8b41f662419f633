// Arguments: an element to look below (or null), a selector.
// Answers the visible elements, each with all the text that may be part of its name, its visible text and its value.
const [below, selector] = arguments;
// While a modal dialog is open nothing else can be used.
const modals = document.querySelectorAll('dialog:modal');
const root = below ?? modals[modals.length - 1] ?? document;
const all = [...root.querySelectorAll(selector)];
if (!below && root !== document && root.matches(selector)) all.unshift(root);
const text = (ids) => (ids ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
return all
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]'))
  .map((element) => [
    element,
    [
      element.getAttribute('aria-label'),
      text(element.getAttribute('aria-labelledby')),
      [...(element.labels ?? [])].map((label) => label.textContent).join(' '),
      element.textContent,
      element.getAttribute('title'),
      element.getAttribute('placeholder'),
      element.getAttribute('value'),
      ...[...element.querySelectorAll('[aria-label], [alt]')].map((inner) => inner.getAttribute('aria-label') ?? inner.getAttribute('alt')),
    ].join(' '),
    element.innerText ?? '',
    typeof element.value === 'string' ? element.value : '',
  ]);
