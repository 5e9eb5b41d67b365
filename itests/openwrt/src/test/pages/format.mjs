// What LuCI's `cbi.js` adds to strings: `'%d of %s'.format(1, 'two')`, with %t for durations in
// seconds and %m for a number with the prefix of its magnitude, as in `%1000.1mbit/s`.
const PREFIXES = ['', 'K', 'M', 'G', 'T', 'P'];

function duration(seconds) {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / 86_400);
  const rest = `${Math.floor(whole / 3600) % 24}h ${Math.floor(whole / 60) % 60}m ${whole % 60}s`;
  return days ? `${days}d ${rest}` : rest;
}

function magnitude(number, base, digits) {
  let prefix = 0;
  let scaled = number;
  for (; Math.abs(scaled) >= base && prefix < PREFIXES.length - 1; prefix++) scaled /= base;
  return `${scaled.toFixed(digits)} ${PREFIXES[prefix]}`;
}

function format(...values) {
  return this.replace(/%(%|(\d*)(?:\.(\d+))?([sdftm]))/g, (all, literal, width, digits, kind) => {
    if (literal === '%') return '%';
    const value = values.shift();
    switch (kind) {
      case 's': return String(value);
      case 'd': return String(Math.trunc(value));
      case 'f': return Number(value).toFixed(digits ?? 6);
      case 't': return duration(value);
      case 'm': return magnitude(Number(value), Number(width || 1000), Number(digits ?? 0));
    }
  });
}

Object.defineProperty(String.prototype, 'format', { value: format });
