// Data types of LuCI's forms, as far as ours name them: `or("default",cidr)`.
import { isIP } from 'node:net';

const TOKEN = /"([^"]*)"|([\w-]+)|[(),]/g;

const isPort = (text) => /^\d{1,5}$/.test(text ?? '') && +text > 0 && +text <= 65535;

const TYPES = {
  or: (value, ...types) => types.some((type) => type(value)),
  and: (value, ...types) => types.every((type) => type(value)),
  range: (value, least, most) => /^\d+$/.test(value) && +value >= +least.text && +value <= +most.text,
  maxlength: (value, most) => value.length <= +most.text,
  uciname: (value) => /^\w+$/.test(value),
  hostport: (value) => {
    const [host, port, ...rest] = value.split(':');
    return !rest.length && isPort(port) && (isIP(host) === 4 || /^(?!.*\.\.)[\w][\w.-]*$/.test(host) && /[^\d.]/.test(host));
  },
  ipaddrport: (value) => {
    const [, bracketed, four, port] = /^(?:\[(.*)\]|([\d.]*)):(\d+)$/.exec(value) ?? [];
    return isPort(port) && (isIP(bracketed ?? '') === 6 || isIP(four ?? '') === 4);
  },
  cidr: (value) => {
    const [address, bits] = value.split('/');
    return isIP(address) > 0 && /^\d+$/.test(bits ?? '') && +bits <= (isIP(address) === 4 ? 32 : 128);
  },
};

/** Takes a type from the front of a list of tokens. */
function type(tokens) {
  const [token, quoted, word] = tokens.shift();
  const literal = Object.assign((value) => value === (quoted ?? word), { text: quoted ?? word });
  const parts = [];
  if (tokens[0]?.[0] === '(') {
    do {
      tokens.shift();
      parts.push(type(tokens));
    } while (tokens[0][0] === ',');
    tokens.shift();
  }
  if (quoted !== undefined || /^\d+$/.test(token)) return literal;
  const holds = TYPES[word];
  if (!holds) throw new ReferenceError(`data type ${word} is not known here`);
  return (value) => holds(value, ...parts);
}

export const isValid = (expression, value) => type([...expression.matchAll(TOKEN)])(value);
