// `LuCI.dom` (https://openwrt.github.io/luci/jsapi/LuCI.dom.html). A lone string is HTML, what stands
// in an array and is no node is text: this keeps the words of others from becoming markup.
import { isNode } from './document.mjs';

const isSaid = (value) => value !== null && value !== undefined;

export function domOf(document) {
  function append(node, children) {
    if (Array.isArray(children)) {
      for (const child of children.filter(isSaid)) {
        node.appendChild(isNode(child) ? child : document.createTextNode(child));
      }
    } else if (isNode(children)) {
      node.appendChild(children);
    } else if (isSaid(children)) {
      node.innerHTML = String(children);
    }
    return node;
  }

  function attributes(node, values) {
    // LuCI takes any object there for attributes.
    if (isNode(values)) throw new TypeError('an element stands in the place of attributes');
    for (const [name, value] of Object.entries(values).filter(([, value]) => isSaid(value))) {
      if (typeof value === 'function') node.addEventListener(name, value);
      else node.setAttribute(name, typeof value === 'object' ? JSON.stringify(value) : value);
    }
  }

  return {
    append,

    /** `E()`: a name, or an array for a fragment; attributes and handlers; what is in it. */
    create(name, second, third) {
      const node = Array.isArray(name)
        ? append(document.createDocumentFragment(), name) : document.createElement(name);
      if (!(second instanceof Object) || Array.isArray(second)) return append(node, second);
      attributes(node, second);
      return append(node, third);
    },

    content(node, children) {
      for (const child of [...node.childNodes]) child.remove();
      return append(node, children);
    },
  };
}
