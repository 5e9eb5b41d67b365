// CSS selectors (https://www.w3.org/TR/selectors-4) of the simple kinds, and their descendants.
const SIMPLE = /^(?:([\w-]+)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\])/;

function matchesCompound(element, compound) {
  for (let rest = compound; rest; ) {
    const found = SIMPLE.exec(rest);
    if (!found) throw new SyntaxError(`selector ${compound} is beyond this document`);
    const [part, name, style, id, attribute, value] = found;
    const holds =
      name !== undefined ? element.localName === name
      : style !== undefined ? (element.getAttribute('class') ?? '').split(/\s+/).includes(style)
      : id !== undefined ? element.getAttribute('id') === id
      : value === undefined ? element.hasAttribute(attribute)
      : element.getAttribute(attribute) === value;
    if (!holds) return false;
    rest = rest.slice(part.length);
  }
  return true;
}

/** Whether a selector selects an element, such as `tr[data-link=wan1] .label`. */
export function matches(element, selector) {
  const compounds = selector.trim().split(/\s+/);
  if (!matchesCompound(element, compounds.pop())) return false;
  let at = element.parentNode;
  while (compounds.length && at) {
    if (at.localName && matchesCompound(at, compounds[compounds.length - 1])) compounds.pop();
    at = at.parentNode;
  }
  return compounds.length === 0;
}
